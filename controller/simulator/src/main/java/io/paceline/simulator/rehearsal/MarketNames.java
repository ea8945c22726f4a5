package io.paceline.simulator.rehearsal;

import io.paceline.core.openrtb.Site;
import io.paceline.simulator.exchange.Opportunity;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names of exchanges and sites of a market, which a script may use.
 *
 * @param exchanges the exchanges that send requests
 * @param sites domains of the sites on which there are ads; an ad in an app is on no site
 */
public record MarketNames(SortedSet<String> exchanges, SortedSet<String> sites) {

  /** Copies the names. */
  public MarketNames {
    exchanges = Collections.unmodifiableSortedSet(new TreeSet<>(exchanges));
    TreeSet<String> named = new TreeSet<>(sites);
    named.remove("");
    sites = Collections.unmodifiableSortedSet(named);
  }

  /** The domain of the site on which an opportunity is; empty where it has none. */
  static String domain(Opportunity opportunity) {
    Site site = opportunity.request().site();
    return site == null || site.domain() == null ? "" : site.domain();
  }
}
