package io.paceline.job.money;

import io.paceline.job.edge.DecodeFunction;
import io.paceline.job.edge.RawRecord;
import io.paceline.notice.InvalidSpendReportException;
import io.paceline.notice.SpendReportCodec;
import org.apache.flink.api.common.functions.OpenContext;

/** Bytes to spend reports; what cannot be read becomes a dead letter, never spend. */
public final class DecodeSpendReports extends DecodeFunction<SpendReportArrived> {

  private static final long serialVersionUID = 1L;

  private transient SpendReportCodec codec;

  /** A decoder. */
  public DecodeSpendReports() {
    super("spendReports");
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    codec = new SpendReportCodec();
  }

  @Override
  protected SpendReportArrived decode(RawRecord raw) throws InvalidSpendReportException {
    return new SpendReportArrived(codec.decode(raw.value(), raw.timestampMillis()), raw);
  }
}
