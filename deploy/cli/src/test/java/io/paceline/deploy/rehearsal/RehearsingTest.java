package io.paceline.deploy.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.simulator.synthetic.SyntheticMarket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the whole command on two small campaigns. */
class RehearsingTest {

  private static final List<String> FIELDS =
      List.of(
          ("campaign budget day budgetMicros spendMicros booksMicros overspendMicros planShareAt"
                  + " spendShareAt value wins bids refusals pushRange multiplierRange status")
              .split(" ", -1));
  private static final List<String> LAST_FIELDS =
      List.of(
          ("requests requestsPerSecond value bound ratio ledgerMicros booksMicros overspendMicros"
                  + " deadLetters haltedImps halts")
              .split(" ", -1));
  private static final String CAMPAIGN =
      """
      {"id": "%s", "adomain": "shoes.example", "timeZone": "Europe/Berlin",
       "flightStart": "2026-03-02T00:00", "flightEnd": "2026-03-04T00:00",
       "dailyBudget": 3.00, "maxBidCpm": 120,
       "creatives": [{"id": "r", "w": 300, "h": 250, "imageUrl": "https://a.example/i.png",
                      "landingPage": "https://a.example/"}]}
      """;

  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private LongSupplier nanoTime = () -> 0;
  private List<Path> logs = List.of();
  private @Nullable Path model;
  private double speed = 1;
  private Path shoes;
  private Path boots;

  @BeforeEach
  void writeCampaigns() throws IOException {
    shoes = Files.writeString(folder.resolve("shoes.json"), CAMPAIGN.formatted("shoes"));
    boots = Files.writeString(folder.resolve("boots.json"), CAMPAIGN.formatted("boots"));
  }

  private List<JsonNode> play(List<Path> campaigns, @Nullable Path script) throws IOException {
    Path json = folder.resolve("out.jsonl");
    Path html = folder.resolve("out.html");
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    int code =
        new Rehearsing(out, false, nanoTime)
            .run(
                new RehearseOptions(
                    campaigns, 2, logs, model, speed, 1, 2_000, "EUR", script, json, html));
    assertThat(code).isZero();
    List<JsonNode> lines =
        Files.readAllLines(json).stream()
            .map(
                line -> {
                  try {
                    return JsonMapper.builder().build().readTree(line);
                  } catch (IOException e) {
                    throw new AssertionError(line, e);
                  }
                })
            .toList();
    return lines;
  }

  @Test
  void everyCampaignAndDayIsALineAndTheLastIsTheWhole() throws IOException {
    List<JsonNode> lines = play(List.of(shoes, boots), null);

    assertThat(lines).hasSize(5);
    for (JsonNode line : lines.subList(0, 4)) {
      assertThat(line.fieldNames()).toIterable().containsExactlyElementsOf(FIELDS);
      assertThat(line.get("budgetMicros").asLong()).isGreaterThanOrEqualTo(3_000_000L);
      assertThat(line.get("spendMicros").asLong())
          .isPositive()
          .isEqualTo(line.get("booksMicros").asLong());
      assertThat(line.get("planShareAt").fieldNames())
          .toIterable()
          .containsExactly("6", "12", "18", "24");
      assertThat(line.get("spendShareAt").get("24").asDouble()).isPositive();
      assertThat(line.get("multiplierRange").size()).isEqualTo(2);
    }
    assertThat(lines.get(0).get("campaign").asText()).isEqualTo("shoes");
    assertThat(lines.get(0).get("day").asText()).isEqualTo("2026-03-02");
    assertThat(lines.get(3).get("campaign").asText()).isEqualTo("boots");
    assertThat(lines.get(3).get("day").asText()).isEqualTo("2026-03-03");
    JsonNode whole = lines.get(4);
    assertThat(whole.fieldNames()).toIterable().containsExactlyElementsOf(LAST_FIELDS);
    assertThat(whole.get("requests").asLong()).isEqualTo(4_000);
    assertThat(whole.get("overspendMicros").asLong()).isZero();
    assertThat(whole.get("ledgerMicros").asLong()).isEqualTo(whole.get("booksMicros").asLong());
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("shoes", "2026-03-03", "ledgers and books agree", "Figures: ", "Report:  ");
    assertThat(Files.readString(folder.resolve("out.html")))
        .contains("Paceline: rehearsal", "\"id\":\"boots\"")
        .doesNotContain("{{");
  }

  @Test
  void aLogIsPlayedEachDayForTheGivenCampaignsOrItsOwn() throws IOException {
    Path log = folder.resolve("market.log.txt");
    long rows =
        new SyntheticMarket(new SyntheticMarket.Settings(3, 4, 3_000, 0, 250)).writeLog(log, 3_000);
    Files.writeString(log, "no row of a log\n", StandardOpenOption.APPEND);
    logs = List.of(log);
    speed = 480;

    List<JsonNode> given = play(List.of(shoes, boots), null);
    List<JsonNode> own = play(List.of(), null);

    for (List<JsonNode> lines : List.of(given, own)) {
      JsonNode whole = lines.get(lines.size() - 1);
      assertThat(whole.get("requests").asLong()).isEqualTo(2 * rows);
      assertThat(whole.get("booksMicros").asLong()).isPositive();
      assertThat(whole.get("ledgerMicros").asLong()).isEqualTo(whole.get("booksMicros").asLong());
      assertThat(whole.get("overspendMicros").asLong()).isZero();
      assertThat(whole.get("value").asDouble()).isPositive();
    }
    assertThat(own.stream().filter(line -> line.has("campaign")))
        .extracting(line -> line.get("campaign").asText())
        .containsOnly("c100", "c101", "c102", "c103");
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("Note: 1 lines of the log are unreadable: market.log.txt, line ");
  }

  @Test
  void aLogThatCannotBePlayedIsToldInOneSentence() throws IOException {
    logs = List.of(Files.writeString(folder.resolve("empty.log.txt"), ""));

    assertThatExceptionOfType(UserFacingException.class)
        .isThrownBy(() -> play(List.of(shoes), null))
        .withMessageContaining("holds no impression");
  }

  @Test
  void aFolderThatHoldsNoBundleIsToldInOneSentence() {
    model = folder;

    assertThatExceptionOfType(UserFacingException.class)
        .isThrownBy(() -> play(List.of(shoes), null))
        .withMessageStartingWith("--model: ");
  }

  @Test
  void aScriptIsPlayed() throws IOException {
    Path script =
        Files.writeString(
            folder.resolve("script.jsonl"),
            "{\"at\": \"2026-03-03T00:00\", \"do\": \"pause\", \"campaign\": \"boots\"}\n");

    List<JsonNode> lines = play(List.of(shoes, boots), script);

    assertThat(lines.get(2).get("bids").asLong()).isPositive();
    assertThat(lines.get(3).get("bids").asLong()).isZero();
    assertThat(lines.get(3).get("status").asText()).isEqualTo("PAUSED");
  }

  @Test
  void thePageMarksAndListsWhatTheScriptDid() throws IOException {
    Path script =
        Files.writeString(
            folder.resolve("script.jsonl"),
            """
            {"at": "2026-03-02T12:00", "do": "edit", "campaign": {"id": "shoes", "maxBidCpm": 150}}
            {"at": "2026-03-02T18:00", "do": "outage", "exchange": "northbeam", "duration": "90m"}
            {"at": "2026-03-03T06:00", "do": "pause", "campaign": "boots"}
            {"at": "2026-03-03T07:00", "do": "crash"}
            {"at": "2026-03-03T07:05", "do": "restore"}
            {"at": "2026-03-03T08:00", "do": "price", "factor": 0.5}
            """);

    play(List.of(shoes, boots), script);

    String page = Files.readString(folder.resolve("out.html"));
    assertThat(page)
        .contains(
            "{\"number\":1,\"at\":\"2026-03-02 12:00\",\"what\":\"shoes is edited\",\"kind\":"
                + "\"CAMPAIGN\"}",
            "\"what\":\"northbeam is away for 1h 30m\",\"kind\":\"EXCHANGE\"",
            "\"what\":\"boots is paused\"",
            "\"what\":\"The job is restored\",\"kind\":\"JOB\"",
            "\"what\":\"Competing bids are 0.5 times as high as usual\",\"kind\":\"MARKET\"",
            "\"maxBid\":150.0",
            // The edit of shoes is marked in the plots of shoes, and no other edit is.
            "\"marks\":[{\"number\":1,\"hour\":12.0,\"kind\":\"CAMPAIGN\"},{\"number\":2,",
            "{\"number\":2,\"hour\":18.0,\"kind\":\"EXCHANGE\"},{\"number\":4,\"hour\":31.0,",
            // The pause of boots is marked in the plots of boots.
            "\"marks\":[{\"number\":2,\"hour\":18.0,\"kind\":\"EXCHANGE\"},{\"number\":3,"
                + "\"hour\":30.0,\"kind\":\"CAMPAIGN\"}");
  }

  @Test
  void campaignsThatShareABudgetAreNamedOnThePage() throws IOException {
    String feet = "\"budgetId\": \"feet\", \"dailyBudget\"";
    for (Path file : List.of(shoes, boots)) {
      Files.writeString(file, Files.readString(file).replace("\"dailyBudget\"", feet));
    }

    play(List.of(shoes, boots), null);

    assertThat(Files.readString(folder.resolve("out.html")))
        .contains("\"shared\":[\"shoes, boots share the budget feet\"]");
  }

  @Test
  void theColumnsOfTheTableAreBelowTheirNamesHoweverLongAnIdIs() throws IOException {
    Path named =
        Files.writeString(
            folder.resolve("long.json"), CAMPAIGN.formatted("spring-shoes-germany-2026"));

    play(List.of(shoes, named), null);

    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    int day = lines.get(0).indexOf("day");
    assertThat(lines.subList(1, 5))
        .allSatisfy(line -> assertThat(line.indexOf("2026-03-0")).isEqualTo(day));
  }

  @Test
  void aLongRehearsalTellsHowFarItHasCome() throws IOException {
    AtomicLong seconds = new AtomicLong();
    nanoTime = () -> seconds.getAndAdd(3) * 1_000_000_000L;

    play(List.of(shoes), null);

    assertThat(printed.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow())
        .matches("[0-9]+ % played  [0-9,]+ requests  [0-9,]+ a second  about [0-9,]+ s left");
  }

  @Test
  void allFaultsOfAScriptAreTold() throws IOException {
    Path script =
        Files.writeString(
            folder.resolve("script.jsonl"),
            """
            {"at": "2026-03-02T12:00", "do": "stall", "durration": "5m"}
            {"at": "2026-03-02T12:00", "do": "pause", "campaign": "sandals"}
            """);

    assertThatExceptionOfType(UserFacingException.class)
        .isThrownBy(() -> play(List.of(shoes), script))
        .withMessageStartingWith("--script: " + script + " has faults:\n  line 1: duration: is")
        .withMessageContaining("\n  line 1: durration: is not a known field, did you mean")
        .withMessageContaining("\n  line 2: campaign: \"sandals\" is not booked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1970-01-02T00:00", "1970-12-31T23:00"})
  void aFirstFlightInAYearThatCannotBePlayedIsToldInOneSentence(String start) throws IOException {
    Path typo =
        Files.writeString(
            folder.resolve("typo.json"),
            CAMPAIGN.formatted("sandals").replace("2026-03-02T00:00", start));

    assertThatExceptionOfType(UserFacingException.class)
        .isThrownBy(() -> play(List.of(shoes, typo), null))
        .withMessageStartingWith("--campaigns: the first flight, that of sandals, begins on ")
        .withMessageContaining(": give it a flightStart in the years 1971 to 9999");
  }

  @Test
  void faultsOfFilesAreToldWithTheFile() throws IOException {
    Path script = Files.writeString(folder.resolve("script.jsonl"), "\n{\"do\": \"crash\"}\n");
    assertThatExceptionOfType(UserFacingException.class)
        .isThrownBy(() -> play(List.of(shoes), script))
        .withMessage("--script: " + script + ", line 2: at: is missing");

    Path bad = Files.writeString(folder.resolve("bad.json"), "{\"id\": \"bad\"}");
    assertThatExceptionOfType(UserFacingException.class)
        .isThrownBy(() -> play(List.of(shoes, bad), null))
        .withMessageStartingWith(
            "--campaigns: " + bad + " has faults:\n  bad: adomain: is missing");

    assertThatExceptionOfType(UserFacingException.class)
        .isThrownBy(() -> play(List.of(shoes, shoes), null))
        .withMessageContaining("the id shoes of " + shoes + " is used before");
  }
}
