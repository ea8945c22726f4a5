package io.paceline.training.preparation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.money.CurrencyTable;
import io.paceline.core.notice.InvalidNoticeException;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeDecoder;
import io.paceline.core.notice.NoticeKeys;
import io.paceline.core.notice.NoticeTokenCodec;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.profile.InvalidUserEventException;
import io.paceline.core.profile.UserEvent;
import io.paceline.core.profile.UserEventCodec;
import io.paceline.core.profile.UserEventType;
import io.paceline.core.scoring.EncodedRow;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.model.features.FeatureSpec;
import io.paceline.simulator.ipinyou.IpinyouLine;
import io.paceline.simulator.ipinyou.UnreadableLineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Readers for the kinds of lines that a preparation reads. */
final class LineReaders {

  private static final ObjectReader TRAINING_ROW =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readerFor(TrainingLine.class);

  private static final FeatureSpec SPEC = FeatureEncoder.SPEC;
  private static final String FINGERPRINT = SPEC.fingerprint();

  private static final ObjectReader CONVERSION =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readerFor(Conversion.class);

  private LineReaders() {}

  /** The field that is read of a conversion beside the event itself: the bid that it belongs to. */
  private record Conversion(@Nullable String bid) {}

  /**
   * The fields that are read of a message of topic {@code training-log}. They stand side by side as
   * in the message, whose JSON has no inner objects. A text or an array that is missing there is
   * null.
   */
  private record TrainingLine(
      @Nullable String bidId,
      long bidAtMillis,
      long campaignMillis,
      @Nullable String exchange,
      @Nullable String site,
      @Nullable String category,
      @Nullable String userKey,
      @Nullable String campaignId,
      int at,
      long bidMicros,
      double probability,
      @Nullable String fingerprint,
      int @Nullable [] requestIds,
      float @Nullable [] requestFloats,
      int @Nullable [] candidateIds,
      float @Nullable [] candidateFloats) {}

  /** Lines of iPinYou logs. */
  static LineReader<BidFacts> ipinyou() {
    Map<String, String> strings = new HashMap<>();
    return line -> {
      if (IpinyouLine.isNoRow(line)) {
        return null;
      }
      try {
        return BidFacts.of(IpinyouLine.parse(line, strings));
      } catch (UnreadableLineException e) {
        throw new UnusableLineException(e.getMessage());
      }
    };
  }

  /** Messages of topic {@code training-log}. */
  static LineReader<BidFacts> trainingLog() {
    return line -> {
      TrainingLine row;
      try {
        row = TRAINING_ROW.readValue(line);
      } catch (JsonProcessingException e) {
        throw new UnusableLineException("it is no row of the training log: " + firstLine(e));
      }
      if (row == null
          || row.bidId() == null
          || row.campaignId() == null
          || row.exchange() == null) {
        throw new UnusableLineException(
            "it is no row of the training log: bidId, campaignId or exchange is missing");
      }
      if (row.bidMicros() <= 0 || !(row.probability() > 0 && row.probability() < 1)) {
        throw new UnusableLineException(
            "its bidMicros must be positive and its probability between 0 and 1");
      }
      return BidFacts.of(
          row.bidId(),
          new LoggedBid(
              row.bidAtMillis(),
              row.campaignMillis(),
              new LoggedBid.Page(row.exchange(), row.site(), row.category()),
              row.userKey(),
              new LoggedBid.Ad(row.campaignId(), null),
              new LoggedBid.Price(row.at() == BidRequest.FIRST_PRICE, row.bidMicros()),
              new LoggedBid.Scored(row.probability(), encoded(row))));
    };
  }

  /**
   * Returns the encoded row, or null where another feature specification encoded it. The bid and
   * its price are used in either case.
   */
  private static @Nullable EncodedRow encoded(TrainingLine row) throws UnusableLineException {
    if (!FINGERPRINT.equals(row.fingerprint())) {
      return null;
    }
    if (row.requestIds() == null
        || row.requestFloats() == null
        || row.candidateIds() == null
        || row.candidateFloats() == null
        || row.requestIds().length != SPEC.requestIdCount()
        || row.requestFloats().length != SPEC.requestFloats().size()
        || row.candidateIds().length != SPEC.candidateIdCount()
        || row.candidateFloats().length != SPEC.candidateFloats().size()) {
      throw new UnusableLineException("its ids and floats are not as many as its features have");
    }
    return new EncodedRow(
        row.category(),
        row.requestIds(),
        row.requestFloats(),
        row.candidateIds(),
        row.candidateFloats());
  }

  /**
   * Messages of topic {@code notices}. Notices of test bids are skipped.
   *
   * @param exchanges tell what bills and in which unit prices come
   */
  static LineReader<BidFacts> notices(NoticeKeys keys, ExchangeProfiles exchanges) {
    NoticeDecoder decoder =
        new NoticeDecoder(new NoticeTokenCodec(keys), CurrencyTable.USD, exchanges);
    return line -> {
      try {
        Notice notice = decoder.decode(line.getBytes(StandardCharsets.UTF_8), 0L);
        return notice.token().test() ? null : BidFacts.of(notice);
      } catch (InvalidNoticeException e) {
        throw new UnusableLineException(e.getMessage());
      }
    };
  }

  /** Messages of topic {@code user-events}. */
  static LineReader<UserEvent> userEvents() {
    UserEventCodec codec = new UserEventCodec();
    return line -> {
      try {
        return codec.decode(line.getBytes(StandardCharsets.UTF_8));
      } catch (InvalidUserEventException e) {
        throw new UnusableLineException(e.getMessage());
      }
    };
  }

  /**
   * Conversions among the messages of topic {@code user-events}, by the bid that they name. This
   * reader skips messages that are no conversions or no valid events; {@link #userEvents} reads or
   * rejects them.
   */
  static LineReader<BidFacts> conversions() {
    UserEventCodec codec = new UserEventCodec();
    return line -> {
      byte[] json = line.getBytes(StandardCharsets.UTF_8);
      try {
        if (codec.decode(json).type() != UserEventType.CONVERSION) {
          return null;
        }
        String bidId = CONVERSION.<Conversion>readValue(json).bid();
        return bidId == null || bidId.isBlank() ? null : BidFacts.ofConversion(bidId);
      } catch (InvalidUserEventException e) {
        return null;
      } catch (IOException e) {
        throw new UnusableLineException("its bid is no text");
      }
    };
  }

  private static String firstLine(JsonProcessingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("no JSON");
  }
}
