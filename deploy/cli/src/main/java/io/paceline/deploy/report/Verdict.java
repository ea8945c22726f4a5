package io.paceline.deploy.report;

import io.paceline.deploy.report.RunSummary.CampaignSummary;

/** How a campaign's day is judged. */
public enum Verdict {
  /** The exchange billed more than the budget. */
  OVERSPENT("overspent", Mark.BAD),
  /** Ledger and exchange disagree on what was billed. */
  BOOKS_DIFFER("books differ", Mark.BAD),
  /** Booked, edited or paused while the day ran, so that neither plan nor hindsight fits. */
  EDITED("edited meanwhile", Mark.NEUTRAL),
  /** The budget buys so few impressions that each of them is a large step. */
  FEW_IMPRESSIONS("few impressions", Mark.NEUTRAL),
  /** Less than 95 % spent although the market had three times the budget. */
  UNDERSPENT("underspent", Mark.BAD),
  /** At one of the four hours more than 10 % of the budget away from the plan. */
  OFF_PLAN("off plan", Mark.BAD),
  /** The market has too little for this budget: neither full spend nor the plan can be expected. */
  SMALL_MARKET("market too small", Mark.NEUTRAL),
  /** 95 to 100 % spent and within 10 % of the plan at 6, 12, 18 and 24 h. */
  ON_PLAN("on plan", Mark.GOOD);

  /** Lowest ratio of hindsight to budget at which only its budget should limit a campaign. */
  public static final double AMPLE_MARKET = 3.0;

  /** Share of the budget that has to be spent at the day's end. */
  public static final double FULL_SPEND = 0.95;

  /**
   * Impressions that a budget has to afford before its plan can be judged; one of them is then
   * about 3 % of the budget.
   */
  public static final long ENOUGH_IMPRESSIONS = 30;

  /** Largest distance from the plan that is still on plan, as a share of the budget. */
  public static final double PLAN_TOLERANCE = 0.10;

  private final String words;
  private final Mark mark;

  Verdict(String words, Mark mark) {
    this.words = words;
    this.mark = mark;
  }

  /** The verdict on a campaign. */
  public static Verdict of(CampaignSummary campaign) {
    if (campaign.exchangeSpendMicros() > campaign.budgetMicros()) {
      return OVERSPENT;
    }
    if (campaign.spendMicros() != campaign.exchangeSpendMicros()) {
      return BOOKS_DIFFER;
    }
    if (campaign.edited()) {
      return EDITED;
    }
    if (campaign.hindsightRatio() < AMPLE_MARKET) {
      return SMALL_MARKET;
    }
    if (campaign.affordableImpressions() < ENOUGH_IMPRESSIONS) {
      return FEW_IMPRESSIONS;
    }
    if (campaign.spendShare() < FULL_SPEND) {
      return UNDERSPENT;
    }
    return campaign.largestDeviation() > PLAN_TOLERANCE ? OFF_PLAN : ON_PLAN;
  }

  /** The verdict in words for people. */
  public String words() {
    return words;
  }

  /** Good, bad or neither. */
  public Mark mark() {
    return mark;
  }

  /** Good, bad or neither. */
  public enum Mark {
    /** As it should be. */
    GOOD,
    /** Something to look into. */
    BAD,
    /** Nothing to judge. */
    NEUTRAL
  }
}
