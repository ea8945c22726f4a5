package io.paceline.deploy.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.paceline.core.campaign.Objective;
import io.paceline.model.bundle.Head;
import io.paceline.model.bundle.HeadQuality;
import io.paceline.model.bundle.ModelQuality;
import io.paceline.training.trainer.HeldOutFigures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes reports of one file each, about a played day (figures, plots and table) and about a
 * model's quality. Chart.js (from its webjar), style and data are inside the file, so it can be
 * read without a network.
 */
public final class HtmlReport {
  private static final String CHART_JS =
      "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.js";
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*$");

  private HtmlReport() {}

  /** Writes the report of a played day; creates its folder where it is missing. */
  public static void write(Path file, RunSummary summary, RunHistory history) throws IOException {
    write(file, render(summary, history));
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
    write(
        file,
        page(
            "model-report",
            "Paceline: model " + version,
            json(new ModelPage(version, trainedOn, quality, rows, figures))));
  }

  private static void write(Path file, String page) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, page, StandardCharsets.UTF_8);
  }

  /** The whole page of a played day. */
  static String render(RunSummary summary, RunHistory history) {
    return page("report", "Paceline: " + summary.market(), json(ReportData.of(summary, history)));
  }

  private static String page(String name, String title, String data) {
    Map<String, String> parts =
        Map.of(
            "title", escape(title),
            "style", resource("report.css"),
            // The source map is not part of the report, so a browser would look for it in vain.
            "chartJs", SOURCE_MAP.matcher(resource(CHART_JS)).replaceAll(""),
            "data", data,
            "chartsScript", resource("charts.js"),
            "script", resource(name + ".js"));
    // One pass only: text that is filled in is never searched for placeholders.
    return PLACEHOLDER
        .matcher(resource(name + ".html"))
        .replaceAll(match -> Matcher.quoteReplacement(parts.get(match.group(1))));
  }

  /** JSON that may stand inside a script element. */
  private static String json(Object data) {
    try {
      return JSON.writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("report data is always JSON", e);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record ModelPage(
      String version,
      String trainedOn,
      ModelQuality quality,
      List<HeadRow> heads,
      HeldOutFigures figures) {}

  private record HeadRow(Objective objective, HeadQuality quality) {}
}
