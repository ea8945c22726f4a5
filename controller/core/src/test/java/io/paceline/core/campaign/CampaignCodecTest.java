package io.paceline.core.campaign;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.paceline.core.openrtb.DeviceType;
import io.paceline.core.openrtb.DomainNames;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignCodecTest {
  private static final String LEAST =
      """
      {"id": "shoes",
       "adomain": "shoes.example",
       "flightStart": "2026-03-01T00:00",
       "flightEnd": "2026-04-01T00:00",
       "dailyBudget": 500.00,
       "maxBidCpm": 4.5,
       "creatives": [{"id": "a", "w": 300, "h": 250,
                      "imageUrl": "https://cdn.example/a.png",
                      "landingPage": "https://shoes.example/"}]}
      """;

  private final CampaignCodec codec = new CampaignCodec();

  private Campaign decode(String json) throws InvalidCampaignException {
    return codec.decode(json.getBytes(UTF_8));
  }

  private List<String> faults(String json) {
    return catchThrowableOfType(InvalidCampaignException.class, () -> decode(json)).faults();
  }

  /** The JSON of the smallest valid campaign with more fields. */
  private static String with(String fields) {
    return LEAST.stripTrailing().replaceFirst("}$", ", " + fields + "}");
  }

  private static String replacing(String old, String replacement) {
    assertThat(LEAST).contains(old);
    return LEAST.replace(old, replacement);
  }

  @Test
  void whatIsNotWrittenTakesItsDefault() throws Exception {
    assertThat(decode(LEAST))
        .isEqualTo(
            new Campaign(
                "shoes",
                0L,
                "shoes",
                false,
                new Campaign.Advertiser("shoes.example", List.of()),
                new Campaign.Flight(
                    Instant.parse("2026-03-01T00:00:00Z").toEpochMilli(),
                    Instant.parse("2026-04-01T00:00:00Z").toEpochMilli(),
                    "UTC"),
                new Campaign.Budget("shoes", 0L, 500_000_000L, null, PacingMode.TRAFFIC),
                new Campaign.Bidding(Objective.CLICK, 0L, 4_500L),
                List.of(
                    new Creative(
                        "a",
                        300,
                        250,
                        List.of(),
                        "https://cdn.example/a.png",
                        "https://shoes.example/")),
                Targeting.EVERYWHERE,
                null));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.0, 0", "0.125, 125", "1.50, 1500", "10, 10000", "'\"2.5\"', 2500"})
  void carryOverIsReadInThousandths(String written, int thousandths) throws Exception {
    assertThat(decode(with("\"carryOver\": " + written)).budget().carryOver())
        .isEqualTo(thousandths);
  }

  @Test
  void whatADayMayTakeOverDependsOnTheTotalWhereItIsNotStated() throws Exception {
    assertThat(decode(LEAST).budget().carryOver()).isNull();
    assertThat(decode(LEAST).budget().carryOverMicros()).isZero();
    assertThat(decode(with("\"totalBudget\": 9000")).budget().carryOverMicros())
        .isEqualTo(500_000_000);
    assertThat(decode(with("\"totalBudget\": 9000, \"carryOver\": 0")).budget().carryOverMicros())
        .isZero();
    assertThat(decode(with("\"carryOver\": 0.333")).budget().carryOverMicros())
        .isEqualTo(166_500_000);
  }

  @Test
  void everyFieldIsRead() throws Exception {
    Campaign campaign =
        decode(
            with(
                """
                "version": 7, "name": "Spring shoes", "paused": true, "cat": ["IAB18"],
                "timeZone": "Europe/Berlin", "budgetId": "spring", "totalBudget": "12000.5",
                "pacing": "front-loaded", "objective": "last-click", "clickValue": 0.80,
                "targeting": {"countries": ["deu"], "regions": ["BE"], "devices": ["phone"],
                  "placement": "off-site", "domains": ["News.example"],
                  "blockedDomains": ["forum.news.example"], "categories": ["IAB1"],
                  "hours": [0, 23]},
                "frequencyCap": {"impressions": 3, "period": "PT24H"}
                """));

    assertThat(campaign.version()).isEqualTo(7L);
    assertThat(campaign.name()).isEqualTo("Spring shoes");
    assertThat(campaign.paused()).isTrue();
    assertThat(campaign.budget().id()).isEqualTo("spring");
    assertThat(campaign.budget().totalMicros()).isEqualTo(12_000_500_000L);
    assertThat(campaign.budget().pacing()).isEqualTo(PacingMode.FRONT_LOADED);
    assertThat(campaign.bidding().objective()).isEqualTo(Objective.LAST_CLICK);
    assertThat(campaign.bidding().goalValueMicros()).isEqualTo(800_000L);
    assertThat(campaign.targeting())
        .isEqualTo(
            new Targeting(
                List.of("DEU"),
                List.of("BE"),
                List.of(DeviceType.PHONE),
                Placement.OFF_SITE,
                List.of("news.example"),
                List.of("forum.news.example"),
                List.of("IAB1"),
                List.of(0, 23)));
    assertThat(campaign.frequencyCap())
        .isEqualTo(new FrequencyCap(3, Duration.ofDays(1).toMillis()));
  }

  /** A region with a blank would be one that no request names. */
  @Test
  void blanksAroundTextsAreLeftOut() throws Exception {
    String fields =
        """
        "name": "Spring shoes%1$s", "cat": ["%1$sIAB18"], "timeZone": "%1$sEurope/Berlin",
        "budgetId": "spring%1$s", "pacing": "%1$sfront-loaded", "totalBudget": "12000.5%1$s",
        "targeting": {"countries": ["deu%1$s"], "regions": ["%1$sBE%1$s"], "devices": ["phone%1$s"],
          "domains": ["%1$snews.example"], "categories": ["IAB1%1$s"]},
        "frequencyCap": {"impressions": 3, "period": "PT24H%1$s"}
        """;
    Campaign bare = decode(with(fields.formatted("")));

    for (String blank : List.of(" ", "\u00a0", "\u3000", " \u00a0 ")) {
      String written = with(fields.formatted(blank));
      assertThat(decode(written)).isEqualTo(bare);
      assertThat(decode(written.replace("shoes.example/\"", "shoes.example/" + blank + "\"")))
          .isEqualTo(bare);
      assertThat(decode(written.replace("\"shoes\"", "\"" + blank + "shoes\""))).isEqualTo(bare);
    }
  }

  @Test
  void idsThatDifferInTheirBlanksAloneAreOneId() {
    String blank = LEAST.replace("\"shoes\"", "\" shoes\u00a0\"");

    assertThat(fileFaults("[" + LEAST + "," + blank + "]"))
        .containsExactly("[1] shoes: id: is used twice in this file");
  }

  @Test
  void aTimeWithoutZoneIsInTheCampaignsOwn() throws Exception {
    Campaign campaign =
        decode(
            replacing("\"2026-04-01T00:00\"", "\"2026-04-01T00:00Z\"")
                .replace("\"id\": \"shoes\",", "\"id\": \"shoes\", \"timeZone\": \"Asia/Tokyo\","));

    assertThat(Instant.ofEpochMilli(campaign.flight().startMillis()))
        .hasToString("2026-02-28T15:00:00Z");
    assertThat(Instant.ofEpochMilli(campaign.flight().endMillis()))
        .hasToString("2026-04-01T00:00:00Z");
  }

  @Test
  void aMistypedFieldIsRefusedWithTheNearestName() {
    assertThat(faults(with("\"dailyBugdet\": 5, \"targeting\": {\"hour\": [1]}, \"colour\": 1")))
        .containsExactly(
            "targeting.hour: is not a known field, did you mean hours?",
            "dailyBugdet: is not a known field, did you mean dailyBudget?",
            "colour: is not a known field");
  }

  @Test
  void allFaultsAreToldAtOnce() {
    String json =
        """
        {"id": "spring shoes", "flightStart": "2026-03-01", "flightEnd": 5, "timeZone": "Europe/Berln",
         "dailyBudget": "5oo", "maxBidCpm": 0.0005,
         "creatives": [{"id": "a", "w": 0, "h": 250, "imageUrl": "http://cdn.example/a.png",
                        "landingPage": "https://shoes.example/"}]}
        """;

    assertThat(faults(json))
        .containsExactly(
            "id: must consist of letters, digits, dots, dashes and underscores, got \"spring"
                + " shoes\"",
            "adomain: is missing",
            "timeZone: must be an IANA zone such as Europe/Berlin, got \"Europe/Berln\", did you"
                + " mean Europe/Berlin?",
            "flightStart: must be an ISO-8601 date and time such as 2026-03-01T00:00 (campaign's"
                + " time zone) or 2026-03-01T00:00Z, got \"2026-03-01\"",
            "flightEnd: must be text in quotes, got 5",
            "dailyBudget: must be an amount such as 12.50, got \"5oo\"",
            "maxBidCpm: must have at most 3 decimals, got 0.0005",
            "creatives[0].w: must be positive, got 0",
            "creatives[0].imageUrl: must be an address that begins with https://, got"
                + " \"http://cdn.example/a.png\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "version": -1                    | version: must be 0 to 9007199254740992, got -1
          "version": 1.5                   | version: must be a whole number, got 1.5
          "paused": "no"                   | paused: must be true or false, got "no"
          "name": " "                      | name: must not be empty
          "budgetId": "a/b"                | budgetId: must consist of letters, digits, dots, dashes and underscores, got "a/b"
          "totalBudget": -1                | totalBudget: must not be negative, got -1
          "totalBudget": 1e999999999       | totalBudget: must be at most 100000000000.000000, got 1E+999999999
          "totalBudget": 9223372036854.775808 | totalBudget: must be at most 100000000000.000000, got 9223372036854.775808
          "totalBudget": 0.0000005         | totalBudget: must have at most 6 decimals, got 5E-7
          "clickValue": true               | clickValue: must be an amount such as 12.50, got true
          "carryOver": -0.5                | carryOver: must be 0 to 10 times the dailyBudget, got -0.5
          "carryOver": 10.001              | carryOver: must be 0 to 10 times the dailyBudget, got 10.001
          "carryOver": 1e999999999         | carryOver: must be 0 to 10 times the dailyBudget, got 1E+999999999
          "carryOver": 0.0005              | carryOver: must have at most 3 decimals, got 0.0005
          "carryOver": 1e-999999999        | carryOver: must have at most 3 decimals, got 1E-999999999
          "carryOver": true                | carryOver: must be a number such as 0.5, got true
          "carryOver": "all"               | carryOver: must be a number such as 0.5, got "all"
          "objective": "sales"             | objective: must be one of click, conversion, last-click, got "sales"
          "pacing": "fast"                 | pacing: must be one of even, traffic, front-loaded, asap, got "fast"
          "cat": "IAB1"                    | cat: must be a list in [ ], got "IAB1"
          "cat": ["iab1"]                  | cat[0]: must be a category such as IAB18-2, got "iab1"
          "targeting": []                  | targeting: must be an object in { }, got []
          "targeting": {"hours": [24]}     | targeting.hours[0]: must be 0 to 23, got 24
          "targeting": {"devices": ["car"]} | targeting.devices[0]: must be one of unknown, desktop, phone, tablet, tv, got "car"
          "targeting": {"placement": 1}    | targeting.placement: must be text in quotes, got 1
          "targeting": {"countries": ["DE"]} | targeting.countries[0]: must be a country's three letters (ISO 3166-1 alpha-3) such as DEU, got "DE", did you mean DEU?
          "targeting": {"countries": ["XXX"]} | targeting.countries[0]: must be a country's three letters (ISO 3166-1 alpha-3) such as DEU, got "XXX"
          "targeting": {"domains": ["https://a.example/"]} | targeting.domains[0]: must be a bare domain such as shop.example, without scheme or path, got "https://a.example/"
          "targeting": {"domains": ["www.a.example"]} | targeting.domains[0]: must not begin with www., write a.example
          "targeting": {"domains": ["b.a.example"], "blockedDomains": ["a.example"]} | targeting.domains: b.a.example is blocked by a.example in blockedDomains; remove one
          "frequencyCap": {"impressions": 0, "period": "PT1H"} | frequencyCap.impressions: must be positive, got 0
          "frequencyCap": {"impressions": 1, "period": "PT0S"} | frequencyCap.period: must be positive, got "PT0S"
          "frequencyCap": {"impressions": 1, "period": "24h"} | frequencyCap.period: must be an ISO-8601 duration such as PT24H or P7D, got "24h"
          "frequencyCap": {"impressions": 1} | frequencyCap.period: is missing
          """)
  void aFaultNamesItsPlaceAndTheMend(String field, String fault) {
    assertThat(faults(with(field))).containsExactly(fault);
  }

  @Test
  void aFlightEndsAfterItStarts() {
    assertThat(faults(replacing("2026-04-01T00:00", "2026-03-01T00:00Z")))
        .containsExactly("flightEnd: must be after flightStart");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2027-02-29T00:00",
        "2026-04-31T00:00",
        "2026-02-01T00:00:00+0100",
        "2026-02-01T24:30",
        "01.02.2026",
        "2026-02-01 00:00"
      })
  void aTimeThatIsNoneIsRefusedWithItsPlace(String time) {
    assertThat(faults(replacing("2026-03-01T00:00", time)))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("flightStart: must be an ISO-8601 date and time such as 2026-03-01T00:00")
        .endsWith(", got \"" + time + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "1.000,50"  | must be an amount such as 12.50, got "1.000,50"
          99.9999999  | must have at most 6 decimals, got 99.9999999
          "12 000"    | must be an amount such as 12.50, got "12 000"
          """)
  void anAmountThatIsNoneIsRefusedWithItsPlace(String amount, String sentence) {
    assertThat(faults(with("\"totalBudget\": " + amount)))
        .containsExactly("totalBudget: " + sentence);
  }

  @Test
  void aFlightMayEndBeforeMidnight() throws Exception {
    assertThat(decode(replacing("2026-04-01T00:00", "2026-03-31T23:59:59")).flight().endMillis())
        .isEqualTo(Instant.parse("2026-03-31T23:59:59Z").toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "+10000-01-01T00:00, false",
    "+292278993-01-01T00:00Z, false",
    "+292278995-01-01T00:00Z, false",
    "+999999999-12-31T23:59, false",
    "1969-12-31T23:59:59, false",
    "-0001-01-01T00:00, false",
    "-999999999-01-01T00:00+18:00, false",
    "1970-01-01T00:00+00:01, false",
    "9999-12-31T23:59-00:01, false",
    "1970-01-01T00:00, true",
    "1970-01-01T18:00+18:00, true",
    "9999-12-31T23:59:59.999, true",
    "9999-12-31T05:59-18:00, true",
  })
  void aFlightLiesInTheYearsFrom1970To9999(String time, boolean isRead) throws Exception {
    String sentence = "must be in the years 1970 to 9999 in UTC, got \"" + time + "\"";
    for (String field : List.of("flightStart", "flightEnd")) {
      String written = field.equals("flightStart") ? "2026-03-01T00:00" : "2026-04-01T00:00";
      String json = replacing("\"" + written + "\"", "\"" + time + "\"");
      if (!isRead) {
        assertThat(faults(json)).containsExactly(field + ": " + sentence);
      } else if (field.equals("flightStart") == time.startsWith("1970")) {
        Campaign campaign = decode(json);
        assertThat(codec.decode(codec.encode(campaign))).isEqualTo(campaign);
      }
    }
  }

  @Test
  void aBudgetIsNeeded() {
    assertThat(faults(replacing("500.00", "0")))
        .containsExactly("totalBudget: a positive totalBudget or dailyBudget is needed");
  }

  @Test
  void aMaximumBidIsNeededAndMayBeAboveTheBudget() throws InvalidCampaignException {
    assertThat(faults(replacing("4.5", "0"))).containsExactly("maxBidCpm: must be positive, got 0");

    Campaign tiny = codec.decode(replacing("500.00", "0.0044").getBytes(UTF_8));

    assertThat(tiny.bidding().maxBidMicros()).isGreaterThan(tiny.budget().dailyMicros());
  }

  @Test
  void creativesAreNeededAndUnique() {
    assertThat(faults(LEAST.replaceFirst("(?s)\"creatives\": .*", "\"creatives\": []}")))
        .containsExactly("creatives: at least one is needed");
    String creative = LEAST.substring(LEAST.indexOf("{\"id\": \"a\""), LEAST.indexOf("}]") + 1);
    assertThat(faults(LEAST.replace(creative, creative + ", " + creative)))
        .containsExactly("creatives[1].id: is used twice in this campaign, got \"a\"");
  }

  @Test
  void whatIsNoJsonIsToldWithItsLine() {
    assertThat(faults("{\"id\": \"a\",\n \"name\": }"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("a campaign is not JSON at line 2, column 10: Unexpected character ('}'");
    assertThat(faults("")).containsExactly("a campaign is empty");
    assertThat(faults("[]")).containsExactly("a campaign must be an object in { }, got []");
    assertThat(faults(LEAST + "{}"))
        .containsExactly("a campaign has something after its JSON value");
    assertThat(faults(with("\"id\": \"again\"")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("Duplicate field 'id'");
  }

  @Test
  void aFileHoldsOneCampaignOrSeveral() throws Exception {
    Campaign shoes = decode(LEAST);
    String hats = LEAST.replace("\"id\": \"shoes\"", "\"id\": \"hats\"");

    assertThat(file(LEAST).campaigns()).containsExactly(shoes);
    assertThat(file("[" + LEAST + "," + hats + "]").campaigns())
        .containsExactly(shoes, decode(hats));
  }

  @Test
  void aFilesFaultsNameTheCampaign() {
    String file = "[" + LEAST + "," + replacing("4.5", "-1") + ", 5]";

    assertThat(fileFaults(file))
        .containsExactly(
            "[1] shoes: maxBidCpm: must not be negative, got -1",
            "[1] shoes: id: is used twice in this file",
            "[2]: a campaign must be an object in { }, got 5");
    assertThat(fileFaults(replacing("4.5", "-1")))
        .containsExactly("shoes: maxBidCpm: must not be negative, got -1");
    assertThat(fileFaults("[]")).containsExactly("the file holds no campaign");
    assertThat(fileFaults("{"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("the file is not JSON at line 1");
  }

  @Test
  void aFileOfTenThousandCampaignsIsRead() throws Exception {
    String file =
        IntStream.range(0, 10_000)
            .mapToObj(i -> LEAST.replace("\"id\": \"shoes\"", "\"id\": \"shoes-" + i + "\""))
            .collect(Collectors.joining(",", "[", "]"));

    assertThat(file(file).campaigns()).hasSize(10_000);
  }

  private CampaignFile file(String text) throws InvalidCampaignException {
    return codec.decodeFile(text.getBytes(UTF_8));
  }

  private List<String> fileFaults(String text) {
    return fileFaults(text.getBytes(UTF_8));
  }

  private List<String> fileFaults(byte[] file) {
    return catchThrowableOfType(InvalidCampaignException.class, () -> codec.decodeFile(file))
        .faults();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void aFileIsReadInEveryEncodingOfUnicodeWithAndWithoutAByteOrderMark(String encoding)
      throws Exception {
    String text = with("\"name\": \"Schöne Schuhe 鞋\"");
    Campaign expected = decode(text);

    assertThat(codec.decodeFile(text.getBytes(Charset.forName(encoding))).campaigns())
        .containsExactly(expected);
    assertThat(codec.decodeFile(("\ufeff" + text).getBytes(Charset.forName(encoding))).campaigns())
        .containsExactly(expected);
    assertThat(fileFaults("\ufeff".getBytes(Charset.forName(encoding))))
        .containsExactly("the file is empty");
  }

  @Test
  void aFileThatIsNoTextIsToldWithThePlace() {
    byte[] latin = with("\"name\":\n\"Schöne\"").getBytes(ISO_8859_1);
    byte[] packed = {0x1f, (byte) 0x8b, 8, 0};

    assertThat(fileFaults(latin))
        .containsExactly(
            "the file is no text in UTF-8 at line 10 (byte 334): save it as UTF-8, unpacked");
    assertThat(fileFaults(packed))
        .containsExactly(
            "the file is no text in UTF-8 at line 1 (byte 2): save it as UTF-8, unpacked");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EST | America/New_York, America/Panama or -05:00
          cst | America/Chicago, America/Costa_Rica, -06:00 or Asia/Shanghai
          MST | America/Denver, America/Phoenix or -07:00
          PST | America/Los_Angeles, -08:00 or Asia/Manila
          HST | Pacific/Honolulu or -10:00
          IST | Asia/Kolkata, Europe/Dublin or Asia/Jerusalem
          CEST | Europe/Berlin, Europe/Paris or Europe/Rome
          BST | Europe/London or Asia/Dhaka
          Berlin | Europe/Berlin
          new york | America/New_York
          Eastern | Canada/Eastern or US/Eastern
          W. Europe Standard Time | Europe/Berlin
          UTC+5:30 | +05:30
          GMT -3 | -03:00
          """)
  void aNameThatIsNoZoneIsToldWithTheZonesThatItMayStandFor(String typed, String zones) {
    assertThat(faults(with("\"timeZone\": \"" + typed + "\"")))
        .containsExactly(
            "timeZone: must be an IANA zone such as Europe/Berlin, got \""
                + typed
                + "\", which may stand for "
                + zones);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CET", "EET", "MET", "WET", "EST5EDT", "GMT+2", "-05:00", "Z", "PRC"})
  void everyZoneOfJavasTableIsRead(String zone) throws Exception {
    assertThat(decode(with("\"timeZone\": \"" + zone + "\"")).flight().timeZone()).isEqualTo(zone);
  }

  @Test
  void aZoneWhoseNameHasTheOppositeSignIsNoted() throws Exception {
    assertThat(file(with("\"timeZone\": \"Etc/GMT-5\"")).notes())
        .containsExactly(
            "shoes: timeZone: Etc/GMT-5 is the offset +05:00, because these names count westwards");
    assertThat(file(with("\"timeZone\": \"Etc/GMT\"")).notes()).isEmpty();
    assertThat(file(with("\"timeZone\": \"GMT-5\"")).notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          shoes.example            | shoes.example
          www.Shoes.example        | shoes.example
          www.com                  | www.com
          schöne-schuhe.example    | xn--schne-schuhe-6ib.example
          WWW.SCHÖNE-Schuhe.example | xn--schne-schuhe-6ib.example
          ｓｈｏｐ。example          | shop.example
          日本語.example            | xn--wgv71a119e.example
          xn--bcher-kva.example    | xn--bcher-kva.example
          """)
  void anAdvertisersDomainIsReadInTheFormThatExchangesCompare(String typed, String domain)
      throws Exception {
    assertThat(decode(replacing("shoes.example\"", typed + "\"")).advertiser().domain())
        .isEqualTo(domain)
        .satisfies(
            read ->
                assertThat(DomainNames.normalised("https://" + typed + "/page"))
                    .isEqualTo(typed.equals("www.com") ? "com" : read));
  }

  @Test
  void internationalDomainsAndAddressesAreWrittenInAscii() throws Exception {
    // An o with its dots as a character of its own, as some file systems write it.
    Campaign campaign =
        decode(
            replacing("https://shoes.example/", "https://user@scho\u0308ne.example:8443/ü?ö=1")
                .replaceFirst(
                    "}\\s*$",
                    ", \"targeting\": {\"domains\": [\"b\u00fccher.example\"],"
                        + " \"blockedDomains\": [\"forum.scho\u0308ne.example\"]}}"));

    assertThat(campaign.creatives().get(0).landingPage())
        .isEqualTo("https://user@xn--schne-lua.example:8443/ü?ö=1");
    assertThat(campaign.targeting().domains()).containsExactly("xn--bcher-kva.example");
    assertThat(campaign.targeting().blockedDomains())
        .containsExactly("forum.xn--schne-lua.example");
    assertThat(codec.decode(codec.encode(campaign))).isEqualTo(campaign);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          straße.example | the letter ß
          STRAẞE.example | the letter ẞ
          οδος.example   | the letter ς
          a\u200cb.example | a zero-width non-joiner (U+200C)
          a\u200db.example | a zero-width joiner (U+200D)
          """)
  void aDomainThatMeansTwoDomainsIsRefused(String typed, String named) {
    String sentence =
        " has "
            + named
            + ", with which a name stands for one domain by the rules of 2003 and for another by"
            + " those of 2008; write the registered form (xn--…) of the one that is meant, got \"";

    assertThat(faults(replacing("shoes.example\"", typed + "\"")))
        .containsExactly("adomain:" + sentence + typed + "\"");
    assertThat(faults(replacing("https://shoes.example/", "https://" + typed + "/a")))
        .containsExactly("creatives[0].landingPage:" + sentence + typed + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://schöne.example/", "schöne..example", "ö b.example", "ö/b.example"})
  void whatIsNoDomainStaysRefusedWithLettersBeyondAscii(String typed) {
    assertThat(faults(replacing("shoes.example\"", typed + "\"")))
        .containsExactly(
            "adomain: must be a bare domain such as shop.example, without scheme or path, got \""
                + typed
                + "\"");
  }

  @Test
  void aTimeThatTheClocksSkipOrRepeatIsNoted() throws Exception {
    String berlin =
        LEAST.replace("\"id\": \"shoes\",", "\"id\": \"shoes\", \"timeZone\": \"Europe/Berlin\",");
    CampaignFile both =
        file(
            "["
                + berlin
                    .replace("2026-03-01T00:00", "2026-03-29T02:30")
                    .replace("2026-04-01T00:00", "2026-10-25T02:00")
                + "]");

    assertThat(both.notes())
        .containsExactly(
            "[0] shoes: flightStart: 2026-03-29T02:30 does not exist in Europe/Berlin, where the"
                + " clocks go from 2026-03-29T02:00 to 2026-03-29T03:00; it is read as"
                + " 2026-03-29T03:30+02:00",
            "[0] shoes: flightEnd: 2026-10-25T02:00 comes twice in Europe/Berlin, where the clocks"
                + " go back from 2026-10-25T03:00 to 2026-10-25T02:00; it is read as the first,"
                + " 2026-10-25T02:00+02:00; the second is 2026-10-25T02:00+01:00");
    assertThat(both.campaigns().get(0).flight().startMillis())
        .isEqualTo(Instant.parse("2026-03-29T01:30:00Z").toEpochMilli());
    assertThat(both.campaigns().get(0).flight().endMillis())
        .isEqualTo(Instant.parse("2026-10-25T00:00:00Z").toEpochMilli());
    // With an offset, and at a midnight that exists once, there is nothing to note.
    assertThat(file(berlin.replace("2026-03-01T00:00", "2026-03-29T02:30+01:00")).notes())
        .isEmpty();
    assertThat(
            file(berlin
                    .replace("Europe/Berlin", "America/New_York")
                    .replace("2026-03-01T00:00", "2026-11-01T00:00")
                    .replace("2026-04-01T00:00", "2026-11-08T00:00"))
                .notes())
        .isEmpty();
  }

  @Test
  void whatIsWrittenReadsEasily() throws Exception {
    Campaign campaign =
        decode(
            with(
                """
                "timeZone": "Europe/Berlin",
                "frequencyCap": {"impressions": 3, "period": "P1D"}
                """));

    assertThat(new String(codec.encode(campaign), UTF_8))
        .contains("\"flightStart\":\"2026-03-01T00:00+01:00\"")
        .contains("\"flightEnd\":\"2026-04-01T00:00+02:00\"")
        .contains("\"dailyBudget\":500,")
        .contains("\"maxBidCpm\":4.5,")
        .contains("\"pacing\":\"traffic\"")
        .contains("\"period\":\"PT24H\"")
        .doesNotContain("version")
        .doesNotContain("totalBudget");
  }

  @Test
  void theDocumentedExampleIsValidAndEveryFieldIsDocumented() throws Exception {
    String page = Files.readString(Path.of("..", "..", "docs", "campaigns.md"));
    String example = page.substring(page.indexOf("```json") + 7, page.indexOf("\n```\n"));

    assertThat(file(example).campaigns()).singleElement().isNotNull();
    Set<String> written = new TreeSet<>();
    Campaign full =
        decode(
            with(
                """
                "version": 1, "cat": ["IAB1"], "totalBudget": 9, "clickValue": 1,
                "targeting": {"countries": ["DEU"], "regions": ["BE"], "devices": ["phone"],
                  "placement": "off-site", "domains": ["a.example"],
                  "blockedDomains": ["b.example"], "categories": ["IAB1"], "hours": [0]},
                "frequencyCap": {"impressions": 3, "period": "PT24H"}
                """));
    Matcher names = Pattern.compile("\"(\\w+)\":").matcher(new String(codec.encode(full), UTF_8));
    while (names.find()) {
      written.add("`" + names.group(1) + "`");
    }
    assertThat(written)
        .as("the example above has every targeting key")
        .containsAll(
            Stream.of(Targeting.class.getRecordComponents())
                .map(key -> "`" + key.getName() + "`")
                .toList());
    assertThat(written).hasSizeGreaterThan(25);
    assertThat(page).contains(written);
  }
}
