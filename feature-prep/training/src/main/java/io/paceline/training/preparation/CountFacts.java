package io.paceline.training.preparation;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/**
 * Keeps the joined facts of bids whose row is known. Counts the bids without a row, and the
 * repeated rows.
 */
final class CountFacts extends RichFilterFunction<BidFacts> {

  private static final long serialVersionUID = 1L;

  private transient Counts counts;

  @Override
  public void open(OpenContext context) {
    counts = new Counts(getRuntimeContext());
  }

  @Override
  public boolean filter(BidFacts facts) {
    if (facts.rows() == 0) {
      counts.add(Counts.WITHOUT_ROW);
      return false;
    }
    counts.add(Counts.REPEATED, facts.rows() - 1L);
    return true;
  }
}
