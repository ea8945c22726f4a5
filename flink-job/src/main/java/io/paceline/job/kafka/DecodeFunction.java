package io.paceline.job.kafka;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decodes raw records. A record that cannot be decoded becomes a dead letter with the reason and is
 * counted (metric {@code deadLetters}); it never stops the job.
 *
 * @param <T> type of the decoded records
 */
public abstract class DecodeFunction<T> extends ProcessFunction<RawRecord, T> {

  private static final long serialVersionUID = 1L;

  private final String counted;
  private transient Counter decoded;
  private transient Counter deadLetters;

  /**
   * Makes a decoder.
   *
   * @param counted name of the metric that counts decoded records
   */
  protected DecodeFunction(String counted) {
    this.counted = counted;
  }

  @Override
  public void open(OpenContext context) {
    decoded = getRuntimeContext().getMetricGroup().counter(counted);
    deadLetters = getRuntimeContext().getMetricGroup().counter("deadLetters");
  }

  /**
   * Decodes one raw record.
   *
   * @throws Exception where that is impossible; its message becomes the dead letter's reason
   */
  protected abstract T decode(RawRecord raw) throws Exception;

  /** Is told of each refused record, after it became a dead letter; does nothing by default. */
  protected void refused(RawRecord raw, Exception refusal, Context context) {}

  @Override
  public final void processElement(RawRecord raw, Context context, Collector<T> out) {
    T record;
    try {
      record = decode(raw);
    } catch (Exception e) {
      deadLetters.inc();
      context.output(DeadLetter.TAG, DeadLetter.of(raw, e));
      refused(raw, e, context);
      return;
    }
    decoded.inc();
    out.collect(record);
  }
}
