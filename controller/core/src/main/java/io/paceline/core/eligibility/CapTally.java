package io.paceline.core.eligibility;

import io.paceline.core.campaign.Campaign;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what frequency caps keep out, for campaigns that have one. A request counts once a
 * campaign, whatever its impressions, since a campaign gets at most one of them. Numbers in arrays,
 * laid out by the campaigns of one {@link EligibilityIndex}: a request allocates nothing. Not
 * thread-safe.
 */
public final class CapTally {

  /** A round in which a cap kept nothing out leaves 7/8 of the candidates counted. */
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
   * The cap, and nothing else, kept a campaign out.
   *
   * @param recognised false where the user may not be recognised
   */
  void keptOut(int campaign, boolean recognised) {
    if (keptOutIn[campaign] != request) {
      keptOutIn[campaign] = request;
      (recognised ? reached : unknown)[campaign]++;
    }
  }

  /** Takes over what was counted, and not told, of the campaigns that both know. */
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
   * The next campaign of this round of which a cap kept something out, whose counts begin anew; of
   * the others, candidates are remembered for about eight rounds.
   *
   * @return null at the end of a round; the next call begins another one
   */
  public CappedOut take() {
    while (next < admitted.length) {
      int i = next++;
      if (reached[i] + unknown[i] > 0) {
        CappedOut told =
            new CappedOut(
                campaigns.get(i).id(),
                campaigns.get(i).budgetId(),
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
