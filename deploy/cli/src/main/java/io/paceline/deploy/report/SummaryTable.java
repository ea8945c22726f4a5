package io.paceline.deploy.report;

import io.paceline.core.openrtb.NoBidReason;
import io.paceline.deploy.report.RunSummary.CampaignSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The summary as text for a terminal: the run in a few lines, then a row per campaign. */
public final class SummaryTable {
  private static final String[] HEADS = {
    "",
    "campaign",
    "budget",
    "spend",
    "of budget",
    "exchange",
    "hindsight",
    "6 h",
    "12 h",
    "18 h",
    "24 h",
    "verdict"
  };
  private static final int FIRST_NUMBER = 2;
  private static final int LAST_NUMBER = 10;

  private SummaryTable() {}

  /** The whole text, lines ending in the system's line separator. */
  public static String render(RunSummary summary) {
    StringBuilder text = new StringBuilder();
    Headline headline = Headline.of(summary);
    line(text, "%s %s", sign(headline.mark()), headline.text());
    line(text, "");
    appendTable(text, rows(summary));
    line(
        text,
        "Money in units of the currency; hindsight in budgets; 6 h to 24 h: spend minus plan in %% of the"
            + " budget.");
    line(text, "");
    appendRun(text, summary);
    return text.toString();
  }

  private static List<String[]> rows(RunSummary summary) {
    List<String[]> rows = new ArrayList<>();
    rows.add(HEADS);
    for (CampaignSummary campaign : summary.campaigns()) {
      Verdict verdict = Verdict.of(campaign);
      double[] spent = campaign.spendShareAt().values();
      double[] planned = campaign.planShareAt().values();
      rows.add(
          new String[] {
            sign(verdict.mark()),
            campaign.id(),
            Amounts.money(campaign.budgetMicros()),
            Amounts.money(campaign.spendMicros()),
            Amounts.percent(campaign.spendShare()),
            Amounts.money(campaign.exchangeSpendMicros()),
            String.format(Locale.ROOT, "%.1f×", campaign.hindsightRatio()),
            Amounts.points(spent[0] - planned[0]),
            Amounts.points(spent[1] - planned[1]),
            Amounts.points(spent[2] - planned[2]),
            Amounts.points(spent[3] - planned[3]),
            verdict.words()
          });
    }
    return rows;
  }

  private static String sign(Verdict.Mark mark) {
    return switch (mark) {
      case GOOD -> "✓";
      case BAD -> "✗";
      case NEUTRAL -> "·";
    };
  }

  private static void appendTable(StringBuilder text, List<String[]> rows) {
    int[] widths = new int[HEADS.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder cells = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        boolean number = i >= FIRST_NUMBER && i <= LAST_NUMBER;
        String padding = " ".repeat(widths[i] - row[i].length());
        cells.append(i == 0 ? "" : "  ").append(number ? padding + row[i] : row[i] + padding);
      }
      text.append(cells.toString().stripTrailing()).append(System.lineSeparator());
      if (row == HEADS) {
        text.append("─".repeat(cells.length())).append(System.lineSeparator());
      }
    }
  }

  private static void appendRun(StringBuilder text, RunSummary run) {
    RunSummary.Counts counts = run.counts();
    RunSummary.Money money = run.money();
    line(text, "%s; model %s", run.played().market(), run.played().modelVersion());
    line(
        text,
        "%s requests with %s imps at %.0f/s: %s bids, %s wins (%s), %s losses, %s clicks, %s dead letters",
        Amounts.count(counts.requests()),
        Amounts.count(counts.imps()),
        run.throughputPerSecond(),
        Amounts.count(counts.bids()),
        Amounts.count(counts.wins()),
        Amounts.percent(counts.winRate()),
        Amounts.count(counts.losses()),
        Amounts.count(counts.clicks()),
        Amounts.count(counts.deadLetters()));
    line(
        text,
        "latency p50 %.1f ms, p95 %.1f ms, p99 %.1f ms",
        run.latencyMillis().p50(),
        run.latencyMillis().p95(),
        run.latencyMillis().p99());
    List<CampaignSummary> judged = run.judged();
    line(
        text,
        "%s of %s campaigns that can be judged are on plan; those judged spent %s of their budgets",
        judged.stream()
            .filter(campaign -> Verdict.of(campaign).mark() == Verdict.Mark.GOOD)
            .count(),
        judged.size(),
        Amounts.percent(RunSummary.spendShare(judged)));
    line(
        text,
        "spend %s of %s; exchange's books %s (%s); overspend %s",
        Amounts.money(money.spendMicros()),
        Amounts.money(run.totalBudgetMicros()),
        Amounts.money(money.exchangeSpendMicros()),
        money.spendMicros() == money.exchangeSpendMicros() ? "equal to the micro" : "DIFFERENT",
        Amounts.money(money.overspendMicros()));
    if (money.lost() != null) {
      line(
          text,
          "%s notices were lost on purpose; the ledgers missed %s of %s until %s spend reports told them",
          Amounts.count(money.lost().notices()),
          Amounts.money(money.lost().missedMicros()),
          Amounts.money(money.exchangeSpendMicros()),
          Amounts.count(money.lost().reports()));
    }
    counts.noBids().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            e ->
                line(
                    text,
                    "no bid: %s %s (%s)",
                    Amounts.count(e.getValue()),
                    NoBidReason.valueOf(e.getKey()).explanation(),
                    e.getKey()));
    run.notes().forEach(note -> line(text, "note: %s", note));
  }

  private static void line(StringBuilder text, String format, @Nullable Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
  }
}
