package io.paceline.training.preparation;

import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeType;
import io.paceline.simulator.ipinyou.IpinyouLine;
import io.paceline.simulator.ipinyou.LoggedImpression;

/**
 * What one or several lines tell about a bid. {@link #plus} joins facts in any order and grouping.
 * What is told twice counts once, except for conversions, because a user may make several.
 *
 * @param bidId id of the bid
 * @param bid its row of the training log, or null
 * @param impression its row of an iPinYou log, or null
 * @param rows number of such rows
 * @param won whether a win or billing notice, or the row of an iPinYou log, tells a win
 * @param billed whether a billing notice, or the row of an iPinYou log, tells an impression
 * @param lost whether a loss notice tells a loss
 * @param lossReason of the loss notice, OpenRTB code, 0 for none
 * @param clicked whether the row itself, a click notice or a click's line tells a click
 * @param conversions number of conversions
 * @param paidMicros price that the win or billing notice or the iPinYou row tells, micros per
 *     impression, 0 for none
 * @param minToWinMicros lowest bid that would have won, as a win or loss notice tells, 0 for none
 */
public record BidFacts(
    String bidId,
    LoggedBid bid,
    LoggedImpression impression,
    int rows,
    boolean won,
    boolean billed,
    boolean lost,
    int lossReason,
    boolean clicked,
    int conversions,
    long paidMicros,
    long minToWinMicros) {

  /** Facts of a row of the training log. */
  static BidFacts of(String bidId, LoggedBid bid) {
    return new BidFacts(bidId, bid, null, 1, false, false, false, 0, false, 0, 0, 0);
  }

  /** Facts of a line of an iPinYou log. */
  static BidFacts of(IpinyouLine line) {
    boolean row = line.impression() != null;
    return new BidFacts(
        line.bidId(),
        null,
        line.impression(),
        row ? 1 : 0,
        row,
        row,
        false,
        0,
        line.clicked(),
        line.conversions(),
        row ? line.impression().marketPriceMicros() : 0,
        0);
  }

  /** Facts of a notice. */
  static BidFacts of(Notice notice) {
    NoticeType type = notice.type();
    boolean lost = type == NoticeType.LOSS;
    return new BidFacts(
        notice.token().bidId(),
        null,
        null,
        0,
        type == NoticeType.WIN || type == NoticeType.BILLING,
        type == NoticeType.BILLING,
        lost,
        lost ? notice.lossReason() : 0,
        type == NoticeType.CLICK,
        0,
        lost ? 0 : notice.priceMicros(),
        lost ? notice.priceMicros() : notice.minToWinMicros());
  }

  /** Facts of a conversion. */
  static BidFacts ofConversion(String bidId) {
    return new BidFacts(bidId, null, null, 0, false, false, false, 0, false, 1, 0, 0);
  }

  /** Joins what both tell about the same bid. */
  BidFacts plus(BidFacts other) {
    return new BidFacts(
        bidId,
        first(bid, other.bid),
        first(impression, other.impression),
        rows + other.rows,
        won || other.won,
        billed || other.billed,
        lost || other.lost,
        Math.max(lossReason, other.lossReason),
        clicked || other.clicked,
        conversions + other.conversions,
        Math.max(paidMicros, other.paidMicros),
        Math.max(minToWinMicros, other.minToWinMicros));
  }

  private static LoggedBid first(LoggedBid one, LoggedBid other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.bidAtMillis() <= other.bidAtMillis() ? one : other;
  }

  private static LoggedImpression first(LoggedImpression one, LoggedImpression other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.atMillis() <= other.atMillis() ? one : other;
  }
}
