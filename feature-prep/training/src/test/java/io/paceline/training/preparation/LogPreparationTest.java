package io.paceline.training.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.pacing.TrafficWeek;
import io.paceline.core.profile.Profiles;
import io.paceline.core.profile.UserKey;
import io.paceline.core.profile.UserProfile;
import io.paceline.core.scoring.EncodedRow;
import io.paceline.model.bundle.MarketCurves;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.model.features.RowEncoder;
import io.paceline.simulator.ipinyou.IpinyouLog;
import io.paceline.simulator.ipinyou.LoggedImpression;
import io.paceline.simulator.ipinyou.LoggedRequests;
import io.paceline.simulator.synthetic.SyntheticMarket;
import io.paceline.training.dataset.PreparedExample;
import io.paceline.training.dataset.PreparedFolder;
import io.paceline.training.dataset.PreparedManifest;
import io.paceline.training.trainer.LogExamples;
import io.paceline.training.trainer.TrainingExample;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares what the batch prepares from a synthetic market's log with the same figures computed
 * from the log's raw rows.
 */
final class LogPreparationTest {

  private static final int REQUESTS = 6_000;

  @TempDir static Path temp;

  private static List<LoggedImpression> rows;
  private static Path folder;
  private static PreparedManifest manifest;

  @BeforeAll
  static void prepare() throws Exception {
    Path log = temp.resolve("market.log.txt");
    new SyntheticMarket(
            new SyntheticMarket.Settings(
                7L, 8, REQUESTS, 0, SyntheticMarket.Settings.DEFAULT.tmaxMillis()))
        .writeLog(log, REQUESTS);
    rows = new ArrayList<>(IpinyouLog.read(log).impressions());
    rows.sort(
        Comparator.comparingLong(LoggedImpression::atMillis)
            .thenComparing(LoggedImpression::bidId));
    List<String> lines = new ArrayList<>(Files.readAllLines(log));
    lines.add(100, "no log at all");
    lines.set(0, lines.get(0).replaceFirst("\t[0-9]{17}\t", "\tyesterday\t"));
    rows.remove(
        rows.stream().filter(row -> lines.get(0).contains(row.bidId())).findFirst().orElseThrow());
    // A row met twice counts once.
    lines.add(lines.get(50));
    Files.write(log, lines, StandardCharsets.UTF_8);
    folder = temp.resolve("prepared");
    manifest = PreparationFixture.run(PreparationFixture.logs(log), folder);
  }

  private static String category(LoggedImpression row) {
    BidRequest request = LoggedRequests.toRequest(row);
    return request.site() == null || request.site().cat().isEmpty()
        ? null
        : request.site().cat().get(0);
  }

  private static long clicks(List<LoggedImpression> of) {
    return of.stream().filter(LoggedImpression::clicked).count();
  }

  private static double geometricMean(List<LoggedImpression> of) {
    return Math.exp(
        of.stream()
            .mapToDouble(row -> Math.log((double) row.marketPriceMicros()))
            .average()
            .orElseThrow());
  }

  @Test
  void theManifestTellsWhatWasReadAndWhatBecameOfIt() {
    assertThat(manifest.inputs()).containsExactly("market.log.txt");
    assertThat(manifest.fingerprint()).isEqualTo(FeatureEncoder.SPEC.fingerprint());
    assertThat(manifest.count("lines")).isEqualTo(rows.size() + 3L);
    assertThat(manifest.count("rejected")).isEqualTo(2);
    assertThat(manifest.count("bids")).isEqualTo(rows.size());
    assertThat(manifest.count("repeatedRows")).isEqualTo(1);
    assertThat(manifest.count("shown")).isEqualTo(rows.size());
    assertThat(manifest.count("clicks")).isEqualTo(clicks(rows)).isPositive();
  }

  @Test
  void unusableLinesAreNamedWithFileLineAndReason() throws Exception {
    List<JsonNode> rejected = PreparationFixture.lines(folder, PreparedFolder.REJECTED);

    assertThat(rejected)
        .extracting(each -> each.path("line").longValue())
        .containsExactly(1L, 101L);
    assertThat(rejected)
        .extracting(each -> each.path("file").textValue())
        .containsOnly("market.log.txt");
    assertThat(rejected.get(0).path("reason").textValue()).contains("timestamp", "yesterday");
    assertThat(rejected.get(1).path("reason").textValue()).contains("columns");
  }

  @Test
  void examplesAreTheTrainersOwnInOrderOfTime() {
    List<PreparedExample> examples = new ArrayList<>();
    PreparedFolder.open(folder, FeatureEncoder.SPEC.fingerprint())
        .examples()
        .forEach(examples::add);

    RowEncoder encoder = new RowEncoder();
    int at = 0;
    for (TrainingExample expected : LogExamples.of(rows)) {
      PreparedExample example = examples.get(at++);
      EncodedRow row =
          encoder.encode(
              expected.request(),
              expected.impIndex(),
              expected.profile(),
              expected.campaignMillis(),
              expected.candidate());
      assertThat(example.row()).usingRecursiveComparison().isEqualTo(row);
      assertThat(example)
          .usingRecursiveComparison()
          .ignoringFields("row")
          .isEqualTo(
              new PreparedExample(
                  expected.request().id(),
                  expected.campaignMillis(),
                  expected.request().exchange(),
                  expected.request().site() == null ? null : expected.request().site().domain(),
                  expected.candidate().campaignId(),
                  expected.clicked(),
                  0,
                  expected.marketPriceMicros(),
                  null));
    }
    assertThat(examples).hasSize(at);
  }

  @Test
  void everySitesFiguresAreThoseOfItsRows() throws Exception {
    Map<String, List<LoggedImpression>> bySite = new TreeMap<>();
    Map<String, List<LoggedImpression>> byCategory = new TreeMap<>();
    for (LoggedImpression row : rows) {
      BidRequest request = LoggedRequests.toRequest(row);
      String domain = request.site() == null ? null : request.site().domain();
      bySite
          .computeIfAbsent(
              MarketCurves.siteKey(request.exchange(), domain), key -> new ArrayList<>())
          .add(row);
      if (category(row) != null) {
        byCategory.computeIfAbsent(category(row), key -> new ArrayList<>()).add(row);
      }
    }
    List<JsonNode> lines = PreparationFixture.lines(folder, PreparedFolder.SITES);
    Map<String, JsonNode> categories = new HashMap<>();
    for (JsonNode line : lines) {
      if (line.path("kind").textValue().equals("category")) {
        categories.put(line.path("category").textValue(), line);
        List<LoggedImpression> own = byCategory.get(line.path("category").textValue());
        assertThat(line.path("impressions").longValue()).isEqualTo(own.size());
        assertThat(line.path("clicks").longValue()).isEqualTo(clicks(own));
      }
    }
    JsonNode overall = lines.get(0);
    assertThat(overall.path("kind").textValue()).isEqualTo("overall");
    assertThat(overall.path("clickRate").doubleValue())
        .isCloseTo((clicks(rows) + 0.5) / (rows.size() + 1.0), within(1e-12));
    assertThat(overall.path("priceLevelMicros").doubleValue())
        .isCloseTo(geometricMean(rows), within(1e-3));

    int sites = 0;
    for (JsonNode line : lines) {
      if (!line.path("kind").textValue().equals("site")) {
        continue;
      }
      sites++;
      List<LoggedImpression> own =
          bySite.get(
              MarketCurves.siteKey(
                  line.path("exchange").textValue(), line.path("domain").textValue()));
      JsonNode above = categories.get(line.path("category").textValue());
      double confidence = line.path("confidence").doubleValue();
      assertThat(line.path("impressions").longValue()).isEqualTo(own.size());
      assertThat(line.path("clicks").longValue()).isEqualTo(clicks(own));
      assertThat(confidence).isBetween(0.0, 1.0);
      assertThat(line.path("clickRate").doubleValue())
          .isCloseTo(
              confidence * clicks(own) / own.size()
                  + (1 - confidence) * above.path("clickRate").doubleValue(),
              within(1e-12));
      double logSum = own.size() * Math.log(geometricMean(own));
      double prior = 10 * Math.log(above.path("priceLevelMicros").doubleValue());
      assertThat(line.path("priceLevelMicros").doubleValue())
          .isCloseTo(Math.exp((logSum + prior) / (own.size() + 10)), within(1e-2));
    }
    assertThat(sites).isEqualTo(bySite.size()).isGreaterThan(50);
    assertThat(categories).hasSameSizeAs(byCategory);
  }

  @Test
  void everyCampaignsFiguresAreThoseOfItsRows() throws Exception {
    Map<String, List<LoggedImpression>> byCampaign = new TreeMap<>();
    rows.forEach(
        row -> byCampaign.computeIfAbsent(row.campaignId(), id -> new ArrayList<>()).add(row));
    JsonNode means = PreparationFixture.tree(folder, PreparedFolder.MEANS);
    double overallRate = (clicks(rows) + 0.5) / (rows.size() + 1.0);
    int campaigns = 0;
    for (JsonNode line : PreparationFixture.lines(folder, PreparedFolder.CAMPAIGNS)) {
      if (line.path("kind").textValue().equals("overall")) {
        continue;
      }
      campaigns++;
      String id = line.path("campaign").textValue();
      List<LoggedImpression> own = byCampaign.get(id);
      double confidence = line.path("confidence").doubleValue();
      double rate = line.path("clickRate").doubleValue();
      assertThat(line.path("impressions").longValue()).isEqualTo(own.size());
      assertThat(line.path("clicks").longValue()).isEqualTo(clicks(own));
      assertThat(rate)
          .isCloseTo(
              confidence * clicks(own) / own.size() + (1 - confidence) * overallRate,
              within(1e-12));
      double overallMean = means.path("overall").doubleValue();
      assertThat(means.path("campaigns").path(id).doubleValue())
          .isCloseTo((own.size() * rate + 10 * overallMean) / (own.size() + 10), within(1e-9));
    }
    assertThat(campaigns).isEqualTo(byCampaign.size());
  }

  @Test
  void trafficAndMarketCurvesAreThoseOfTheRows() throws Exception {
    long[] perQuarter = new long[96];
    for (LoggedImpression row : rows) {
      perQuarter[(int) (row.timeOfDayMillis() / 900_000)]++;
    }
    JsonNode shares = PreparationFixture.tree(folder, PreparedFolder.TRAFFIC).path("shares");
    double[] kernel = {1, 2, 3, 2, 1};
    for (int slot = 0; slot < 96; slot++) {
      double smoothed = 0;
      for (int k = -2; k <= 2; k++) {
        smoothed += kernel[k + 2] / 9 * (1 + perQuarter[Math.floorMod(slot + k, 96)]);
      }
      assertThat(shares.get(slot).doubleValue())
          .isCloseTo(smoothed / (rows.size() + 96), within(1e-12));
    }

    double[] prices = rows.stream().mapToDouble(LoggedImpression::marketPriceMicros).toArray();
    Arrays.sort(prices);
    double median = (prices[(prices.length - 1) / 2] + prices[prices.length / 2]) / 2;
    assertThat(
            PreparedFolder.open(folder, FeatureEncoder.SPEC.fingerprint())
                .curves()
                .overall()
                .scaleMicros())
        .isCloseTo(median, within(1e-6));
  }

  @Test
  void oneDaysLogKnowsNoWeekAndLevelsMakeOne(@TempDir Path copy) throws Exception {
    assertThat(PreparedFolder.open(folder, FeatureEncoder.SPEC.fingerprint()).traffic().week())
        .isNull();

    Files.copy(folder.resolve(PreparedFolder.MANIFEST), copy.resolve(PreparedFolder.MANIFEST));
    JsonNode traffic = PreparationFixture.tree(folder, PreparedFolder.TRAFFIC);
    for (JsonNode weekday : traffic.path("weekdays")) {
      ((ObjectNode) weekday).put("level", 1);
    }
    ((ObjectNode) traffic.path("weekdays").path("saturday")).put("level", 8);
    PreparedFolder.json().writeValue(copy.resolve(PreparedFolder.TRAFFIC).toFile(), traffic);

    TrafficWeek week =
        PreparedFolder.open(copy, FeatureEncoder.SPEC.fingerprint()).traffic().week();
    assertThat(week.level(DayOfWeek.SATURDAY)).isCloseTo(4, within(1e-9));
    assertThat(week.level(DayOfWeek.SUNDAY)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void filesThatHoldNullAreDamaged(@TempDir Path copy) throws Exception {
    Path manifest = copy.resolve(PreparedFolder.MANIFEST);
    Files.writeString(manifest, "null");
    assertThatThrownBy(() -> PreparedFolder.open(copy, FeatureEncoder.SPEC.fingerprint()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("prepared.json is missing or damaged (it holds null");

    Files.copy(
        folder.resolve(PreparedFolder.MANIFEST), manifest, StandardCopyOption.REPLACE_EXISTING);
    try (OutputStream examples =
        new GZIPOutputStream(Files.newOutputStream(copy.resolve(PreparedFolder.EXAMPLES)))) {
      examples.write("null\n".getBytes(StandardCharsets.UTF_8));
    }
    Iterator<PreparedExample> examples =
        PreparedFolder.open(copy, FeatureEncoder.SPEC.fingerprint()).examples().iterator();
    assertThatThrownBy(examples::next)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("examples.jsonl.gz is missing or damaged (it holds null");
  }

  @Test
  void profilesAndTheEventsBehindThemAreThoseOfTheRows() throws Exception {
    Map<String, UserProfile> profiles = new TreeMap<>();
    int events = 0;
    for (LoggedImpression row : rows) {
      String user = UserKey.of(LoggedRequests.toRequest(row));
      if (user != null) {
        UserProfile before = profiles.getOrDefault(user, UserProfile.UNKNOWN);
        UserProfile after =
            Profiles.billed(before, row.campaignId(), null, category(row), row.atMillis());
        events++;
        if (row.clicked()) {
          after =
              Profiles.clicked(
                  after,
                  row.campaignId(),
                  row.ad().category() == null ? List.of() : List.of(row.ad().category()),
                  row.atMillis());
          events++;
        }
        profiles.put(user, after);
      }
    }
    Map<String, UserProfile> written = new TreeMap<>();
    for (JsonNode line : PreparationFixture.lines(folder, PreparedFolder.PROFILES)) {
      written.put(
          line.path("userKey").textValue(),
          PreparedFolder.json().treeToValue(line.path("profile"), UserProfile.class));
    }

    assertThat(written).isEqualTo(profiles);
    assertThat(PreparationFixture.lines(folder, PreparedFolder.USER_EVENTS))
        .hasSize(events)
        .isSortedAccordingTo(Comparator.comparing(line -> line.path("at").textValue()));
  }

  @Test
  void aSecondRunWritesTheSameFiles() throws Exception {
    Path again = temp.resolve("again");
    PreparationFixture.run(PreparationFixture.logs(temp.resolve("market.log.txt")), again);

    for (String file :
        List.of(
            PreparedFolder.SITES,
            PreparedFolder.CAMPAIGNS,
            PreparedFolder.TRAFFIC,
            PreparedFolder.CURVES,
            PreparedFolder.MEANS,
            PreparedFolder.EXAMPLES,
            PreparedFolder.USER_EVENTS,
            PreparedFolder.REJECTED)) {
      assertThat(again.resolve(file)).hasSameBinaryContentAs(folder.resolve(file));
    }
  }
}
