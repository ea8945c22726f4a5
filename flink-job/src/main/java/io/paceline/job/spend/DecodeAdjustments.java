package io.paceline.job.spend;

import io.paceline.core.notice.AdjustmentCodec;
import io.paceline.core.notice.InvalidAdjustmentException;
import io.paceline.job.kafka.DecodeFunction;
import io.paceline.job.kafka.RawRecord;
import org.apache.flink.api.common.functions.OpenContext;

/** Decodes adjustments; one that cannot be read becomes a dead letter, never spend. */
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
    return new AdjustmentArrived(codec.decode(raw.value()), raw);
  }
}
