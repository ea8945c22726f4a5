package io.paceline.simulator.rehearsal;

import io.paceline.simulator.synthetic.SyntheticMarket;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names of exchanges and sites of a market, which a script may use.
 *
 * @param exchanges the exchanges that send requests
 * @param sites domains of the sites on which there are ads
 */
public record MarketNames(SortedSet<String> exchanges, SortedSet<String> sites) {

  /** Copies the names. */
  public MarketNames {
    exchanges = Collections.unmodifiableSortedSet(new TreeSet<>(exchanges));
    sites = Collections.unmodifiableSortedSet(new TreeSet<>(sites));
  }

  /** The names of a market of {@link Rehearsal#market}. */
  public static MarketNames of(SyntheticMarket market) {
    TrueScores scores = new TrueScores(market, List.of());
    TreeSet<String> sites = new TreeSet<>(scores.sites());
    // An ad in an app is on no site.
    sites.remove("");
    return new MarketNames(new TreeSet<>(scores.exchanges()), sites);
  }
}
