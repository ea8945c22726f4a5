package io.paceline.deploy.demo;

import io.paceline.core.campaign.Campaign;
import io.paceline.deploy.cli.CommandAction;
import io.paceline.deploy.cli.Running;
import io.paceline.deploy.local.LocalDeployment;
import io.paceline.deploy.report.Headline;
import io.paceline.deploy.report.HtmlReport;
import io.paceline.deploy.report.ProgressLine;
import io.paceline.deploy.report.RunSummary;
import io.paceline.deploy.report.RunSummary.CampaignSummary;
import io.paceline.deploy.report.RunSummary.Lost;
import io.paceline.deploy.report.SummaryJson;
import io.paceline.deploy.report.SummaryTable;
import io.paceline.deploy.report.Verdict;
import io.paceline.deploy.training.ModelShelf;
import io.paceline.job.PacelineJob;
import io.paceline.model.tensorflow.TensorFlowScorer;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code ./paceline demo}: a broker, the job on Flink and an exchange play one day together,
 * compressed.
 */
public final class Demo implements CommandAction<DemoOptions> {

  /**
   * The port at which {@code ./paceline campaigns} looks for a broker; the demo takes another one
   * where this one is in use.
   */
  private static final int KAFKA_PORT = 9092;

  private final PrintStream out;
  private final boolean terminal;

  /** Prints to {@code out}; {@code terminal} is true where a line can be written over. */
  public Demo(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public int run(DemoOptions options) throws Exception {
    Files.createDirectories(options.out());
    ModelShelf shelf = new ModelShelf(options.out().resolveSibling("models"), out);
    PlayedMarket played = PlayedMarket.of(options, shelf);
    out.printf(
        "Playing %s: %,d requests in %s min, model %s%n",
        played.market().name(),
        played.market().size(),
        Double.toString(played.minutes()).replaceAll("\\.0$", ""),
        played.announcement().version());
    played.notes().forEach(note -> out.println("Note: " + note));
    // The bundle is loaded once before anything is started: one that does not load is reported
    // here, and the job later finds the files in the operating system's cache.
    TensorFlowScorer.load(Path.of(played.announcement().path())).close();
    return Running.during(running -> play(options, played, running));
  }

  /**
   * The campaigns that are limited by their budget and not by the market; all campaigns where there
   * is none of that kind.
   */
  private static List<Campaign> steered(List<Campaign> campaigns, Map<String, Long> hindsight) {
    List<Campaign> ample =
        campaigns.stream()
            .filter(
                campaign ->
                    hindsight.getOrDefault(campaign.id(), 0L)
                        >= Verdict.AMPLE_MARKET * campaign.budget().dailyMicros())
            .toList();
    return ample.isEmpty() ? campaigns : ample;
  }

  private int play(DemoOptions options, PlayedMarket asked, Running running) throws Exception {
    RunningDemo demo =
        DemoSetup.set(
            running,
            new DemoSetup.Settings(
                new LocalDeployment.Settings(
                    options.webUiPort(),
                    options.headless() ? 0 : KAFKA_PORT,
                    options.parallelism(),
                    // Control topics are compacted, as in production.
                    true,
                    options.logFile(),
                    options.out().resolve("checkpoints")),
                options.notices(),
                options.seed()),
            asked,
            PacelineJob::define,
            out::println);
    PlayedMarket played = demo.played();
    List<Campaign> campaigns = played.market().campaigns(DemoSetup.EPOCH);
    DayRecorder recorder =
        new DayRecorder(
            campaigns,
            steered(campaigns, played.hindsightMicros()),
            demo.clock(),
            demo.exchange().figures(),
            demo.watches().pacing());
    Garbage garbage = options.garbage() ? new Garbage() : null;
    Day day = new Day(demo, recorder, new ProgressLine(out, terminal && !options.headless()));
    day.play(garbage, options.seed());
    day.drain();
    Lost lost = options.notices().lossShare() > 0 ? day.reconcile() : null;

    List<String> notes = new ArrayList<>(played.notes());
    notes.addAll(day.notes());
    if (garbage != null) {
      notes.add(garbage.verdict(demo.watches().deadLetters()));
    }
    RunSummary summary =
        new DaySummary(demo, demo.exchange().closeBooks()).of(options.parallelism(), lost, notes);
    write(options.out(), summary, recorder);
    return verdict(summary, garbage == null ? 0 : garbage.sent(), options.strict());
  }

  private void write(Path folder, RunSummary summary, DayRecorder recorder) throws Exception {
    SummaryJson.write(folder.resolve("summary.json"), summary);
    HtmlReport.write(folder.resolve("report.html"), summary, recorder.history());
    out.println(SummaryTable.render(summary));
    out.println("Written: " + folder.resolve("summary.json"));
    out.println("Written: " + folder.resolve("report.html"));
  }

  /**
   * Prints which promises were broken. The exit code is 0 where none was broken and, with {@code
   * strict}, the day also went as planned.
   */
  private int verdict(RunSummary summary, long garbage, boolean strict) {
    List<String> broken = new ArrayList<>();
    RunSummary.Counts counts = summary.counts();
    RunSummary.Money money = summary.money();
    if (counts.decisions() != counts.imps()) {
      broken.add(
          counts.imps() + " impressions were offered and " + counts.decisions() + " decided");
    }
    for (CampaignSummary campaign : summary.campaigns()) {
      if (campaign.spendMicros() != campaign.exchangeSpendMicros()) {
        broken.add("ledger and exchange differ on campaign " + campaign.id());
      }
    }
    if (money.spendMicros() != money.exchangeSpendMicros()) {
      broken.add(
          "the ledgers say "
              + money.spendMicros()
              + " micros, the exchange "
              + money.exchangeSpendMicros());
    }
    long lostMicros = money.lost() == null ? 0 : money.lost().billedMicros();
    if (money.overspendMicros() > lostMicros) {
      broken.add(
          money.overspendMicros()
              + " micros were spent beyond the budgets, "
              + lostMicros
              + " of which lost notices can explain");
    }
    if (money.lost() != null && money.lost().missedMicros() != lostMicros) {
      broken.add(
          "before the spend reports the ledgers missed "
              + money.lost().missedMicros()
              + " micros, the lost notices carried "
              + lostMicros);
    }
    if (counts.deadLetters() != garbage) {
      broken.add(counts.deadLetters() + " dead letters, " + garbage + " expected");
    }
    broken.forEach(text -> out.println("Broken promise: " + text));
    boolean asPlanned = Headline.of(summary).mark() == Verdict.Mark.GOOD;
    if (strict && !asPlanned) {
      out.println("Not as planned (--strict): the summary's first line says why");
    }
    return broken.isEmpty() && (asPlanned || !strict) ? 0 : 1;
  }
}
