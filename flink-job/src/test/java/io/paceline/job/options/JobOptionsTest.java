package io.paceline.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.paceline.core.clock.CampaignClock;
import io.paceline.core.exchange.Billing;
import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.exchange.HaltRule;
import io.paceline.core.exchange.PriceUnit;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.money.CurrencyTable;
import io.paceline.core.notice.NoticeKeys;
import io.paceline.core.pacing.PacingLaws;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JobOptionsTest {

  private static final String SECRET = "0123456789abcdef";

  private static JobOptions with(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--notice.secret", SECRET));
    arguments.addAll(List.of(more));
    return JobOptions.fromArguments(arguments.toArray(new String[0]));
  }

  @Test
  void onlyTheSecretHasNoDefault() {
    assertThat(with())
        .isEqualTo(
            new JobOptions(
                new KafkaOptions("127.0.0.1:9092", "paceline"),
                CampaignClock.REAL_TIME,
                new ExchangeOptions(
                    "paceline",
                    "http://127.0.0.1",
                    NoticeKeys.of(SECRET),
                    ExchangeProfiles.OPENRTB),
                new RequestOptions(CurrencyTable.USD, 100, 10, List.of(), 100),
                new ScoringOptions(1_000, 128),
                new AllocationOptions(false, 0.1, 0.01),
                10_000,
                new SpendOptions(
                    "resolving",
                    1_000,
                    LedgerSettings.of(60_000, 3_600_000, 86_400_000),
                    new HaltRule(0.005, 86_400_000, 10)),
                10_000));
    assertThatThrownBy(JobOptions::fromArguments)
        .hasMessage(
            "--notice.secret, or several keys in --notice.secrets, must be given: notices are"
                + " signed with it");
    assertThatThrownBy(() -> JobOptions.fromArguments("--notice.secret", "short"))
        .hasMessage("--notice.secret must have at least 16 characters");
  }

  @Test
  void whatIsKnownOfAnExchangeMayBeStatedOtherwise() {
    String[] known = {"--exchange.known", "bidswitch", "--exchange.Bidswitch.tells-losses", "true"};
    assertThat(with(known).exchange().profiles().of("bidswitch").tellsLosses()).isTrue();
    assertThat(with(known[0], known[1]).exchange().profiles().of("bidswitch").tellsLosses())
        .isFalse();
  }

  @Test
  void pricesAreRoundedInTheCurrencyOfTheBidsOnly() {
    assertThatThrownBy(
            () ->
                with(
                    "--request.currency-rates", "EUR=1.1",
                    "--exchange.adx.price-currency", "EUR",
                    "--exchange.adx.price-rounding", "0.01"))
        .hasMessage(
            "--exchange.adx.price-rounding needs prices in USD, in which bids are made, and they"
                + " are in EUR");
  }

  @Test
  void severalKeysTakeThePlaceOfTheOne() {
    String keys = "1:another secret of 16,0:" + SECRET;
    assertThat(JobOptions.fromArguments("--notice.secrets", keys).exchange().noticeKeys())
        .isEqualTo(NoticeKeys.parse(keys));
    assertThatThrownBy(() -> with("--notice.secrets", keys))
        .hasMessage("--notice.secrets takes the place of --notice.secret; give one of them");
    assertThatThrownBy(() -> JobOptions.fromArguments("--notice.secrets", "1:short"))
        .hasMessage(
            "--notice.secrets: the secret of key 1 that signs notices must have at least 16 bytes,"
                + " got 5");
    assertThatThrownBy(() -> JobOptions.fromArguments("--notice.secrets", ""))
        .hasMessage("--notice.secrets: at least one key must sign notices");
  }

  @Test
  void everyOptionReachesItsPlace() {
    ExchangeProfile usual = ExchangeProfile.ofOpenRtb(9_000, 19_000);
    ExchangeProfiles exchanges =
        new ExchangeProfiles(
            usual,
            Map.of(
                "adx",
                usual.toBuilder().billing(Billing.WIN).priceStepMicros(10).build(),
                "google",
                usual.toBuilder()
                    .windows(2_000, 19_000)
                    .priceUnit(PriceUnit.MICROS)
                    .tellsLosses(false)
                    .build(),
                "pubmatic",
                usual.toBuilder().billing(Billing.RENDER).build(),
                "a.b",
                usual.toBuilder()
                    .windows(9_000, 60_000)
                    .auctionType(1)
                    .priceUnit(PriceUnit.MICROS)
                    .priceCurrency("USD")
                    .tellsLosses(false)
                    .reportZone(ZoneId.of("America/New_York"))
                    .build()));
    assertThat(
            with(
                "--kafka.bootstrap-servers", "broker:1",
                "--kafka.group-id", "group",
                "--clock.epoch", "1970-01-01T00:00:01Z",
                "--clock.start", "1970-01-01T00:00:02Z",
                "--clock.speed", "3",
                "--seat", "house",
                "--notice.url", "https://n.example",
                "--exchange.known", "google, pubmatic",
                "--exchange.adx.bills", "win",
                "--exchange.adx.price-rounding", "0.01",
                "--exchange.Google.window.auction", "2 s",
                "--exchange.a.b.auction-type", "1",
                "--exchange.a.b.window.billing", "1 min",
                "--exchange.a.b.price-unit", "micros",
                "--exchange.a.b.price-currency", "usd",
                "--exchange.a.b.report-zone", "America/New_York",
                "--exchange.a.b.tells-losses", "false",
                "--request.currency", "EUR",
                "--request.currency-rates", "USD=0.9,CNY=0.13",
                "--request.default-tmax-ms", "80",
                "--deadline.margin", "20 ms",
                "--request.max-imps", "50",
                "--own-domains", "shop.example,shop.test",
                "--score.timeout", "30 ms",
                "--score.capacity", "40",
                "--allocation.proportional", "true",
                "--training.sample", "0.5",
                "--exploration.share", "0.6",
                "--market.refresh", "7 s",
                "--pacing.law", "dual-mirror-descent",
                "--tick", "8 ms",
                "--window.auction", "9 s",
                "--window.billing", "19 s",
                "--window.duplicates", "20 s",
                "--halt.share", "0.01",
                "--halt.window", "1 h",
                "--halt.least", "20",
                "--checkpoint.interval", "1 min"))
        .isEqualTo(
            new JobOptions(
                new KafkaOptions("broker:1", "group"),
                new CampaignClock(1_000, 2_000, 3),
                new ExchangeOptions("house", "https://n.example", NoticeKeys.of(SECRET), exchanges),
                new RequestOptions(
                    CurrencyTable.parse("EUR", "USD=0.9,CNY=0.13"),
                    80,
                    20,
                    List.of("shop.example", "shop.test"),
                    50),
                new ScoringOptions(30, 40),
                new AllocationOptions(true, 0.5, 0.6),
                7_000,
                new SpendOptions(
                    "dual-mirror-descent",
                    8,
                    new LedgerSettings(exchanges, 20_000),
                    new HaltRule(0.01, 3_600_000, 20)),
                60_000));
  }

  @Test
  void anExchangeMayBillUntilOneAuctionWindowBeforeTheBillingWindowEnds() {
    ExchangeProfiles exchanges =
        with(
                "--window.auction",
                "5 s",
                "--window.billing",
                "70 s",
                "--exchange.slow.window.billing",
                "2 min")
            .exchange()
            .profiles();
    assertThat(exchanges.of("adx").expSeconds()).isEqualTo(65);
    assertThat(exchanges.of("slow").expSeconds()).isEqualTo(115);
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        arguments(
            "--request.currency-rates",
            "EUR",
            "cannot be used: cannot read the currency rate 'EUR'; write it like EUR=1.08"),
        arguments(
            "--request.currency-rates",
            "EUR=1,EUR=2",
            "cannot be used: the currency EUR has two rates"),
        arguments(
            "--request.currency-rates",
            "EUR=0",
            "cannot be used: the rate of EUR must lie between 0.000001 and 1000000, got 0"),
        arguments(
            "--request.currency-rates",
            "USD=1",
            "cannot be used: USD is the base currency and needs no rate; leave it out"),
        arguments(
            "--request.currency",
            "dollars",
            "cannot be used: a currency is three capital letters like EUR, got 'DOLLARS'"),
        arguments(
            "--pacing.law",
            "best",
            "cannot be used: there is no pacing law \"best\"; take one of " + PacingLaws.names()),
        arguments("--tick", "11 s", "must not be longer than --checkpoint.interval"),
        arguments("--tick", "0 s", "must be positive"),
        arguments(
            "--tick",
            "soon",
            "cannot be read: Wall time between two ticks of a budget's controller."),
        arguments(
            "--window.billing",
            "60900 ms",
            "must be at least a second longer than --window.auction"),
        arguments(
            "--exchange.adx.window.billing",
            "1 min",
            "must be at least a second longer than --exchange.adx.window.auction"),
        arguments("--exchange.a.b.window.auction", "0 s", "must be positive"),
        arguments(
            "--exchange.adx.price-currency",
            "jpy",
            "is JPY, which has no rate in --request.currency-rates"),
        arguments("--window.auction", "401 d", "must be at most 400 days"),
        arguments("--exchange.adx.auction-type", "3", "must be 1 or 2, got 3"),
        arguments(
            "--exchange.adx.report-zone",
            "EST5",
            "must be a time zone such as America/New_York, got EST5"),
        arguments(
            "--exchange.adx.price-rounding",
            "0",
            "must be a CPM from 0.001 to 1 in thousandths, got 0"),
        arguments(
            "--exchange.adx.price-rounding",
            "-0.01",
            "must be a CPM from 0.001 to 1 in thousandths, got -0.01"),
        arguments(
            "--exchange.adx.price-rounding",
            "0.0015",
            "must be a CPM from 0.001 to 1 in thousandths, got 0.0015"),
        arguments(
            "--exchange.adx.price-rounding",
            "1e999999999",
            "must be a CPM from 0.001 to 1 in thousandths, got 1e999999999"),
        arguments(
            "--exchange.adx.price-rounding",
            "1e99999999",
            "must be a CPM from 0.001 to 1 in thousandths, got 1e99999999"),
        arguments(
            "--exchange.adx.price-rounding",
            "1e-2147483647",
            "must be a CPM from 0.001 to 1 in thousandths, got 1e-2147483647"),
        arguments(
            "--exchange.adx.price-rounding",
            "a cent",
            "must be a CPM from 0.001 to 1 in thousandths, got a cent"),
        arguments(
            "--exchange.adx.bills",
            "later",
            "cannot be read: How the exchange NAME bills: win (it sends no billing notice, so its"
                + " win notice debits), notice (its billing notice debits), or render (its billing"
                + " notice debits, and it tells nothing before the impression is rendered, so bids"
                + " stay open for the billing window). By default what exchange.known says of"
                + " NAME, else notice."),
        arguments(
            "--exchange.known",
            "adx",
            "knows bidswitch, criteo, google, index, magnite, openx, prebid-js, prebid-server,"
                + " pubmatic, xandr, got adx"),
        arguments(
            "--clock.epoch", "today", "must be an instant like 2026-03-01T00:00:00Z, got today"),
        arguments(
            "--notice.url",
            "notices.example.com",
            "cannot be used: the address of notices must begin with http:// or https://, got"
                + " 'notices.example.com'"),
        arguments(
            "--notice.url",
            "https://n.example/?a=b",
            "cannot be used: the address of notices must have neither ? nor #, got"
                + " 'https://n.example/?a=b'"),
        arguments("--clock.speed", "0", "must be positive, got 0.0"),
        arguments("--exploration.share", "1.1", "must be from 0 to 1, got 1.1"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void aValueThatDoesNotFitIsNamedInOneSentence(String option, String value, String rest) {
    assertThatThrownBy(() -> with(option, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(option + " " + rest);
  }

  /** Each option with each value that no honest user writes. */
  static Stream<Arguments> extremes() {
    List<String> values =
        List.of(
            "",
            " ",
            "0",
            "-1",
            "-1 s",
            "PT-1S",
            "0.1",
            "1e-300",
            "1e308",
            "1e999999999",
            "1e-999999999",
            "NaN",
            "-Infinity",
            "Infinity",
            "2147483647",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "9223372036854775807 ms",
            "9223372036854775807 s",
            "9223372036854775807 d",
            "-1000000000-01-01T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "+10000-01-01T00:00:00Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "EUR=1e999999999",
            "EUR=1e-999999999",
            "256:0123456789abcdef",
            "-1:0123456789abcdef",
            "\u0000",
            "null");
    return JobOptions.help()
        .lines()
        .map(line -> line.strip().split(" ", 2)[0].replace("NAME", "adx"))
        .flatMap(option -> values.stream().map(value -> arguments(option, value)));
  }

  @ParameterizedTest
  @MethodSource("extremes")
  void whateverAnOptionSaysItIsReadOrRefusedInASentenceThatNamesTheOption(
      String option, String value) {
    try {
      assertThat(with(option, value)).isNotNull();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining(option);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--clock.epoch, +10000-01-01T00:00:00Z, 'must be in the years 1970 to 9999, got '",
    "--clock.start, +1000000000-12-31T23:59:59Z, 'must be in the years 1970 to 9999, got '",
    "--clock.start, -1000000000-01-01T00:00:00Z, 'must be in the years 1970 to 9999, got '",
    "--clock.speed, Infinity, 'must be at most 1000000, got '",
    "--clock.speed, 1e-300, 'must be at least 0.001, got '",
    "--checkpoint.interval, 9223372036854775807 s, must be at most 400 days",
    "--deadline.margin, 9223372036854775807 s, must be at most 400 days",
  })
  void instantsSpeedsAndTimesHaveBounds(String option, String value, String rest) {
    String got = rest.endsWith("got ") ? value.replace("1e-300", "1.0E-300") : "";
    assertThatThrownBy(() -> with(option, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(option + " " + rest + got);
  }

  @Test
  void aTickMayTakeAnyTimeWhereThereAreNoCheckpoints() {
    assertThat(with("--tick", "11 s", "--checkpoint.interval", "0 s").checkpointMillis()).isZero();
  }

  @Test
  void anUnknownOptionIsNamedBesideAllThatAreKnown() {
    assertThatThrownBy(() -> with("--speed", "2"))
        .hasMessageStartingWith("unknown option --speed; known are: allocation.proportional, ")
        .hasMessageEndingWith(", window.auction, window.billing, window.duplicates");
    assertThatThrownBy(() -> with("--tick"))
        .hasMessage("options come as --key value; the last one has no value: --tick");
  }

  @Test
  void helpHasALineForEveryOption() {
    List<String> lines = JobOptions.help().lines().toList();
    assertThat(lines)
        .hasSize(40)
        .isSorted()
        .contains(
            "  --notice.secret              Key that signs notices, at least 16 characters."
                + " Required unless notice.secrets is given.",
            "  --tick                       Wall time between two ticks of a budget's controller."
                + " [1 s]",
            "  --own-domains                Domains of the retailer's own pages, separated by"
                + " commas.");
    assertThat(lines.stream().map(line -> line.strip().split(" ", 2)[0]))
        .containsAll(
            Stream.of(
                    KafkaOptions.ALL,
                    ClockOptions.ALL,
                    ExchangeOptions.ALL,
                    RequestOptions.ALL,
                    ScoringOptions.ALL,
                    AllocationOptions.ALL,
                    SpendOptions.ALL)
                .flatMap(List::stream)
                .map(option -> "--" + option.key())
                .toList());
  }
}
