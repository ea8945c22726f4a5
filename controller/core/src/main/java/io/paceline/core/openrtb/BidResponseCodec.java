package io.paceline.core.openrtb;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

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

  private final String seat;
  private final String currency;
  private final NoticeLinks links;

  /**
   * A codec.
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
          json.writeStringField("id", decision.requestId());
          if (decision.bid() != null) {
            writeBid(json, decision);
          } else {
            writeNoBid(json, decision);
          }
          json.writeEndObject();
        });
  }

  private void writeBid(JsonGenerator json, Decision decision) throws IOException {
    Bid bid = decision.bid();
    String token = bid.token();
    json.writeArrayFieldStart("seatbid");
    json.writeStartObject();
    json.writeStringField("seat", seat);
    json.writeArrayFieldStart("bid");
    json.writeStartObject();
    json.writeStringField("id", bid.id());
    json.writeStringField("impid", decision.impId());
    json.writeFieldName("price");
    JsonBytes.decimal(json, CurrencyTable.cpm(bid.priceMicros()));
    json.writeStringField("cid", bid.cid());
    json.writeStringField("crid", bid.crid());
    JsonBytes.texts(json, "adomain", List.of(bid.adomain()));
    JsonBytes.texts(json, "cat", bid.cat());
    json.writeNumberField("w", bid.w());
    json.writeNumberField("h", bid.h());
    json.writeNumberField("mtype", MTYPE_BANNER);
    json.writeNumberField("exp", bid.expSeconds());
    json.writeStringField(
        "adm", BannerMarkup.of(bid, links.click(bid.clickToken(), bid.landingPage())));
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

  private static void writeNoBid(JsonGenerator json, Decision decision) throws IOException {
    json.writeNumberField("nbr", decision.reason().nbr());
    startExt(json, decision);
    json.writeStringField("reason", decision.reason().name());
    endExt(json);
  }

  private static void startExt(JsonGenerator json, Decision decision) throws IOException {
    json.writeObjectFieldStart("ext");
    json.writeObjectFieldStart("paceline");
    json.writeStringField("impid", decision.impId());
    json.writeNumberField("impCount", decision.impCount());
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
      return read(JsonObject.parse(json));
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
      return noBid(
          requestId,
          impId,
          impCount,
          response.count("nbr"),
          reason(paceline),
          paceline.text("modelVersion"));
    }
    JsonObject seatbid = only(response, "seatbid");
    JsonObject bid = only(seatbid, "bid");
    List<String> adomain = bid.texts("adomain");
    String adm = bid.requiredText("adm");
    String clickUrl = BannerMarkup.clickUrl(adm);
    if (clickUrl == null) {
      throw new InvalidJsonException(bid.path("adm") + " is not a banner with a link");
    }
    return new BidResponse(
        requestId,
        impId,
        impCount,
        0,
        null,
        bid.requiredText("id"),
        priceMicros(bid),
        response.requiredText("cur"),
        seatbid.requiredText("seat"),
        bid.requiredText("cid"),
        bid.requiredText("crid"),
        adomain.isEmpty() ? null : adomain.get(0),
        bid.size("w"),
        bid.size("h"),
        bid.count("exp"),
        adm,
        bid.requiredText("nurl"),
        bid.requiredText("burl"),
        bid.requiredText("lurl"),
        clickUrl,
        paceline.text("modelVersion"));
  }

  private static BidResponse noBid(
      String requestId,
      String impId,
      int impCount,
      int nbr,
      NoBidReason reason,
      String modelVersion) {
    return new BidResponse(
        requestId,
        impId,
        impCount,
        nbr,
        reason,
        null,
        0L,
        null,
        null,
        null,
        null,
        null,
        0,
        0,
        0,
        null,
        null,
        null,
        null,
        null,
        modelVersion);
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
