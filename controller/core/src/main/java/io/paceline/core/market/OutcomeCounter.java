package io.paceline.core.market;

import io.paceline.core.exchange.Billing;
import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts what notices tell, site by site, so that one record is passed on for many notices. The
 * wide contexts learn from all auctions and would otherwise receive every single notice.
 *
 * <p>If an exchange bills on the win, {@code NoticeDecoder} turns its win notices into billing
 * notices; this counter counts them as wins again, since only a win tells of the price. Not
 * thread-safe.
 */
public final class OutcomeCounter {

  private record Site(String exchange, @Nullable String domain) {}

  private static final class Counts {
    private @Nullable String category;
    private int[] cells = new int[8];
    private double[] weights = new double[8];
    private int size;
    private long wins;
    private long losses;
    private long billings;

    private void add(int cell) {
      int at = Arrays.binarySearch(cells, 0, size, cell);
      if (at >= 0) {
        weights[at]++;
        return;
      }
      int place = -at - 1;
      if (size == cells.length) {
        cells = Arrays.copyOf(cells, 2 * size);
        weights = Arrays.copyOf(weights, 2 * size);
      }
      System.arraycopy(cells, place, cells, place + 1, size - place);
      System.arraycopy(weights, place, weights, place + 1, size - place);
      cells[place] = cell;
      weights[place] = 1;
      size++;
    }

    private PriceSums sums() {
      return new PriceSums(Arrays.copyOf(cells, size), Arrays.copyOf(weights, size));
    }
  }

  private final ExchangeProfiles exchanges;
  private final Map<Site, Counts> sites = new LinkedHashMap<>();

  /**
   * A counter of no notices.
   *
   * @param exchanges tell at which exchanges a win notice was read as a billing notice, and which
   *     exchanges tell of their losses
   */
  public OutcomeCounter(ExchangeProfiles exchanges) {
    this.exchanges = exchanges;
  }

  /**
   * Takes in a notice. Test traffic, clicks, and wins and losses that say nothing of the price are
   * not counted, and neither is anything of an exchange that tells of a part of its losses only:
   * its market would seem cheaper than it is, and the lower the job bids the more so.
   */
  public void add(Notice notice) {
    ExchangeProfile exchange = exchanges.of(notice.token().exchange());
    if (notice.token().test() || !exchange.tellsLosses()) {
      return;
    }
    boolean readAsBilling = exchange.billing() == Billing.WIN;
    count(readAsBilling ? asWin(notice) : notice);
  }

  /** Turns a billing notice into a win notice. */
  private static Notice asWin(Notice notice) {
    return notice.type() == NoticeType.BILLING ? notice.withType(NoticeType.WIN) : notice;
  }

  private void count(Notice notice) {
    AuctionTold told = AuctionTold.of(notice);
    if (told == null && notice.type() != NoticeType.BILLING) {
      return;
    }
    Counts counts =
        sites.computeIfAbsent(
            new Site(notice.token().exchange(), notice.token().site()), site -> new Counts());
    switch (notice.type()) {
      case WIN -> counts.wins++;
      case LOSS -> counts.losses++;
      case BILLING -> counts.billings++;
      case CLICK -> throw new IllegalStateException("a click tells nothing of a price");
    }
    if (notice.token().category() != null) {
      counts.category = notice.token().category();
    }
    if (told != null) {
      counts.add(PriceSums.cell(told));
    }
  }

  /** Number of sites with notices since the last {@link #take}. */
  public int size() {
    return sites.size();
  }

  /**
   * Returns all that was counted, in the order in which the sites came, and begins to count anew.
   */
  public List<AuctionOutcomeCounts> take() {
    List<AuctionOutcomeCounts> all = new ArrayList<>(sites.size());
    sites.forEach(
        (site, counts) ->
            all.add(
                new AuctionOutcomeCounts(
                    site.exchange(),
                    site.domain(),
                    counts.category,
                    counts.sums(),
                    counts.wins,
                    counts.losses,
                    counts.billings)));
    sites.clear();
    return all;
  }
}
