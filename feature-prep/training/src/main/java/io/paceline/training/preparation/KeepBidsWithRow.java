package io.paceline.training.preparation;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/**
 * Keeps the joined facts of bids whose row is known. Counts the bids without a row, and the
 * repeated rows.
 */
final class KeepBidsWithRow extends RichFilterFunction<BidFacts> {

  private static final long serialVersionUID = 1L;

  private transient PreparationCounters counts;

  @Override
  public void open(OpenContext context) {
    counts = new PreparationCounters(getRuntimeContext());
  }

  @Override
  public boolean filter(BidFacts facts) {
    if (facts.rows().count() == 0) {
      counts.add(PreparationCounters.WITHOUT_ROW);
      return false;
    }
    counts.add(PreparationCounters.REPEATED, facts.rows().count() - facts.rows().distinct());
    return true;
  }
}
