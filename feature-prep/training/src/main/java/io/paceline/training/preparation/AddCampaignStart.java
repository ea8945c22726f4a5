package io.paceline.training.preparation;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds to each impression of an iPinYou log when its campaign began. A campaign's impressions come
 * in order of time, and the first one counts as the campaign's beginning.
 */
final class AddCampaignStart extends KeyedProcessFunction<String, BidFacts, CampaignImpression> {

  private static final long serialVersionUID = 1L;

  private transient ValueState<Long> since;

  @Override
  public void open(OpenContext context) {
    since = getRuntimeContext().getState(new ValueStateDescriptor<>("since", Long.class));
  }

  @Override
  public void processElement(BidFacts facts, Context context, Collector<CampaignImpression> out)
      throws Exception {
    if (since.value() == null) {
      since.update(facts.ipinyouRow().atMillis());
    }
    out.collect(new CampaignImpression(facts, since.value()));
  }
}
