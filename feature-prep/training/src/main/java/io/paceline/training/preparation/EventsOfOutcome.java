package io.paceline.training.preparation;

import io.paceline.core.profile.UserEvent;
import io.paceline.core.profile.UserEventCodec;
import io.paceline.core.profile.UserEventType;
import java.util.regex.Pattern;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a user saw and clicked into events of the form that a job reads. An impression's event
 * takes the category of the page, a click's event that of the ad. A click's event may lack the
 * category, because a job knows the categories of its own campaigns.
 */
final class EventsOfOutcome implements FlatMapFunction<BidOutcome, UserEvent> {

  private static final long serialVersionUID = 1L;

  /** The categories that {@link UserEventCodec} accepts; exchanges name other categories, too. */
  private static final Pattern EVENT_CATEGORY = Pattern.compile("[A-Z0-9-]{1,32}");

  @Override
  public void flatMap(BidOutcome outcome, Collector<UserEvent> out) {
    LoggedBid bid = outcome.bid();
    String userKey = bid.userKey();
    if (outcome.shown() && userKey != null) {
      out.collect(event(userKey, UserEventType.IMPRESSION, bid, bid.page().category()));
      if (outcome.clicked()) {
        out.collect(event(userKey, UserEventType.CLICK, bid, bid.ad().category()));
      }
    }
  }

  private static UserEvent event(
      String userKey, UserEventType type, LoggedBid bid, @Nullable String category) {
    boolean taken = category != null && EVENT_CATEGORY.matcher(category).matches();
    return new UserEvent(
        userKey, type, bid.ad().campaignId(), taken ? category : null, bid.bidAtMillis());
  }
}
