package io.paceline.job.control;

import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.campaign.InvalidCampaignException;
import io.paceline.job.kafka.DecodeFunction;
import io.paceline.job.kafka.RawRecord;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;

/**
 * Decodes campaign edits; an edit that cannot be read or is invalid becomes a dead letter, and the
 * campaign's former version stays in force.
 */
public final class DecodeCampaigns extends DecodeFunction<CampaignEdited> {

  private static final long serialVersionUID = 1L;

  private transient CampaignCodec codec;

  public DecodeCampaigns() {
    super("campaigns");
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    codec = new CampaignCodec();
  }

  @Override
  protected CampaignEdited decode(RawRecord raw) throws InvalidCampaignException {
    if (raw.value().length == 0) {
      // A tombstone is refused, because removing the campaign cannot undo what its ledger has
      // booked.
      throw new InvalidCampaignException(
          List.of("empty record: pause a campaign or end its flight instead"));
    }
    return new CampaignEdited(codec.decode(raw.value()), raw);
  }
}
