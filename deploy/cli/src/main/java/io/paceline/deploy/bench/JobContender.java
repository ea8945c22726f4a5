package io.paceline.deploy.bench;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.openrtb.UserKey;
import io.paceline.core.profile.UserEvent;
import io.paceline.core.profile.UserEventCodec;
import io.paceline.core.profile.UserEventType;
import io.paceline.job.kafka.Topic;
import io.paceline.job.options.JobOptions;
import io.paceline.job.topology.PacelineTopology;
import io.paceline.model.bundle.ModelAnnouncementCodec;
import io.paceline.model.tensorflow.TensorFlowScorer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The whole job, as in production. Its state holds a history of users, because the job looks the
 * user up for every request.
 */
record JobContender(BenchCampaigns campaigns) implements Contender {

  private static final int USERS = 20_000;

  /** Text that occurs in an answer only if it is a bid. */
  private static final String BID = "\"seatbid\"";

  @Override
  public String name() {
    return String.format(
        Locale.ROOT,
        "job, %,d campaigns, %.0f eligible",
        campaigns.campaigns().size(),
        campaigns.averageEligible());
  }

  @Override
  public Started start(Arena arena) throws Exception {
    CampaignCodec codec = new CampaignCodec();
    try (RequestWriter writer = new RequestWriter(arena.bootstrapServers())) {
      for (Campaign campaign : campaigns.campaigns()) {
        writer.write(Topic.CAMPAIGNS, campaign.id(), codec.encode(campaign));
      }
      writeHistory(writer);
      writer.write(Topic.MODELS, "model", ModelAnnouncementCodec.encode(arena.model()));
    }
    JobOptions options = arena.jobOptions();
    return new FlinkStarted(
        arena.submit(
            name(),
            options,
            (env, edge) ->
                new PacelineTopology(options, TensorFlowScorer::load).define(env, edge, edge)),
        answer -> new String(answer, StandardCharsets.UTF_8).contains(BID));
  }

  /**
   * Writes one earlier impression of some campaign for the user of each of the traffic's first
   * requests.
   */
  private void writeHistory(RequestWriter writer) {
    UserEventCodec codec = new UserEventCodec();
    BenchTraffic traffic = new BenchTraffic();
    long now = System.currentTimeMillis();
    for (int i = 0; i < USERS; i++) {
      String userKey = UserKey.of(traffic.request());
      if (userKey != null) {
        String campaign = campaigns.campaigns().get(i % campaigns.campaigns().size()).id();
        writer.write(
            Topic.USER_EVENTS,
            userKey,
            codec.encode(new UserEvent(userKey, UserEventType.IMPRESSION, campaign, null, now)));
      }
    }
  }
}
