package io.paceline.job.eligibility;

import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BidRequestCodec;
import io.paceline.core.openrtb.InvalidRequestException;
import io.paceline.core.openrtb.ReadRequest;
import io.paceline.job.kafka.DecodeFunction;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.options.RequestOptions;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;

/**
 * Decodes bid requests; a record that cannot be read or is invalid becomes a dead letter. What was
 * left out of a request that could be read is counted (metric {@code leftOut}).
 */
public final class DecodeRequests extends DecodeFunction<BidRequest> {

  private static final long serialVersionUID = 1L;

  private final RequestOptions options;
  private final ExchangeProfiles exchanges;
  private transient BidRequestCodec codec;
  private transient Counter leftOut;

  /** Decodes with the job's currencies, default tmax and exchanges. */
  public DecodeRequests(RequestOptions options, ExchangeProfiles exchanges) {
    super("requests");
    this.options = options;
    this.exchanges = exchanges;
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    codec =
        new BidRequestCodec(
            options.currencies(), options.defaultTmaxMillis(), options.maxImps(), exchanges);
    leftOut = getRuntimeContext().getMetricGroup().counter("leftOut");
  }

  @Override
  protected BidRequest decode(RawRecord raw) throws InvalidRequestException {
    ReadRequest read = codec.read(raw.value(), raw.exchange(), raw.timestampMillis());
    leftOut.inc(read.leftOut());
    return read.request();
  }
}
