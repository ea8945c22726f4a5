package io.paceline.training.preparation;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Counts outcomes and hands them on. */
final class CountOutcomes extends RichFlatMapFunction<BidOutcome, BidOutcome> {

  private static final long serialVersionUID = 1L;

  private transient PreparationCounters counts;

  @Override
  public void open(OpenContext context) {
    counts = new PreparationCounters(getRuntimeContext());
  }

  @Override
  public void flatMap(BidOutcome outcome, Collector<BidOutcome> out) {
    counts.add(PreparationCounters.BIDS);
    if (outcome.shown()) {
      counts.add(PreparationCounters.SHOWN);
      counts.add(PreparationCounters.CLICKS, outcome.clicked() ? 1 : 0);
      counts.add(PreparationCounters.CONVERSIONS, outcome.conversions());
      counts.add(PreparationCounters.OTHER_FEATURES, outcome.bid().scored().row() == null ? 1 : 0);
    }
    counts.add(PreparationCounters.LOST, outcome.lost() ? 1 : 0);
    out.collect(outcome);
  }
}
