package io.paceline.job.eligibility;

import io.paceline.core.clock.CampaignClock;
import io.paceline.core.eligibility.CapReports;
import io.paceline.core.eligibility.CappedOut;
import io.paceline.core.eligibility.DeadlinePolicy;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.notice.Notice;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Site;
import io.paceline.core.profile.SiteCategories;
import io.paceline.core.profile.UserEvent;
import io.paceline.core.profile.UserProfile;
import io.paceline.core.profile.UserState;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.ScoringInput;
import io.paceline.job.control.ControlState;
import io.paceline.job.control.ControlUpdate;
import io.paceline.job.options.RequestOptions;
import io.paceline.job.options.SpendOptions;
import io.paceline.job.serialization.SharedTypeInfo;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * First step of a decision, keyed by user: finds the campaigns that may bid on a request of the
 * user. Notices and user events keep the user's profile up to date.
 */
public final class EligibilityFunction
    extends KeyedBroadcastProcessFunction<String, UserInput, ControlUpdate, ScoringInput> {

  private static final long serialVersionUID = 1L;

  /** Counts of what frequency caps kept out; {@link CapReports} decides when they are sent. */
  public static final OutputTag<CappedOut> CAPPED = new OutputTag<>("capped-out") {};

  /** How many users Flink checks for expiry at each state access. */
  private static final int CLEANED_AT_ONCE = 1;

  /** Wall time after the last change of a user's state at which Flink forgets the user. */
  private static final Duration USER_MEMORY = Duration.ofDays(30);

  private final CampaignClock clock;
  private final RequestOptions requests;
  private final SpendOptions spend;
  private transient ValueState<UserState> users;
  private transient ControlState control;
  private transient ChainMemory memory;
  private transient SiteCategories siteCategories;
  private transient DeadlinePolicy deadlines;
  private transient CapReports capReports;

  /** Makes the function with these options; the clock gives campaign time. */
  public EligibilityFunction(CampaignClock clock, RequestOptions requests, SpendOptions spend) {
    this.clock = clock;
    this.requests = requests;
    this.spend = spend;
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
    control = new ControlState(new HashSet<>(requests.ownDomains()), requests.currency());
    memory = ChainMemory.take();
    memory.inFlight().onlyOf(campaignId -> control.book().frequencyCap(campaignId) != null);
    siteCategories = new SiteCategories();
    deadlines = new DeadlinePolicy(requests.marginMillis());
    capReports = new CapReports(clock, spend.tickMillis());
    ControlState known = control;
    getRuntimeContext()
        .getMetricGroup()
        .gauge("haltedExchanges", (Gauge<Integer>) () -> known.halted().count());
  }

  @Override
  public void processElement(UserInput input, ReadOnlyContext context, Collector<ScoringInput> out)
      throws Exception {
    long now = context.currentProcessingTime();
    control.load(context::getBroadcastState, now);
    if (input.request() != null) {
      decide(input.request(), input.key(), now, out);
      tellCaps(now, context);
    } else if (input.notice() != null) {
      learn(input.notice(), now);
    } else {
      learn(Objects.requireNonNull(input.event(), "one component of an input is not null"), now);
    }
  }

  private void decide(BidRequest request, String key, long now, Collector<ScoringInput> out)
      throws Exception {
    String userKey = UserKeys.isThrowAway(key) ? null : key;
    long campaignMillis = clock.campaignMillis(now);
    if (deadlines.isTooLate(request, now, memory.scoringDelay().millis())) {
      out.collect(ScoringInput.refused(EligibleRequest.tooLate(request, userKey, campaignMillis)));
      return;
    }
    if (control.isStopped()) {
      out.collect(ScoringInput.refused(EligibleRequest.stopped(request, userKey, campaignMillis)));
      return;
    }
    if (control.halted().contains(request.exchange())) {
      out.collect(ScoringInput.refused(EligibleRequest.halted(request, userKey, campaignMillis)));
      return;
    }
    memory.inFlight().expire(now);
    Site site = request.site();
    if (site != null) {
      siteCategories.note(site.domain(), site.category());
    }
    AnnouncedBundle bundle = control.bundle();
    EligibleRequest eligible =
        control
            .book()
            .index(now)
            .eligible(
                request,
                userKey,
                userKey == null ? UserProfile.UNKNOWN : user().profile(),
                campaignMillis,
                bundle == null ? null : bundle.version(),
                control.book().board(now),
                memory.inFlight());
    out.collect(new ScoringInput(eligible, bundle, curve(request)));
  }

  private void tellCaps(long now, ReadOnlyContext context) {
    if (capReports.isDue(now)) {
      for (CappedOut report : capReports.take(control.book().board(now).caps(), now)) {
        context.output(CAPPED, report);
      }
    }
  }

  private @Nullable LiveCurve curve(BidRequest request) {
    Site site = request.site();
    return control
        .curves()
        .find(
            request.exchange(),
            site == null ? null : site.domain(),
            site == null ? null : site.category());
  }

  private void learn(Notice notice, long now) throws Exception {
    memory
        .inFlight()
        .after(
            notice,
            now + spend.windows().exchanges().of(notice.token().exchange()).billingWindowMillis());
    if (!UserState.isChangedBy(notice.type())) {
      return;
    }
    UserState user = user();
    if (!user.knows(notice)) {
      long at = pastMillis(notice.receivedAtMillis(), now);
      users.update(user.after(notice, control.book(), siteCategories, at));
    }
  }

  private void learn(UserEvent event, long now) throws Exception {
    users.update(user().after(event, control.book(), pastMillis(event.atMillis(), now)));
  }

  /**
   * Campaign time of something that has happened. Where a clock was ahead, it has happened now;
   * else it would close the user's caps, and keep interests fresh, until that clock's time.
   */
  private long pastMillis(long wallMillis, long now) {
    return clock.campaignMillis(Math.min(wallMillis, now));
  }

  private UserState user() throws Exception {
    UserState user = users.value();
    return user == null ? UserState.NEW : user;
  }

  @Override
  public void processBroadcastElement(
      ControlUpdate update, Context context, Collector<ScoringInput> out) throws Exception {
    long now = context.currentProcessingTime();
    control.apply(update, context::getBroadcastState, clock.campaignMillis(now), now);
    if (update.model() != null) {
      out.collect(ScoringInput.announced(update.model().bundle()));
    }
  }
}
