package io.paceline.training.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paceline.core.exchange.Billing;
import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.notice.NoticeDecoder;
import io.paceline.core.notice.NoticeKeys;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeTokenCodec;
import io.paceline.core.notice.NoticeUrls;
import io.paceline.core.profile.UserEvent;
import io.paceline.core.profile.UserEventCodec;
import io.paceline.core.profile.UserEventType;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.training.dataset.PreparedExample;
import io.paceline.training.dataset.PreparedFolder;
import io.paceline.training.dataset.PreparedManifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of the job's training log, joined with their notices. */
final class TrainingLogPreparationTest {

  private static final String SECRET = "0123456789abcdef";
  private static final NoticeTokenCodec TOKENS =
      new NoticeTokenCodec(SECRET.getBytes(StandardCharsets.UTF_8));
  private static final NoticeUrls URLS = new NoticeUrls("https://notices.example");
  private static final String ANNA = "9f86d081884c7d65";
  private static final long START = 1_772_452_800_000L;

  @TempDir Path temp;

  private final List<String> rows = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final List<String> events = new ArrayList<>();

  private static ObjectNode row(String bidId, int at, long bidMicros) {
    ObjectNode row = PreparedFolder.json().createObjectNode();
    row.put("bidId", bidId).put("bidAtMillis", START + 5).put("campaignMillis", START);
    row.put("exchange", "adx").put("site", "news.example").put("category", "IAB12");
    row.put("userKey", ANNA).put("campaignId", "shoes").put("creativeId", "banner");
    row.put("at", at).put("bidMicros", bidMicros).put("probability", 0.02);
    row.put("fingerprint", FeatureEncoder.SPEC.fingerprint());
    for (int i = 0; i < FeatureEncoder.SPEC.requestIdCount(); i++) {
      row.withArray("requestIds").add(i);
    }
    for (int i = 0; i < FeatureEncoder.SPEC.requestFloats().size(); i++) {
      row.withArray("requestFloats").add(0.1f * i);
    }
    for (int i = 0; i < FeatureEncoder.SPEC.candidateIdCount(); i++) {
      row.withArray("candidateIds").add(100 + i);
    }
    for (int i = 0; i < FeatureEncoder.SPEC.candidateFloats().size(); i++) {
      row.withArray("candidateFloats").add(0.3f);
    }
    return row;
  }

  private static NoticeToken token(String bidId, long bidMicros) {
    return new NoticeToken(
        bidId,
        "shoes",
        "shoes",
        START,
        bidMicros,
        START + 5,
        "adx",
        "news.example",
        ANNA,
        false,
        null);
  }

  private void notice(String url) {
    notices.add(new String(NoticeDecoder.encode(url), StandardCharsets.UTF_8));
  }

  private void billed(String bidId, long bidMicros, String cpm) {
    notice(URLS.billing(TOKENS.sign(token(bidId, bidMicros))).replace("${AUCTION_PRICE}", cpm));
  }

  private void lost(String bidId, long bidMicros, String reason, String minimumToWin) {
    notice(
        URLS.loss(TOKENS.sign(token(bidId, bidMicros)))
            .replace("${AUCTION_LOSS}", reason)
            .replace("${AUCTION_MIN_TO_WIN}", minimumToWin));
  }

  private void clicked(String bidId, long bidMicros) {
    String shop = "https://shop.example";
    notice(URLS.click(TOKENS.signClick(token(bidId, bidMicros), shop), shop));
  }

  private PreparedManifest prepare(String... billsOnWin) throws Exception {
    Path log = Files.write(temp.resolve("training-log.jsonl"), rows);
    Path told = Files.write(temp.resolve("notices.jsonl"), notices);
    Path users = Files.write(temp.resolve("user-events.jsonl"), events);
    return PreparationFixture.run(
        new PreparationInputs(
            List.of(),
            List.of(log),
            new PreparationInputs.Notices(
                List.of(told), NoticeKeys.of(SECRET), billingOnWin(billsOnWin)),
            List.of(users)),
        folder());
  }

  private static ExchangeProfiles billingOnWin(String... names) {
    ExchangeProfile usual = ExchangeProfiles.OPENRTB.usual();
    Map<String, ExchangeProfile> byName = new HashMap<>();
    for (String name : names) {
      byName.put(name, usual.toBuilder().billing(Billing.WIN).build());
    }
    return new ExchangeProfiles(usual, byName);
  }

  private Path folder() {
    return temp.resolve("out");
  }

  private List<PreparedExample> examples() {
    List<PreparedExample> examples = new ArrayList<>();
    PreparedFolder.open(folder(), FeatureEncoder.SPEC.fingerprint())
        .examples()
        .forEach(examples::add);
    return examples;
  }

  @Test
  void theWinOfAnExchangeThatBillsOnTheWinShowsTheImpression() throws Exception {
    rows.add(row("b1", 2, 2_000).toString());
    rows.add(row("b2", 2, 2_000).toString());
    billed("b2", 2_000, "1.2");
    notice(
        URLS.win(TOKENS.sign(token("b1", 2_000)))
            .replace("${AUCTION_PRICE}", "1.5")
            .replace("${AUCTION_MIN_TO_WIN}", ""));

    prepare("bidway");
    assertThat(examples()).extracting(PreparedExample::bidId).containsExactly("b2");

    prepare("bidway", "adx");
    assertThat(examples())
        .extracting(PreparedExample::bidId, PreparedExample::marketPriceMicros)
        .containsExactlyInAnyOrder(tuple("b1", 1_500L), tuple("b2", 1_200L));
  }

  @Test
  void bidsMeetTheirNoticesInAnyOrderAndMoreThanOnce() throws Exception {
    clicked("b1", 2_000);
    billed("b1", 2_000, "1.5");
    billed("b1", 2_000, "1.5");
    rows.add(row("b1", 2, 2_000).toString());
    rows.add(row("b1", 2, 2_000).toString());
    rows.add(row("b2", 2, 1_800).put("campaignMillis", START - 60_000).toString());
    billed("b2", 1_800, "1.2");
    rows.add(row("b3", 2, 1_000).toString());
    lost("b3", 1_000, "102", "");
    rows.add(row("silent", 2, 900).toString());
    billed("not-sampled", 3_000, "2");

    PreparedManifest manifest = prepare();

    assertThat(examples())
        .extracting(PreparedExample::bidId, PreparedExample::clicked)
        .containsExactly(tuple("b2", false), tuple("b1", true));
    assertThat(examples().get(1).marketPriceMicros()).isEqualTo(1_500);
    assertThat(examples().get(1).row().siteCategory()).isEqualTo("IAB12");
    assertThat(examples().get(1).row().candidateIds()).startsWith(100, 101);
    assertThat(examples().get(1).row().requestFloats()[3]).isEqualTo(0.1f * 3);
    assertThat(manifest.count("bids")).isEqualTo(4);
    assertThat(manifest.count("shown")).isEqualTo(2);
    assertThat(manifest.count("clicks")).isEqualTo(1);
    assertThat(manifest.count("lost")).isEqualTo(1);
    assertThat(manifest.count("repeatedRows")).isEqualTo(1);
    assertThat(manifest.count("outcomesWithoutRow")).isEqualTo(1);
    JsonNode means = PreparationFixture.tree(folder(), PreparedFolder.MEANS);
    assertThat(means.path("campaigns").path("shoes").doubleValue()).isCloseTo(0.02, within(1e-9));
  }

  @Test
  void lostBidsRaiseTheMarketCurveAndLossesForOtherReasonsDoNot() throws Exception {
    for (int i = 0; i < 40; i++) {
      rows.add(row("won-" + i, 2, 3_000).toString());
      billed("won-" + i, 3_000, "1." + (10 + i % 5));
    }
    for (int i = 0; i < 40; i++) {
      rows.add(row("filtered-" + i, 2, 9_000).toString());
      lost("filtered-" + i, 9_000, "200", "");
    }
    prepare();
    double withoutLosses = medianPrice();
    for (int i = 0; i < 40; i++) {
      rows.add(row("lost-" + i, 2, 1_800).toString());
      lost("lost-" + i, 1_800, "102", "");
    }
    prepare();

    assertThat(withoutLosses).isBetween(1_100.0, 1_150.0);
    assertThat(medianPrice()).isGreaterThan(1_300);
  }

  private double medianPrice() {
    return PreparedFolder.open(folder(), FeatureEncoder.SPEC.fingerprint())
        .curves()
        .curve("adx", "news.example", null)
        .scaleMicros();
  }

  @Test
  void aFirstPriceWinTellsOnlyThatThePriceLayBelowItsBid() throws Exception {
    for (int i = 0; i < 30; i++) {
      rows.add(row("won-" + i, 1, 2_000 + 10 * i).toString());
      billed("won-" + i, 2_000 + 10 * i, "2");
      rows.add(row("lost-" + i, 1, 1_000 + 10 * i).toString());
      lost("lost-" + i, 1_000 + 10 * i, "102", "");
    }

    prepare();

    assertThat(medianPrice()).isBetween(1_290.0, 2_000.0);
    assertThat(examples()).allSatisfy(each -> assertThat(each.marketPriceMicros()).isZero());
  }

  @Test
  void aWinNoticeMayTellTheMarketPriceOfAFirstPriceAuction() throws Exception {
    for (int i = 0; i < 30; i++) {
      rows.add(row("won-" + i, 1, 2_000).toString());
      billed("won-" + i, 2_000, "2");
      notice(
          URLS.win(TOKENS.sign(token("won-" + i, 2_000)))
              .replace("${AUCTION_PRICE}", "2")
              .replace("${AUCTION_MIN_TO_WIN}", "0.70"));
    }

    prepare();

    assertThat(medianPrice()).isCloseTo(700, within(1.0));
    assertThat(examples())
        .hasSize(30)
        .allSatisfy(each -> assertThat(each.marketPriceMicros()).isEqualTo(700));
  }

  @Test
  void unusableLinesAreToldAndTheRestIsPrepared() throws Exception {
    rows.add(row("b1", 2, 2_000).toString());
    billed("b1", 2_000, "1.5");
    rows.add("{\"bidId\": 1");
    rows.add(row("b2", 2, 0).toString());
    rows.add(row("b3", 2, 1_000).put("fingerprint", "of last year").toString());
    billed("b3", 1_000, "0.9");
    rows.add(row("b4", 2, 1_000).set("requestIds", null).toString());
    notices.add("{\"url\": \"https://notices.example/n/billing?t=forged&p=1\"}");
    events.add("{\"userKey\": \"anna\"}");

    PreparedManifest manifest = prepare();

    assertThat(PreparationFixture.lines(folder(), PreparedFolder.REJECTED))
        .extracting(each -> each.path("file").textValue() + ":" + each.path("line").longValue())
        .containsExactlyInAnyOrder(
            "training-log.jsonl:2",
            "training-log.jsonl:3",
            "training-log.jsonl:5",
            "notices.jsonl:3",
            "user-events.jsonl:1");
    assertThat(manifest.count("rejected")).isEqualTo(5);
    assertThat(manifest.count("shown")).isEqualTo(2);
    assertThat(manifest.count("otherFeatures")).isEqualTo(1);
    assertThat(examples()).extracting(PreparedExample::bidId).containsExactly("b1");
  }

  @Test
  void userEventsAndBilledImpressionsBecomeTheStartingProfiles() throws Exception {
    rows.add(row("b1", 2, 2_000).toString());
    billed("b1", 2_000, "1.5");
    clicked("b1", 2_000);
    UserEventCodec codec = new UserEventCodec();
    UserEvent view = new UserEvent(ANNA, UserEventType.VIEW, null, "IAB18", START + 90_000);
    events.add(new String(codec.encode(view), StandardCharsets.UTF_8));

    prepare();

    List<UserEvent> written = new ArrayList<>();
    for (String line : Files.readAllLines(folder().resolve(PreparedFolder.USER_EVENTS))) {
      written.add(codec.decode(line.getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(written)
        .containsExactly(
            new UserEvent(ANNA, UserEventType.IMPRESSION, "shoes", "IAB12", START + 5),
            new UserEvent(ANNA, UserEventType.CLICK, "shoes", null, START + 5),
            view);
    JsonNode profile =
        PreparationFixture.lines(folder(), PreparedFolder.PROFILES).get(0).path("profile");
    assertThat(profile.path("impressions").intValue()).isEqualTo(1);
    assertThat(profile.path("clicks").intValue()).isEqualTo(1);
    assertThat(profile.path("lastActivityMillis").longValue()).isEqualTo(START + 90_000);
  }

  @Test
  void aConversionJoinsTheBidItNames() throws Exception {
    rows.add(row("b1", 2, 2_000).toString());
    billed("b1", 2_000, "1.5");
    clicked("b1", 2_000);
    rows.add(row("b2", 2, 2_000).toString());
    billed("b2", 2_000, "1.5");
    String conversion =
        "{\"userKey\": \"%s\", \"type\": \"conversion\", \"campaign\": \"shoes\", \"bid\": %s,"
            + " \"at\": 1772452899000}";
    events.add(conversion.formatted(ANNA, "\"b1\""));
    events.add(conversion.formatted(ANNA, "null"));
    events.add(conversion.formatted(ANNA, "[]"));

    PreparedManifest manifest = prepare();

    assertThat(manifest.count("conversions")).isEqualTo(1);
    assertThat(manifest.count("rejected")).as("a bid that is no text").isEqualTo(1);
    assertThat(examples())
        .extracting(PreparedExample::bidId, PreparedExample::conversions)
        .containsExactly(tuple("b1", 1), tuple("b2", 0));
  }

  @Test
  void winsOfFirstPriceAuctionsAloneTellNoPriceAndAreRefusedInOneSentence() {
    rows.add(row("b1", 1, 2_000).toString());
    billed("b1", 2_000, "2");

    assertThatThrownBy(this::prepare)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tell nothing about market prices");
  }

  @Test
  void noticesWithoutTheirKeyAreRefused() {
    List<Path> notices = List.of(Path.of("notices.jsonl"));

    assertThatThrownBy(() -> new PreparationInputs.Notices(notices, null, ExchangeProfiles.OPENRTB))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("need the key that they are signed with");
  }
}
