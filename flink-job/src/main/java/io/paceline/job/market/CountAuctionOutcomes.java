package io.paceline.job.market;

import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.market.AuctionOutcomeCounts;
import io.paceline.core.market.MarketLearner;
import io.paceline.core.market.OutcomeCounter;
import io.paceline.core.notice.Notice;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the notices of a subtask where they are decoded, and passes the counts on a few times
 * between two refreshes. The single market learner therefore gets one record per site instead of
 * one per notice. Counts that were not passed on yet are plain memory: a crash forgets them, and
 * notices that are read again count again, which does not matter to a curve.
 */
public final class CountAuctionOutcomes extends ProcessFunction<Notice, AuctionOutcomeCounts> {

  private static final long serialVersionUID = 1L;

  private static final int PER_REFRESH = 4;

  private final long intervalMillis;
  private final ExchangeProfiles exchanges;
  private transient OutcomeCounter counter;
  private transient long passedOnMillis;

  /**
   * Passes counts on {@value #PER_REFRESH} times per market refresh.
   *
   * @param refreshMillis wall time between two refreshes, milliseconds
   * @param exchanges tell at which exchanges a win notice was read as a billing notice, and which
   *     exchanges tell of only a part of their losses
   */
  public CountAuctionOutcomes(long refreshMillis, ExchangeProfiles exchanges) {
    this.intervalMillis = refreshMillis / PER_REFRESH;
    this.exchanges = exchanges;
  }

  @Override
  public void open(OpenContext context) {
    counter = new OutcomeCounter(exchanges);
  }

  @Override
  public void processElement(Notice notice, Context context, Collector<AuctionOutcomeCounts> out) {
    counter.add(notice);
    long now = context.timerService().currentProcessingTime();
    boolean due = now - passedOnMillis >= intervalMillis;
    if (due || counter.size() >= MarketLearner.MAX_CONTEXTS) {
      counter.take().forEach(out::collect);
      passedOnMillis = now;
    }
  }
}
