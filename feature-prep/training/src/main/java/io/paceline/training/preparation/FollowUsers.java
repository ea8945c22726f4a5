package io.paceline.training.preparation;

import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.Offer;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Site;
import io.paceline.core.openrtb.UserKey;
import io.paceline.core.profile.UserProfile;
import io.paceline.model.features.RowEncoder;
import io.paceline.simulator.ipinyou.LoggedImpression;
import io.paceline.simulator.ipinyou.LoggedRequests;
import io.paceline.training.trainer.LogExamples;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Encodes the impressions of an iPinYou log with what a job would have known of the user at that
 * moment, as {@link LogExamples} does. A user's impressions come in order of time.
 */
final class FollowUsers extends KeyedProcessFunction<String, Impression, Outcome> {

  private static final long serialVersionUID = 1L;

  private static final int ONLY_IMP = 0;
  private static final double NO_PUSH = 1.0;

  private transient ValueState<UserProfile> profile;
  private transient RowEncoder encoder;

  /**
   * Returns the key that one user's impressions share; an impression without a user has a key of
   * its own.
   */
  static String userOf(Impression impression) {
    BidFacts facts = impression.facts();
    String userKey = UserKey.of(LoggedRequests.toRequest(facts.impression()));
    return userKey == null ? "bid " + facts.bidId() : userKey;
  }

  @Override
  public void open(OpenContext context) {
    profile =
        getRuntimeContext().getState(new ValueStateDescriptor<>("profile", UserProfile.class));
    encoder = new RowEncoder();
  }

  @Override
  public void processElement(Impression impression, Context context, Collector<Outcome> out)
      throws Exception {
    BidFacts facts = impression.facts();
    LoggedImpression row = facts.impression();
    BidRequest request = LoggedRequests.toRequest(row);
    String userKey = UserKey.of(request);
    UserProfile known = profile.value() == null ? UserProfile.UNKNOWN : profile.value();
    Offer offer = LoggedRequests.shown(row, impression.campaignSinceMillis());
    Site site = request.site();
    String category = site == null || site.cat().isEmpty() ? null : site.cat().get(0);
    if (userKey != null) {
      profile.update(LogExamples.after(known, site, offer, row.atMillis(), facts.clicked()));
    }
    out.collect(
        Outcome.of(
            facts,
            new LoggedBid(
                row.atMillis(),
                row.atMillis(),
                request.exchange(),
                site == null ? null : site.domain(),
                category,
                userKey,
                row.campaignId(),
                row.adCategory(),
                false,
                row.bidPriceCpm() * LoggedRequests.MICROS_PER_CPM,
                0.0,
                encoder.encode(
                    request, ONLY_IMP, known, row.atMillis(), new Candidate(offer, NO_PUSH)))));
  }
}
