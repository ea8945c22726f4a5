package io.paceline.core.openrtb;

import org.jspecify.annotations.Nullable;

/**
 * The answer to one impression: a bid, or the reason why there is none. Exactly one of {@code bid}
 * and {@code reason} is null.
 *
 * @param imp the impression that is answered
 * @param bid the bid, null for a no-bid
 * @param reason why there is no bid, null for a bid
 * @param modelVersion version of the bundle that scored the request, null where a no-bid was
 *     decided before scoring
 */
public record Decision(
    AnsweredImp imp,
    @Nullable Bid bid,
    @Nullable NoBidReason reason,
    @Nullable String modelVersion) {

  /** A bid for an impression that the bundle {@code modelVersion} scored. */
  public static Decision bid(AnsweredImp imp, Bid bid, String modelVersion) {
    return new Decision(imp, bid, null, modelVersion);
  }

  /**
   * No bid for an impression.
   *
   * @param modelVersion the bundle that scored the request, null where it was not scored
   */
  public static Decision noBid(AnsweredImp imp, NoBidReason reason, @Nullable String modelVersion) {
    return new Decision(imp, null, reason, modelVersion);
  }
}
