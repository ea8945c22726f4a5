package io.paceline.core.notice;

import io.paceline.core.openrtb.NoticeLinks;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Makes the addresses of the notices. They hold OpenRTB's substitution macros (OpenRTB 2.6 section
 * 4.4), which the exchange replaces before it calls an address:
 *
 * <pre>
 * BASE/n/win?t=TOKEN&amp;p=${AUCTION_PRICE}&amp;m=${AUCTION_MIN_TO_WIN}
 * BASE/n/billing?t=TOKEN&amp;p=${AUCTION_PRICE}
 * BASE/n/loss?t=TOKEN&amp;l=${AUCTION_LOSS}&amp;m=${AUCTION_MIN_TO_WIN}
 * BASE/n/click?t=TOKEN&amp;r=LANDING_PAGE
 * </pre>
 *
 * <p>A thin HTTP collector answers at BASE and writes each address that was called into the notices
 * topic (see {@link NoticeDecoder}). After a click it redirects the browser to {@code r}. The
 * click's token is signed for this target; a collector that holds the key checks the signature
 * before it redirects ({@link NoticeTokenCodec#verifyClick}).
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class NoticeUrls implements NoticeLinks {

  static final String PATH = "/n/";
  static final String TOKEN = "t";
  static final String PRICE = "p";
  static final String LOSS_REASON = "l";
  static final String MIN_TO_WIN = "m";
  static final String REDIRECT = "r";

  private final String baseUrl;

  /**
   * Addresses under a base.
   *
   * @param baseUrl address of the collector, for example {@code https://notices.example.com}
   */
  public NoticeUrls(String baseUrl) {
    requireBase(baseUrl);
    this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
  }

  /**
   * Checks that addresses can be made under a base.
   *
   * @throws IllegalArgumentException with one clear sentence where they cannot
   */
  public static void requireBase(String baseUrl) {
    if (!baseUrl.startsWith("http://") && !baseUrl.startsWith("https://")) {
      throw new IllegalArgumentException(
          "the address of notices must begin with http:// or https://, got '" + baseUrl + "'");
    }
    if (baseUrl.indexOf('?') >= 0 || baseUrl.indexOf('#') >= 0) {
      throw new IllegalArgumentException(
          "the address of notices must have neither ? nor #, got '" + baseUrl + "'");
    }
  }

  @Override
  public String win(String token) {
    return address("win", token)
        + "&"
        + PRICE
        + "=${AUCTION_PRICE}&"
        + MIN_TO_WIN
        + "=${AUCTION_MIN_TO_WIN}";
  }

  @Override
  public String billing(String token) {
    return address("billing", token) + "&" + PRICE + "=${AUCTION_PRICE}";
  }

  @Override
  public String loss(String token) {
    return address("loss", token)
        + "&"
        + LOSS_REASON
        + "=${AUCTION_LOSS}&"
        + MIN_TO_WIN
        + "=${AUCTION_MIN_TO_WIN}";
  }

  @Override
  public String click(String token, String landingPage) {
    return address("click", token)
        + "&"
        + REDIRECT
        + "="
        + URLEncoder.encode(landingPage, StandardCharsets.UTF_8);
  }

  private String address(String type, String token) {
    return baseUrl + PATH + type + "?" + TOKEN + "=" + token;
  }
}
