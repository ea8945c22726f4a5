package io.paceline.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.exchange.Billing;
import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.notice.Notices;
import io.paceline.core.notice.TokenBuilder;
import io.paceline.core.pacing.BudgetPeriod;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * An exchange that tells nothing of a bid until the impression is rendered and billed, on average
 * two minutes later. The auction window is a minute, the billing window an hour.
 */
class RenderedImpressionsTest {

  private static final long HOUR = 3_600_000;
  private static final long BUDGET = 500_000;
  private static final ExchangeProfile USUAL = ExchangeProfile.ofOpenRtb(60_000, HOUR);

  private record Billed(NoticeToken token, long atMillis) {}

  /** Bids five times a second for two hours; returns what the exchange billed. */
  private static long billed(ExchangeProfile profile, long seed, int meanSeconds) {
    SplittableRandom random = new SplittableRandom(seed);
    LedgerSettings windows =
        new LedgerSettings(new ExchangeProfiles(profile, Map.of()), LedgerSettings.ONE_DAY_MILLIS);
    Ledger ledger = new Ledger(new MapLedgerStore(), windows);
    BudgetPeriod period = new BudgetPeriod(0, 0, 24 * HOUR, BUDGET);
    ledger.requestCommitRate(1_000_000_000, 0, 0, 1);
    ledger.requestCommitRate(1_000_000_000, 1_000, 0, 1);
    PriorityQueue<Billed> coming =
        new PriorityQueue<>((a, b) -> Long.compare(a.atMillis(), b.atMillis()));
    long books = 0;
    for (long now = 2_000; now < 4 * HOUR; now += 200) {
      while (!coming.isEmpty() && coming.peek().atMillis() <= now) {
        NoticeToken token = coming.poll().token();
        books += token.bidMicros();
        ledger.settle(
            Notices.of(NoticeType.BILLING, token, token.bidMicros(), now),
            token.bidAtMillis(),
            now);
      }
      if (now % 1_000 == 0) {
        ledger.tick(now, now, 0);
      }
      String bidId = "bid-" + now;
      if (now < 2 * HOUR
          && ledger.reserve(bidId, "adx", 1_000, null, period, 0, now, 1) == Reservation.HELD
          && random.nextInt(3) == 0) {
        double delay = -Math.log(1 - random.nextDouble()) * meanSeconds * 1_000;
        coming.add(
            new Billed(
                TokenBuilder.token(bidId).bid(1_000, now).build(),
                now + (long) Math.min(delay, HOUR - 2_000)));
      }
    }
    assertThat(coming).isEmpty();
    assertThat(ledger.account().totalBilledMicros()).isEqualTo(books);
    assertThat(ledger.account().totalHeldMicros()).isZero();
    return books;
  }

  @Property(tries = 20)
  void nothingIsOverspentHoweverLateImpressionsAreRendered(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 900) int meanSeconds) {
    ExchangeProfile rendering = USUAL.toBuilder().billing(Billing.RENDER).build();

    assertThat(billed(rendering, seed, meanSeconds)).isBetween(BUDGET / 3, BUDGET);
  }

  @Test
  void anExchangeThatIsNotDescribedSoIsPaidMoreThanTheBudget() {
    assertThat(billed(USUAL, 1, 120)).isGreaterThan(BUDGET * 105 / 100);
  }
}
