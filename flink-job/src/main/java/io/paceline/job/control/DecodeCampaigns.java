package io.paceline.job.control;

import io.paceline.campaign.CampaignCodec;
import io.paceline.campaign.InvalidCampaignException;
import io.paceline.job.edge.DeadLetter;
import io.paceline.job.edge.RawRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Bytes to campaign edits; what cannot be read or is invalid becomes a dead letter, and the old
 * version stays.
 */
public final class DecodeCampaigns extends ProcessFunction<RawRecord, CampaignEdited> {

  private static final long serialVersionUID = 1L;

  private transient CampaignCodec codec;

  @Override
  public void open(OpenContext context) {
    codec = new CampaignCodec();
  }

  @Override
  public void processElement(RawRecord raw, Context context, Collector<CampaignEdited> out) {
    if (raw.value().length == 0) {
      // A tombstone cannot take back what is booked in a ledger.
      context.output(
          DeadLetter.TAG,
          new DeadLetter(raw, "empty record: pause a campaign or end its flight instead"));
      return;
    }
    try {
      out.collect(new CampaignEdited(codec.decode(raw.value()), raw));
    } catch (InvalidCampaignException e) {
      context.output(DeadLetter.TAG, new DeadLetter(raw, e.getMessage()));
    }
  }
}
