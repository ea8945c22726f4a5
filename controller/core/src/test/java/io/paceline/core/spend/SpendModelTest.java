package io.paceline.core.spend;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Tests the budget promise over more than a thousand random schedules, against the exchanges' own
 * books.
 */
class SpendModelTest {

  private static final Rules EVERYTHING = new Rules(true, true, true, 0, false, false, 12);
  private static final Rules UNDISTURBED = new Rules(false, false, false, 0, false, false, 40);
  private static final Rules REPORTED = new Rules(false, false, true, 0, false, false, 40);
  private static final Rules LOSSY = new Rules(true, false, true, 0.01, false, false, 12);
  private static final Rules STALLED = new Rules(true, false, true, 0, true, false, 12);
  private static final Rules OLDER = new Rules(true, true, true, 0, false, true, 12);
  private static final Rules LOSSY_UNTIL_THE_END =
      new Rules(true, false, false, 0.01, false, false, 12);

  @Property(tries = 1_000)
  void noScheduleSpendsMoreThanTheBudget(@ForAll long seed) {
    new MoneyWorld(seed, EVERYTHING).run().assertLedgerEqualsBooks();
  }

  @Property(tries = 300)
  void noStallOfTheJobSpendsMoneyTwice(@ForAll long seed) {
    new MoneyWorld(seed, STALLED).run().assertLedgerEqualsBooks();
  }

  @Property(tries = 300)
  void noRestoreOfAnOlderCheckpointSpendsMoreThanTheBudget(@ForAll long seed) {
    new MoneyWorld(seed, OLDER).run().assertLedgerEqualsBooks();
  }

  @Property(tries = 60)
  void disorderAloneCostsLessThanThreeHundredthsOfTheBudget(@ForAll long seed) {
    MoneyWorld world = new MoneyWorld(seed, UNDISTURBED).run();

    world.assertLedgerEqualsBooks();
    assertThat(world.books().billedMicros())
        .isBetween((long) (0.97 * world.bookedMicros()), world.bookedMicros());
  }

  @Property(tries = 60)
  void reportsHoldNothingBackForLong(@ForAll long seed) {
    MoneyWorld world = new MoneyWorld(seed, REPORTED).run();

    world.assertLedgerEqualsBooks();
    assertThat(world.books().billedMicros())
        .isBetween((long) (0.97 * world.bookedMicros()), world.bookedMicros());
  }

  @Property(tries = 200)
  void lostNoticesCostNoMoreThanTheyCarriedAndReportsTellTheRest(@ForAll long seed) {
    MoneyWorld world = new MoneyWorld(seed, LOSSY).run();

    world.assertLedgerEqualsBooks();
    assertThat(world.books().billedMicros())
        .isLessThanOrEqualTo(world.bookedMicros() + world.lostMicros());
  }

  @Property(tries = 100)
  void oneReportInTheEndBringsLedgerAndBooksTogether(@ForAll long seed) {
    MoneyWorld world = new MoneyWorld(seed, LOSSY_UNTIL_THE_END).run();

    world.assertLedgerEqualsBooks();
    assertThat(world.books().billedMicros())
        .isLessThanOrEqualTo(world.bookedMicros() + world.lostMicros());
  }
}
