package io.paceline.core.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.PacingMode;
import io.paceline.core.pacing.DualMirrorDescent;
import io.paceline.core.pacing.PacingLaw;
import io.paceline.core.pacing.PacingStatus;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.Resolving;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Plays {@link Resolving}, the job's default law, through the spend controller over whole days, and
 * compares it with dual mirror descent.
 */
class LiveLoopTest {

  private static final double[] HINDSIGHT = {3, 10};
  private static final int SEEDS = 3;
  private static final PacingLaw LIVE = new Resolving();
  private static final PacingLaw BESIDE = new DualMirrorDescent();

  /** Figures over several days. */
  private record Played(List<LiveMarket.Day> days) {

    double value() {
      return days.stream().mapToDouble(LiveMarket.Day::value).average().orElseThrow();
    }

    double spend() {
      return days.stream().mapToDouble(LiveMarket.Day::spendShare).average().orElseThrow();
    }

    double farthest() {
      return days.stream().mapToDouble(LiveMarket.Day::farthest).max().orElseThrow();
    }

    /** Root mean square of {@link LiveMarket.Day#unevenness} over the days. */
    double unevenness() {
      return Math.sqrt(
          days.stream()
              .mapToDouble(day -> day.unevenness() * day.unevenness())
              .average()
              .orElseThrow());
    }

    /** Root mean square of the distance from the plan at 6, 12, 18 and 24 h. */
    double distance() {
      double sum = 0;
      for (LiveMarket.Day day : days) {
        for (double distance : day.distances()) {
          sum += distance * distance / day.distances().length;
        }
      }
      return Math.sqrt(sum / days.size());
    }
  }

  @Test
  void hundredsOfImpressionsAreSpentOnPlanInBothKindsOfAuctions() {
    for (double firstPrice : new double[] {0, 1, 0.5}) {
      Played live = play(LIVE, 300, day -> day.firstPrice(firstPrice));
      assertThat(live.spend()).isBetween(0.985, 1.0);
      assertThat(live.farthest()).isLessThan(0.05);
      assertThat(live.value()).isGreaterThan(0.9);
    }
  }

  @Test
  void thirtyImpressionsGetMoreValueThanByDualMirrorDescentAndAreCloserToThePlan() {
    List<LiveMarket.Day> live = new ArrayList<>();
    List<LiveMarket.Day> beside = new ArrayList<>();
    for (PacingMode mode : new PacingMode[] {PacingMode.TRAFFIC, PacingMode.EVEN}) {
      for (double firstPrice : new double[] {0, 1}) {
        UnaryOperator<LiveMarket> market = day -> day.planned(mode).firstPrice(firstPrice);
        live.addAll(play(LIVE, 30, market).days());
        beside.addAll(play(BESIDE, 30, market).days());
      }
    }
    Played ours = new Played(live);
    Played theirs = new Played(beside);
    assertThat(ours.spend()).isGreaterThan(0.94).isGreaterThan(theirs.spend() - 0.01);
    assertThat(ours.value()).isGreaterThan(theirs.value() + 0.03);
    assertThat(ours.distance()).isLessThan(theirs.distance());
  }

  @Test
  void noticesThatAreHalfAnHourLateDoNotMakeItSwing() {
    Played live = play(LIVE, 300, day -> day.noticesWithin(1_200, true));
    assertThat(live.farthest()).isLessThan(0.07);
    assertThat(live.spend()).isGreaterThan(0.95);
  }

  @Test
  void whereLosersHearNothingOpenBidsThatAreSurelyLostDoNotStopTheSpending() {
    // A bid that does not win stays open for 48 campaign minutes; the notice of a win takes five.
    Played few = play(LIVE, 300, day -> day.noticesWithin(300, false));
    Played many = play(LIVE, 1_000, day -> day.noticesWithin(300, false));

    assertThat(few.spend()).isGreaterThan(0.975);
    assertThat(many.spend()).isGreaterThan(0.985);
    assertThat(few.value()).isGreaterThan(0.905);
    assertThat(many.value()).isGreaterThan(0.965);
    assertThat(few.farthest()).isLessThan(0.045);
    assertThat(many.farthest()).isLessThan(0.03);
  }

  @Test
  void aWrongBeliefOfTheMarketCostsLittle() {
    for (double factor : new double[] {1 / 3.0, 3}) {
      Played live = play(LIVE, 300, day -> day.believing(factor));
      assertThat(live.farthest()).isLessThan(0.06);
      assertThat(live.spend()).isGreaterThan(0.98);
    }
  }

  @Test
  void aPeakOfTwiceTheUsualTrafficIsHeld() {
    Played live = play(LIVE, 300, day -> day.surprising(2));
    assertThat(live.farthest()).isLessThan(0.06);
    assertThat(live.distance()).isLessThan(play(BESIDE, 300, day -> day.surprising(2)).distance());
  }

  @Test
  void aDayThatComesThreeHoursLateIsSpentOverTheTrafficThatItReallyHas() {
    UnaryOperator<LiveMarket> late = day -> day.lateBy(3).noticesWithin(20, true);
    Played live = play(LIVE, 300, late);
    Played blind = play(LIVE, 300, day -> late.apply(day).blindly());
    assertThat(live.unevenness()).isLessThan(0.75 * blind.unevenness());
    assertThat(live.value()).isGreaterThan(blind.value() + 0.1);
    assertThat(live.spend()).isGreaterThan(0.985);
  }

  @Test
  void aDayThatComesThreeHoursEarlyDoesNotLeaveMoneyForANightWithoutTraffic() {
    Played live = play(LIVE, 300, day -> day.lateBy(-3));
    Played blind = play(LIVE, 300, day -> day.lateBy(-3).blindly());
    assertThat(live.unevenness()).isLessThan(0.5 * blind.unevenness());
    assertThat(live.value()).isGreaterThan(blind.value() + 0.1);
    assertThat(live.spend()).isGreaterThan(0.98).isGreaterThan(blind.spend() + 0.05);
  }

  @Test
  void anOrdinaryDayLosesNothingByLookingAtItsTraffic() {
    for (double impressions : new double[] {60, 300}) {
      Played live = play(LIVE, impressions, day -> day, 12);
      Played blind = play(LIVE, impressions, LiveMarket::blindly, 12);
      assertThat(live.unevenness()).isLessThan(blind.unevenness() + 0.01);
      assertThat(live.value()).isGreaterThan(blind.value() - 0.02);
      assertThat(live.spend()).isGreaterThan(blind.spend() - 0.005);
    }
  }

  @Test
  void theSecondDayBeginsWithWhatTheFirstOneTaught() {
    for (LiveMarket.Day day : LiveMarket.day(1, 300, 10).forDays(2).play(LIVE)) {
      assertThat(day.farthest()).isLessThan(0.05);
      assertThat(day.spendShare()).isBetween(0.97, 1.0);
    }
  }

  @Test
  void aPlanThatTheMarketCannotMeetIsSaidAndWhatThereIsIsBought() {
    LiveMarket.Day day = LiveMarket.day(2, 300, 0.5).play(LIVE).get(0);
    PacingUpdate evening = day.updates().get(day.updates().size() - 60);
    assertThat(evening.standing().status()).isEqualTo(PacingStatus.LIMITED_BY_TRAFFIC);
    assertThat(evening.standing().reason())
        .startsWith("The plan cannot be met (")
        .endsWith("auctions are won already, and there are no more impressions that fit.");
    assertThat(day.spendShare()).isBetween(0.4, 0.6);
  }

  private static Played play(PacingLaw law, double impressions, UnaryOperator<LiveMarket> market) {
    return play(law, impressions, market, SEEDS);
  }

  private static Played play(
      PacingLaw law, double impressions, UnaryOperator<LiveMarket> market, int seeds) {
    List<LiveMarket.Day> days = new ArrayList<>();
    for (double hindsight : HINDSIGHT) {
      for (int seed = 0; seed < seeds; seed++) {
        LiveMarket.Day day =
            market.apply(LiveMarket.day(seed, impressions, hindsight)).play(law).get(0);
        assertThat(day.spendShare()).as("never more than the budget").isLessThanOrEqualTo(1);
        days.add(day);
      }
    }
    return new Played(days);
  }
}
