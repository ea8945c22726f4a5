package io.paceline.deploy.rehearsal;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.campaign.InvalidCampaignException;
import io.paceline.core.campaign.SharedBudget;
import io.paceline.core.json.FileText;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.pacing.TrafficCurve;
import io.paceline.core.pacing.TrafficWeek;
import io.paceline.core.scoring.ModelAnnouncement;
import io.paceline.deploy.cli.CommandAction;
import io.paceline.deploy.cli.OutputFile;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.report.ProgressLine;
import io.paceline.job.market.BundleCurves;
import io.paceline.model.bundle.InvalidBundleException;
import io.paceline.model.tensorflow.TensorFlowScorer;
import io.paceline.simulator.ipinyou.IpinyouLog;
import io.paceline.simulator.rehearsal.InvalidScriptException;
import io.paceline.simulator.rehearsal.MarketDays;
import io.paceline.simulator.rehearsal.MarketNames;
import io.paceline.simulator.rehearsal.Pace;
import io.paceline.simulator.rehearsal.PlayedDays;
import io.paceline.simulator.rehearsal.Rehearsal;
import io.paceline.simulator.rehearsal.RehearsalResult;
import io.paceline.simulator.rehearsal.RehearsalSettings;
import io.paceline.simulator.rehearsal.RehearsedModel;
import io.paceline.simulator.rehearsal.Script;
import io.paceline.simulator.rehearsal.ScriptReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** {@code ./paceline rehearse}: reads campaigns and script, plays the days, writes the figures. */
public final class Rehearsing implements CommandAction<RehearseOptions> {
  private static final double NANOS = 1e9;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** A rehearsal that ends within this time (two seconds) shows no progress. */
  private static final long SHORT_NANOS = 2_000_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;

  /**
   * Prints to {@code out}.
   *
   * @param terminal true where {@code out} is a terminal, on which a carriage return goes back to
   *     the start of the line
   */
  public Rehearsing(PrintStream out, boolean terminal) {
    this(out, terminal, System::nanoTime);
  }

  Rehearsing(PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  @Override
  public int run(RehearseOptions options) {
    List<Campaign> given = campaigns(options.campaigns());
    PlayedDays days = days(given, options.days());
    MarketDays market = market(options);
    Pace pace = Pace.at(options.speed());
    List<Campaign> campaigns = given.isEmpty() ? Rehearsal.ownCampaigns(market, days) : given;
    Script script = script(options.script(), campaigns, days, pace, market.names());
    long begin;
    RehearsalResult played;
    try (TensorFlowScorer scorer = scorer(options.model())) {
      RehearsalSettings settings =
          new RehearsalSettings(
              market,
              options.seed(),
              days,
              pace,
              options.currency(),
              campaigns,
              script,
              scorer == null ? null : model(scorer, options, market));
      begin = nanoTime.getAsLong();
      played = play(settings, begin);
    }
    double seconds = Math.max(1, nanoTime.getAsLong() - begin) / NANOS;
    double requestsPerSecond = played.requests() / seconds;
    out.print(RehearsalTable.of(played, options.currency(), requestsPerSecond));
    if (options.json() != null) {
      write(options.json(), "--json", RehearsalJson.lines(played, requestsPerSecond));
      out.println("Figures: " + options.json());
    }
    if (options.html() != null) {
      ScriptEvents events = new ScriptEvents(script, campaigns, days);
      write(options.html(), "--html", RehearsalPage.of(played, options.currency(), days, events));
      out.println("Report:  " + options.html());
    }
    return 0;
  }

  private static PlayedDays days(List<Campaign> campaigns, int count) {
    try {
      return PlayedDays.of(campaigns, count);
    } catch (IllegalArgumentException e) {
      throw new UserFacingException("--campaigns: " + e.getMessage(), e);
    }
  }

  private MarketDays market(RehearseOptions options) {
    if (options.logs().isEmpty()) {
      return Rehearsal.market(options.seed(), options.requestsPerDay());
    }
    try {
      IpinyouLog log = IpinyouLog.read(options.logs());
      if (!log.note().isEmpty()) {
        out.println("Note: " + log.note());
      }
      return Rehearsal.market(log);
    } catch (IllegalArgumentException e) {
      throw UserFacingException.of(e);
    }
  }

  private static @Nullable TensorFlowScorer scorer(@Nullable Path model) {
    try {
      return model == null ? null : TensorFlowScorer.load(model);
    } catch (InvalidBundleException e) {
      throw new UserFacingException("--model: " + e.getMessage(), e);
    }
  }

  private static RehearsedModel model(
      TensorFlowScorer scorer, RehearseOptions options, MarketDays market) {
    ModelAnnouncement announced = scorer.bundle().announcement();
    try {
      return new RehearsedModel(
          scorer,
          BundleCurves.load(announced.bundle()),
          // As in the demo, the plans of a log's day expect the log's own traffic.
          options.logs().isEmpty()
              ? TrafficWeek.of(announced.trafficShares(), announced.weekShares())
              : TrafficWeek.everyDay(new TrafficCurve(market.trafficShares())));
    } catch (InvalidBundleException e) {
      throw new UserFacingException("--model: " + e.getMessage(), e);
    }
  }

  /** Plays the days; if that takes long, a line shows how far it has come. */
  private RehearsalResult play(RehearsalSettings settings, long beginNanos) {
    ProgressLine line = new ProgressLine(out, terminal);
    RehearsalResult played =
        Rehearsal.play(
            settings,
            (share, requests) -> {
              long nanos = nanoTime.getAsLong() - beginNanos;
              if (nanos >= SHORT_NANOS) {
                line.show(progress(share, requests, nanos), nanos / NANOS_PER_MILLI);
              }
            });
    line.end();
    return played;
  }

  private static String progress(double share, long requests, long nanos) {
    double seconds = nanos / NANOS;
    return String.format(
        Locale.ROOT,
        "%.0f %% played  %,d requests  %,.0f a second  about %,.0f s left",
        100 * share,
        requests,
        requests / seconds,
        share > 0 ? seconds * (1 - share) / share : 0.0);
  }

  /** The campaigns of all files, in the order of the files. */
  private static List<Campaign> campaigns(List<Path> files) {
    CampaignCodec codec = new CampaignCodec();
    Map<String, Campaign> campaigns = new LinkedHashMap<>();
    for (Path file : files) {
      try {
        for (Campaign campaign : codec.decodeFile(Files.readAllBytes(file)).campaigns()) {
          if (campaigns.putIfAbsent(campaign.id(), campaign) != null) {
            throw new UserFacingException(
                "--campaigns: the id "
                    + campaign.id()
                    + " of "
                    + file
                    + " is used before: give each campaign once, and edit it by --script");
          }
        }
      } catch (IOException e) {
        throw new UserFacingException("--campaigns: cannot read " + file, e);
      } catch (InvalidCampaignException e) {
        throw new UserFacingException(
            "--campaigns: " + file + " has faults:\n  " + String.join("\n  ", e.faults()), e);
      }
    }
    Map<String, Campaign> budgets = new HashMap<>();
    for (Campaign campaign : campaigns.values()) {
      Campaign other = budgets.putIfAbsent(campaign.budget().id(), campaign);
      if (other != null && !SharedBudget.agree(campaign, other)) {
        throw new UserFacingException("--campaigns: " + SharedBudget.disagreement(campaign, other));
      }
    }
    return List.copyOf(campaigns.values());
  }

  private static Script script(
      @Nullable Path file,
      List<Campaign> campaigns,
      PlayedDays days,
      Pace pace,
      MarketNames market) {
    if (file == null) {
      return Script.EMPTY;
    }
    try {
      return ScriptReader.read(text(file), campaigns, days, pace, market);
    } catch (InvalidScriptException e) {
      throw new UserFacingException(
          "--script: "
              + file
              + (e.faults().size() == 1
                  ? ", " + e.faults().get(0)
                  : " has faults:\n  " + String.join("\n  ", e.faults())),
          e);
    }
  }

  /** The text of the script, in whatever encoding of Unicode an editor has written it. */
  private static String text(Path file) {
    try {
      return FileText.of(Files.readAllBytes(file), "the script");
    } catch (IOException | InvalidJsonException e) {
      throw new UserFacingException("--script: cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static void write(Path file, String option, String text) {
    try {
      OutputFile.write(file, text);
    } catch (IOException e) {
      throw new UserFacingException(option + ": " + file + " cannot be written: give another", e);
    }
  }
}
