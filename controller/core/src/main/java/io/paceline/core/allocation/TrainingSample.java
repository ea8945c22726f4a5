package io.paceline.core.allocation;

/**
 * The share of all bids that the training log keeps. The first eight digits of a bid's id decide,
 * so a replay samples the same bids; {@link io.paceline.core.bidding.Exploration} draws from other
 * digits.
 *
 * @param share share of the bids to sample, 0 to 1
 */
public record TrainingSample(double share) {

  private static final int HEX = 16;
  private static final int DIGITS = 8;
  private static final double DRAWS = 0x1.0p32;

  /** Whether the log samples a proposed bid; it never samples test traffic. */
  public boolean takes(ProposedBid proposal) {
    return !proposal.imp().test() && takes(proposal.bidId());
  }

  /**
   * Whether the log samples the bid with this id.
   *
   * @param bidId at least 8 hexadecimal digits, evenly distributed
   */
  boolean takes(String bidId) {
    return Long.parseLong(bidId, 0, DIGITS, HEX) / DRAWS < share;
  }
}
