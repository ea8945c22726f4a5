package io.paceline.training.preparation;

import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.Offer;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Site;
import io.paceline.core.profile.Profiles;
import io.paceline.core.profile.UserKey;
import io.paceline.core.profile.UserProfile;
import io.paceline.core.scoring.EncodedRow;
import io.paceline.model.features.RowEncoder;
import io.paceline.simulator.ipinyou.LoggedImpression;
import io.paceline.simulator.ipinyou.LoggedRequests;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Encodes the impressions of an iPinYou log with what a job would have known of the user at that
 * moment, as {@code io.paceline.training.trainer.LogExamples} does for a log in memory. A user's
 * impressions come in order of time.
 */
final class EncodeByUser extends KeyedProcessFunction<String, CampaignImpression, BidOutcome> {

  private static final long serialVersionUID = 1L;

  private static final int ONLY_IMP = 0;
  private static final double NO_PUSH = 1.0;

  /** The probability of a bid that no model scored. */
  private static final double UNSCORED = 0.0;

  private transient ValueState<UserProfile> profile;
  private transient RowEncoder encoder;

  /**
   * Returns the key that one user's impressions share; an impression without a user has a key of
   * its own.
   */
  static String userOf(CampaignImpression impression) {
    String userKey = UserKey.of(LoggedRequests.toRequest(impression.row()));
    return userKey == null ? "bid " + impression.facts().bidId() : userKey;
  }

  @Override
  public void open(OpenContext context) {
    profile =
        getRuntimeContext().getState(new ValueStateDescriptor<>("profile", UserProfile.class));
    encoder = new RowEncoder();
  }

  @Override
  public void processElement(
      CampaignImpression impression, Context context, Collector<BidOutcome> out) throws Exception {
    LoggedImpression row = impression.row();
    BidRequest request = LoggedRequests.toRequest(row);
    String userKey = UserKey.of(request);
    UserProfile known = profile.value() == null ? UserProfile.UNKNOWN : profile.value();
    Offer offer = LoggedRequests.shown(row, impression.campaignSinceMillis());
    Site site = request.site();
    String category = site == null ? null : site.category();
    if (userKey != null) {
      profile.update(
          Profiles.shown(
              known,
              offer.campaignId(),
              category,
              offer.categories(),
              impression.facts().impression().clicked(),
              row.atMillis()));
    }
    EncodedRow encoded =
        encoder.encode(request, ONLY_IMP, known, row.atMillis(), new Candidate(offer, NO_PUSH));
    out.collect(
        BidOutcome.of(
            impression.facts(),
            new LoggedBid(
                row.atMillis(),
                row.atMillis(),
                new LoggedBid.Page(
                    request.exchange(), site == null ? null : site.domain(), category),
                userKey,
                new LoggedBid.Ad(row.campaignId(), row.ad().category()),
                new LoggedBid.Price(false, row.price().bidMicros()),
                new LoggedBid.Scored(UNSCORED, encoded))));
  }
}
