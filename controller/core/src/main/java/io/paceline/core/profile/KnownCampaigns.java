package io.paceline.core.profile;

import io.paceline.core.campaign.FrequencyCap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a profile has to know of the campaign that an event concerns. */
public interface KnownCampaigns {

  /** The campaign's frequency cap; null where it has none, is not known, or the id is null. */
  @Nullable FrequencyCap frequencyCap(@Nullable String campaignId);

  /** The campaign's categories; empty where the campaign is not known or the id is null. */
  List<String> categories(@Nullable String campaignId);
}
