package io.paceline.deploy.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.simulator.replay.Fraction;
import io.paceline.simulator.replay.Protocol;
import io.paceline.simulator.replay.ReplayLaws;
import io.paceline.simulator.replay.ReplayRun;
import io.paceline.simulator.replay.ReplayTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the whole command on a small made-up log, in every protocol. */
class ReplayLogsTest {

  private static final List<String> FIELDS =
      List.of(
          ("files protocol fraction law default plan startError auctions impressions clicks sumPctr"
                  + " cost budget utilisation overspend hindsightSumPctr clairvoyantSumPctr ratio"
                  + " surplus bestFractionSurplus bound spendShares avgErr15 avgErr1 rmseTraffic"
                  + " overshoot settlingSlots volatility")
              .split(" ", -1));

  @TempDir private Path folder;
  private Path log;
  private Path landscape;

  @BeforeEach
  void writeFiles() throws IOException {
    Random random = new Random(3);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      double pctr = 0.001 * Math.exp(random.nextGaussian());
      rows.add(
          String.format(
              Locale.ROOT, "%d\t%d\t%.6f\t%d", i % 40 / 39, random.nextInt(101), pctr, i / 1000));
    }
    log = Files.write(folder.resolve("log.txt"), rows, StandardCharsets.UTF_8);
    String counts = IntStream.range(0, 101).mapToObj(d -> "100").collect(Collectors.joining(","));
    landscape =
        Files.writeString(
            folder.resolve("info.json"),
            "{\"imp_train\":10100,\"clk_train\":15,\"cost_train\":505000,\"price_counter_train\":["
                + counts
                + "]}",
            StandardCharsets.UTF_8);
  }

  @Test
  void everyProtocolWritesTheSameFieldsAndAPage() throws IOException {
    for (Protocol protocol : Protocol.values()) {
      List<JsonNode> lines = play(protocol, "all");

      assertThat(lines).isNotEmpty();
      for (JsonNode line : lines) {
        assertThat(line.fieldNames()).toIterable().containsExactlyElementsOf(FIELDS);
        assertThat(line.get("protocol").asText()).isEqualTo(protocol.label());
        assertThat(line.get("auctions").asInt()).isEqualTo(3_000);
        assertThat(line.get("overspend").asDouble()).isZero();
        assertThat(line.get("ratio").isNumber()).isTrue();
      }
      assertThat(lines.stream().filter(line -> line.get("default").asBoolean())).isNotEmpty();
      String page = Files.readString(folder.resolve("out.html"), StandardCharsets.UTF_8);
      assertThat(page)
          .startsWith("<!DOCTYPE html>")
          .contains("Chart.js v")
          .doesNotContainPattern("\\{\\{\\w+}}")
          .doesNotContainPattern("<script[^>]+src=")
          .doesNotContain("<link", "<img", "@import", "url(", "sourceMappingURL");
      JsonNode data = data(page);
      assertThat(data.get("protocol").asText()).isEqualTo(protocol.label());
      JsonNode ofLog = data.get("logs").get(0);
      assertThat(ofLog.get("files").asText()).contains(log.toString());
      assertThat(ofLog.get("rows")).isNotEmpty();
      for (JsonNode row : ofLog.get("rows")) {
        assertThat(row.get("figures")).hasSameSizeAs(data.get("columns"));
        assertThat(row.get("figures").toString()).doesNotContain("NaN");
      }
    }
  }

  @Test
  void thePageHasTheFiguresOfTheLawsAndTheirCourses() throws IOException {
    List<JsonNode> lines = play(Protocol.INTRADAY, "resolving,none");

    JsonNode data = data(Files.readString(folder.resolve("out.html"), StandardCharsets.UTF_8));

    assertThat(data.get("laws").findValuesAsText("name")).containsExactly("resolving", "none");
    assertThat(data.get("laws").get(0).get("isDefault").asBoolean()).isTrue();
    JsonNode ofLog = data.get("logs").get(0);
    assertThat(ofLog.get("rows").get(0).get("figures").get(0).asText().replace(",", ""))
        .isEqualTo(lines.get(0).get("impressions").asText());
    JsonNode points = ofLog.get("frontier").get("points");
    assertThat(points).hasSize(2);
    assertThat(points.get(1).get("unevenness").asDouble())
        .isEqualTo(lines.get(1).get("avgErr15").asDouble());
    assertThat(points.get(1).get("ratio").asDouble())
        .isEqualTo(lines.get(1).get("ratio").asDouble());
    JsonNode course = ofLog.get("courses").get(0);
    assertThat(course.get("title").asText()).isEqualTo("Budget 1/4");
    assertThat(course.get("axis").asText()).isEqualTo("share of the hours");
    assertThat(course.get("plan").get(ReplayRun.Trace.POINTS - 1).asDouble()).isEqualTo(1.0);
    assertThat(course.get("laws").findValuesAsText("law")).containsExactly("resolving", "none");
    assertThat(course.get("laws").get(0).get("spend").get(ReplayRun.Trace.POINTS - 1).asDouble())
        .isCloseTo(lines.get(0).get("utilisation").asDouble(), within(1e-4));
    assertThat(course.get("laws").get(0).get("multiplier")).hasSize(ReplayRun.Trace.POINTS);
  }

  private static JsonNode data(String page) throws IOException {
    String open = "<script type=\"application/json\" id=\"data\">";
    int start = page.indexOf(open) + open.length();
    return JsonMapper.builder()
        .build()
        .readTree(page.substring(start, page.indexOf("</script>", start)));
  }

  @Test
  void figuresOfALineBelongTogether() throws IOException {
    JsonNode line = play(Protocol.INTRADAY, "resolving").get(0);

    assertThat(line.get("files").get(0).asText()).isEqualTo(log.toString());
    assertThat(line.get("fraction").asText()).isEqualTo("1/4");
    assertThat(line.get("law").asText()).isEqualTo("resolving");
    assertThat(line.get("plan").asText()).isEqualTo("even");
    assertThat(line.get("startError").isNull()).isTrue();
    assertThat(line.get("utilisation").asDouble())
        .isCloseTo(line.get("cost").asDouble() / line.get("budget").asDouble(), within(1e-12));
    assertThat(line.get("ratio").asDouble())
        .isCloseTo(
            line.get("sumPctr").asDouble() / line.get("hindsightSumPctr").asDouble(),
            within(1e-12));
    assertThat(line.get("spendShares")).hasSize(12);
    assertThat(line.get("spendShares").get(11).asDouble())
        .isCloseTo(line.get("utilisation").asDouble(), within(1e-12));
    assertThat(line.get("bound").isNull()).isTrue();
  }

  @Test
  void severalCampaignsHaveAShareEachQuarter() throws IOException {
    ReplayOptions options = options(Protocol.MULTI, List.of(log, log), "resolving");

    new ReplayLogs(silent()).run(options);

    JsonNode line = lines().get(0);
    assertThat(line.get("files")).hasSize(2);
    assertThat(line.get("spendShares")).hasSize(4);
    assertThat(line.get("spendShares").get(3)).hasSize(2);
    assertThat(line.get("bound").asDouble()).isPositive();
  }

  @Test
  void anUnreadableLineIsToldInOneSentence() throws IOException {
    Files.writeString(log, "0 5 0.1 0\n0 five 0.1 0\n", StandardCharsets.UTF_8);

    assertThatExceptionOfType(UserFacingException.class)
        .isThrownBy(() -> play(Protocol.FLIGHT, "lin"))
        .withMessage(log + ", line 2: price is no number: five; mend or remove the line");
  }

  private List<JsonNode> play(Protocol protocol, String laws) throws IOException {
    assertThat(new ReplayLogs(silent()).run(options(protocol, List.of(log), laws))).isZero();
    return lines();
  }

  private ReplayOptions options(Protocol protocol, List<Path> files, String laws) {
    return new ReplayOptions(
        files,
        List.of(landscape),
        new ReplayTask(
            protocol,
            List.of(Fraction.parse("1/4")),
            500,
            ReplayLaws.parse(laws),
            false,
            Double.NaN,
            false),
        folder.resolve("out.json"),
        folder.resolve("out.html"));
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("out.json"), StandardCharsets.UTF_8)) {
      lines.add(JsonMapper.builder().build().readTree(line));
    }
    return lines;
  }

  private static PrintStream silent() {
    return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
  }
}
