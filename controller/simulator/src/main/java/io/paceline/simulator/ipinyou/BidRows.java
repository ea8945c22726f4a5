package io.paceline.simulator.ipinyou;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of iPinYou logs tell of one bid id, and the rule by which its impressions are
 * counted. All who read logs, in memory or in a batch, count by this rule:
 *
 * <ul>
 *   <li>Rows that say the same are one impression, which the log repeats. It is clicked where one
 *       of them says so, and has the most conversions that one of them tells.
 *   <li>Rows that differ, in time, user or creative for example, are impressions of their own:
 *       published logs give some bid ids to several impressions.
 *   <li>A click or conversion in a line of its own belongs to one impression: to the earliest that
 *       shows the creative of that line, or else to the earliest of all.
 *   <li>Clicks of an impression count once; conversions are added up, because a user may make
 *       several.
 * </ul>
 *
 * @param rows impressions as the rows tell them, each once, the earliest first
 * @param outcomes what lines without an impression tell, one for each creative
 */
public record BidRows(List<LoggedImpression> rows, List<Outcome> outcomes) {

  /** Nothing is told. */
  public static final BidRows NONE = new BidRows(List.of(), List.of());

  /** Rows of the same instant are ordered by what they say, so that no order of reading matters. */
  private static final Comparator<LoggedImpression> EARLIEST_FIRST =
      Comparator.comparingLong(LoggedImpression::atMillis)
          .thenComparing(row -> row.ad().creative())
          .thenComparing(row -> row.withoutOutcome().toString());

  /**
   * Clicks and conversions that lines of their own tell, all with the same creative.
   *
   * @param creative the creative that the lines name, or null
   * @param clicked true where one of them tells a click
   * @param conversions how many conversions they tell
   */
  public record Outcome(@Nullable String creative, boolean clicked, int conversions) {

    private Outcome plus(Outcome other) {
      return new Outcome(
          creative, clicked || other.clicked, Math.addExact(conversions, other.conversions));
    }
  }

  /** The lists are copied. */
  public BidRows {
    rows = List.copyOf(rows);
    outcomes = List.copyOf(outcomes);
  }

  /** What one line tells. */
  public static BidRows of(IpinyouLine line) {
    LoggedImpression row = line.impression();
    Outcome outcome = line.outcome();
    return new BidRows(
        row == null ? List.of() : List.of(row), outcome == null ? List.of() : List.of(outcome));
  }

  /** Joins what both tell of the same bid id, in any order and grouping. */
  public BidRows plus(BidRows other) {
    List<LoggedImpression> joinedRows = new ArrayList<>(rows);
    for (LoggedImpression row : other.rows) {
      int same = Collections.binarySearch(joinedRows, row, EARLIEST_FIRST);
      if (same < 0) {
        joinedRows.add(-same - 1, row);
      } else {
        joinedRows.set(same, joinedRows.get(same).withOutcomesOf(row));
      }
    }
    List<Outcome> joinedOutcomes = new ArrayList<>(outcomes);
    for (Outcome outcome : other.outcomes) {
      int same = 0;
      while (same < joinedOutcomes.size()
          && !Objects.equals(joinedOutcomes.get(same).creative, outcome.creative)) {
        same++;
      }
      if (same == joinedOutcomes.size()) {
        joinedOutcomes.add(outcome);
      } else {
        joinedOutcomes.set(same, joinedOutcomes.get(same).plus(outcome));
      }
    }
    return new BidRows(joinedRows, joinedOutcomes);
  }

  /** The impressions with the clicks and conversions that belong to them, the earliest first. */
  public List<LoggedImpression> impressions() {
    List<LoggedImpression> impressions = new ArrayList<>(rows);
    for (Outcome outcome : outcomes) {
      if (!impressions.isEmpty()) {
        int owner = owner(impressions, outcome.creative);
        LoggedImpression row = impressions.get(owner);
        LoggedImpression clicked = outcome.clicked ? row.withClick() : row;
        impressions.set(owner, clicked.withConversions(outcome.conversions));
      }
    }
    return List.copyOf(impressions);
  }

  private static int owner(List<LoggedImpression> impressions, @Nullable String creative) {
    for (int i = 0; i < impressions.size(); i++) {
      if (impressions.get(i).ad().creative().equals(creative)) {
        return i;
      }
    }
    return 0;
  }
}
