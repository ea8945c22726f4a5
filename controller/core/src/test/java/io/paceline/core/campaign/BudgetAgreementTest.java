package io.paceline.core.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.BudgetAgreement.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BudgetAgreementTest {

  private static final String MARCH = "2026-03-01T00:00";
  private static final String APRIL = "2026-04-01T00:00";
  private static final long NOW = Instant.parse("2026-03-15T00:00:00Z").toEpochMilli();

  private static Campaign shoes;
  private static Campaign socks;
  private static Campaign dearShoes;
  private static Campaign dearSocks;

  @BeforeAll
  static void book() throws InvalidCampaignException {
    shoes = campaign("shoes", 1, 10, APRIL);
    socks = campaign("socks", 1, 10, APRIL);
    dearShoes = campaign("shoes", 2, 20, APRIL);
    dearSocks = campaign("socks", 2, 20, APRIL);
  }

  /** A campaign on the budget {@code feet}. */
  private static Campaign campaign(String id, int version, int totalBudget, String flightEnd)
      throws InvalidCampaignException {
    String json =
        """
        {"id": "%s", "version": %d, "budgetId": "feet", "adomain": "shoes.example",
         "flightStart": "%s", "flightEnd": "%s", "totalBudget": %d, "maxBidCpm": 4.5,
         "creatives": [{"id": "a", "w": 300, "h": 250,
                        "imageUrl": "https://cdn.example/a.png",
                        "landingPage": "https://shoes.example/"}]}
        """
            .formatted(id, version, MARCH, flightEnd, totalBudget);
    return new CampaignCodec().decode(json.getBytes(UTF_8));
  }

  private static Map<String, Campaign> byId(Campaign... campaigns) {
    Map<String, Campaign> byId = new LinkedHashMap<>();
    for (Campaign campaign : campaigns) {
      byId.put(campaign.id(), campaign);
    }
    return byId;
  }

  private static Campaign carrying(String id, long totalMicros, Integer carryOver) {
    return CampaignBuilder.campaign(id)
        .budgetId("feet")
        .totalMicros(totalMicros)
        .dailyMicros(1_000)
        .carryOver(carryOver)
        .build();
  }

  @Test
  void allCampaignsOfABudgetCarryOverTheSame() {
    Campaign none = carrying("shoes", 5_000, 0);
    Campaign half = carrying("socks", 5_000, 500);

    assertThat(SharedBudget.agree(none, half)).isFalse();
    assertThat(SharedBudget.disagreement(none, half))
        .contains("shoes states carryOver 0 where socks states 0.5;");
    assertThat(SharedBudget.agree(none, carrying("socks", 5_000, null))).isFalse();
  }

  @Test
  void whatIsNotStatedAgreesWithItsDefault() {
    assertThat(SharedBudget.agree(carrying("shoes", 5_000, null), carrying("socks", 5_000, 1_000)))
        .isTrue();
    assertThat(SharedBudget.agree(carrying("shoes", 0, null), carrying("socks", 0, 0))).isTrue();
    assertThat(
            SharedBudget.disagreement(carrying("shoes", 0, null), carrying("socks", 5_000, null)))
        .contains("totalBudget none where socks states 0.005;")
        .doesNotContain("carryOver");
  }

  @Test
  void anEditThatAgreesWithTheOthersPassesAtOnce() {
    Campaign paused = socks.withPaused(true).withVersion(2);

    assertThat(BudgetAgreement.of(paused, byId(shoes, socks), byId(paused), NOW))
        .isEqualTo(new Verdict(true, null, List.of(paused)));
    assertThat(BudgetAgreement.of(dearShoes, byId(shoes), byId(dearShoes), NOW))
        .as("a budget of one campaign")
        .isEqualTo(new Verdict(true, null, List.of(dearShoes)));
  }

  @Test
  void anEditThatDisagreesWaitsForEveryCampaignThatHasASay() throws Exception {
    Map<String, Campaign> agreed = byId(shoes, socks, campaign("boots", 1, 10, APRIL));

    assertThat(BudgetAgreement.of(dearShoes, agreed, byId(dearShoes), NOW))
        .isEqualTo(new Verdict(false, null, List.of()));
    assertThat(BudgetAgreement.of(dearSocks, agreed, byId(dearShoes, dearSocks), NOW))
        .as("boots did not follow")
        .isEqualTo(new Verdict(false, null, List.of()));
    Campaign dearBoots = campaign("boots", 2, 20, APRIL);
    assertThat(BudgetAgreement.of(dearBoots, agreed, byId(dearShoes, dearSocks, dearBoots), NOW))
        .isEqualTo(new Verdict(false, null, List.of(dearShoes, dearSocks, dearBoots)));
  }

  @Test
  void aWaitingEditThatSaysSomethingElseGoesOnWaiting() throws Exception {
    Campaign cheapBoots = campaign("boots", 1, 5, APRIL);

    assertThat(
            BudgetAgreement.of(
                dearSocks, byId(shoes, socks), byId(cheapBoots, dearShoes, dearSocks), NOW))
        .isEqualTo(new Verdict(false, null, List.of(dearShoes, dearSocks)));
  }

  @Test
  void pausingNeedsNobodysAgreement() {
    Campaign pausing = dearSocks.withPaused(true);

    assertThat(BudgetAgreement.of(pausing, byId(shoes, socks), byId(pausing), NOW))
        .isEqualTo(
            new Verdict(false, socks.withPaused(true).withVersion(pausing.version()), List.of()));
    assertThat(BudgetAgreement.of(pausing, byId(shoes), byId(pausing), NOW))
        .as("a campaign that is not in force has nothing to stop")
        .isEqualTo(new Verdict(false, null, List.of()));
  }

  @Test
  void aCampaignWhoseFlightIsOverHasNoSay() throws Exception {
    Campaign ended = campaign("boots", 1, 10, "2026-03-10T00:00");
    long end = ended.flight().endMillis();

    assertThat(BudgetAgreement.opposing(dearShoes, List.of(ended), end - 1)).isEqualTo(ended);
    assertThat(BudgetAgreement.opposing(dearShoes, List.of(ended), end)).isNull();
    assertThat(BudgetAgreement.of(dearShoes, byId(ended, shoes), byId(dearShoes), NOW).atOnce())
        .isTrue();
    assertThat(
            BudgetAgreement.of(
                dearSocks, byId(ended, shoes, socks), byId(dearShoes, dearSocks), NOW))
        .as("nobody waits for it")
        .isEqualTo(new Verdict(false, null, List.of(dearShoes, dearSocks)));
  }
}
