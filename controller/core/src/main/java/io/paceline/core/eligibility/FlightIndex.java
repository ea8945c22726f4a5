package io.paceline.core.eligibility;

import io.paceline.core.campaign.Campaign;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the campaigns that are in flight and not paused at an instant. The index sorts the starts
 * and ends of flights, and keeps the set of campaigns in flight after every {@value #STRIDE} of
 * them. A look-up then costs a binary search and a few changed bits, however many campaigns have
 * ended or have not begun.
 */
final class FlightIndex {

  /** Starts and ends of flights between two kept sets. */
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
        Campaign.Flight flight = campaign.flight();
        changes.add(new Change(flight.startMillis(), i));
        changes.add(new Change(flight.endMillis(), i));
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

  /** The campaigns in flight, as a new set. */
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

  /** Number of starts and ends at or before the instant. */
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

  /**
   * Copies without {@code clone()}, which may trim the original and thus changes a set that other
   * threads read.
   */
  private static BitSet copy(BitSet original) {
    BitSet copy = new BitSet();
    copy.or(original);
    return copy;
  }
}
