package io.paceline.job.spend;

import io.paceline.core.notice.InvalidSpendReportException;
import io.paceline.core.notice.SpendReportCodec;
import io.paceline.job.kafka.DecodeFunction;
import io.paceline.job.kafka.RawRecord;
import org.apache.flink.api.common.functions.OpenContext;

/** Decodes spend reports; a report that cannot be read becomes a dead letter, never spend. */
public final class DecodeSpendReports extends DecodeFunction<SpendReportArrived> {

  private static final long serialVersionUID = 1L;

  private transient SpendReportCodec codec;

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
