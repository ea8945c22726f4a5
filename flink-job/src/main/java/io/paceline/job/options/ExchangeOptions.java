package io.paceline.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * What the job and the exchanges have agreed on: who bids, where notices are called, what signs
 * them, and at which exchanges a win notice bills.
 *
 * @param seat buyer seat written into responses
 * @param noticeUrl base address that exchanges and pages call with notices
 * @param noticeSecret key of the notice tokens' signatures, at least 16 characters
 * @param billsOnWin exchanges whose win notice counts as billing, since they send no billing notice
 */
public record ExchangeOptions(
    String seat, String noticeUrl, String noticeSecret, List<String> billsOnWin)
    implements Serializable {

  /** See {@link #seat}. */
  public static final ConfigOption<String> SEAT =
      key("seat")
          .stringType()
          .defaultValue("paceline")
          .withDescription("Buyer seat written into bid responses.");

  /** See {@link #noticeUrl}. */
  public static final ConfigOption<String> NOTICE_URL =
      key("notice.url")
          .stringType()
          .defaultValue("http://127.0.0.1")
          .withDescription("Base address that exchanges and pages call with notices.");

  /** See {@link #noticeSecret}. */
  public static final ConfigOption<String> NOTICE_SECRET =
      key("notice.secret")
          .stringType()
          .noDefaultValue()
          .withDescription("Key that signs notices, at least 16 characters. Required.");

  /** See {@link #billsOnWin}. */
  public static final ConfigOption<String> BILLS_ON_WIN =
      key("exchange.bills-on-win")
          .stringType()
          .defaultValue("")
          .withDescription(
              "Exchanges (header exchange) whose win notice bills, separated by commas.");

  static final List<ConfigOption<?>> ALL = List.of(SEAT, NOTICE_URL, NOTICE_SECRET, BILLS_ON_WIN);

  /** Shortest accepted {@link #noticeSecret}, characters. */
  private static final int SECRET_LENGTH = 16;

  static ExchangeOptions read(Configuration c) {
    String secret = c.get(NOTICE_SECRET);
    if (secret == null || secret.length() < SECRET_LENGTH) {
      throw new IllegalArgumentException(
          "--" + NOTICE_SECRET.key() + " must have at least " + SECRET_LENGTH + " characters");
    }
    return new ExchangeOptions(
        c.get(SEAT), c.get(NOTICE_URL), secret, OptionReader.list(c.get(BILLS_ON_WIN)));
  }
}
