package io.paceline.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.CampaignAnswer.Verdict;
import io.paceline.core.clock.CampaignClock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of edits that wait, and of the highest version. */
class CampaignRegisterTest {
  private static final long START = 1_772_000_000_000L;
  private static final long DAY = 86_400_000L;

  private final MemoryCampaignStore store = new MemoryCampaignStore();
  private final CampaignRegister register = new CampaignRegister(store, CampaignClock.REAL_TIME);
  private long offset;

  private static Campaign campaign(String id, long version, long totalMicros) {
    return CampaignBuilder.campaign(id)
        .version(version)
        .budgetId("feet")
        .totalMicros(totalMicros)
        .flight(START - DAY, START + 5 * DAY)
        .build();
  }

  private TopicPosition next() {
    return new TopicPosition(offset, START + offset++);
  }

  private CampaignAnswer take(CampaignOrder order) {
    return register.take(order, next(), START).get(0);
  }

  /** Socks are in force; an edit of shoes that disagrees with them waits. */
  private void shoesWait() {
    take(CampaignOrder.edit(campaign("socks", 1, 10_000_000)));
    CampaignAnswer waits = take(CampaignOrder.edit(campaign("shoes", 1, 20_000_000)));
    assertThat(waits.verdict()).isEqualTo(Verdict.WAITING);
  }

  @Test
  void aPauseOfACampaignWhoseFirstEditStillWaitsHoldsWhenTheEditPasses() {
    shoesWait();
    CampaignAnswer paused = take(CampaignOrder.pause("shoes", 0, null));
    assertThat(paused.verdict()).isEqualTo(Verdict.PAUSED);
    assertThat(paused.changed()).isFalse();
    take(CampaignOrder.edit(campaign("socks", 2, 20_000_000)));
    List<CampaignAnswer> late = register.judgeLate(START + CampaignRegister.PATIENCE_MILLIS);
    assertThat(late).extracting(CampaignAnswer::campaignId).containsExactly("shoes");
    assertThat(late.get(0).inForce().paused()).isTrue();
  }

  @Test
  void aPauseThatWasWrittenBeforeTheWaitingEditDoesNotPauseIt() {
    TopicPosition early = next();
    shoesWait();
    CampaignAnswer unknown =
        register.take(CampaignOrder.pause("shoes", 0, null), early, START).get(0);
    assertThat(unknown.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(store.waiting()).noneMatch(edit -> edit.campaign().paused());
  }

  @Test
  void aTombstoneThatIsReadAgainLeavesANewerEditThatWaits() {
    TopicPosition early = next();
    shoesWait();
    register.take(CampaignOrder.end("shoes"), early, START);
    assertThat(register.isWaiting("shoes")).isTrue();
    take(CampaignOrder.end("shoes"));
    assertThat(register.isWaiting("shoes")).isFalse();
  }

  @Test
  void aCampaignAtTheHighestVersionCanStillBeEditedByALaterRecord() {
    take(CampaignOrder.edit(campaign("shoes", Campaign.MOST_VERSION, 10_000_000)));
    Campaign edited = campaign("shoes", Campaign.MOST_VERSION, 20_000_000);
    TopicPosition position = next();
    CampaignAnswer taken = register.take(CampaignOrder.edit(edited), position, START).get(0);
    assertThat(taken.verdict()).isEqualTo(Verdict.TAKEN);
    assertThat(taken.inForce()).isEqualTo(edited);
    assertThat(register.take(CampaignOrder.edit(edited), position, START))
        .noneMatch(CampaignAnswer::changed);
    assertThat(take(CampaignOrder.edit(campaign("shoes", 7, 30_000_000))).verdict())
        .isEqualTo(Verdict.REFUSED);
  }
}
