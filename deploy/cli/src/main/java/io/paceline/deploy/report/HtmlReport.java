package io.paceline.deploy.report;

import io.paceline.core.campaign.Objective;
import io.paceline.deploy.cli.OutputFile;
import io.paceline.deploy.page.Page;
import io.paceline.model.bundle.Head;
import io.paceline.model.bundle.HeadQuality;
import io.paceline.model.bundle.ModelQuality;
import io.paceline.training.trainer.HeldOutFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes reports of one self-contained file each, about a played day (figures, plots and table) and
 * about a model's quality.
 */
public final class HtmlReport {

  private HtmlReport() {}

  /** Writes the report of a played day; creates its folder where it is missing. */
  public static void write(Path file, RunSummary summary, RunHistory history) throws IOException {
    OutputFile.write(
        file,
        Page.of(
            HtmlReport.class,
            "report",
            "Paceline: " + summary.played().market(),
            ReportData.of(summary, history)));
  }

  /**
   * Writes the report of a model; creates its folder where it is missing.
   *
   * @param version version of the bundle
   * @param trainedOn what it was trained on, for people
   * @param quality quality of the click predictions
   * @param heads what the model predicts, clicks first
   * @param figures figures of the click predictions, for the plots
   */
  public static void write(
      Path file,
      String version,
      String trainedOn,
      ModelQuality quality,
      List<Head> heads,
      HeldOutFigures figures)
      throws IOException {
    List<HeadRow> rows =
        heads.stream().map(head -> new HeadRow(head.objective(), head.quality())).toList();
    OutputFile.write(
        file,
        Page.of(
            HtmlReport.class,
            "model-report",
            "Paceline: model " + version,
            new ModelPage(version, trainedOn, quality, rows, figures)));
  }

  private record ModelPage(
      String version,
      String trainedOn,
      ModelQuality quality,
      List<HeadRow> heads,
      HeldOutFigures figures) {}

  private record HeadRow(Objective objective, HeadQuality quality) {}
}
