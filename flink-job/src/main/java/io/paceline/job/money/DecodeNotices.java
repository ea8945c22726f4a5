package io.paceline.job.money;

import io.paceline.job.edge.DecodeFunction;
import io.paceline.job.edge.RawRecord;
import io.paceline.job.options.JobOptions;
import io.paceline.notice.InvalidNoticeException;
import io.paceline.notice.Notice;
import io.paceline.notice.NoticeDecoder;
import io.paceline.notice.NoticeTokenCodec;
import io.paceline.openrtb.CurrencyTable;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;

/**
 * Bytes to notices with a verified token; forged or unreadable ones become dead letters, never
 * spend. The win of an exchange that bills on the win is its billing.
 */
public final class DecodeNotices extends DecodeFunction<Notice> {

  private static final long serialVersionUID = 1L;

  private final JobOptions options;
  private transient NoticeDecoder decoder;

  /** Verifies with the job's secret. */
  public DecodeNotices(JobOptions options) {
    super("notices");
    this.options = options;
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    decoder =
        new NoticeDecoder(
            new NoticeTokenCodec(options.noticeSecret().getBytes(StandardCharsets.UTF_8)),
            CurrencyTable.parse(options.currency(), options.currencyRates()),
            options.billsOnWin());
  }

  @Override
  protected Notice decode(RawRecord raw) throws InvalidNoticeException {
    return decoder.decode(raw.value(), raw.timestampMillis());
  }
}
