package io.paceline.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.CampaignAnswer.Verdict;
import io.paceline.core.clock.CampaignClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Tests the register with random records of five campaigns on two budgets: edits of every version
 * with the right and the wrong budget, amount, zone and flight, pauses, tombstones, and records
 * that are read again.
 */
class CampaignRegisterPropertyTest {
  private static final List<String> IDS = List.of("shoes", "socks", "boots", "hats", "caps");
  private static final int RECORDS = 120;
  private static final long START = 1_772_000_000_000L;
  private static final long DAY = 86_400_000L;

  private record Read(CampaignOrder order, TopicPosition position) {}

  @Property(tries = 300)
  void whatIsHeldIsConsistentWhateverIsWritten(@ForAll long seed) {
    new World().run(new Random(seed));
  }

  /** One topic with its register. */
  private static final class World {
    private final MemoryCampaignStore store = new MemoryCampaignStore();
    private final CampaignRegister register = new CampaignRegister(store, CampaignClock.REAL_TIME);

    /** The campaigns as they are known to somebody who hears only the changes. */
    private final Map<String, Campaign> heard = new HashMap<>();

    private final List<Read> topic = new ArrayList<>();
    private final Map<String, Long> highest = new HashMap<>();
    private long now = START;

    void run(Random random) {
      for (int i = 0; i < RECORDS; i++) {
        if (!topic.isEmpty() && random.nextInt(6) == 0) {
          readAgain(topic.get(random.nextInt(topic.size())));
        } else {
          read(order(random));
        }
        now += random.nextInt(4) == 0 ? CampaignRegister.PATIENCE_MILLIS : random.nextInt(500);
        hear(register.judgeLate(now));
        check();
      }
      now += CampaignRegister.PATIENCE_MILLIS;
      hear(register.judgeLate(now));
      assertThat(store.waiting()).isEmpty();
      assertThat(register.nextDueMillis()).isNull();
      now += 10 * DAY + CampaignRegister.MEMORY_MILLIS;
      assertThat(register.forget(now)).hasSameSizeAs(heard.keySet());
      assertThat(register.isEmpty()).isTrue();
    }

    private void read(CampaignOrder order) {
      Read read = new Read(order, new TopicPosition(topic.size(), now));
      topic.add(read);
      HeldCampaign before = store.held(order.campaignId());
      List<CampaignAnswer> answers = register.take(order, read.position(), now);
      CampaignAnswer own = answers.get(0);
      assertThat(own.campaignId()).isEqualTo(order.campaignId());
      assertThat(own.offset()).isEqualTo(read.position().offset());
      if (own.verdict() == Verdict.REFUSED) {
        assertThat(own.reason()).isNotBlank();
      }
      hear(answers);
      HeldCampaign after = store.held(order.campaignId());
      boolean pauses =
          order.kind() == CampaignOrder.Kind.PAUSE
              || (order.campaign() != null && order.campaign().paused());
      if (before != null && pauses) {
        assertThat(after.campaign().paused()).as("a pause is always taken").isTrue();
      }
      if (before != null && order.kind() == CampaignOrder.Kind.END) {
        assertThat(after.campaign().inFlight(now)).isFalse();
        assertThat(after.campaign().flight().isOver(now)).isTrue();
      }
    }

    private void readAgain(Read read) {
      HeldCampaign before = store.held(read.order().campaignId());
      if (before == null || before.position().offset() < read.position().offset()) {
        // Neither this record nor a later one is in force, so the register treats it as a new one.
        return;
      }
      List<CampaignAnswer> answers = register.take(read.order(), read.position(), now);
      assertThat(answers).noneMatch(CampaignAnswer::changed);
      assertThat(store.held(read.order().campaignId())).isEqualTo(before);
    }

    private void hear(List<CampaignAnswer> answers) {
      for (CampaignAnswer answer : answers) {
        if (answer.changed()) {
          heard.put(answer.campaignId(), answer.inForce());
        }
      }
    }

    private void check() {
      for (HeldCampaign held : store.all()) {
        Campaign campaign = held.campaign();
        assertThat(heard).containsEntry(campaign.id(), campaign);
        assertThat(campaign.version())
            .as("versions never fall")
            .isGreaterThanOrEqualTo(highest.getOrDefault(campaign.id(), 0L));
        highest.put(campaign.id(), campaign.version());
        for (Campaign other : store.onBudget(campaign.budget().id())) {
          if (!campaign.flight().isOver(now) && !other.flight().isOver(now)) {
            assertThat(SharedBudget.agree(campaign, other)).isTrue();
          }
        }
      }
    }

    private CampaignOrder order(Random random) {
      String id = IDS.get(random.nextInt(IDS.size()));
      long version = 1L + random.nextInt(2 + topic.size() / 4);
      return switch (random.nextInt(8)) {
        case 0 -> CampaignOrder.end(id);
        case 1 -> CampaignOrder.pause(id, random.nextBoolean() ? 0 : version, null);
        default -> CampaignOrder.edit(campaign(id, version, random));
      };
    }
  }

  private static Campaign campaign(String id, long version, Random random) {
    String home = id.length() == 5 ? "feet" : "heads";
    CampaignBuilder builder =
        CampaignBuilder.campaign(id)
            .version(version)
            .budgetId(random.nextInt(8) == 0 ? "elsewhere" : home)
            .totalMicros(random.nextInt(4) == 0 ? 20_000_000 : 10_000_000)
            .timeZone(random.nextInt(10) == 0 ? "Asia/Tokyo" : "UTC")
            .flight(START - DAY, random.nextInt(10) == 0 ? START - 1 : START + 5 * DAY);
    return builder.build().withPaused(random.nextInt(4) == 0);
  }
}
