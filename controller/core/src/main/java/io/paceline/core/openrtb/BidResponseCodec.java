package io.paceline.core.openrtb;

import com.fasterxml.jackson.core.JsonGenerator;
import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonBytes;
import io.paceline.core.json.JsonObject;
import io.paceline.core.money.CurrencyTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * Writes a decision as an OpenRTB 2.6 bid response (section 4.2) and reads it back. Each impression
 * gets a response of its own, which carries the request's id:
 *
 * <pre>
 * {"id": request, "seatbid": [{"seat": …, "bid": [{"id", "impid", "price", "cid", "crid", "adomain",
 *   "cat", "w", "h", "mtype": 1, "exp", "adm", "nurl", "burl", "lurl"}]}], "bidid": …, "cur": …,
 *  "ext": {"paceline": {"impid", "impCount", "modelVersion"}}}
 * {"id": request, "nbr": code, "ext": {"paceline": {"impid", "impCount", "modelVersion", "reason"}}}
 * </pre>
 *
 * <p>{@code price} is a CPM with at most three decimals, which states the bid's micros exactly.
 * {@code nbr} is 0 ("unknown") where OpenRTB has no code that fits; {@code ext.paceline.reason} is
 * the name of the {@link NoBidReason}.
 *
 * <p>Immutable. Several threads may share a codec if they may share its {@link NoticeLinks}.
 */
public final class BidResponseCodec {

  /** {@code mtype} of a banner (section 4.2.3). */
  private static final int MTYPE_BANNER = 1;

  private static final DocumentParser PARSER = DocumentParser.ofMessages("the message");

  private final String seat;
  private final String currency;
  private final NoticeLinks links;

  /**
   * Makes a codec.
   *
   * @param seat Paceline's seat at the exchanges
   * @param currency Paceline's own currency, in which prices are written
   * @param links addresses of the notices
   */
  public BidResponseCodec(String seat, String currency, NoticeLinks links) {
    this.seat = seat;
    this.currency = currency;
    this.links = links;
  }

  /** The response to one impression, UTF-8 JSON. */
  public byte[] encode(Decision decision) {
    return JsonBytes.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("id", decision.imp().requestId());
          Bid bid = decision.bid();
          if (bid != null) {
            writeBid(json, decision, bid);
          } else {
            NoBidReason reason =
                Objects.requireNonNull(decision.reason(), "a decision has a bid or a reason");
            writeNoBid(json, decision, reason);
          }
          json.writeEndObject();
        });
  }

  private void writeBid(JsonGenerator json, Decision decision, Bid bid) throws IOException {
    Bid.Ad ad = bid.ad();
    String token = bid.tokens().notice();
    json.writeArrayFieldStart("seatbid");
    json.writeStartObject();
    json.writeStringField("seat", seat);
    json.writeArrayFieldStart("bid");
    json.writeStartObject();
    json.writeStringField("id", bid.id());
    json.writeStringField("impid", decision.imp().impId());
    JsonBytes.decimal(json, "price", CurrencyTable.cpm(bid.priceMicros()));
    json.writeStringField("cid", ad.cid());
    json.writeStringField("crid", ad.crid());
    JsonBytes.texts(json, "adomain", List.of(ad.adomain()));
    JsonBytes.texts(json, "cat", ad.cat());
    json.writeNumberField("w", ad.w());
    json.writeNumberField("h", ad.h());
    json.writeNumberField("mtype", MTYPE_BANNER);
    json.writeNumberField("exp", bid.expSeconds());
    json.writeStringField(
        "adm", BannerMarkup.of(ad, links.click(bid.tokens().click(), ad.landingPage())));
    json.writeStringField("nurl", links.win(token));
    json.writeStringField("burl", links.billing(token));
    json.writeStringField("lurl", links.loss(token));
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeStringField("bidid", bid.id());
    json.writeStringField("cur", currency);
    startExt(json, decision);
    endExt(json);
  }

  private static void writeNoBid(JsonGenerator json, Decision decision, NoBidReason reason)
      throws IOException {
    json.writeNumberField("nbr", reason.nbr());
    startExt(json, decision);
    json.writeStringField("reason", reason.name());
    endExt(json);
  }

  private static void startExt(JsonGenerator json, Decision decision) throws IOException {
    json.writeObjectFieldStart("ext");
    json.writeObjectFieldStart("paceline");
    json.writeStringField("impid", decision.imp().impId());
    json.writeNumberField("impCount", decision.imp().impCount());
    JsonBytes.text(json, "modelVersion", decision.modelVersion());
  }

  private static void endExt(JsonGenerator json) throws IOException {
    json.writeEndObject();
    json.writeEndObject();
  }

  /**
   * Reads a response that {@link #encode} wrote.
   *
   * @throws InvalidResponseException whose message names the place and the fault in plain words
   */
  public static BidResponse decode(byte[] json) throws InvalidResponseException {
    try {
      return read(PARSER.parseObject(json));
    } catch (InvalidJsonException e) {
      throw new InvalidResponseException(e.getMessage());
    }
  }

  private static BidResponse read(JsonObject response) throws InvalidJsonException {
    String requestId = response.requiredText("id");
    JsonObject paceline = required(required(response, "ext"), "paceline");
    String impId = paceline.requiredText("impid");
    int impCount = paceline.count("impCount");
    if (!response.has("seatbid")) {
      BidResponse.NoBid noBid = new BidResponse.NoBid(response.count("nbr"), reason(paceline));
      return BidResponse.noBid(requestId, impId, impCount, paceline.text("modelVersion"), noBid);
    }
    JsonObject seatbid = only(response, "seatbid");
    JsonObject bid = only(seatbid, "bid");
    BidResponse.Ad ad = ad(bid);
    BidResponse.SeatBid placed =
        new BidResponse.SeatBid(
            bid.requiredText("id"),
            priceMicros(bid),
            response.requiredText("cur"),
            seatbid.requiredText("seat"),
            bid.count("exp"),
            ad,
            new BidResponse.Notices(
                bid.requiredText("nurl"), bid.requiredText("burl"), bid.requiredText("lurl")));
    return BidResponse.bid(requestId, impId, impCount, paceline.text("modelVersion"), placed);
  }

  private static BidResponse.Ad ad(JsonObject bid) throws InvalidJsonException {
    List<String> adomain = bid.texts("adomain");
    String adm = bid.requiredText("adm");
    String clickUrl = BannerMarkup.clickUrl(adm);
    if (clickUrl == null) {
      throw new InvalidJsonException(bid.path("adm") + " is not a banner with a link");
    }
    return new BidResponse.Ad(
        bid.requiredText("cid"),
        bid.requiredText("crid"),
        adomain.isEmpty() ? null : adomain.get(0),
        bid.size("w"),
        bid.size("h"),
        adm,
        clickUrl);
  }

  private static NoBidReason reason(JsonObject paceline) throws InvalidJsonException {
    String name = paceline.requiredText("reason");
    try {
      return NoBidReason.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidJsonException(
          paceline.path("reason") + " is not a reason Paceline knows, got " + name);
    }
  }

  private static long priceMicros(JsonObject bid) throws InvalidJsonException {
    BigDecimal price = bid.decimal("price");
    if (price == null) {
      throw new InvalidJsonException(bid.path("price") + " is missing");
    }
    try {
      long micros = price.movePointRight(3).longValueExact();
      if (micros > 0) {
        return micros;
      }
    } catch (ArithmeticException e) {
      // Refused below: the price is too large or finer than a micro.
    }
    throw new InvalidJsonException(
        bid.path("price") + " must be positive with at most three decimals, got " + price);
  }

  private static JsonObject required(JsonObject parent, String field) throws InvalidJsonException {
    JsonObject object = parent.object(field);
    if (object == null) {
      throw new InvalidJsonException(parent.path(field) + " is missing");
    }
    return object;
  }

  private static JsonObject only(JsonObject parent, String field) throws InvalidJsonException {
    List<JsonObject> objects = parent.objects(field);
    if (objects.size() != 1) {
      throw new InvalidJsonException(
          parent.path(field) + " must have exactly one element, got " + objects.size());
    }
    return objects.get(0);
  }
}
