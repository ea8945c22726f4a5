package io.paceline.deploy.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static String html;

  @BeforeAll
  static void writeReport(@TempDir Path folder) throws Exception {
    // A folder that is named by -Dreport.folder is kept, to look at the page in a browser.
    Path target = Path.of(System.getProperty("report.folder", folder.toString()));
    Path file = target.resolve("new").resolve("report.html");
    HtmlReport.write(file, MadeUpRun.summary(), MadeUpRun.history());
    html = Files.readString(file);
  }

  @Test
  void thePageIsWellFormed() throws Exception {
    Document page = parse(withoutScriptsAndStyle());

    assertThat(page.getElementsByTagName("h1").getLength()).isEqualTo(1);
    assertThat(page.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Paceline: made-up market for tests, <seed> 1");
    assertThat(html).doesNotContain("{{style}}", "{{data}}", "{{chartJs}}");
  }

  @Test
  void everyElementThatTheScriptFillsIsOnThePage() throws Exception {
    Set<String> ids = new HashSet<>();
    Matcher onPage = Pattern.compile(" id=\"([\\w-]+)\"").matcher(withoutScriptsAndStyle());
    while (onPage.find()) {
      ids.add(onPage.group(1));
    }
    Matcher used = Pattern.compile("\\bat\\('([\\w-]+)'\\)").matcher(html);
    int uses = 0;
    while (used.find()) {
      assertThat(ids).contains(used.group(1));
      uses++;
    }
    assertThat(uses).isGreaterThan(15);
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    assertThat(html).contains("Chart.js v");
    assertThat(html)
        .doesNotContainPattern("<script[^>]+src=")
        .doesNotContain("<link", "<img", "@import", "url(", "sourceMappingURL");
    assertThat(Pattern.compile("</script>").matcher(html).results().count()).isEqualTo(4);
  }

  @Test
  void theDataHasACurvePerCampaignAndAGapWhereNothingWasMeasured() throws Exception {
    JsonNode data = new ObjectMapper().readTree(dataBlock());

    assertThat(data.get("campaigns")).hasSize(MadeUpRun.CAMPAIGNS);
    JsonNode first = data.get("campaigns").get(0);
    int samples = data.get("day").get("hours").size();
    assertThat(first.get("curves").get("spendShares")).hasSize(samples);
    assertThat(first.get("curves").get("planShares")).hasSize(samples);
    assertThat(first.get("curves").get("multipliers")).hasSize(samples);
    assertThat(first.get("mark").asText()).isEqualTo("good");
    assertThat(data.get("campaigns").get(4).get("mark").asText()).isEqualTo("bad");
    assertThat(data.get("campaigns").get(6).get("mark").asText()).isEqualTo("neutral");
    assertThat(data.get("day").get("winRate").get(0).isNull()).isTrue();
    assertThat(data.get("day").get("hours").get(samples - 1).asDouble()).isEqualTo(24.0);
  }

  @Test
  void theLimitsOfTheVerdictsAreOnThePage() throws Exception {
    JsonNode limits = new ObjectMapper().readTree(dataBlock()).get("limits");

    assertThat(limits.get("ampleMarket").asDouble()).isEqualTo(Verdict.AMPLE_MARKET);
    assertThat(limits.get("enoughImpressions").asLong()).isEqualTo(Verdict.ENOUGH_IMPRESSIONS);
    assertThat(limits.get("fullSpend").asDouble()).isEqualTo(Verdict.FULL_SPEND);
    assertThat(limits.get("planTolerance").asDouble()).isEqualTo(Verdict.PLAN_TOLERANCE);
    limits.fieldNames().forEachRemaining(name -> assertThat(html).contains("limits." + name));
  }

  @Test
  void textOfTheMarketCannotEndTheDataBlock() {
    assertThat(dataBlock()).doesNotContain("<").contains("\\u003cseed>");
  }

  private static String dataBlock() {
    String open = "<script type=\"application/json\" id=\"data\">";
    int start = html.indexOf(open) + open.length();
    return html.substring(start, html.indexOf("</script>", start));
  }

  private static String withoutScriptsAndStyle() {
    return html.replaceAll("(?s)(<script[^>]*>).*?</script>", "$1</script>")
        .replaceAll("(?s)<style>.*?</style>", "<style></style>");
  }

  private static Document parse(String xhtml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xhtml)));
  }
}
