package io.paceline.core.openrtb;

import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.LeftOut;
import io.paceline.core.json.LenientObject;
import io.paceline.core.money.CurrencyTable;

/**
 * Reads and writes OpenRTB 2.6 bid requests, and reads what OpenRTB 2.5 puts elsewhere. Reading
 * tolerates unknown fields, new enumeration values and other shapes of values (see {@link
 * LenientObject}); what informs only and cannot be read is left out. It is strict about what money,
 * law and eligibility depend on:
 *
 * <ul>
 *   <li>{@code id} (at most 512 characters) and at least one readable {@code imp}, at most as many
 *       as the codec allows. An impression without an id of its own is left out; one that has no
 *       format or a banner without sizes, or whose floor or {@code battr} cannot be read, has a
 *       {@link Imp#fault}
 *   <li>{@code at}, {@code cur} and {@code test} can be read, or are absent
 *   <li>{@code bcat} and {@code badv} that cannot be read, or name categories of a taxonomy other
 *       than that of campaigns, block everybody ({@link BlockLists#unreadable})
 *   <li>a site with a {@code domain} or {@code page} gives a domain by one of them
 *   <li>at most one of {@code site}, {@code app} and {@code dooh} tells a place
 *   <li>a privacy signal that cannot be read counts as an objection
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

  /** More impressions than any page or app offers at once. */
  public static final int DEFAULT_MAX_IMPS = 100;

  private final BidRequestReader reader;
  private final BidRequestWriter writer;

  /**
   * Makes a codec for exchanges that all keep to OpenRTB.
   *
   * @param currencies converts floors
   * @param defaultTmaxMillis time to answer, positive, for a request whose {@code tmax} is absent,
   *     below 1 or unreadable
   */
  public BidRequestCodec(CurrencyTable currencies, int defaultTmaxMillis) {
    this(currencies, defaultTmaxMillis, DEFAULT_MAX_IMPS, ExchangeProfiles.OPENRTB);
  }

  /**
   * Makes a codec that refuses requests with more than {@code maxImps} impressions.
   *
   * @param defaultTmaxMillis time to answer, positive, for a request whose {@code tmax} is absent,
   *     below 1 or unreadable
   * @param exchanges tell the type of auctions where it is not the requests' own
   */
  public BidRequestCodec(
      CurrencyTable currencies, int defaultTmaxMillis, int maxImps, ExchangeProfiles exchanges) {
    if (defaultTmaxMillis <= 0) {
      throw new IllegalArgumentException(
          "the default tmax must be positive, got " + defaultTmaxMillis);
    }
    this.reader = new BidRequestReader(currencies, defaultTmaxMillis, maxImps, exchanges);
    this.writer = new BidRequestWriter(currencies);
  }

  /**
   * Reads a request.
   *
   * @param json at most a megabyte
   * @param exchange name of the exchange that sent the request
   * @param receivedAtMillis wall time at which the request was received
   * @throws InvalidRequestException whose message names the place and the fault in plain words:
   *     {@code imp[0].bidfloor must be a number, got n/a}
   */
  public BidRequest decode(byte[] json, String exchange, long receivedAtMillis)
      throws InvalidRequestException {
    return decode(json, exchange, receivedAtMillis, new LeftOut());
  }

  /**
   * Reads a request as {@link #decode} does, and tells what was left out.
   *
   * @throws InvalidRequestException whose message names the place and the fault
   */
  public ReadRequest read(byte[] json, String exchange, long receivedAtMillis)
      throws InvalidRequestException {
    LeftOut leftOut = new LeftOut();
    BidRequest request = decode(json, exchange, receivedAtMillis, leftOut);
    return new ReadRequest(request, leftOut.count(), leftOut.faults());
  }

  private BidRequest decode(byte[] json, String exchange, long receivedAtMillis, LeftOut leftOut)
      throws InvalidRequestException {
    try {
      return reader.read(PARSER.parseObject(json), exchange, receivedAtMillis, leftOut);
    } catch (InvalidJsonException e) {
      throw new InvalidRequestException(e.getMessage());
    }
  }

  /**
   * Writes a request as OpenRTB 2.6 JSON that {@link #decode} reads back as the same request,
   * except that the fault of an unreadable impression may read differently. The exchange and the
   * time of reception are not in the JSON. An impression without a banner is written with an empty
   * video object, an unreadable one with an empty banner.
   *
   * @throws IllegalArgumentException where a floor's currency is not in the table
   */
  public byte[] encode(BidRequest request) {
    return writer.write(request);
  }
}
