package io.paceline.core.campaign;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as its advertiser booked it. Amounts are in micros of Paceline's currency, and
 * instants are in campaign time.
 *
 * @param id unique, {@code [A-Za-z0-9_.-]+}
 * @param version grows with every edit; an edit whose version is not higher than the one in force
 *     does not come into force, except that a pause always counts
 * @param name for people
 * @param paused true to stop bidding; open bids still settle
 * @param advertiser who advertises, and for what
 * @param flight when the campaign runs
 * @param budget what it may spend, and how that is spread
 * @param bidding what an impression is worth to it
 * @param creatives at least one
 * @param targeting never null
 * @param frequencyCap null for none
 */
public record Campaign(
    String id,
    long version,
    String name,
    boolean paused,
    Advertiser advertiser,
    Flight flight,
    Budget budget,
    Bidding bidding,
    List<Creative> creatives,
    Targeting targeting,
    @Nullable FrequencyCap frequencyCap) {

  /**
   * The largest version; a larger number is refused. All numbers up to this one are exact in a
   * browser, too.
   */
  public static final long MOST_VERSION = 1L << 53;

  private static final double DAY_MILLIS = 86_400_000.0;

  /**
   * Who advertises, and for what. A publisher may block both, with the lists "badv" and "bcat" of
   * OpenRTB's bid request.
   *
   * @param domain the advertiser's domain, lower case; OpenRTB calls it "adomain"
   * @param cat IAB categories of what is advertised, the main one first; may be empty
   */
  public record Advertiser(String domain, List<String> cat) {}

  /**
   * The time in which a campaign may bid.
   *
   * @param startMillis first instant at which the campaign may bid
   * @param endMillis first instant at which the campaign may no longer bid, after the start
   * @param timeZone IANA zone in which the campaign's days begin, as the advertiser wrote it
   */
  public record Flight(long startMillis, long endMillis, String timeZone) {

    /**
     * Caches the time zones, because a lookup parses the zone's name, and each bid asks for the
     * zone several times.
     */
    private static final Map<String, ZoneId> ZONES = new ConcurrentHashMap<>();

    /** True from the start to just before the end. */
    public boolean contains(long campaignMillis) {
      return campaignMillis >= startMillis && campaignMillis < endMillis;
    }

    /** True from the end on. */
    public boolean isOver(long campaignMillis) {
      return campaignMillis >= endMillis;
    }

    /**
     * The zone in which the campaign's days begin.
     *
     * @throws java.time.DateTimeException where Java does not know the zone; the reader of
     *     campaigns refuses such a zone
     */
    public ZoneId zone() {
      // Decisions and ticks ask for it all the time, and computeIfAbsent may lock.
      ZoneId known = ZONES.get(timeZone);
      return known == null ? ZONES.computeIfAbsent(timeZone, ZoneId::of) : known;
    }
  }

  /**
   * What a campaign may spend. At least one of the two amounts is positive. Campaigns that name the
   * same budget share its money and state the same about it, see {@link SharedBudget}.
   *
   * @param id the budget's key; the campaign's id unless a budget is shared
   * @param totalMicros for the whole flight, 0 for none
   * @param dailyMicros for each calendar day in the flight's time zone, 0 for none
   * @param carryOver how much a day may take over of what earlier days left over, in thousandths of
   *     the daily amount, 0 to {@value #MOST_CARRY_OVER}; null where it is not stated, see {@link
   *     #carryOverThousandths}
   * @param pacing how spend is spread over a period: a day where there is a daily amount, else the
   *     flight
   */
  public record Budget(
      String id,
      long totalMicros,
      long dailyMicros,
      @Nullable Integer carryOver,
      PacingMode pacing) {

    /** The most that may be stated: ten times the daily amount. */
    public static final int MOST_CARRY_OVER = 10_000;

    private static final int WHOLE_DAY = 1_000;

    /** True where each calendar day has a budget of its own; the total is a further limit then. */
    public boolean isDaily() {
      return dailyMicros > 0;
    }

    /**
     * How much a day may take over of what earlier days left over, in thousandths of the daily
     * amount. Where it is not stated, a day may take over one more daily amount if the budget has a
     * total amount, which the days of the flight then share, and nothing if it has none.
     */
    public int carryOverThousandths() {
      if (carryOver != null) {
        return carryOver;
      }
      return totalMicros > 0 ? WHOLE_DAY : 0;
    }

    /** The most that a day may take over from earlier days, micros, rounded down. */
    public long carryOverMicros() {
      long thousandths = carryOverThousandths();
      // In two parts, because the whole product can be larger than a long.
      return Math.addExact(
          Math.multiplyExact(dailyMicros / WHOLE_DAY, thousandths),
          dailyMicros % WHOLE_DAY * thousandths / WHOLE_DAY);
    }
  }

  /**
   * What a campaign bids for.
   *
   * @param objective outcome whose probability decides the campaign's normalised scores
   * @param goalValueMicros what one click is worth, 0 where unknown; no bid exceeds this times the
   *     click probability
   * @param maxBidMicros hard upper bound of any bid, micros per impression, positive
   */
  public record Bidding(Objective objective, long goalValueMicros, long maxBidMicros) {

    /**
     * What an impression of this click probability is worth to the advertiser, micros; infinite
     * where no goal value is set.
     */
    public double goalMicros(double clickProbability) {
      return goalValueMicros <= 0 ? Double.POSITIVE_INFINITY : goalValueMicros * clickProbability;
    }
  }

  /** True where the campaign may bid at this instant of campaign time, budget aside. */
  public boolean inFlight(long campaignMillis) {
    return !paused && flight.contains(campaignMillis);
  }

  /**
   * What the budget may spend in a day, micros: the daily amount, else an even share of the total
   * for 24 hours of the flight, and never more than the total.
   */
  public long dayMicros() {
    if (!budget.isDaily()) {
      double days = (flight.endMillis() - flight.startMillis()) / DAY_MILLIS;
      return days > 1 ? (long) (budget.totalMicros() / days) : budget.totalMicros();
    }
    return budget.totalMicros() > 0
        ? Math.min(budget.dailyMicros(), budget.totalMicros())
        : budget.dailyMicros();
  }

  /** The creative of that id, or null. */
  public @Nullable Creative creative(String creativeId) {
    for (Creative creative : creatives) {
      if (creative.id().equals(creativeId)) {
        return creative;
      }
    }
    return null;
  }

  /** The version of the edit that follows this one; at most {@link #MOST_VERSION}. */
  public static long versionAfter(long version) {
    return Math.min(version + 1, MOST_VERSION);
  }

  /**
   * True where this version of the campaign may replace a known one: it is higher, or both are
   * {@link #MOST_VERSION} and the campaigns differ. There is no version above that one, so a
   * mistyped version would otherwise lock the campaign for good.
   */
  public boolean follows(Campaign known) {
    return version > known.version
        || (version == MOST_VERSION && known.version == MOST_VERSION && !equals(known));
  }

  /** The same campaign under another version. */
  public Campaign withVersion(long newVersion) {
    return new Campaign(
        id,
        newVersion,
        name,
        paused,
        advertiser,
        flight,
        budget,
        bidding,
        creatives,
        targeting,
        frequencyCap);
  }

  /** The same campaign, paused or running. */
  public Campaign withPaused(boolean nowPaused) {
    return new Campaign(
        id,
        version,
        name,
        nowPaused,
        advertiser,
        flight,
        budget,
        bidding,
        creatives,
        targeting,
        frequencyCap);
  }

  /**
   * The same campaign as it is after somebody ended it: paused, and with a flight that ends at this
   * instant of campaign time unless it has ended before.
   */
  public Campaign endedAt(long campaignMillis) {
    long end = Math.min(flight.endMillis(), campaignMillis);
    return new Campaign(
        id,
        version,
        name,
        true,
        advertiser,
        // The start of a flight that has not begun moves before the end, too.
        new Flight(Math.min(flight.startMillis(), end - 1), end, flight.timeZone()),
        budget,
        bidding,
        creatives,
        targeting,
        frequencyCap);
  }

  /** The same campaign with another targeting. */
  public Campaign withTargeting(Targeting newTargeting) {
    return new Campaign(
        id,
        version,
        name,
        paused,
        advertiser,
        flight,
        budget,
        bidding,
        creatives,
        newTargeting,
        frequencyCap);
  }
}
