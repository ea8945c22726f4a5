package io.paceline.job.spend;

import io.paceline.core.notice.Adjustment;
import io.paceline.core.notice.AdjustmentCodec;
import io.paceline.core.notice.InvalidAdjustmentException;
import io.paceline.job.kafka.DecodeFunction;
import io.paceline.job.kafka.RawRecord;
import org.apache.flink.api.common.functions.OpenContext;

/**
 * Decodes adjustments. An adjustment that cannot be read becomes a dead letter, never spend. So
 * does an adjustment under a key that is not {@link Adjustment#key}, because the compacted topic
 * keeps only the latest record of a key.
 */
public final class DecodeAdjustments extends DecodeFunction<AdjustmentArrived> {

  private static final long serialVersionUID = 1L;

  private transient AdjustmentCodec codec;

  public DecodeAdjustments() {
    super("adjustments");
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    codec = new AdjustmentCodec();
  }

  @Override
  protected AdjustmentArrived decode(RawRecord raw) throws InvalidAdjustmentException {
    Adjustment adjustment = codec.decode(raw.value());
    if (!raw.key().isEmpty() && !raw.key().equals(adjustment.key())) {
      throw new InvalidAdjustmentException(
          "the record's key must be "
              + adjustment.key()
              + ", the budget and the id, since the topic keeps the latest record of each key");
    }
    return new AdjustmentArrived(adjustment, raw);
  }
}
