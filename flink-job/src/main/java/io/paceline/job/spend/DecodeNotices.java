package io.paceline.job.spend;

import io.paceline.core.money.CurrencyTable;
import io.paceline.core.notice.InvalidNoticeException;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeDecoder;
import io.paceline.core.notice.NoticeTokenCodec;
import io.paceline.job.kafka.DecodeFunction;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.options.ExchangeOptions;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;

/**
 * Decodes notices and verifies their tokens; a forged or unreadable notice becomes a dead letter,
 * never spend. For an exchange that bills on the win, the win notice is decoded as the billing
 * notice.
 */
public final class DecodeNotices extends DecodeFunction<Notice> {

  private static final long serialVersionUID = 1L;

  private final ExchangeOptions options;
  private final CurrencyTable currencies;
  private transient NoticeDecoder decoder;

  /** Verifies tokens with the secret of these options, and reads prices in these currencies. */
  public DecodeNotices(ExchangeOptions options, CurrencyTable currencies) {
    super("notices");
    this.options = options;
    this.currencies = currencies;
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    decoder =
        new NoticeDecoder(
            new NoticeTokenCodec(options.noticeSecret().getBytes(StandardCharsets.UTF_8)),
            currencies,
            options.billsOnWin());
  }

  @Override
  protected Notice decode(RawRecord raw) throws InvalidNoticeException {
    return decoder.decode(raw.value(), raw.timestampMillis());
  }
}
