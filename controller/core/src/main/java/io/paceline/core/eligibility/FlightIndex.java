package io.paceline.core.eligibility;

import io.paceline.core.campaign.Campaign;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Which campaigns may bid at an instant. Starts and ends of flights are sorted; every so many of
 * them the set of campaigns in flight is kept, so that a question costs a binary search and a few
 * changed bits, however many campaigns have ended or wait.
 */
final class FlightIndex {

  /** Changes between two kept sets. */
  private static final int STRIDE = 64;

  private record Change(long millis, int campaign) {}

  private final List<Change> changes = new ArrayList<>();
  private final List<BitSet> kept = new ArrayList<>();

  /**
   * @param campaigns a campaign's number is its position
   */
  FlightIndex(List<Campaign> campaigns) {
    for (int i = 0; i < campaigns.size(); i++) {
      Campaign campaign = campaigns.get(i);
      if (!campaign.paused()) {
        changes.add(new Change(campaign.flightStartMillis(), i));
        changes.add(new Change(campaign.flightEndMillis(), i));
      }
    }
    changes.sort(Comparator.comparingLong(Change::millis));
    BitSet running = new BitSet();
    for (int i = 0; i < changes.size(); i++) {
      if (i % STRIDE == 0) {
        kept.add(copy(running));
      }
      running.flip(changes.get(i).campaign());
    }
  }

  /** The campaigns in flight; a new set. */
  BitSet at(long campaignMillis) {
    if (changes.isEmpty()) {
      return new BitSet();
    }
    int past = changesUntil(campaignMillis);
    int stride = Math.min(past / STRIDE, kept.size() - 1);
    BitSet running = copy(kept.get(stride));
    for (int i = stride * STRIDE; i < past; i++) {
      running.flip(changes.get(i).campaign());
    }
    return running;
  }

  /** How many changes happened at or before the instant. */
  private int changesUntil(long campaignMillis) {
    int low = 0;
    int high = changes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (changes.get(middle).millis() <= campaignMillis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Not clone(), which may trim the original and so is no mere reading of it. */
  private static BitSet copy(BitSet original) {
    BitSet copy = new BitSet();
    copy.or(original);
    return copy;
  }
}
