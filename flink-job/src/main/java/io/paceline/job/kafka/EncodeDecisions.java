package io.paceline.job.kafka;

import io.paceline.core.notice.NoticeUrls;
import io.paceline.core.openrtb.AnsweredImp;
import io.paceline.core.openrtb.BidResponseCodec;
import io.paceline.core.openrtb.Decision;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.job.options.ExchangeOptions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Encodes every decision as an OpenRTB response. Counts bids, and no-bids by reason, and measures
 * the wall time from the request's Kafka timestamp to its response, in milliseconds.
 */
public final class EncodeDecisions extends ProcessFunction<Decision, OutRecord> {

  private static final long serialVersionUID = 1L;

  private static final int HISTOGRAM_SAMPLES = 5_000;

  private final ExchangeOptions options;
  private final String currency;
  private transient BidResponseCodec codec;
  private transient Counter bids;
  private transient Map<NoBidReason, Counter> noBids;
  private transient Histogram latency;

  /**
   * Writes responses with the seat and the notice address of the options.
   *
   * @param currency ISO 4217 code of the bids' currency
   */
  public EncodeDecisions(ExchangeOptions options, String currency) {
    this.options = options;
    this.currency = currency;
  }

  @Override
  public void open(OpenContext context) {
    codec = new BidResponseCodec(options.seat(), currency, new NoticeUrls(options.noticeUrl()));
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    bids = metrics.counter("bids");
    noBids = new EnumMap<>(NoBidReason.class);
    for (NoBidReason reason : NoBidReason.values()) {
      noBids.put(reason, metrics.addGroup("noBids").counter(reason.name()));
    }
    latency =
        metrics.histogram("latencyMillis", new DescriptiveStatisticsHistogram(HISTOGRAM_SAMPLES));
  }

  @Override
  public void processElement(Decision decision, Context context, Collector<OutRecord> out) {
    AnsweredImp imp = decision.imp();
    out.collect(new OutRecord(imp.requestId(), imp.exchange(), codec.encode(decision)));
    NoBidReason reason = decision.reason();
    if (reason == null) {
      bids.inc();
    } else {
      Objects.requireNonNull(noBids.get(reason), "every reason has a counter").inc();
    }
    latency.update(
        Math.max(0, context.timerService().currentProcessingTime() - imp.receivedAtMillis()));
  }
}
