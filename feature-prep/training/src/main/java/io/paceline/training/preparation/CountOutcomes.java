package io.paceline.training.preparation;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Counts outcomes and hands them on. */
final class CountOutcomes extends RichFlatMapFunction<Outcome, Outcome> {

  private static final long serialVersionUID = 1L;

  private transient Counts counts;

  @Override
  public void open(OpenContext context) {
    counts = new Counts(getRuntimeContext());
  }

  @Override
  public void flatMap(Outcome outcome, Collector<Outcome> out) {
    counts.add(Counts.BIDS);
    if (outcome.shown()) {
      counts.add(Counts.SHOWN);
      counts.add(Counts.CLICKS, outcome.clicked() ? 1 : 0);
      counts.add(Counts.CONVERSIONS, outcome.conversions());
      counts.add(Counts.OTHER_FEATURES, outcome.bid().row() == null ? 1 : 0);
    }
    counts.add(Counts.LOST, outcome.lost() ? 1 : 0);
    out.collect(outcome);
  }
}
