package io.paceline.core.spend;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.ledger.Account;
import io.paceline.core.ledger.Ledger;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.ledger.OldPeriods;
import io.paceline.core.ledger.ReportScope;
import io.paceline.core.ledger.Settlement;
import io.paceline.core.money.Micros;
import io.paceline.core.notice.Adjustment;
import io.paceline.core.notice.InvalidAdjustmentException;
import io.paceline.core.pacing.BudgetPeriods;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Books people's adjustments in a budget's ledger. This class is plain Java over a store. */
public final class Adjustments {

  private final CampaignClock clock;
  private final LedgerSettings windows;

  /** Books in ledgers with these windows. The clock tells how long ago a day was. */
  public Adjustments(CampaignClock clock, LedgerSettings windows) {
    this.clock = clock;
    this.windows = windows;
  }

  /**
   * Books an adjustment, once by its id.
   *
   * @param store the store of the budget, whose campaigns must be known
   * @param nowMillis wall time
   * @return {@link Settlement#BOOKED} or {@link Settlement#DUPLICATE}
   * @throws InvalidAdjustmentException where it does not fit the campaign, takes back more than was
   *     billed, reaches back too far, has the id of another adjustment, or would take the budget's
   *     sums beyond what can be counted; then nothing is changed
   */
  public Settlement book(BudgetStore store, Adjustment adjustment, long nowMillis)
      throws InvalidAdjustmentException {
    Place place = place(store, adjustment, nowMillis);
    if (place.takesBackTooMuch(adjustment)) {
      throw new InvalidAdjustmentException(
          "amount: takes back more than the " + place.billedMicros + " micros that were billed");
    }
    Settlement settlement;
    try {
      settlement =
          new Ledger(store, windows)
              .adjust(
                  adjustment.id(), place.periodKey, place.startMillis, adjustment.amountMicros());
    } catch (ArithmeticException e) {
      throw new InvalidAdjustmentException(
          "amount: takes the sums of budget "
              + adjustment.budgetId()
              + " beyond what can be counted");
    }
    return switch (settlement) {
      case BOOKED, DUPLICATE -> settlement;
      case IGNORED ->
          throw new InvalidAdjustmentException(
              "id: "
                  + adjustment.id()
                  + " was booked before with another amount or day; give each adjustment an id of"
                  + " its own");
      case BEYOND_MEMORY ->
          throw new InvalidAdjustmentException(
              "day: the day, or the flight where no day is given, lies so far back that the ledger"
                  + " cannot tell whether adjustment "
                  + adjustment.id()
                  + " was booked before");
    };
  }

  /**
   * Whether an adjustment takes back more than was billed in all, or on its day, as far as the
   * ledger has heard. Such an adjustment may still fit after more notices have been read.
   *
   * @param nowMillis wall time
   */
  public boolean takesBackTooMuch(BudgetStore store, Adjustment adjustment, long nowMillis) {
    try {
      return place(store, adjustment, nowMillis).takesBackTooMuch(adjustment);
    } catch (InvalidAdjustmentException e) {
      // The adjustment has another fault, and no further notice changes that.
      return false;
    }
  }

  /** Whether an adjustment of this id was booked, as far as the ledger remembers. */
  public boolean isBooked(BudgetStore store, String id) {
    return new Ledger(store, windows).knowsAdjustment(id);
  }

  /**
   * Where an adjustment is booked, and what is known there.
   *
   * @param periodKey the period whose spend changes, {@link ReportScope#FLIGHT_KEY} for the flight
   * @param startMillis campaign time at which the day or the flight begins
   * @param billedMicros what an adjustment may take back at most, micros. The total decides alone
   *     for the flight, and for a day of which the ledger may have forgotten what was billed
   * @param booked whether an adjustment of the same id was booked
   */
  private record Place(long periodKey, long startMillis, long billedMicros, boolean booked) {

    boolean takesBackTooMuch(Adjustment adjustment) {
      long micros = adjustment.amountMicros();
      return !booked && micros < 0 && Micros.plus(billedMicros, micros) < 0;
    }
  }

  private Place place(BudgetStore store, Adjustment adjustment, long nowMillis)
      throws InvalidAdjustmentException {
    Campaign campaign = store.campaign(adjustment.campaignId());
    if (campaign == null) {
      throw new InvalidAdjustmentException(
          "campaign: "
              + adjustment.campaignId()
              + " does not spend budget "
              + adjustment.budgetId());
    }
    Account account = store.account();
    long billed = account.totalBilledMicros();
    boolean booked = isBooked(store, adjustment.id());
    if (adjustment.day() == null) {
      return new Place(ReportScope.FLIGHT_KEY, campaign.flight().startMillis(), billed, booked);
    }
    long start = startOfDay(campaign, account, adjustment.day());
    if (!OldPeriods.mayBeForgotten(start, clock.campaignMillis(nowMillis))) {
      billed = Math.min(billed, account.period(start).billedMicros());
    }
    return new Place(start, start, billed, booked);
  }

  /** The first instant of a day, campaign time. */
  private static long startOfDay(Campaign campaign, Account account, String day)
      throws InvalidAdjustmentException {
    if (!campaign.budget().isDaily()) {
      throw new InvalidAdjustmentException(
          "day: must be left out, since campaign " + campaign.id() + " has no daily budget");
    }
    ZoneId zone = campaign.flight().zone();
    LocalDate date = LocalDate.parse(day);
    ZonedDateTime begins = date.atStartOfDay(zone);
    if (!begins.toLocalDate().equals(date)) {
      throw new InvalidAdjustmentException(
          "day: " + day + " never came in " + zone + ", whose clocks skip it");
    }
    long start = begins.toInstant().toEpochMilli();
    // An edit may have moved the flight past a day on which the campaign has spent already. A day
    // that begins at the epoch has the key of the flight, whose sum it must not change.
    if (start == ReportScope.FLIGHT_KEY
        || (BudgetPeriods.periodKey(campaign, start) != start
            && !account.periods().containsKey(start))) {
      throw new InvalidAdjustmentException(
          "day: " + day + " is not a day of the flight of campaign " + campaign.id());
    }
    return start;
  }
}
