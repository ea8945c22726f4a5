package io.paceline.training.preparation;

import io.paceline.core.notice.Notice;
import io.paceline.simulator.ipinyou.BidRows;
import io.paceline.simulator.ipinyou.IpinyouLine;
import io.paceline.simulator.ipinyou.LoggedImpression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one or several lines tell about a bid. {@link #plus} joins facts in any order and grouping.
 * A fact that several lines tell counts once. Only conversions are added up, because a user may
 * make several.
 *
 * @param bidId id of the bid
 * @param rows the bid itself, as rows of logs tell it
 * @param auction how its auction ended
 * @param impression what came of the impression
 */
public record BidFacts(String bidId, Rows rows, Auction auction, Impression impression) {

  /**
   * The rows that hold a bid.
   *
   * @param trainingLog the earliest row of the training log, or null
   * @param ipinyou what lines of iPinYou logs tell
   * @param count number of all rows, repeated ones included
   */
  public record Rows(@Nullable LoggedBid trainingLog, BidRows ipinyou, int count) {

    static final Rows NONE = new Rows(null, BidRows.NONE, 0);

    Rows plus(Rows other) {
      return new Rows(
          first(trainingLog, other.trainingLog),
          ipinyou.plus(other.ipinyou),
          Math.addExact(count, other.count));
    }

    /** How many bids or impressions the rows hold. */
    int distinct() {
      return trainingLog == null ? ipinyou.rows().size() : 1;
    }

    private static @Nullable LoggedBid first(@Nullable LoggedBid one, @Nullable LoggedBid other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return one.bidAtMillis() <= other.bidAtMillis() ? one : other;
    }
  }

  /**
   * How the bid's auction ended, as its notices tell it, or the row of an iPinYou log.
   *
   * @param won whether a win or billing notice, or the row of an iPinYou log, tells a win
   * @param lost whether a loss notice tells a loss
   * @param lossReason of the loss notice, OpenRTB code, {@link Notice#REASON_NOT_TOLD} for none
   * @param paidMicros price that the win or billing notice or the iPinYou row tells, micros per
   *     impression, 0 for none
   * @param minToWinMicros lowest bid that would have won, as a win or loss notice tells, 0 for none
   */
  public record Auction(
      boolean won, boolean lost, int lossReason, long paidMicros, long minToWinMicros) {

    static final Auction UNKNOWN = new Auction(false, false, Notice.REASON_NOT_TOLD, 0, 0);

    static Auction won(long paidMicros, long minToWinMicros) {
      return new Auction(true, false, Notice.REASON_NOT_TOLD, paidMicros, minToWinMicros);
    }

    static Auction lost(int reason, long minToWinMicros) {
      return new Auction(false, true, reason, 0, minToWinMicros);
    }

    Auction plus(Auction other) {
      return new Auction(
          won || other.won,
          lost || other.lost,
          Math.max(lossReason, other.lossReason),
          Math.max(paidMicros, other.paidMicros),
          Math.max(minToWinMicros, other.minToWinMicros));
    }
  }

  /**
   * What came of the bid's impression.
   *
   * @param billed whether a billing notice, or the row of an iPinYou log, tells an impression
   * @param clicked whether a click notice, the row of an iPinYou log, or the line of a click in
   *     such a log tells a click
   * @param conversions number of conversions
   */
  public record Impression(boolean billed, boolean clicked, int conversions) {

    static final Impression UNKNOWN = new Impression(false, false, 0);
    static final Impression BILLED = new Impression(true, false, 0);
    static final Impression CLICKED = new Impression(false, true, 0);
    static final Impression CONVERTED = new Impression(false, false, 1);

    Impression plus(Impression other) {
      return new Impression(
          billed || other.billed, clicked || other.clicked, conversions + other.conversions);
    }
  }

  /** Facts of a row of the training log. */
  static BidFacts of(String bidId, LoggedBid bid) {
    return new BidFacts(bidId, new Rows(bid, BidRows.NONE, 1), Auction.UNKNOWN, Impression.UNKNOWN);
  }

  /** Facts of a line of an iPinYou log. */
  static BidFacts of(IpinyouLine line) {
    return new BidFacts(
        line.bidId(),
        new Rows(null, BidRows.of(line), line.impression() == null ? 0 : 1),
        Auction.UNKNOWN,
        Impression.UNKNOWN);
  }

  /**
   * The facts of each impression that iPinYou logs tell of this bid id, the earliest first. What
   * notices and user events tell of the bid id belongs to the earliest, because they name no
   * creative.
   */
  List<BidFacts> impressions() {
    List<BidFacts> each = new ArrayList<>();
    for (LoggedImpression row : rows.ipinyou().impressions()) {
      BidFacts own =
          new BidFacts(
              bidId,
              new Rows(null, new BidRows(List.of(row), List.of()), 1),
              Auction.won(row.marketPriceMicros(), 0),
              new Impression(true, row.clicked(), row.conversions()));
      each.add(
          each.isEmpty()
              ? new BidFacts(
                  bidId, own.rows, own.auction.plus(auction), own.impression.plus(impression))
              : own);
    }
    return each;
  }

  /** Facts of a notice. */
  static BidFacts of(Notice notice) {
    return new BidFacts(notice.token().bidId(), Rows.NONE, auction(notice), impression(notice));
  }

  private static Auction auction(Notice notice) {
    return switch (notice.type()) {
      case WIN, BILLING -> Auction.won(notice.toldPriceMicros(), notice.minToWinMicros());
      case LOSS ->
          notice.isLossOfWinner()
              ? Auction.UNKNOWN
              : Auction.lost(notice.lossReason(), notice.priceMicros());
      case CLICK -> Auction.UNKNOWN;
    };
  }

  private static Impression impression(Notice notice) {
    return switch (notice.type()) {
      case BILLING -> Impression.BILLED;
      case CLICK -> Impression.CLICKED;
      case WIN, LOSS -> Impression.UNKNOWN;
    };
  }

  /** Facts of a conversion. */
  static BidFacts ofConversion(String bidId) {
    return new BidFacts(bidId, Rows.NONE, Auction.UNKNOWN, Impression.CONVERTED);
  }

  /** Returns the row of an iPinYou log, for facts that {@link #impressions} has made. */
  LoggedImpression ipinyouRow() {
    return rows.ipinyou().rows().get(0);
  }

  /** Joins what both tell about the same bid. */
  BidFacts plus(BidFacts other) {
    return new BidFacts(
        bidId,
        rows.plus(other.rows),
        auction.plus(other.auction),
        impression.plus(other.impression));
  }
}
