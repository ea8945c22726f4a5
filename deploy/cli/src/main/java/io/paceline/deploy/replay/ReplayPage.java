package io.paceline.deploy.replay;

import static io.paceline.deploy.replay.Plot.escape;

import io.paceline.simulator.replay.Protocol;
import io.paceline.simulator.replay.ReplayRun;
import io.paceline.simulator.replay.Replayed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report of a replay as one self-contained page. It shows the laws side by side, value against
 * evenness, and for each budget the spend against the plan and the multiplier. Of several wrong
 * starts only the lowest and the highest are drawn.
 */
final class ReplayPage {
  private static final double LOWEST_START = -0.8;
  private static final double HIGHEST_START = 1.6;

  private final List<Replayed> played;
  private final Map<String, Integer> laws = new LinkedHashMap<>();

  private ReplayPage(List<Replayed> played) {
    this.played = played;
    for (Replayed one : played) {
      laws.putIfAbsent(one.run().law(), laws.size());
    }
  }

  /** The whole page. */
  static String of(List<Replayed> played) {
    return new ReplayPage(played).page();
  }

  private String page() {
    ReplayRun first = played.get(0).run();
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    html.append("<meta name=\"viewport\" content=\"width=device-width\">");
    html.append("<title>Paceline: replay</title><style>").append(style());
    html.append("</style></head><body><header><p class=\"brand\">Paceline</p><h1>Replay: ");
    html.append(first.protocol().label());
    if (first.plan() != null) {
      html.append(", ").append(first.plan()).append(" plan");
    }
    html.append("</h1><p class=\"legend\">");
    laws.forEach(
        (law, number) ->
            html.append("<span class=\"key s")
                .append(number)
                .append("\">")
                .append(escape(law))
                .append(isDefault(law) ? " (default)" : "")
                .append("</span>"));
    html.append("</p></header><main>");
    for (Map.Entry<String, List<Replayed>> file : groups().entrySet()) {
      html.append("<h2>").append(escape(file.getKey())).append("</h2>");
      html.append(table(file.getValue()));
      html.append(frontier(file.getValue()));
      html.append(courses(file.getValue()));
    }
    return html.append("</main></body></html>\n").toString();
  }

  private boolean isDefault(String law) {
    return played.stream().anyMatch(p -> p.run().isDefault() && p.run().law().equals(law));
  }

  private Map<String, List<Replayed>> groups() {
    Map<String, List<Replayed>> groups = new LinkedHashMap<>();
    for (Replayed one : played) {
      groups
          .computeIfAbsent(String.join(" + ", one.run().files()), files -> new ArrayList<>())
          .add(one);
    }
    return groups;
  }

  /** A table with one row for each law and budget; several wrong starts are averaged. */
  private String table(List<Replayed> runs) {
    Map<String, List<ReplayRun>> rows = new LinkedHashMap<>();
    for (Replayed one : runs) {
      String key = one.run().fraction() + "|" + one.run().law();
      rows.computeIfAbsent(key, k -> new ArrayList<>()).add(one.run());
    }
    StringBuilder html =
        new StringBuilder(
            "<table><thead><tr><th>budget<th>law<th>wins<th>clicks<th>Σ pCTR<th>cost<th>spent"
                + "<th>overspent<th>ratio<th>err 15′<th>err 1′<th>volatility</tr></thead><tbody>");
    String fraction = "";
    for (List<ReplayRun> row : rows.values()) {
      ReplayRun run = row.get(0);
      boolean begins = !String.valueOf(run.fraction()).equals(fraction);
      fraction = String.valueOf(run.fraction());
      html.append(begins ? "<tr class=\"begin" : "<tr class=\"");
      html.append(run.isDefault() ? " default\">" : "\">");
      html.append("<td>").append(begins && run.fraction() != null ? escape(fraction) : "");
      html.append("<td><span class=\"key s").append(laws.get(run.law())).append("\">");
      html.append(escape(run.law())).append("</span>");
      cell(html, "%,.0f", mean(row, r -> (double) r.totals().impressions()));
      cell(html, "%,.0f", mean(row, r -> (double) r.totals().clicks()));
      cell(html, "%.2f", mean(row, r -> r.totals().sumPctr()));
      cell(html, "%,.0f", mean(row, r -> r.totals().cost()));
      cell(html, "%.2f %%", percent(mean(row, r -> r.totals().utilisation())));
      cell(html, "%,.0f", mean(row, r -> r.totals().overspend()));
      cell(html, "%.4f", mean(row, r -> r.value().ratio()));
      cell(html, "%.1f %%", percent(mean(row, r -> evenness(r).avgErr15())));
      cell(html, "%.1f %%", percent(mean(row, r -> evenness(r).avgErr1())));
      cell(html, "%.4f", mean(row, r -> evenness(r).volatility()));
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  private static ReplayRun.Evenness evenness(ReplayRun run) {
    return run.evenness() == null
        ? new ReplayRun.Evenness(null, null, null, null, null, null, null)
        : run.evenness();
  }

  private interface Figure {
    Double of(ReplayRun run);
  }

  private static Double mean(List<ReplayRun> runs, Figure figure) {
    double sum = 0;
    for (ReplayRun run : runs) {
      Double value = figure.of(run);
      if (value == null) {
        return null;
      }
      sum += value;
    }
    return sum / runs.size();
  }

  private static Double percent(Double share) {
    return share == null ? null : Double.valueOf(100 * share);
  }

  private static void cell(StringBuilder html, String format, Double value) {
    html.append("<td>").append(value == null ? "" : String.format(Locale.ROOT, format, value));
  }

  /** A plot of value against evenness, with a point for each law and budget. */
  private String frontier(List<Replayed> runs) {
    boolean slots = runs.get(0).run().protocol() == Protocol.INTRADAY;
    double lowest = 1;
    double highest = 0.01;
    for (Replayed one : runs) {
      Double unevenness = unevenness(one, slots);
      if (unevenness != null && one.run().value().ratio() != null) {
        lowest = Math.min(lowest, one.run().value().ratio());
        highest = Math.max(highest, unevenness);
      }
    }
    if (lowest == 1) {
      return "";
    }
    Plot plot =
        new Plot(
            new Plot.Axis(
                slots ? "error at 15-minute slots" : "farthest from the plan, share of the budget",
                0.002,
                Math.max(0.01, highest),
                true,
                "%.3f"),
            new Plot.Axis("value / hindsight", Math.max(0, lowest - 0.02), 1.005, false, "%.3f"));
    for (Replayed one : runs) {
      Double unevenness = unevenness(one, slots);
      Double ratio = one.run().value().ratio();
      if (unevenness != null && ratio != null) {
        plot.point(
            unevenness,
            ratio,
            "s" + laws.get(one.run().law()),
            String.format(
                Locale.ROOT,
                "%s, %s: %.4f at %.3f",
                one.run().law(),
                one.run().fraction(),
                ratio,
                unevenness));
      }
    }
    return "<section class=\"row\"><figure><figcaption>Value against evenness (a point a law and"
        + " budget; top left is best)</figcaption>"
        + plot.svg("Value against evenness")
        + "</figure></section>";
  }

  private static Double unevenness(Replayed one, boolean slots) {
    if (slots) {
      return evenness(one.run()).avgErr15();
    }
    if (one.trace() == null) {
      return null;
    }
    double farthest = 0;
    for (int k = 0; k < Replayed.Trace.POINTS; k++) {
      farthest =
          Math.max(farthest, Math.abs(one.trace().spendShare()[k] - one.trace().planShare()[k]));
    }
    return farthest;
  }

  private String courses(List<Replayed> runs) {
    Map<String, List<Replayed>> byBudget = new LinkedHashMap<>();
    for (Replayed one : runs) {
      Double start = one.run().startError();
      if (one.trace() != null
          && (start == null || start == LOWEST_START || start == HIGHEST_START)) {
        String title = "Budget " + one.run().fraction();
        if (start != null) {
          title += String.format(Locale.ROOT, ", start %+.0f %%", 100 * start);
        }
        byBudget.computeIfAbsent(title, t -> new ArrayList<>()).add(one);
      }
    }
    StringBuilder html = new StringBuilder();
    byBudget.forEach(
        (title, group) ->
            html.append("<section class=\"row\"><figure><figcaption>")
                .append(escape(title))
                .append(": spend against plan (dashed)</figcaption>")
                .append(note(group.get(0)))
                .append(spend(group))
                .append("</figure><figure><figcaption>Multiplier, price of an average score")
                .append("</figcaption>")
                .append(multiplier(group))
                .append("</figure></section>"));
    return html.toString();
  }

  private static String note(Replayed one) {
    return one.note() == null ? "" : "<p class=\"none\">" + escape(one.note()) + "</p>";
  }

  private String spend(List<Replayed> group) {
    boolean hours = group.get(0).run().protocol() == Protocol.INTRADAY;
    Plot plot =
        new Plot(
            new Plot.Axis(
                hours ? "share of the hours" : "share of the auctions", 0, 1, false, "%.2f"),
            new Plot.Axis("share of the budget", 0, 1, false, "%.2f"));
    double[] at = parts();
    plot.line(at, group.get(0).trace().planShare(), "plan");
    for (Replayed one : group) {
      plot.line(at, one.trace().spendShare(), "s" + laws.get(one.run().law()));
    }
    return plot.svg("Spend against plan");
  }

  private String multiplier(List<Replayed> group) {
    double lowest = Double.POSITIVE_INFINITY;
    double highest = 0;
    for (Replayed one : group) {
      for (double value : one.trace().multiplier()) {
        if (value > 0) {
          lowest = Math.min(lowest, value);
          highest = Math.max(highest, value);
        }
      }
    }
    if (!(highest > 0)) {
      return "<p class=\"none\">None of these laws has one.</p>";
    }
    Plot plot =
        new Plot(
            new Plot.Axis("share of the run", 0, 1, false, "%.2f"),
            new Plot.Axis(
                "multiplier",
                Math.max(lowest / 1.2, highest / 10_000),
                highest * 1.2,
                true,
                lowest < 10 ? "%,.2f" : "%,.0f"));
    for (Replayed one : group) {
      plot.line(parts(), one.trace().multiplier(), "s" + laws.get(one.run().law()));
    }
    return plot.svg("Multiplier");
  }

  private static double[] parts() {
    double[] at = new double[Replayed.Trace.POINTS];
    for (int k = 0; k < at.length; k++) {
      at[k] = (k + 1.0) / at.length;
    }
    return at;
  }

  private static String style() {
    try (InputStream in = ReplayPage.class.getResourceAsStream("replay.css")) {
      if (in == null) {
        throw new IllegalStateException("replay.css is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
