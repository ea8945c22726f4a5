package io.paceline.deploy.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paceline.core.campaign.Objective;
import io.paceline.model.bundle.Calibration;
import io.paceline.model.bundle.CampaignQuality;
import io.paceline.model.bundle.Head;
import io.paceline.model.bundle.HeadQuality;
import io.paceline.model.bundle.MeanProbabilities;
import io.paceline.model.bundle.ModelQuality;
import io.paceline.training.trainer.HeldOutFigures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelReportTest {
  private static String html;

  @BeforeAll
  static void writeReport(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("model-report.html");
    HtmlReport.write(
        file,
        "v<1>",
        "made-up log",
        new ModelQuality(
            0.7,
            0.06,
            1.02,
            10_000,
            140,
            1_000,
            List.of(new CampaignQuality("c1", 140, 1_000, 14, 14.3, 0.7, 0.072))),
        List.of(
            head(Objective.CLICK, new HeadQuality(140, 1_000, 14, 0.7, 0.072, 1.02)),
            head(Objective.CONVERSION, new HeadQuality(30, 14, 3, 0.62, 0.51, 0.9))),
        new HeldOutFigures(
            List.of(new HeldOutFigures.Decile(100, 2, 0.018, 0.02)),
            List.of(new HeldOutFigures.RocPoint(0, 0), new HeldOutFigures.RocPoint(1, 1)),
            List.of(new HeldOutFigures.Importance("site.domain", 0.012))));
    html = Files.readString(file);
  }

  private static Head head(Objective objective, HeadQuality quality) {
    return new Head(
        objective, new Calibration(1.0, 0.0), new MeanProbabilities(Map.of(), 0.01), quality);
  }

  @Test
  void everythingIsInsideTheFile() {
    assertThat(html).contains("Chart.js v", "<title>Paceline: model v&lt;1&gt;</title>");
    assertThat(html)
        .doesNotContainPattern("<script[^>]+src=")
        .doesNotContainPattern("\\{\\{\\w+}}")
        .doesNotContain("<link", "<img", "@import", "url(", "sourceMappingURL");
  }

  @Test
  void everyElementThatTheScriptFillsIsOnThePage() {
    Set<String> ids = new HashSet<>();
    Matcher onPage = Pattern.compile(" id=\"([\\w-]+)\"").matcher(html);
    while (onPage.find()) {
      ids.add(onPage.group(1));
    }
    Matcher used = Pattern.compile("\\bat\\('([\\w-]+)'\\)").matcher(html);
    int uses = 0;
    while (used.find()) {
      assertThat(ids).contains(used.group(1));
      uses++;
    }
    assertThat(uses).isGreaterThan(5);
  }

  @Test
  void theDataHoldsEveryPlotAndTheVersionCannotEndTheBlock() throws Exception {
    String open = "<script type=\"application/json\" id=\"data\">";
    int start = html.indexOf(open) + open.length();
    String block = html.substring(start, html.indexOf("</script>", start));

    JsonNode data = new ObjectMapper().readTree(block);

    assertThat(block).doesNotContain("<");
    assertThat(data.get("version").asText()).isEqualTo("v<1>");
    assertThat(data.get("quality").get("campaigns").get(0).get("predictedClicks").asDouble())
        .isEqualTo(14.3);
    assertThat(data.get("heads").findValuesAsText("objective"))
        .containsExactly("CLICK", "CONVERSION");
    assertThat(data.get("heads").get(1).get("quality").get("logLoss").asDouble()).isEqualTo(0.51);
    assertThat(data.get("figures").get("deciles").get(0).get("observed").asDouble())
        .isEqualTo(0.02);
    assertThat(data.get("figures").get("roc")).hasSize(2);
    assertThat(data.get("figures").get("importance").get(0).get("feature").asText())
        .isEqualTo("site.domain");
  }
}
