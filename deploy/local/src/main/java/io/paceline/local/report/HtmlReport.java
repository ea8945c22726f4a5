package io.paceline.local.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes {@code report.html}: one file with figures, plots and a table of a played day. Chart.js
 * (from its webjar), style and data are inside, so it reads without a network.
 */
public final class HtmlReport {
  private static final String CHART_JS =
      "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.js";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*$");

  private HtmlReport() {}

  /** Writes the file and, where missing, its folder. */
  public static void write(Path file, RunSummary summary, RunHistory history) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, render(summary, history), StandardCharsets.UTF_8);
  }

  /** The whole page. */
  static String render(RunSummary summary, RunHistory history) {
    Map<String, String> parts =
        Map.of(
            "title", escape("Paceline: " + summary.market()),
            "style", resource("report.css"),
            // The map lies beside the original; a browser would look for it in vain.
            "chartJs", SOURCE_MAP.matcher(resource(CHART_JS)).replaceAll(""),
            "data", ReportData.toJson(summary, history),
            "chartsScript", resource("charts.js"),
            "script", resource("report.js"));
    // One pass: what is filled in is never searched for placeholders again.
    return PLACEHOLDER
        .matcher(resource("report.html"))
        .replaceAll(match -> Matcher.quoteReplacement(parts.get(match.group(1))));
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
}
