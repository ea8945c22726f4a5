package io.paceline.local.report;

import io.paceline.local.report.RunSummary.CampaignSummary;
import io.paceline.local.report.RunSummary.Machine;
import java.util.List;
import java.util.Locale;

/**
 * How a day went, in the one sentence that a person reads first. What a machine was too slow for is
 * told apart from what pacing did.
 *
 * @param asPlanned true where the machine was fast enough and every campaign that can be judged is
 *     on its plan
 * @param text the sentence, or two: what was seen, and what to do about it
 */
public record Headline(boolean asPlanned, String text) {

  /** Share of the impressions that may be refused or lost as too late. */
  public static final double TOO_LATE_SHARE = 0.01;

  /** Campaigns named; a person opens the table for more. */
  private static final int NAMED = 3;

  /** The headline of a day. */
  public static Headline of(RunSummary day) {
    Machine machine = day.machine();
    if (day.tooLateShare() > TOO_LATE_SHARE || day.latencyMillis().p99() > machine.tmaxMillis()) {
      return new Headline(false, tooSlow(day, machine));
    }
    List<CampaignSummary> judged =
        day.campaigns().stream()
            .filter(campaign -> Verdict.of(campaign).mark() != Verdict.Mark.NEUTRAL)
            .toList();
    List<CampaignSummary> bad =
        judged.stream()
            .filter(campaign -> Verdict.of(campaign).mark() == Verdict.Mark.BAD)
            .toList();
    if (!bad.isEmpty()) {
      return new Headline(false, offPlan(bad, judged.size()));
    }
    return new Headline(
        true,
        judged.isEmpty()
            ? "No campaign can be judged: the day has too few impressions for their budgets; give it"
                + " more --minutes."
            : String.format(
                Locale.ROOT,
                "The day went as planned: %d of %d campaigns with an ample market are on plan.",
                judged.size(),
                judged.size()));
  }

  private static String tooSlow(RunSummary day, Machine machine) {
    double fewer = Math.max(1, Math.floor(machine.playedPerSecond() / 2));
    double longer = 2 * RunSummary.DAY_MINUTES / day.speed();
    return String.format(
        Locale.ROOT,
        "This machine was too slow for its requests: %s of the impressions were refused or lost as"
            + " too late, p99 was %,.0f ms where %,d ms are allowed. Ask for fewer requests a second"
            + " with --rate %.0f or, where a log is played, with --minutes %.0f.",
        Amounts.percent(day.tooLateShare()),
        day.latencyMillis().p99(),
        machine.tmaxMillis(),
        fewer,
        longer);
  }

  private static String offPlan(List<CampaignSummary> bad, int judged) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d of %d campaigns with an ample market went wrong, although the machine was fast"
                + " enough: ",
            bad.size(),
            judged));
    for (int i = 0; i < Math.min(NAMED, bad.size()); i++) {
      CampaignSummary campaign = bad.get(i);
      text.append(i == 0 ? "" : "; ")
          .append(campaign.id())
          .append(' ')
          .append(Verdict.of(campaign).words());
      if (campaign.trouble() != null) {
        text.append(" (").append(campaign.trouble()).append(')');
      }
    }
    return text.append(bad.size() > NAMED ? "; and others." : ".").toString();
  }
}
