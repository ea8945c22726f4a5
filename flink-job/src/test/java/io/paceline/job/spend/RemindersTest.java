package io.paceline.job.spend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RemindersTest {

  private final Reminders reminders = new Reminders();

  @Test
  void whatIsAddedToASlotThatWasTakenIsDueAgain() {
    reminders.add(100, "a");
    assertThat(reminders.take(100)).containsExactly("a");

    reminders.add(100, "b");

    assertThat(reminders.take(100)).containsExactly("b");
    assertThat(reminders.take(100)).isEmpty();
  }

  @Test
  void everyBidIsDueOnceInTheOrderOfTheSlots() {
    Random random = new Random(3);
    TreeMap<Long, List<String>> expected = new TreeMap<>();
    for (int step = 0; step < 5_000; step++) {
      int slot = step / 50 + random.nextInt(3);
      if (random.nextInt(20) == 0) {
        Map<Long, List<String>> passed = expected.headMap((long) slot, true);
        List<String> due = new ArrayList<>();
        passed.values().forEach(due::addAll);
        passed.clear();

        assertThat(reminders.take(slot)).isEqualTo(due);
      } else {
        expected.computeIfAbsent((long) slot, unseen -> new ArrayList<>()).add("bid" + step);
        reminders.add(slot, "bid" + step);
      }
    }
  }
}
