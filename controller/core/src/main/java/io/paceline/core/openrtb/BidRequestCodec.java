package io.paceline.core.openrtb;

import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.money.CurrencyTable;

/**
 * Reads and writes OpenRTB 2.6 bid requests; it also reads the GDPR flag where OpenRTB 2.5 puts it.
 * Reading tolerates unknown fields, new enumeration values and numbers written as strings or as
 * {@code 320.0}. It is strict about everything on which money, law and eligibility depend:
 *
 * <ul>
 *   <li>{@code id}, at least one {@code imp}, each with an {@code id} of its own and with something
 *       to offer ({@code banner}, {@code video}, {@code audio} or {@code native})
 *   <li>every banner, an interstitial too, states its sizes, as {@code w} and {@code h} or as
 *       {@code format}
 *   <li>no negative size, {@code tmax} or {@code bidfloor}; the {@code bidfloorcur} of a positive
 *       floor is in the currency table
 *   <li>at most one of {@code site}, {@code app} and {@code dooh}; a site has {@code id}, {@code
 *       page} or {@code domain}
 *   <li>{@code gdpr} and {@code coppa} are 0 or 1
 * </ul>
 *
 * <p>A site without a domain gets the page's host. An app is named by its bundle rather than by its
 * domain, because the domain of a store ({@code play.google.com}) is the same for many apps.
 * Digital out-of-home counts as neither site nor app. Countries become ISO 3166-1 alpha-3.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class BidRequestCodec {

  private static final DocumentParser PARSER = DocumentParser.ofMessages("the message");

  private final BidRequestReader reader;
  private final BidRequestWriter writer;

  /**
   * Makes a codec.
   *
   * @param currencies converts floors
   * @param defaultTmaxMillis time to answer, positive, for a request whose {@code tmax} is absent
   *     or 0
   */
  public BidRequestCodec(CurrencyTable currencies, int defaultTmaxMillis) {
    if (defaultTmaxMillis <= 0) {
      throw new IllegalArgumentException(
          "the default tmax must be positive, got " + defaultTmaxMillis);
    }
    this.reader = new BidRequestReader(currencies, defaultTmaxMillis);
    this.writer = new BidRequestWriter(currencies);
  }

  /**
   * Reads a request.
   *
   * @param json at most a megabyte
   * @param exchange name of the exchange that sent the request
   * @param receivedAtMillis wall time at which the request was received
   * @throws InvalidRequestException whose message names the place and the fault in plain words:
   *     {@code imp[0].banner.h must be positive, got -1}
   */
  public BidRequest decode(byte[] json, String exchange, long receivedAtMillis)
      throws InvalidRequestException {
    try {
      return reader.read(PARSER.parseObject(json), exchange, receivedAtMillis);
    } catch (InvalidJsonException e) {
      throw new InvalidRequestException(e.getMessage());
    }
  }

  /**
   * Writes a request as OpenRTB 2.6 JSON that {@link #decode} reads back as the same request. The
   * exchange and the time of reception are not in the JSON. An impression without a banner is
   * written with an empty video object.
   *
   * @throws IllegalArgumentException where a floor's currency is not in the table
   */
  public byte[] encode(BidRequest request) {
    return writer.write(request);
  }
}
