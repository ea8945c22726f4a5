package io.paceline.simulator.replay;

import io.paceline.core.pacing.PacingStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Protocols A to D: one campaign, second price. */
final class SingleBudget {

  /** Auctions between two ticks in protocols flight, wrong-start and multi. */
  static final int TICK_AUCTIONS = 50;

  static final long SEED = 20;
  private static final double[] START_ERRORS = {
    -0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6
  };

  private final ReplayTask task;
  private final AuctionLog log;
  private final Landscape landscape;

  SingleBudget(ReplayTask task, AuctionLog log, Landscape landscape) {
    this.task = task;
    this.log = log;
    this.landscape = landscape;
  }

  /** Plays every fraction with every law. */
  List<ReplayRun> play() {
    List<ReplayRun> runs = new ArrayList<>();
    for (Fraction fraction : task.fractions()) {
      switch (task.protocol()) {
        case PUBLISHED -> runs.addAll(published(fraction));
        case FLIGHT -> runs.addAll(flight(fraction, new double[] {Double.NaN}));
        case WRONG_START -> runs.addAll(flight(fraction, START_ERRORS));
        case INTRADAY -> runs.addAll(intraday(fraction));
        default -> throw new IllegalArgumentException(task.protocol() + " has no single budget");
      }
    }
    return runs;
  }

  /**
   * An episode's budget ⌊CPM_train · c₀ · T⌋, with the fraction c₀ and T auctions in the episode.
   */
  private long episodeBudget(Fraction fraction) {
    return (long) Math.floor(landscape.meanPrice() * fraction.value() * task.episode());
  }

  /** How many episodes the log has; the last one may be short. */
  private long episodes() {
    return ((long) log.size() + task.episode() - 1) / task.episode();
  }

  private List<ReplayRun> published(Fraction fraction) {
    int episode = task.episode();
    long budget = episodeBudget(fraction);
    double hindsight = BestMultiplier.constantByEpisode(log, episode, budget, landscape.maxPrice());
    double clairvoyant = BestMultiplier.clairvoyant(log, episode, budget);
    double costMicros = (double) budget / episode * LogUnits.MICROS_PER_UNIT;
    List<ReplayRun> runs = new ArrayList<>();
    for (ReplayLaw law : task.laws()) {
      PlayedAuctions played =
          PlayedAuctions.play(log, episode, budget, publishedBidder(law, budget, costMicros));
      ReplayRun.Totals totals = ReplayRun.Totals.of(log, played, episode, budget);
      Schedule course = Schedule.counted(log.size(), log.size(), 1, 0);
      runs.add(
          ReplayRun.withoutTrace(
                  setup(fraction, law),
                  totals,
                  ReplayRun.Value.ofPctr(totals.sumPctr(), hindsight, clairvoyant),
                  ReplayRun.Evenness.ofVolatility(null, ReplayMetrics.volatilityByCount(played)))
              .withTrace(ReplayRun.Trace.of(played, course, (double) budget * episodes())));
    }
    return runs;
  }

  private Bidder publishedBidder(ReplayLaw law, long budget, double costMicros) {
    int episode = task.episode();
    double first = law.first().micros(landscape, costMicros, task.baseBid());
    ReplayLaw.OwnBidder own = law.ownBidder();
    return own != null
        ? own.make(log, landscape, episode, budget, first)
        : new PacedBidder(
            log,
            law.maker().make(landscape, costMicros),
            new PacedBidder.Rules(
                landscape,
                Schedule.counted(log.size(), episode, 1, 0),
                true,
                task.minimumToWin(),
                first),
            SEED);
  }

  private List<ReplayRun> flight(Fraction fraction, double[] startErrors) {
    long budget = episodeBudget(fraction) * episodes();
    BestMultiplier.Constant hindsight = BestMultiplier.constant(log, budget);
    double clairvoyant = BestMultiplier.clairvoyant(log, log.size(), budget);
    double costMicros = fraction.value() * landscape.meanPrice() * LogUnits.MICROS_PER_UNIT;
    double bestMicros = hindsight.threshold() * landscape.clickRate() * LogUnits.MICROS_PER_UNIT;
    Schedule schedule = Schedule.counted(log.size(), log.size(), TICK_AUCTIONS, 0);
    List<ReplayRun> runs = new ArrayList<>();
    for (ReplayLaw law : task.laws()) {
      for (double error : startErrors) {
        boolean given = Double.isNaN(error);
        double first =
            given
                ? law.first().micros(landscape, costMicros, task.baseBid())
                : bestMicros * (1 + error);
        PlayedAuctions played = paced(law, budget, costMicros, schedule, first);
        ReplayRun.Totals totals = ReplayRun.Totals.of(log, played, log.size(), budget);
        runs.add(
            ReplayRun.withoutTrace(
                    given ? setup(fraction, law) : setup(fraction, law).withStartError(error),
                    totals,
                    ReplayRun.Value.ofPctr(totals.sumPctr(), hindsight.sumPctr(), clairvoyant),
                    ReplayRun.Evenness.ofVolatility(
                        List.of(ReplayMetrics.quarterShares(played, (double) budget)),
                        ReplayMetrics.volatilityByCount(played)))
                .withTrace(ReplayRun.Trace.of(played, schedule, (double) budget)));
      }
    }
    return runs;
  }

  private List<ReplayRun> intraday(Fraction fraction) {
    long budget = (long) Math.floor(log.totalCost() * fraction.value());
    BestMultiplier.Constant hindsight = BestMultiplier.constant(log, budget);
    double clairvoyant = BestMultiplier.clairvoyant(log, log.size(), budget);
    double costMicros = fraction.value() * landscape.meanPrice() * LogUnits.MICROS_PER_UNIT;
    double winShare =
        LogUnits.prior(landscape).winShare(costMicros, LogUnits.maxBidMicros(landscape));
    double wins = budget * LogUnits.MICROS_PER_UNIT * winShare / costMicros;
    Schedule schedule = Schedule.hourly(log, task.traffic(), wins);
    String note = note(schedule, (double) budget);
    List<ReplayRun> runs = new ArrayList<>();
    for (ReplayLaw law : task.laws()) {
      double first = law.first().micros(landscape, costMicros, task.baseBid());
      PlayedAuctions played = paced(law, budget, costMicros, schedule, first);
      ReplayRun.Totals totals = ReplayRun.Totals.of(log, played, log.size(), budget);
      runs.add(
          ReplayRun.withoutTrace(
                  setup(fraction, law).withPlan(task.traffic() ? "traffic" : "even"),
                  totals,
                  ReplayRun.Value.ofPctr(totals.sumPctr(), hindsight.sumPctr(), clairvoyant),
                  ReplayRun.Evenness.ofSchedule(schedule, played, (double) budget))
              .withTrace(ReplayRun.Trace.of(played, schedule, (double) budget))
              .withNote(note));
    }
    return runs;
  }

  private @Nullable String note(Schedule schedule, double budget) {
    double[] plan = ReplayMetrics.slotPlan(schedule, budget, ReplayMetrics.QUARTER_HOUR);
    int unreachable = ReplayMetrics.unreachableSlots(log, schedule, plan);
    return unreachable == 0
        ? null
        : PacingStatus.LIMITED_BY_TRAFFIC
            + " in "
            + unreachable
            + " of "
            + plan.length
            + " quarter hours: all their auctions together cost less than the plan wants";
  }

  /**
   * Plays the whole log with one budget.
   *
   * @param costMicros what an auction may cost on average, by training prices, micros
   */
  private PlayedAuctions paced(
      ReplayLaw law, long budget, double costMicros, Schedule schedule, double firstMicros) {
    PacedBidder bidder =
        new PacedBidder(
            log,
            law.maker().make(landscape, costMicros),
            new PacedBidder.Rules(landscape, schedule, false, task.minimumToWin(), firstMicros),
            SEED);
    return PlayedAuctions.play(log, log.size(), budget, bidder);
  }

  private ReplayRun.Setup setup(Fraction fraction, ReplayLaw law) {
    return ReplayRun.Setup.of(
            List.of(log.name()), task.protocol(), law.name(), law.equals(ReplayLaws.DEFAULT))
        .withFraction(fraction.typed());
  }
}
