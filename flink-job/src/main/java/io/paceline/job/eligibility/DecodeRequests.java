package io.paceline.job.eligibility;

import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BidRequestCodec;
import io.paceline.core.openrtb.InvalidRequestException;
import io.paceline.job.kafka.DecodeFunction;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.options.RequestOptions;
import org.apache.flink.api.common.functions.OpenContext;

/** Decodes bid requests; a record that cannot be read or is invalid becomes a dead letter. */
public final class DecodeRequests extends DecodeFunction<BidRequest> {

  private static final long serialVersionUID = 1L;

  private final RequestOptions options;
  private transient BidRequestCodec codec;

  /** Decodes with the job's currencies and default tmax. */
  public DecodeRequests(RequestOptions options) {
    super("requests");
    this.options = options;
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    codec = new BidRequestCodec(options.currencies(), options.defaultTmaxMillis());
  }

  @Override
  protected BidRequest decode(RawRecord raw) throws InvalidRequestException {
    return codec.decode(raw.value(), raw.exchange(), raw.timestampMillis());
  }
}
