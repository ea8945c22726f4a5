package io.paceline.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.notice.NoticeKeys;
import io.paceline.core.notice.NoticeUrls;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * What the job and the exchanges have agreed on: who bids, where notices are called, what signs
 * them, and in which ways exchanges differ.
 *
 * @param seat buyer seat written into responses
 * @param noticeUrl base address that exchanges and pages call with notices
 * @param noticeKeys keys of the notice tokens' signatures
 * @param profiles the ways in which exchanges differ
 */
public record ExchangeOptions(
    String seat, String noticeUrl, NoticeKeys noticeKeys, ExchangeProfiles profiles)
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

  /** Gives {@link #noticeKeys} a single key; {@link #NOTICE_SECRETS} gives it several. */
  public static final ConfigOption<String> NOTICE_SECRET =
      key("notice.secret")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Key that signs notices, at least 16 characters. Required unless notice.secrets is"
                  + " given.");

  /** See {@link #noticeKeys}. */
  public static final ConfigOption<String> NOTICE_SECRETS =
      key("notice.secrets")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "In place of notice.secret, several keys with ids from 0 to 255, like"
                  + " 1:SECRET,0:SECRET: the first signs, all verify. notice.secret has id 0.");

  static final List<ConfigOption<?>> ALL = List.of(SEAT, NOTICE_URL, NOTICE_SECRET, NOTICE_SECRETS);

  /** Shortest accepted {@link #NOTICE_SECRET}, characters. */
  private static final int SECRET_LENGTH = 16;

  static ExchangeOptions read(Configuration c) {
    return new ExchangeOptions(
        c.get(SEAT), noticeUrl(c), noticeKeys(c), ExchangeProfileOptions.read(c));
  }

  private static String noticeUrl(Configuration c) {
    String url = c.get(NOTICE_URL);
    try {
      // Tasks make their addresses from it only when they run, and could then do nothing but fail.
      NoticeUrls.requireBase(url);
      return url;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--" + NOTICE_URL.key() + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static NoticeKeys noticeKeys(Configuration c) {
    String secret = c.get(NOTICE_SECRET);
    String secrets = c.get(NOTICE_SECRETS);
    if (secrets != null) {
      if (secret != null) {
        throw new IllegalArgumentException(
            "--"
                + NOTICE_SECRETS.key()
                + " takes the place of --"
                + NOTICE_SECRET.key()
                + "; give one of them");
      }
      try {
        return NoticeKeys.parse(secrets);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("--" + NOTICE_SECRETS.key() + ": " + e.getMessage(), e);
      }
    }
    if (secret == null) {
      throw new IllegalArgumentException(
          "--"
              + NOTICE_SECRET.key()
              + ", or several keys in --"
              + NOTICE_SECRETS.key()
              + ", must be given: notices are signed with it");
    }
    if (secret.length() < SECRET_LENGTH) {
      throw new IllegalArgumentException(
          "--" + NOTICE_SECRET.key() + " must have at least " + SECRET_LENGTH + " characters");
    }
    return NoticeKeys.of(secret);
  }
}
