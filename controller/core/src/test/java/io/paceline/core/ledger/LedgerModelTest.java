package io.paceline.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.notice.Notices;
import io.paceline.core.notice.TokenBuilder;
import io.paceline.core.pacing.BudgetPeriod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Plays the ledger in a simulated world: an exchange with its own books; notices that come late,
 * twice, out of order and through a log that is read again after a crash; a job that reads the log
 * at once, slowly or for a while not at all; checkpoints that complete or do not; and crashes, some
 * of them twice on one checkpoint.
 */
class LedgerModelTest {

  private static final long WINDOW = 2_000;
  private static final long BILLING_WINDOW = 6_000;
  private static final LedgerSettings WINDOWS =
      LedgerSettings.of(WINDOW, BILLING_WINDOW, 86_400_000);

  /**
   * The first copy of a notice enters the log at least this long before its window ends, so that a
   * tick and a slot of reminders lie between.
   */
  private static final long MARGIN = 100;

  private static final long END = 60_000;

  @Property(tries = 200)
  void spendNeverExceedsTheBudgetWhateverHappens(@ForAll long seed) {
    new World(seed, true, false).run();
  }

  @Property(tries = 300)
  void noStallReleasesTheMoneyOfBidsWhoseNoticesWaitUnread(@ForAll long seed) {
    new World(seed, seed % 2 == 0, true).run();
  }

  @Property(tries = 50)
  void withoutCrashesTheWholeBudgetIsSpent(@ForAll long seed) {
    World world = new World(seed, false, false);
    world.run();

    assertThat(world.booksMicros).isGreaterThan((long) (0.97 * world.period.budgetMicros()));
  }

  private record Logged(long atMillis, Notice notice) {}

  private record Checkpoint(long id, long barrierMillis, MapLedgerStore store, int offset) {}

  /** How the job reads the log for a while. */
  private enum Reading {
    ALL,
    SLOWLY,
    NOTHING
  }

  private static final List<Reading> WAYS_TO_READ = List.of(Reading.values());

  private static final class World {
    private final Random random;
    private final boolean crashes;
    private final boolean stalls;
    private final BudgetPeriod period;
    private final long rate;
    private final PriorityQueue<Logged> coming =
        new PriorityQueue<>((a, b) -> Long.compare(a.atMillis(), b.atMillis()));
    private final List<Logged> log = new ArrayList<>();
    private final Map<String, Long> outstanding = new HashMap<>();
    private final Set<String> auctioned = new HashSet<>();
    private MapLedgerStore store = new MapLedgerStore();
    private Ledger ledger = new Ledger(store, WINDOWS);
    private int offset;

    /** What the job knows of its reading: up to this time it has read what entered the log. */
    private long readUpTo;

    private Reading reading = Reading.ALL;
    private long readingUntil;
    private long booksMicros;
    private long now;
    private long lastCheckpoint;
    private Checkpoint begun;
    private Checkpoint completed;
    private int bidNumber;

    World(long seed, boolean crashes, boolean stalls) {
      this.random = new Random(seed);
      this.crashes = crashes;
      this.stalls = stalls;
      long budget = 1_000L + random.nextInt(200_000);
      this.period = new BudgetPeriod(0, 0, END, budget);
      this.rate = 1L + random.nextInt((int) budget);
    }

    void run() {
      ledger.requestCommitRate(crashes ? rate : 1_000_000, now, lastCheckpoint, 0);
      long crashAt = crashes ? 1L + random.nextInt(10_000) : Long.MAX_VALUE;
      while (now < END) {
        now += 1L + random.nextInt(40);
        if (stalls && random.nextInt(300) == 0) {
          // The whole task stands still, while notices gather in the log.
          now += random.nextInt((int) (2 * BILLING_WINDOW));
        }
        deliver();
        boolean tickFirst = stalls && random.nextBoolean();
        if (!tickFirst) {
          read();
        }
        ledger.tick(now, readUpTo, 0);
        if (tickFirst) {
          read();
        }
        if (random.nextInt(3) > 0) {
          bid();
        }
        checkpoint();
        if (now >= crashAt && completed != null) {
          crash();
          crashAt = now + (random.nextBoolean() ? 200 : 8_000) + random.nextInt(4_000);
        }
        assertThat(booksMicros).isLessThanOrEqualTo(period.budgetMicros());
      }
      settleAll();
    }

    /**
     * Makes a bid and checks the promise: together, what the exchange has billed and what it can
     * still bill for undecided bids never exceed the budget.
     */
    private void bid() {
      long micros = 1L + random.nextInt(2_000);
      long wanted = Math.min(micros, ledger.availableMicros(period, 0));
      if (wanted <= 0) {
        return;
      }
      // Some bids repeat an id, as when a request is read again after a crash.
      String bidId =
          "bid-" + (random.nextInt(20) == 0 ? random.nextInt(bidNumber + 1) : bidNumber++);
      Reservation reservation =
          ledger.reserve(
              bidId, "adx", wanted, null, period, 0, now, completed == null ? 0 : completed.id());
      if (reservation != Reservation.HELD) {
        return;
      }
      if (!auctioned.add(bidId)) {
        // The exchange holds each auction once, so the repeated answer is too late.
        return;
      }
      outstanding.put(bidId, wanted);
      assertThat(booksMicros + outstanding.values().stream().mapToLong(v -> v).sum())
          .isLessThanOrEqualTo(period.budgetMicros());
      auction(bidId, wanted);
    }

    private void auction(String bidId, long micros) {
      NoticeToken token = TokenBuilder.token(bidId).bid(micros, now).build();
      long lastAuctionWord = WINDOW - MARGIN - 400;
      int fate = random.nextInt(10);
      if (fate < 3) {
        say(NoticeType.LOSS, token, 0, 1L + random.nextInt((int) lastAuctionWord));
        return;
      }
      if (fate == 3) {
        // The bid is lost, and no notice says so.
        coming.add(new Logged(now + WINDOW, null));
        silentLosses.add(new Silent(now + WINDOW, bidId));
        return;
      }
      long price = 1L + random.nextInt((int) micros);
      booksMicros += price;
      outstanding.put(bidId, 0L);
      long win = 1L + random.nextInt((int) lastAuctionWord);
      say(NoticeType.WIN, token, price, win);
      long billing = 1 + win / 2 + random.nextInt((int) lastAuctionWord - 1);
      say(NoticeType.BILLING, token, price, billing);
      if (random.nextInt(20) == 0) {
        say(NoticeType.CLICK, token, 0, win + random.nextInt(3_000));
      }
    }

    private record Silent(long atMillis, String bidId) {}

    private final List<Silent> silentLosses = new ArrayList<>();

    private void say(NoticeType type, NoticeToken token, long price, long delay) {
      Notice notice = Notices.of(type, token, price, now + delay);
      coming.add(new Logged(now + delay, notice));
      if (random.nextInt(10) == 0) {
        coming.add(new Logged(now + delay + random.nextInt(5_000), notice));
      }
    }

    private void deliver() {
      while (!coming.isEmpty() && coming.peek().atMillis() <= now) {
        Logged logged = coming.poll();
        if (logged.notice() != null) {
          log.add(logged);
          if (logged.notice().type() == NoticeType.LOSS) {
            outstanding.remove(logged.notice().token().bidId());
          }
        }
      }
      silentLosses.removeIf(
          silent -> {
            if (silent.atMillis() <= now) {
              outstanding.remove(silent.bidId());
              return true;
            }
            return false;
          });
    }

    private void read() {
      if (stalls && now >= readingUntil) {
        reading = WAYS_TO_READ.get(random.nextInt(WAYS_TO_READ.size()));
        readingUntil = now + random.nextInt((int) (2 * WINDOW));
      }
      int most =
          switch (reading) {
            case ALL -> Integer.MAX_VALUE;
            case SLOWLY -> random.nextInt(3);
            case NOTHING -> 0;
          };
      for (int i = 0; i < most && offset < log.size(); i++) {
        Notice notice = log.get(offset++).notice();
        ledger.settle(notice, notice.token().bidAtMillis(), now);
      }
      if (most > 0) {
        readUpTo = offset < log.size() ? log.get(offset).atMillis() - 1 : now;
      }
    }

    private void checkpoint() {
      if (begun != null && random.nextInt(4) == 0) {
        completed = begun;
        begun = null;
      }
      if (begun == null && random.nextInt(25) == 0) {
        lastCheckpoint++;
        begun = new Checkpoint(lastCheckpoint, now, store.copy(), offset);
      }
    }

    private void crash() {
      // While the job is down the exchange goes on and notices gather in the log.
      now += random.nextInt(3_000);
      deliver();
      begun = null;
      lastCheckpoint = completed.id();
      store = completed.store().copy();
      ledger = new Ledger(store, WINDOWS);
      offset = completed.offset();
      ledger.restore(completed.barrierMillis(), now);
      readUpTo = Long.MIN_VALUE;
      read();
    }

    private void settleAll() {
      reading = Reading.ALL;
      readingUntil = Long.MAX_VALUE;
      for (int i = 0; i < 40; i++) {
        now += 1_000;
        deliver();
        read();
        ledger.tick(now, readUpTo, 0);
      }
      assertThat(ledger.account().totalBilledMicros()).isEqualTo(booksMicros);
      assertThat(ledger.account().totalHeldMicros()).isZero();
      assertThat(ledger.account().forgottenMicros()).isZero();
      assertThat(booksMicros).isLessThanOrEqualTo(period.budgetMicros());
    }
  }
}
