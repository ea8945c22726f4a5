package io.paceline.deploy.report;

import io.paceline.deploy.report.RunSummary.CampaignSummary;
import io.paceline.deploy.report.RunSummary.Machine;
import java.util.List;
import java.util.Locale;

/**
 * The sentence that a person reads first: how the day went. Wrong money comes before everything
 * else; after that, a machine that was too slow is told apart from pacing that went wrong.
 *
 * @param mark good where the machine was fast enough and every campaign that can be judged is on
 *     its plan; neutral where it was fast enough and no campaign can be judged; otherwise bad
 * @param text what was seen, and what to do about it
 */
public record Headline(Verdict.Mark mark, String text) {

  /**
   * Largest share of the impressions that may be refused or lost as too late, or stay unanswered; 0
   * to 1.
   */
  public static final double TOO_LATE_SHARE = 0.01;

  private static final double LONGEST_MINUTES = 1_440;

  /** Number of campaigns that the sentence names; the table has the others. */
  private static final int NAMED = 3;

  /** The headline of a day. */
  public static Headline of(RunSummary day) {
    List<CampaignSummary> judged = day.judged();
    List<CampaignSummary> wrongMoney =
        judged.stream()
            .filter(
                campaign ->
                    Verdict.of(campaign) == Verdict.OVERSPENT
                        || Verdict.of(campaign) == Verdict.BOOKS_DIFFER)
            .toList();
    if (!wrongMoney.isEmpty()) {
      return new Headline(
          Verdict.Mark.BAD, "The money of campaigns is wrong: " + named(wrongMoney) + ".");
    }
    if (day.tooLateShare() > TOO_LATE_SHARE
        || day.latencyMillis().p99() > day.played().machine().tmaxMillis()) {
      return new Headline(Verdict.Mark.BAD, tooSlow(day));
    }
    List<CampaignSummary> bad =
        judged.stream()
            .filter(campaign -> Verdict.of(campaign).mark() == Verdict.Mark.BAD)
            .toList();
    if (!bad.isEmpty()) {
      return new Headline(
          Verdict.Mark.BAD,
          String.format(
              Locale.ROOT,
              "%d of the %d campaigns that can be judged went wrong, although the machine was fast"
                  + " enough: %s.",
              bad.size(),
              judged.size(),
              named(bad)));
    }
    return judged.isEmpty()
        ? new Headline(
            Verdict.Mark.NEUTRAL, "No campaign can be judged; the table says why for each.")
        : new Headline(
            Verdict.Mark.GOOD,
            String.format(
                Locale.ROOT,
                "The day went as planned: all %d campaigns that can be judged are on plan.",
                judged.size()));
  }

  private static String tooSlow(RunSummary day) {
    return String.format(
        Locale.ROOT,
        "This machine was too slow for its requests: %s of the impressions were refused or lost as"
            + " too late, p99 was %,.0f ms where %,d ms are allowed. %s",
        Amounts.percent(day.tooLateShare()),
        day.latencyMillis().p99(),
        day.played().machine().tmaxMillis(),
        advice(day.played()));
  }

  private static String advice(RunSummary.Played played) {
    double minutes = RunSummary.DAY_MINUTES / played.speed();
    Machine machine = played.machine();
    if (machine.log()) {
      double longer = Math.min(LONGEST_MINUTES, Math.ceil(20 * minutes) / 10);
      return String.format(Locale.ROOT, "Give the log more time with --minutes %.1f.", longer);
    }
    double fewer = Math.max(1, Math.floor(machine.playedPerSecond() / 2));
    return String.format(Locale.ROOT, "Ask for fewer requests a second with --rate %.0f.", fewer);
  }

  private static String named(List<CampaignSummary> campaigns) {
    StringBuilder text = new StringBuilder();
    for (CampaignSummary campaign : campaigns.subList(0, Math.min(NAMED, campaigns.size()))) {
      text.append(text.isEmpty() ? "" : "; ")
          .append(campaign.id())
          .append(' ')
          .append(Verdict.of(campaign).words());
      if (campaign.trouble() != null) {
        text.append(" (").append(campaign.trouble()).append(')');
      }
    }
    return text.append(campaigns.size() > NAMED ? "; and others" : "").toString();
  }
}
