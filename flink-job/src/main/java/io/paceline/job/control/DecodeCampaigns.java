package io.paceline.job.control;

import io.paceline.core.campaign.CampaignOrderReader;
import io.paceline.core.campaign.InvalidCampaignException;
import io.paceline.job.kafka.DecodeFunction;
import io.paceline.job.kafka.RawRecord;
import org.apache.flink.api.common.functions.OpenContext;

/**
 * Decodes the records of topic {@code campaigns}. A record that cannot be read or is no valid
 * campaign becomes a dead letter, and the campaign's former version stays in force. A pause or a
 * stop in such a record passes all the same where {@link CampaignOrderReader} finds one.
 */
public final class DecodeCampaigns extends DecodeFunction<CampaignOrdered> {

  private static final long serialVersionUID = 1L;

  private transient CampaignOrderReader reader;

  public DecodeCampaigns() {
    super("campaigns");
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    reader = new CampaignOrderReader();
  }

  @Override
  protected CampaignOrdered decode(RawRecord raw) throws InvalidCampaignException {
    return new CampaignOrdered(reader.read(raw.key(), raw.tombstone() ? null : raw.value()), raw);
  }
}
