package io.paceline.core.pacing;

/**
 * Counts of what frequency caps did with the requests that would fit a budget's campaigns without
 * the caps, since the first request or within some span of time. Campaigns without a cap are not
 * counted.
 *
 * @param admitted requests in which a campaign with a cap was a candidate
 * @param reached requests kept out because the user had reached the cap
 * @param unknown requests kept out because the user may not be recognised
 */
public record CapCounts(long admitted, long reached, long unknown) {

  /** No requests yet. */
  public static final CapCounts NONE = new CapCounts(0, 0, 0);

  /** The sum of both counts. */
  public CapCounts plus(CapCounts more) {
    return new CapCounts(admitted + more.admitted, reached + more.reached, unknown + more.unknown);
  }

  CapCounts since(CapCounts earlier) {
    return new CapCounts(
        admitted - earlier.admitted, reached - earlier.reached, unknown - earlier.unknown);
  }

  /** Requests that a cap kept out. */
  public long keptOut() {
    return reached + unknown;
  }

  /** Requests that would fit without the cap. */
  public long fitting() {
    return admitted + keptOut();
  }
}
