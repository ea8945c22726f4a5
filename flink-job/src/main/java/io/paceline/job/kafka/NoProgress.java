package io.paceline.job.kafka;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * The watermarks of a stream that tells nothing about how far notices have been read: none, ever.
 * The stream is idle in Flink's sense, so an operator with several inputs goes by the watermarks of
 * the others. In this job watermarks have no other meaning.
 *
 * @param <T> type of the stream's records
 */
public final class NoProgress<T> implements WatermarkStrategy<T> {

  private static final long serialVersionUID = 1L;

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new Idle<>();
  }

  private static final class Idle<T> implements WatermarkGenerator<T> {
    @Override
    public void onEvent(T event, long timestampMillis, WatermarkOutput output) {
      // A record of this stream says nothing of how far notices have been read.
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.markIdle();
    }
  }
}
