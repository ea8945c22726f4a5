package io.paceline.job.request;

import io.paceline.job.edge.DeadLetter;
import io.paceline.job.edge.RawRecord;
import io.paceline.job.options.JobOptions;
import io.paceline.openrtb.BidRequest;
import io.paceline.openrtb.BidRequestCodec;
import io.paceline.openrtb.CurrencyTable;
import io.paceline.openrtb.InvalidRequestException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Bytes to bid requests; what cannot be read or is invalid becomes a dead letter. */
public final class DecodeRequests extends ProcessFunction<RawRecord, BidRequest> {

  private static final long serialVersionUID = 1L;

  private final JobOptions options;
  private transient BidRequestCodec codec;
  private transient Counter requests;
  private transient Counter invalid;

  /** Decodes with the job's currencies and default tmax. */
  public DecodeRequests(JobOptions options) {
    this.options = options;
  }

  @Override
  public void open(OpenContext context) {
    codec =
        new BidRequestCodec(
            CurrencyTable.parse(options.currency(), options.currencyRates()),
            options.defaultTmaxMillis());
    requests = getRuntimeContext().getMetricGroup().counter("requests");
    invalid = getRuntimeContext().getMetricGroup().counter("invalidRequests");
  }

  @Override
  public void processElement(RawRecord raw, Context context, Collector<BidRequest> out) {
    try {
      out.collect(codec.decode(raw.value(), raw.exchange(), raw.timestampMillis()));
      requests.inc();
    } catch (InvalidRequestException e) {
      invalid.inc();
      context.output(DeadLetter.TAG, new DeadLetter(raw, e.getMessage()));
    }
  }
}
