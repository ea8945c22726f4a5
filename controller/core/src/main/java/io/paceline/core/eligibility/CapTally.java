package io.paceline.core.eligibility;

import io.paceline.core.campaign.Campaign;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts, for each campaign with a frequency cap, the requests from which the cap kept the campaign
 * out. A request counts at most once per campaign, however many impressions it offers, because a
 * campaign gets at most one of these. The counts are arrays by the numbers that campaigns have in
 * one {@link EligibilityIndex}, so that counting a request allocates nothing. Not thread-safe.
 */
public final class CapTally {

  /**
   * In each round in which its cap kept a campaign out of no request, the count of requests in
   * which the campaign was a candidate loses one part in 2³, rounded down.
   */
  private static final int FADING = 3;

  private final List<Campaign> campaigns;
  private final int[] admitted;
  private final int[] reached;
  private final int[] unknown;

  /** Number of the request in which a campaign was last kept out. */
  private final int[] keptOutIn;

  private int request = 1;
  private int next;

  CapTally(List<Campaign> campaigns) {
    this.campaigns = campaigns;
    this.admitted = new int[campaigns.size()];
    this.reached = new int[campaigns.size()];
    this.unknown = new int[campaigns.size()];
    this.keptOutIn = new int[campaigns.size()];
  }

  void nextRequest() {
    request++;
  }

  void admitted(int campaign) {
    admitted[campaign]++;
  }

  /**
   * Counts a campaign that its cap, and nothing else, kept out of this request.
   *
   * @param recognised false where the user may not be recognised
   */
  void keptOut(int campaign, boolean recognised) {
    if (keptOutIn[campaign] != request) {
      keptOutIn[campaign] = request;
      (recognised ? reached : unknown)[campaign]++;
    }
  }

  /** Adds what another tally has counted but not reported yet, for the campaigns that both know. */
  public void takeOver(CapTally before) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < campaigns.size(); i++) {
      numbers.put(campaigns.get(i).id(), i);
    }
    for (int i = 0; i < before.campaigns.size(); i++) {
      Integer here = numbers.get(before.campaigns.get(i).id());
      if (here != null) {
        admitted[here] += before.admitted[i];
        reached[here] += before.reached[i];
        unknown[here] += before.unknown[i];
      }
    }
  }

  /**
   * Reports the next campaign of this round whose cap kept it out of a request, and resets the
   * campaign's counts. Where a campaign is passed over, because its cap kept it out of nothing, the
   * count of requests in which it was a candidate loses an eighth, so that this count covers about
   * eight rounds.
   *
   * @return null at the end of a round; the next call begins another one
   */
  public @Nullable CappedOut take() {
    while (next < admitted.length) {
      int i = next++;
      if (reached[i] + unknown[i] > 0) {
        CappedOut told =
            new CappedOut(
                campaigns.get(i).id(),
                campaigns.get(i).budget().id(),
                admitted[i],
                reached[i],
                unknown[i]);
        admitted[i] = 0;
        reached[i] = 0;
        unknown[i] = 0;
        return told;
      }
      admitted[i] -= admitted[i] >> FADING;
    }
    next = 0;
    return null;
  }
}
