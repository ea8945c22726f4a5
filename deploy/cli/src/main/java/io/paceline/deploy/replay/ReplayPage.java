package io.paceline.deploy.replay;

import io.paceline.deploy.page.Page;
import io.paceline.simulator.replay.Protocol;
import io.paceline.simulator.replay.ReplayRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The report of a replay as one self-contained page. It shows the laws side by side, value against
 * evenness, and for each budget the course of its spend beside the plan, and the course of its
 * multiplier. Of the runs that begin with a deliberately wrong multiplier, only those with the
 * lowest and the highest are drawn. This class arranges the figures; {@code replay.js} draws them.
 */
final class ReplayPage {
  private static final double LOWEST_START = -0.8;
  private static final double HIGHEST_START = 1.6;

  /** The table's columns of figures. */
  private static final List<Column> COLUMNS =
      List.of(
          new Column("wins", "%,.0f", run -> (double) run.totals().impressions()),
          new Column("clicks", "%,.0f", run -> (double) run.totals().clicks()),
          new Column("Σ pCTR", "%.2f", run -> run.totals().sumPctr()),
          new Column("cost", "%,.0f", run -> run.totals().cost()),
          new Column("spent", "%.2f %%", run -> percent(run.totals().utilisation())),
          new Column("overspent", "%,.0f", run -> run.totals().overspend()),
          new Column("ratio", "%.4f", run -> run.value().ratio()),
          new Column("err 15′", "%.1f %%", run -> percent(run.evenness().avgErr15())),
          new Column("err 1′", "%.1f %%", run -> percent(run.evenness().avgErr1())),
          new Column("volatility", "%.4f", run -> run.evenness().volatility()));

  private ReplayPage() {}

  /** The whole page. */
  static String of(List<ReplayRun> played) {
    ReplayRun first = played.get(0);
    return Page.of(
        ReplayPage.class,
        "replay",
        "Paceline: replay",
        new Data(
            first.setup().protocol().label(),
            first.setup().plan(),
            laws(played),
            COLUMNS.stream().map(Column::head).toList(),
            logs(played)));
  }

  /** The laws in the order of their first run; a law's place gives it its colour. */
  private static List<LawName> laws(List<ReplayRun> played) {
    Set<String> defaults =
        played.stream()
            .map(ReplayRun::setup)
            .filter(ReplayRun.Setup::isDefault)
            .map(ReplayRun.Setup::law)
            .collect(Collectors.toSet());
    Set<String> names = new LinkedHashSet<>();
    played.forEach(one -> names.add(one.setup().law()));
    return names.stream().map(name -> new LawName(name, defaults.contains(name))).toList();
  }

  private static List<Log> logs(List<ReplayRun> played) {
    Map<String, List<ReplayRun>> groups =
        grouped(played, one -> String.join(" + ", one.setup().files()));
    List<Log> logs = new ArrayList<>();
    groups.forEach(
        (files, runs) -> logs.add(new Log(files, rows(runs), frontier(runs), courses(runs))));
    return logs;
  }

  private static <T, K> Map<K, List<T>> grouped(List<T> runs, Function<T, K> key) {
    return runs.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }

  /** One row for each law and budget; the figures of several wrong starts are averaged. */
  private static List<Row> rows(List<ReplayRun> runs) {
    List<Row> rows = new ArrayList<>();
    for (List<ReplayRun> same :
        grouped(runs, one -> one.setup().fraction() + "|" + one.setup().law()).values()) {
      ReplayRun run = same.get(0);
      rows.add(
          new Row(
              run.setup().fraction(),
              run.setup().law(),
              COLUMNS.stream().map(column -> column.text(same)).toList()));
    }
    return rows;
  }

  /**
   * Value against evenness, with a point for each run; null where there is no point.
   *
   * <p>Evenness is the error at slots of 15 minutes where the log has hours, and otherwise the
   * largest distance from the plan as a share of the budget.
   */
  private static @Nullable Frontier frontier(List<ReplayRun> runs) {
    boolean slots = hasHours(runs.get(0));
    List<Point> points = new ArrayList<>();
    for (ReplayRun one : runs) {
      Double unevenness = slots ? one.evenness().avgErr15() : farthest(one.trace());
      Double ratio = one.value().ratio();
      if (unevenness != null && ratio != null) {
        points.add(new Point(one.setup().fraction(), one.setup().law(), unevenness, ratio));
      }
    }
    return points.isEmpty()
        ? null
        : new Frontier(
            slots ? "error at 15-minute slots" : "farthest from the plan, share of the budget",
            points);
  }

  private static boolean hasHours(ReplayRun run) {
    return run.setup().protocol() == Protocol.INTRADAY;
  }

  private static @Nullable Double farthest(ReplayRun.@Nullable Trace trace) {
    if (trace == null) {
      return null;
    }
    double farthest = 0;
    for (int k = 0; k < ReplayRun.Trace.POINTS; k++) {
      farthest = Math.max(farthest, Math.abs(trace.spendShare()[k] - trace.targetSpendShare()[k]));
    }
    return farthest;
  }

  private static List<Course> courses(List<ReplayRun> runs) {
    List<Drawn> drawn = new ArrayList<>();
    for (ReplayRun run : runs) {
      ReplayRun.Trace trace = run.trace();
      if (trace != null && isDrawn(run.setup().startError())) {
        drawn.add(new Drawn(run, trace));
      }
    }
    List<Course> courses = new ArrayList<>();
    grouped(drawn, one -> title(one.run()))
        .forEach(
            (title, group) -> {
              Drawn first = group.get(0);
              courses.add(
                  new Course(
                      title,
                      first.run().note(),
                      hasHours(first.run()) ? "share of the hours" : "share of the auctions",
                      rounded(first.trace().targetSpendShare()),
                      group.stream().map(ReplayPage::lawCourse).toList()));
            });
    return courses;
  }

  private static boolean isDrawn(@Nullable Double startError) {
    return startError == null || startError == LOWEST_START || startError == HIGHEST_START;
  }

  private static String title(ReplayRun run) {
    return run.setup().startError() == null
        ? "Budget " + run.setup().fraction()
        : String.format(
            Locale.ROOT,
            "Budget %s, start %+.0f %%",
            run.setup().fraction(),
            100 * run.setup().startError());
  }

  private static LawCourse lawCourse(Drawn one) {
    return new LawCourse(
        one.run().setup().law(),
        rounded(one.trace().spendShare()),
        rounded(one.trace().multiplier()));
  }

  /**
   * The values with five significant digits, which are finer than a pixel; null, which the plots
   * show as a gap, for a value that is no number.
   */
  private static @Nullable Double[] rounded(double[] values) {
    @Nullable Double[] rounded = new @Nullable Double[values.length];
    for (int k = 0; k < values.length; k++) {
      rounded[k] =
          Double.isFinite(values[k])
              ? Double.valueOf(String.format(Locale.ROOT, "%.4e", values[k]))
              : null;
    }
    return rounded;
  }

  private static @Nullable Double percent(@Nullable Double share) {
    return share == null ? null : Double.valueOf(100 * share);
  }

  /** A column of the table: its head, how a figure is written, and the figure of one run. */
  private record Column(String head, String format, Function<ReplayRun, @Nullable Double> figure) {

    /** The mean over the runs as text; empty where a run does not have this figure. */
    String text(List<ReplayRun> runs) {
      double sum = 0;
      for (ReplayRun one : runs) {
        Double value = figure.apply(one);
        if (value == null) {
          return "";
        }
        sum += value;
      }
      return String.format(Locale.ROOT, format, sum / runs.size());
    }
  }

  private record Data(
      String protocol,
      @Nullable String plan,
      List<LawName> laws,
      List<String> columns,
      List<Log> logs) {}

  /** A run that has a course to draw. */
  private record Drawn(ReplayRun run, ReplayRun.Trace trace) {}

  private record LawName(String name, boolean isDefault) {}

  private record Log(
      String files, List<Row> rows, @Nullable Frontier frontier, List<Course> courses) {}

  private record Row(@Nullable String budget, String law, List<String> figures) {}

  private record Frontier(String unevenness, List<Point> points) {}

  private record Point(@Nullable String budget, String law, double unevenness, double ratio) {}

  private record Course(
      String title,
      @Nullable String note,
      String axis,
      @Nullable Double[] plan,
      List<LawCourse> laws) {}

  private record LawCourse(String law, @Nullable Double[] spend, @Nullable Double[] multiplier) {}
}
