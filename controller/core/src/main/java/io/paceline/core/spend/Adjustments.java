package io.paceline.core.spend;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.ledger.Account;
import io.paceline.core.ledger.Ledger;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.ledger.ReportScope;
import io.paceline.core.ledger.Settlement;
import io.paceline.core.money.Micros;
import io.paceline.core.notice.Adjustment;
import io.paceline.core.notice.InvalidAdjustmentException;
import io.paceline.core.pacing.BudgetPeriods;
import java.time.LocalDate;
import java.time.ZoneId;

/** Books people's adjustments in a budget's ledger. This class is plain Java over a store. */
public final class Adjustments {

  private final LedgerSettings windows;

  /** Books in ledgers with these windows. */
  public Adjustments(LedgerSettings windows) {
    this.windows = windows;
  }

  /**
   * Books an adjustment, once by its id.
   *
   * @param store the store of the budget, whose campaigns must be known
   * @return {@link Settlement#BOOKED} or {@link Settlement#DUPLICATE}
   * @throws InvalidAdjustmentException where it does not fit the campaign, takes back more than was
   *     billed, reaches back too far, has the id of another adjustment, or would take the budget's
   *     sums beyond what can be counted; then nothing is changed
   */
  public Settlement book(BudgetStore store, Adjustment adjustment)
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
    long start = campaign.flight().startMillis();
    long period = ReportScope.FLIGHT_KEY;
    if (adjustment.day() != null) {
      start = startOfDay(campaign, account, adjustment.day());
      period = start;
    }
    Ledger ledger = new Ledger(store, windows);
    if (!isBooked(store, adjustment.id())) {
      refuseBelowZero(account, period, adjustment);
    }
    Settlement settlement;
    try {
      settlement = ledger.adjust(adjustment.id(), period, start, adjustment.amountMicros());
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

  /** Whether an adjustment of this id was booked, as far as the ledger remembers. */
  public boolean isBooked(BudgetStore store, String id) {
    return new Ledger(store, windows).knowsAdjustment(id);
  }

  /** The first instant of a day, campaign time. */
  private static long startOfDay(Campaign campaign, Account account, String day)
      throws InvalidAdjustmentException {
    if (!campaign.budget().isDaily()) {
      throw new InvalidAdjustmentException(
          "day: must be left out, since campaign " + campaign.id() + " has no daily budget");
    }
    ZoneId zone = campaign.flight().zone();
    long start = LocalDate.parse(day).atStartOfDay(zone).toInstant().toEpochMilli();
    // An edit may have moved the flight past a day on which the campaign has spent already.
    if (BudgetPeriods.periodKey(campaign, start) != start
        && !account.periods().containsKey(start)) {
      throw new InvalidAdjustmentException(
          "day: " + day + " is not a day of the flight of campaign " + campaign.id());
    }
    return start;
  }

  private static void refuseBelowZero(Account account, long period, Adjustment adjustment)
      throws InvalidAdjustmentException {
    long micros = adjustment.amountMicros();
    long billed = account.totalBilledMicros();
    if (period != ReportScope.FLIGHT_KEY) {
      billed = Math.min(billed, account.period(period).billedMicros());
    }
    if (micros < 0 && Micros.plus(billed, micros) < 0) {
      throw new InvalidAdjustmentException(
          "amount: takes back more than the " + billed + " micros that were billed");
    }
  }
}
