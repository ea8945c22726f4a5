package io.paceline.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignEditTest {
  private static final Campaign KNOWN = campaign("shoes", 3L, "shoes");

  private static Campaign campaign(String id, long version, String budgetId) {
    return new Campaign(
        id,
        version,
        "Shoes",
        false,
        "shoes.example",
        List.of(),
        0L,
        1L,
        "UTC",
        budgetId,
        1_000_000L,
        0L,
        PacingMode.EVEN,
        1_000L,
        0L,
        List.of(new Creative("a", 1, 1, List.of(), "https://a.example", "https://a.example")),
        Targeting.EVERYWHERE,
        null);
  }

  @Test
  void aNewCampaignIsTakenOver() throws Exception {
    assertThat(CampaignEdit.accept(null, KNOWN)).isSameAs(KNOWN);
  }

  @Test
  void theHigherVersionHolds() throws Exception {
    Campaign edit = KNOWN.withPaused(true).withVersion(4L);

    assertThat(CampaignEdit.accept(KNOWN, edit)).isSameAs(edit);
    assertThat(edit.paused()).isTrue();
    assertThat(edit.withPaused(false).withVersion(3L)).isEqualTo(KNOWN);
  }

  @Test
  void aVersionThatIsNoHigherIsIgnored() throws Exception {
    assertThat(CampaignEdit.accept(KNOWN, KNOWN.withPaused(true))).isSameAs(KNOWN);
    assertThat(CampaignEdit.accept(KNOWN, KNOWN.withPaused(true).withVersion(2L))).isSameAs(KNOWN);
    assertThat(CampaignEdit.accept(KNOWN, campaign("shoes", 2L, "other"))).isSameAs(KNOWN);
  }

  @Test
  void theBudgetStays() {
    assertThatThrownBy(() -> CampaignEdit.accept(KNOWN, campaign("shoes", 4L, "other")))
        .isInstanceOf(InvalidCampaignException.class)
        .hasMessageStartingWith(
            "budgetId: must stay shoes, since the money already spent is booked there, got other");
  }

  @Test
  void anEditIsOfTheSameCampaign() {
    assertThatThrownBy(() -> CampaignEdit.accept(KNOWN, campaign("hats", 4L, "shoes")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("campaign hats is no edit of campaign shoes");
  }
}
