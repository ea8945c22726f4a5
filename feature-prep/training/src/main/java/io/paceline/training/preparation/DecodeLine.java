package io.paceline.training.preparation;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decodes lines into what they tell. A line that cannot be used goes to the side output {@link
 * PreparationTopology#REJECTED} and does not end the job.
 */
final class DecodeLine<T> extends ProcessFunction<InputLine, T> {

  private static final long serialVersionUID = 1L;

  private final LineReader.Factory<T> factory;
  private transient LineReader<T> reader;
  private transient PreparationCounters counts;

  DecodeLine(LineReader.Factory<T> factory) {
    this.factory = factory;
  }

  @Override
  public void open(OpenContext context) {
    reader = factory.create();
    counts = new PreparationCounters(getRuntimeContext());
  }

  @Override
  public void processElement(InputLine line, Context context, Collector<T> out) {
    T read;
    try {
      read = reader.read(line.text());
    } catch (UnusableLineException e) {
      counts.add(PreparationCounters.REJECTED);
      context.output(
          PreparationTopology.REJECTED,
          new RejectedLine(line.file(), line.number(), e.getMessage()));
      return;
    }
    if (read != null) {
      out.collect(read);
    }
  }
}
