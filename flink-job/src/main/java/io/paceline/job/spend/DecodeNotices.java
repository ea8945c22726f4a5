package io.paceline.job.spend;

import io.paceline.core.money.CurrencyTable;
import io.paceline.core.notice.InvalidNoticeException;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeDecoder;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeTokenCodec;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.notice.PriceForm;
import io.paceline.job.kafka.DecodeFunction;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.options.ExchangeOptions;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.OutputTag;

/**
 * Decodes notices and verifies their tokens; a forged or unreadable notice becomes a dead letter,
 * never spend. For an exchange that bills on the win, the win notice is decoded as the billing
 * notice.
 *
 * <p>Metrics {@code billings.FORM} count, by {@link PriceForm}, the billings whose price is above
 * the bid or cannot be read, and {@code unstatedPriceMicros} is the sum of the bids that stand in
 * for their prices. Metric {@code lossesOfWinners} counts calls of the loss address for bids that
 * won. Repeated notices count again; notices of test requests do not count. Metric {@code
 * unsignedBillings} counts refused billings whose token can be read but is not signed with a key of
 * ours; {@link #UNSIGNED} hands them on.
 */
public final class DecodeNotices extends DecodeFunction<Notice> {

  /**
   * The tokens of refused billings that no key of ours has signed. Anybody may have written them.
   */
  public static final OutputTag<NoticeToken> UNSIGNED = new OutputTag<>("unsigned-billings") {};

  private static final long serialVersionUID = 1L;

  private final ExchangeOptions options;
  private final CurrencyTable currencies;
  private transient NoticeDecoder decoder;
  private transient Map<PriceForm, Counter> billings;
  private transient Counter unstatedMicros;
  private transient Counter lossesOfWinners;
  private transient Counter unsignedBillings;

  /** Verifies tokens with the keys of these options, and reads prices in these currencies. */
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
            new NoticeTokenCodec(options.noticeKeys()), currencies, options.profiles());
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    billings = new EnumMap<>(PriceForm.class);
    for (PriceForm form : PriceForm.values()) {
      if (form != PriceForm.STATED && form != PriceForm.NONE) {
        billings.put(form, metrics.addGroup("billings").counter(form.name()));
      }
    }
    unstatedMicros = metrics.counter("unstatedPriceMicros");
    lossesOfWinners = metrics.counter("lossesOfWinners");
    unsignedBillings = metrics.counter("unsignedBillings");
  }

  @Override
  protected Notice decode(RawRecord raw) throws InvalidNoticeException {
    Notice notice = decoder.decode(raw.value(), raw.timestampMillis());
    if (!notice.token().test()) {
      count(notice);
    }
    return notice;
  }

  @Override
  protected void refused(RawRecord raw, Exception refusal, Context context) {
    if (refusal instanceof InvalidNoticeException invalid) {
      NoticeToken claimed =
          decoder.unsignedBilling(
              raw.value(), invalid, exchange -> mayName(raw.exchange(), exchange));
      if (claimed != null) {
        unsignedBillings.inc();
        context.output(UNSIGNED, claimed);
      }
    }
  }

  /**
   * No exchange may tell of another's bids. Where the notice or the bid's request had no header,
   * nothing is known of the sender, or of the exchange.
   */
  private static boolean mayName(String sender, String exchange) {
    return sender.equalsIgnoreCase(exchange)
        || sender.equals(RawRecord.DEFAULT_EXCHANGE)
        || exchange.equals(RawRecord.DEFAULT_EXCHANGE);
  }

  private void count(Notice notice) {
    if (notice.isLossOfWinner()) {
      lossesOfWinners.inc();
    }
    Counter counter = billings.get(notice.priceForm());
    if (notice.type() == NoticeType.BILLING && counter != null) {
      counter.inc();
      unstatedMicros.inc(notice.priceMicros());
    }
  }
}
