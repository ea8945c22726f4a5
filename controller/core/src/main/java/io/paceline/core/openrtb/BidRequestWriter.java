package io.paceline.core.openrtb;

import com.fasterxml.jackson.core.JsonGenerator;
import io.paceline.core.json.JsonBytes;
import io.paceline.core.money.CurrencyTable;
import java.io.IOException;
import java.util.List;

/** Writes a {@link BidRequest} as OpenRTB 2.6 JSON, field by field, without building a tree. */
final class BidRequestWriter {

  private final CurrencyTable currencies;

  BidRequestWriter(CurrencyTable currencies) {
    this.currencies = currencies;
  }

  byte[] write(BidRequest request) {
    return JsonBytes.write(json -> writeRequest(json, request));
  }

  private void writeRequest(JsonGenerator json, BidRequest request) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", request.id());
    json.writeArrayFieldStart("imp");
    for (Imp imp : request.imps()) {
      writeImp(json, imp);
    }
    json.writeEndArray();
    if (request.site() != null) {
      writeSite(json, request.site());
    }
    writeDevice(json, request.device());
    writeUser(json, request.user());
    json.writeNumberField("at", request.at());
    json.writeNumberField("tmax", request.tmaxMillis());
    JsonBytes.texts(json, "cur", request.cur());
    writeBlockedCategories(json, request);
    JsonBytes.texts(json, "badv", request.blockLists().badv());
    JsonBytes.flag(json, "test", request.test());
    json.writeObjectFieldStart("regs");
    JsonBytes.flag(json, "coppa", request.regs().coppa());
    JsonBytes.flag(json, "gdpr", request.regs().gdpr());
    JsonBytes.text(json, "us_privacy", request.regs().optedOut() ? "1-Y-" : null);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeBlockedCategories(JsonGenerator json, BidRequest request)
      throws IOException {
    if (!request.blockLists().unreadable()) {
      JsonBytes.texts(json, "bcat", request.blockLists().bcat());
      return;
    }
    // A list with an object in it cannot be read, so the lists are unreadable when read back, too.
    json.writeArrayFieldStart("bcat");
    json.writeStartObject();
    json.writeNullField("unreadable");
    json.writeEndObject();
    json.writeEndArray();
  }

  private void writeImp(JsonGenerator json, Imp imp) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", imp.id());
    if (imp.banner() == null) {
      // A banner without sizes cannot be read back either.
      json.writeObjectFieldStart(imp.fault() == null ? "video" : "banner");
      json.writeEndObject();
    } else {
      writeBanner(json, imp.banner());
    }
    if (imp.bidfloorMicros() > 0) {
      JsonBytes.decimal(json, "bidfloor", currencies.cpm(imp.bidfloorMicros(), imp.bidfloorcur()));
    }
    json.writeStringField("bidfloorcur", imp.bidfloorcur());
    JsonBytes.text(json, "tagid", imp.tagid());
    JsonBytes.flag(json, "instl", imp.instl());
    JsonBytes.flag(json, "secure", imp.secure());
    json.writeEndObject();
  }

  private static void writeBanner(JsonGenerator json, Banner banner) throws IOException {
    json.writeObjectFieldStart("banner");
    List<Size> sizes = banner.sizes();
    writeSize(json, sizes.get(0));
    if (sizes.size() > 1) {
      json.writeArrayFieldStart("format");
      for (Size size : sizes) {
        json.writeStartObject();
        writeSize(json, size);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    JsonBytes.integers(json, "battr", banner.battr());
    if (banner.pos() != 0) {
      json.writeNumberField("pos", banner.pos());
    }
    json.writeEndObject();
  }

  private static void writeSize(JsonGenerator json, Size size) throws IOException {
    json.writeNumberField("w", size.w());
    json.writeNumberField("h", size.h());
  }

  private static void writeSite(JsonGenerator json, Site site) throws IOException {
    json.writeObjectFieldStart(site.app() ? "app" : "site");
    JsonBytes.text(json, "id", site.id());
    JsonBytes.text(json, site.app() ? "bundle" : "domain", site.domain());
    JsonBytes.text(json, "page", site.page());
    JsonBytes.texts(json, "cat", site.cat());
    if (site.publisherId() != null) {
      json.writeObjectFieldStart("publisher");
      json.writeStringField("id", site.publisherId());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeDevice(JsonGenerator json, Device device) throws IOException {
    json.writeObjectFieldStart("device");
    JsonBytes.text(json, "ua", device.ua());
    JsonBytes.text(json, "ifa", device.ifa());
    if (device.type() != DeviceType.UNKNOWN) {
      json.writeNumberField("devicetype", device.type().code());
    }
    JsonBytes.text(json, "os", device.os());
    json.writeObjectFieldStart("geo");
    JsonBytes.text(json, "country", device.country());
    JsonBytes.text(json, "region", device.region());
    JsonBytes.text(json, "city", device.city());
    json.writeEndObject();
    JsonBytes.flag(json, "lmt", device.lmt());
    json.writeEndObject();
  }

  private static void writeUser(JsonGenerator json, User user) throws IOException {
    json.writeObjectFieldStart("user");
    JsonBytes.text(json, "id", user.id());
    JsonBytes.text(json, "buyeruid", user.buyeruid());
    if (!user.segments().isEmpty()) {
      json.writeArrayFieldStart("data");
      json.writeStartObject();
      json.writeArrayFieldStart("segment");
      for (String segment : user.segments()) {
        json.writeStartObject();
        json.writeStringField("id", segment);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
