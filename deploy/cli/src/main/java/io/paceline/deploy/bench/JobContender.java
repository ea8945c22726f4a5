package io.paceline.deploy.bench;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.profile.UserEvent;
import io.paceline.core.profile.UserEventCodec;
import io.paceline.core.profile.UserEventType;
import io.paceline.core.profile.UserKey;
import io.paceline.core.scoring.ModelAnnouncementCodec;
import io.paceline.deploy.kafka.Outbox;
import io.paceline.job.kafka.Topic;
import io.paceline.job.options.JobOptions;
import io.paceline.job.topology.PacelineTopology;
import io.paceline.model.tensorflow.TensorFlowScorer;
import java.util.Locale;

/**
 * The whole job, as in production. Its state holds a history of users, because the job looks the
 * user up for every request.
 */
record JobContender(BenchCampaigns campaigns) implements Contender {

  private static final int USERS = 20_000;

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
    try (Outbox outbox = new Outbox(arena.bootstrapServers())) {
      for (Campaign campaign : campaigns.campaigns()) {
        outbox.send(Topic.CAMPAIGNS, campaign.id(), codec.encode(campaign));
      }
      sendHistory(outbox);
      outbox.send(Topic.MODELS, "model", ModelAnnouncementCodec.encode(arena.model()));
      outbox.flush();
    }
    JobOptions options = arena.jobOptions();
    return new FlinkStarted(
        arena.submit(
            name(),
            options,
            (env, edge) ->
                new PacelineTopology(options, TensorFlowScorer::load).define(env, edge, edge)),
        answer -> AnswerKind.of(answer) == AnswerKind.BID);
  }

  /**
   * Sends one earlier impression of some campaign for the user of each of the traffic's first
   * {@value #USERS} requests.
   */
  private void sendHistory(Outbox outbox) {
    UserEventCodec codec = new UserEventCodec();
    BenchTraffic traffic = new BenchTraffic();
    long now = System.currentTimeMillis();
    for (int i = 0; i < USERS; i++) {
      String userKey = UserKey.of(traffic.request());
      if (userKey != null) {
        String campaign = campaigns.campaigns().get(i % campaigns.campaigns().size()).id();
        outbox.send(
            Topic.USER_EVENTS,
            userKey,
            codec.encode(new UserEvent(userKey, UserEventType.IMPRESSION, campaign, null, now)));
      }
    }
  }
}
