package io.paceline.job.eligibility;

import io.paceline.core.clock.CampaignClock;
import io.paceline.core.eligibility.CappedOut;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.notice.Notice;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.openrtb.Site;
import io.paceline.core.profile.Profiles;
import io.paceline.core.profile.UserEvent;
import io.paceline.core.profile.UserProfile;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.job.control.ControlState;
import io.paceline.job.control.ControlUpdate;
import io.paceline.job.options.JobOptions;
import io.paceline.job.serialization.SharedTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * First step of a decision, keyed by user: finds the campaigns that may bid on a request of the
 * user. Notices and user events keep the user's profile up to date.
 */
public final class EligibilityFunction
    extends KeyedBroadcastProcessFunction<String, UserInput, ControlUpdate, ScoringInput> {

  private static final long serialVersionUID = 1L;

  /** Counts of what frequency caps kept out, told from time to time. */
  public static final OutputTag<CappedOut> CAPPED = new OutputTag<>("capped-out") {};

  /**
   * Campaign time between two rounds in which these counts are told. A round never begins sooner
   * than one tick of the controllers after the round before.
   */
  private static final long CAPS_EVERY_MILLIS = 120_000;

  /**
   * How many campaigns' counts are told at one request, so that no request waits for all of them.
   */
  private static final int CAPS_AT_ONCE = 4;

  /** At each state access Flink checks so many users for expiry. */
  private static final int CLEANED_AT_ONCE = 1;

  /** A user whose state was not written for so long (wall time) is forgotten. */
  private static final Duration USER_MEMORY = Duration.ofDays(30);

  private final JobOptions options;
  private final CampaignClock clock;
  private transient ValueState<UserState> users;
  private transient ControlState control;
  private transient InFlightBids inFlight;
  private transient ScoringDelay scoringDelay;
  private transient SiteCategories siteCategories;
  private transient long nextCapsMillis;

  /** Makes the function with these options; their clock gives campaign time. */
  public EligibilityFunction(JobOptions options) {
    this.options = options;
    this.clock = options.clock();
  }

  @Override
  public void open(OpenContext context) {
    ValueStateDescriptor<UserState> descriptor =
        new ValueStateDescriptor<>("user", SharedTypeInfo.of(UserState.class));
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(USER_MEMORY)
            .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
            .cleanupIncrementally(CLEANED_AT_ONCE, false)
            .build());
    users = getRuntimeContext().getState(descriptor);
    control = new ControlState(new HashSet<>(options.ownDomains()), options.currency());
    inFlight = InFlightBids.ofThisTask();
    inFlight.clear(campaignId -> control.frequencyCap(campaignId) != null);
    scoringDelay = ScoringDelay.ofThisTask();
    scoringDelay.clear();
    siteCategories = new SiteCategories();
  }

  @Override
  public void processElement(UserInput input, ReadOnlyContext context, Collector<ScoringInput> out)
      throws Exception {
    control.load(
        context.getBroadcastState(ControlState.CAMPAIGNS),
        context.getBroadcastState(ControlState.BUDGETS),
        context.getBroadcastState(ControlState.MODEL),
        context.getBroadcastState(ControlState.CURVES));
    long now = context.currentProcessingTime();
    if (input.request() != null) {
      decide(input.request(), input.key(), now, out);
      tellCaps(now, context);
    } else if (input.notice() != null) {
      learn(input.notice(), now);
    } else {
      learn(input.event());
    }
  }

  private void decide(BidRequest request, String key, long now, Collector<ScoringInput> out)
      throws Exception {
    String userKey = UserKeys.isThrowAway(key) ? null : key;
    UserProfile profile = userKey == null ? UserProfile.UNKNOWN : user().profile();
    long campaignMillis = clock.campaignMillis(now);
    AnnouncedBundle bundle = control.bundle();
    if (now > request.deadlineMillis() - margin(request)) {
      // The request is refused before it costs anything. An answer that would come too late helps
      // nobody, and when the machine is overloaded it would make the next answers late as well.
      out.collect(new ScoringInput(late(request, userKey, campaignMillis), null));
      return;
    }
    inFlight.expire(now);
    siteCategories.note(request.site());
    EligibleRequest eligible =
        control
            .index()
            .eligible(
                request,
                userKey,
                profile,
                campaignMillis,
                bundle == null ? null : bundle.version(),
                control.board(),
                inFlight);
    out.collect(new ScoringInput(eligible, bundle, curve(request)));
  }

  private void tellCaps(long now, ReadOnlyContext context) {
    if (now < nextCapsMillis) {
      return;
    }
    for (int i = 0; i < CAPS_AT_ONCE; i++) {
      CappedOut told = control.board().caps().take();
      if (told == null) {
        long round = clock.wallMillis(clock.campaignMillis(now) + CAPS_EVERY_MILLIS);
        nextCapsMillis = Math.max(round, now + options.tickMillis());
        return;
      }
      context.output(CAPPED, told);
    }
  }

  private LiveCurve curve(BidRequest request) {
    Site site = request.site();
    return control
        .curves()
        .find(
            request.exchange(),
            site == null ? null : site.domain(),
            site == null ? null : site.category());
  }

  /**
   * The time that must be left at the first step, at most half of {@code tmax}, so that a request
   * is not refused only because its {@code tmax} is short.
   */
  private long margin(BidRequest request) {
    long tmax = request.deadlineMillis() - request.receivedAtMillis();
    return Math.min(options.marginMillis() + scoringDelay.millis(), tmax / 2);
  }

  private static EligibleRequest late(BidRequest request, String userKey, long campaignMillis) {
    List<EligibleImp> imps = new ArrayList<>(request.imps().size());
    for (int i = 0; i < request.imps().size(); i++) {
      imps.add(new EligibleImp(i, List.of(), NoBidReason.DEADLINE));
    }
    return new EligibleRequest(request, userKey, UserProfile.UNKNOWN, campaignMillis, null, imps);
  }

  private void learn(Notice notice, long now) throws Exception {
    String bidId = notice.token().bidId();
    String campaignId = notice.token().campaignId();
    switch (notice.type()) {
      // A win is not yet an impression; the billing notice decides.
      case WIN -> inFlight.won(bidId, now + options.windows().billingWindowMillis());
      case LOSS -> inFlight.settled(bidId);
      case BILLING, CLICK -> {
        UserState user = user();
        String once = notice.type() + bidId;
        if (!user.knows(once)) {
          long at = clock.campaignMillis(notice.receivedAtMillis());
          users.update(
              user.with(
                  switch (notice.type()) {
                    case BILLING ->
                        Profiles.billed(
                            user.profile(),
                            campaignId,
                            control.frequencyCap(campaignId),
                            siteCategories.of(notice.token().site()),
                            at);
                    default ->
                        Profiles.clicked(
                            user.profile(), campaignId, control.categories(campaignId), at);
                  },
                  once));
        }
        inFlight.settled(bidId);
      }
    }
  }

  private void learn(UserEvent event) throws Exception {
    UserState user = user();
    long at = clock.campaignMillis(event.atMillis());
    users.update(
        user.with(
            Profiles.after(
                user.profile(),
                event,
                control.frequencyCap(event.campaignId()),
                control.categories(event.campaignId()),
                at)));
  }

  private UserState user() throws Exception {
    UserState user = users.value();
    return user == null ? UserState.NEW : user;
  }

  @Override
  public void processBroadcastElement(
      ControlUpdate update, Context context, Collector<ScoringInput> out) throws Exception {
    control.apply(
        update,
        context.getBroadcastState(ControlState.CAMPAIGNS),
        context.getBroadcastState(ControlState.BUDGETS),
        context.getBroadcastState(ControlState.MODEL),
        context.getBroadcastState(ControlState.CURVES),
        clock.campaignMillis(context.currentProcessingTime()));
    if (update.model() != null) {
      out.collect(ScoringInput.announced(control.bundle()));
    }
  }
}
