package io.paceline.simulator.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.campaign.Creative;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptReaderTest {

  private static final MarketNames NAMES =
      new MarketNames(
          new TreeSet<>(List.of("northbeam", "openfield")),
          new TreeSet<>(IntStream.range(0, 12).mapToObj(i -> "site-" + (char) ('a' + i)).toList()));

  private List<Campaign> campaigns;
  private PlayedDays days;

  @BeforeEach
  void bookCampaigns() throws Exception {
    campaigns = List.of(campaign("shoes", "shoes"), campaign("boots", "shoes"));
    days = PlayedDays.of(campaigns, 3);
  }

  private static Campaign campaign(String id, String budget) throws Exception {
    String json =
        """
        {"id": "%s", "adomain": "shoes.example", "timeZone": "Europe/Berlin", "budgetId": "%s",
         "flightStart": "2026-03-02T00:00", "flightEnd": "2026-04-01T00:00",
         "dailyBudget": 500, "maxBidCpm": 4.5,
         "creatives": [{"id": "r", "w": 300, "h": 250, "imageUrl": "https://a.example/i.png",
                        "landingPage": "https://a.example/"}]}
        """
            .formatted(id, budget);
    return new CampaignCodec().decode(json.getBytes(StandardCharsets.UTF_8));
  }

  private Script read(String... lines) throws InvalidScriptException {
    return ScriptReader.read(String.join("\n", lines), campaigns, days, Pace.PRODUCTION, NAMES);
  }

  @Test
  void linesComeInOrderOfTimeAndCommentsAreLeftOut() throws Exception {
    Script script =
        read(
            "# what a Tuesday may bring",
            "{\"at\": \"2026-03-03T10:00\", \"do\": \"stall\", \"duration\": \"90s\"}",
            "",
            "{\"at\": \"2026-03-02T10:00Z\", \"do\": \"crash\"}",
            "{\"at\": \"2026-03-02T11:30+01:00\", \"do\": \"RESTORE\"}");

    assertThat(script.lines())
        .containsExactly(
            new Script.Line(4, millis("2026-03-02T10:00:00Z"), new Script.Crash()),
            new Script.Line(5, millis("2026-03-02T10:30:00Z"), new Script.Restore()),
            // Without an offset, a time is one of the first campaign's zone.
            new Script.Line(2, millis("2026-03-03T09:00:00Z"), new Script.Stall(90_000)));
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  @Test
  void anEditStatesOnlyWhatChangesAndEachGetsTheNextVersion() throws Exception {
    String both =
        "{\"at\": \"2026-03-03T10:00\", \"do\": \"edit\", \"campaign\": {\"id\": \"%s\","
            + " \"dailyBudget\": 700.5}}";
    Script script =
        read(
            both.formatted("shoes"),
            both.formatted("boots"),
            "{\"at\": \"2026-03-03T11:00\", \"do\": \"pause\", \"campaign\": \"shoes\"}",
            "{\"at\": \"2026-03-03T12:00\", \"do\": \"resume\", \"campaign\": \"shoes\"}");

    List<Campaign> edited =
        script.lines().stream().map(line -> ((Script.Edit) line.verb()).campaign()).toList();
    assertThat(edited).extracting(Campaign::version).containsExactly(2L, 2L, 3L, 4L);
    assertThat(edited).extracting(Campaign::paused).containsExactly(false, false, true, false);
    assertThat(edited)
        .allSatisfy(one -> assertThat(one.budget().dailyMicros()).isEqualTo(700_500_000L));
    assertThat(edited.get(0).creatives()).isEqualTo(campaigns.get(0).creatives());
  }

  /**
   * The zone tells when an edit is made, so it has to be read as the campaign's reader reads it.
   */
  @Test
  void blanksAroundTextsAreLeftOut() throws Exception {
    String whole =
        "{\"at\": \"2026-03-03T10:00\", \"do\": \"edit\", \"campaign\": {\"id\": \"%1$shats\","
            + " \"adomain\": \"hats.example\", \"timeZone\": \"%1$sAsia/Tokyo\","
            + " \"flightStart\": \"2026-03-03T00:00\", \"flightEnd\": \"2026-04-01T00:00\","
            + " \"dailyBudget\": 500, \"maxBidCpm\": 4.5, \"creatives\": [{\"id\": \"r\", \"w\": 300,"
            + " \"h\": 250, \"imageUrl\": \"https://a.example/i.png\", \"landingPage\":"
            + " \"https://a.example/\"}]}}";
    String later =
        "{\"at\": \"%1$s2026-03-04T10:00\", \"do\": \"pause%1$s\", \"campaign\": \"hats%1$s\"}";
    String partial =
        "{\"at\": \"2026-03-04T11:00\", \"do\": \"edit\", \"campaign\": {\"id\": \"hats%1$s\","
            + " \"dailyBudget\": 700}}";

    for (String blank : List.of(" ", "\u00a0")) {
      assertThat(
              read(whole.formatted(blank), later.formatted(blank), partial.formatted(blank))
                  .lines())
          .isEqualTo(read(whole.formatted(""), later.formatted(""), partial.formatted("")).lines());
    }
  }

  @Test
  void anEditOfSeveralFieldsKeepsTheOthers() throws Exception {
    String creatives =
        "[{\"id\": \"q\", \"w\": 728, \"h\": 90, \"imageUrl\": \"https://b.example/i.png\","
            + " \"landingPage\": \"https://b.example/\"}]";
    Script script =
        read(
            "{\"at\": \"2026-03-03T10:00\", \"do\": \"edit\", \"campaign\": {\"id\": \"shoes\","
                + " \"adomain\": \"b.example\", \"creatives\": "
                + creatives
                + "}}");

    Campaign edited = ((Script.Edit) script.lines().get(0).verb()).campaign();
    assertThat(edited.advertiser().domain()).isEqualTo("b.example");
    assertThat(edited.creatives()).extracting(Creative::w).containsExactly(728);
    assertThat(edited.flight()).isEqualTo(campaigns.get(0).flight());
    assertThat(edited.budget()).isEqualTo(campaigns.get(0).budget());
    assertThat(edited.bidding()).isEqualTo(campaigns.get(0).bidding());
  }

  @Test
  void noticesAndReportsHaveDefaults() throws Exception {
    Script script =
        read(
            "{\"at\": \"2026-03-02T10:00\", \"do\": \"notices\", \"price\": \"macro\", \"lost\":"
                + " 0.1}",
            "{\"at\": \"2026-03-02T11:00\", \"do\": \"report\"}");

    assertThat(script.lines())
        .extracting(Script.Line::verb)
        .containsExactly(
            new Script.Notices(null, new NoticeSending(200, 0.1, 0, 0, PriceText.MACRO, null)),
            new Script.Report(null, null, null, null, millis("2026-03-02T10:00:00Z"), false));
  }

  @Test
  void aTimeThatCannotBeReadIsOneFault() {
    assertThat(faults("{\"at\": \"2026-03-02T10:00\", \"do\": \"report\", \"upTo\": \"noon\"}"))
        .singleElement()
        .asString()
        .contains("upTo: must be a time");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "at 10:00 crash | is not JSON",
        "{\"at\": \"2026-03-02T10:00\"} | do: is missing",
        "{\"do\": \"crash\"} | at: is missing",
        "[1] | must be an object in { } with \"at\" and \"do\", got [1]",
        "{\"at\": \"tomorrow\", \"do\": \"crash\"} | at: must be a time such as 2026-03-02T10:00,"
            + " got \"tomorrow\"",
        "{\"at\": \"2026-03-09T10:00\", \"do\": \"crash\"} | at: must lie within the days that are"
            + " played, 2026-03-02 to 2026-03-04, got \"2026-03-09T10:00\"",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"pase\", \"campaign\": \"shoes\"} | do: \"pase\""
            + " is not known, did you mean pause?",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"dance\"} | do: \"dance\" is not known; use one of"
            + " edit, pause,",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"pause\"} | campaign: is missing",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"pause\", \"campaign\": \"shoe\"} | campaign:"
            + " \"shoe\" is not booked, did you mean shoes?",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"resume-exchange\"} | exchange: is missing",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"resume-exchange\", \"exchange\": \"nortbeam\"} |"
            + " exchange: the market has no \"nortbeam\", did you mean northbeam?",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"stall\", \"duration\": 5} | duration: must be a"
            + " duration such as 90s, 15m, 2h or PT15M, got 5",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"stall\", \"durration\": \"5m\"} | duration: is"
            + " missing",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"crash\", \"duration\": \"5m\"} | duration: is not"
            + " a known field",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"crash\"} | the job never comes back: add a later"
            + " line with \"do\": \"restore\"",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"restore\"} | the job runs, so nothing can be"
            + " restored: put a crash before it",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"price\", \"factor\": -1} | factor: must be a"
            + " number from 0.001 to 1000, got -1",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"notices\", \"price\": \"gold\"} | price: must be"
            + " one of plain, comma,",
        "{\"at\": \"+999999999-03-02T10:00Z\", \"do\": \"crash\"} | at: must be a time such as",
        "{\"at\": \"-999999999-03-02T10:00\", \"do\": \"crash\"} | at: must be a time such as",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"report\", \"upTo\":"
            + " \"-999999999-01-01T00:00Z\"} | upTo: must be a time such as",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"report\", \"upTo\":"
            + " \"-292275055-05-16T17:00Z\"} | upTo: must lie within the days that are played,"
            + " 2026-03-02 to 2026-03-04, got \"-292275055",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"report\", \"day\": \"2026-03-01\"} | day: must"
            + " lie within the days that are played, 2026-03-02 to 2026-03-04, got \"2026-03-01\"",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"report\", \"day\": \"+999999999-12-31\"} | day:"
            + " must lie within the days that are played",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"report\", \"campaign\": \"shoes\", \"day\":"
            + " \"2026-03-03\"} | day: must not begin later than \"at\", got \"2026-03-03\"",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"notices\", \"delay\": \"PT2000000000000000S\"} |"
            + " delay: must be at most 400d, got \"PT2000000000000000S\"",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"stall\", \"duration\": \"401d\"} | duration:"
            + " must be at most 400d, got \"401d\"",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"outage\", \"duration\":"
            + " \"PT9223372036854775S\"} | duration: must be at most 400d",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"report\", \"amount\": 5} | amount: needs the"
            + " \"exchange\" and the \"campaign\" that it is for",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"edit\", \"campaign\": {\"id\": \"shoes\","
            + " \"dailyBudget\": -5}} | campaign: dailyBudget: must not be negative, got -5",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"edit\", \"campaign\": {\"id\": \"shoes\","
            + " \"timeZone\": \"UTC\"}} | campaign: timeZone: must stay Europe/Berlin",
        "{\"at\": \"2026-03-02T10:00\", \"do\": \"edit\", \"campaign\": {\"id\": \"shoes\","
            + " \"dailyBudget\": 700}} | budgetId: campaigns of one budget must state the same",
      })
  void aFaultIsToldWithItsLineAndTheMend(String line, String fault) {
    assertThatExceptionOfType(InvalidScriptException.class)
        .isThrownBy(() -> read("# first line", line))
        .satisfies(
            told ->
                assertThat(told.faults())
                    .allSatisfy(one -> assertThat(one).startsWith("line 2: ").doesNotContain("\n"))
                    .anySatisfy(one -> assertThat(one).contains(fault)));
  }

  private List<String> faults(String... lines) {
    try {
      read(lines);
      return List.of();
    } catch (InvalidScriptException e) {
      assertThat(e.getMessage()).isEqualTo(String.join("\n", e.faults()));
      return e.faults();
    }
  }

  @Test
  void everyFaultOfEveryLineIsTold() {
    assertThat(
            faults(
                "{\"at\": \"2026-03-03T10:00\", \"do\": \"stall\", \"durration\": \"5m\","
                    + " \"x\": 1}",
                "{\"at\": \"2026-03-02T10:00\", \"do\": \"dance\"}",
                "{\"do\": \"price\", \"factor\": -1}",
                "no JSON",
                "{\"at\": \"2026-03-02T11:00\", \"do\": \"edit\", \"campaign\": {\"id\": \"shoes\","
                    + " \"dailyBudget\": -5, \"maxBidCpm\": -1, \"dayliBudget\": 3}}",
                "{\"at\": \"2026-03-12T11:00\", \"do\": \"pause\", \"campaign\": \"sandals\"}"))
        .satisfiesExactly(
            one -> assertThat(one).isEqualTo("line 1: duration: is missing"),
            one ->
                assertThat(one)
                    .isEqualTo("line 1: durration: is not a known field, did you mean duration?"),
            one -> assertThat(one).startsWith("line 1: x: is not a known field"),
            one -> assertThat(one).startsWith("line 2: do: \"dance\" is not known; use one of"),
            one -> assertThat(one).isEqualTo("line 3: at: is missing"),
            one -> assertThat(one).startsWith("line 3: factor: must be a number from"),
            one -> assertThat(one).startsWith("line 4: ").contains("is not JSON"),
            one -> assertThat(one).startsWith("line 5: campaign: "),
            one -> assertThat(one).startsWith("line 5: campaign: "),
            one -> assertThat(one).startsWith("line 5: campaign: "),
            one -> assertThat(one).startsWith("line 6: at: must lie within the days"),
            one -> assertThat(one).startsWith("line 6: campaign: \"sandals\" is not booked"));
  }

  @Test
  void anEditOfACampaignThatIsNotBookedSaysSoOnce() {
    String edit =
        "{\"at\": \"2026-03-03T10:00\", \"do\": \"edit\", \"campaign\": {\"id\": \"%s\","
            + " \"dailyBudget\": 700.5}}";

    assertThat(faults(edit.formatted("sandals")))
        .containsExactly(
            "line 1: campaign: \"sandals\" is not booked, and a new campaign needs all its fields");
    assertThat(
            faults(
                edit.formatted("shoe"),
                "{\"at\": \"2026-03-04T10:00\", \"do\": \"pause\", \"campaign\": \"shoe\"}"))
        .containsExactly(
            "line 1: campaign: \"shoe\" is not booked, and a new campaign needs all its fields, did"
                + " you mean shoes?");
  }

  @Test
  void ofManySitesTenAreNamedAndTheRestIsCounted() {
    assertThat(
            faults(
                "{\"at\": \"2026-03-03T10:00\", \"do\": \"price\", \"site\": \"elsewhere.invalid\","
                    + " \"factor\": 0}"))
        .containsExactly(
            "line 1: site: the market has no \"elsewhere.invalid\"; it has site-a, site-b, site-c,"
                + " site-d, site-e, site-f, site-g, site-h, site-i, site-j and 2 more",
            "line 1: factor: must be a number from 0.001 to 1000, got 0");
  }

  @Test
  void aRestoreThatCannotBeReadIsNotToldAsAMissingOne() {
    assertThat(
            faults(
                "{\"at\": \"2026-03-03T10:00\", \"do\": \"crash\"}",
                "{\"at\": \"2026-03-03T11:00\", \"do\": \"restor\"}"))
        .containsExactly("line 2: do: \"restor\" is not known, did you mean restore?");
    assertThat(
            faults(
                "{\"at\": \"2026-03-03T10:00\", \"do\": \"crash\"}",
                "{\"at\": \"2026-03-03T11:00\", \"do\": \"crash\"}",
                "{\"at\": \"2026-03-03T12:00\", \"do\": \"stall\", \"duration\": \"5m\"}"))
        .hasSize(3);
  }
}
