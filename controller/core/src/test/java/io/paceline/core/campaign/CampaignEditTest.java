package io.paceline.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CampaignEditTest {
  private static final Campaign KNOWN = campaign("shoes", 3L, "shoes");

  private static Campaign campaign(String id, long version, String budgetId) {
    return CampaignBuilder.campaign(id).version(version).budgetId(budgetId).build();
  }

  @Test
  void aNewCampaignIsAccepted() throws Exception {
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
  void anEditCannotMoveACampaignToAnotherBudget() {
    assertThatThrownBy(() -> CampaignEdit.accept(KNOWN, campaign("shoes", 4L, "other")))
        .isInstanceOf(InvalidCampaignException.class)
        .hasMessageStartingWith(
            "budgetId: must stay shoes, since the money already spent is booked there, got other");
  }

  @Test
  void anEditOfACampaignWithAnotherIdFails() {
    assertThatThrownBy(() -> CampaignEdit.accept(KNOWN, campaign("hats", 4L, "shoes")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("campaign hats is no edit of campaign shoes");
  }

  @Test
  void aFlightThatIsOverMayBeProlonged() throws Exception {
    Campaign over = KNOWN.endedAt(KNOWN.flight().startMillis() + 1);
    Campaign edit = KNOWN.withVersion(4L);

    assertThat(over.flight().isOver(KNOWN.flight().startMillis() + 1)).isTrue();
    assertThat(CampaignEdit.accept(over, edit)).isSameAs(edit);
    assertThat(CampaignEdit.accept(over, KNOWN)).as("the version has to be higher").isSameAs(over);
  }
}
