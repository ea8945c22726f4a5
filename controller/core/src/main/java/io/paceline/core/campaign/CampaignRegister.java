package io.paceline.core.campaign;

import static java.util.Objects.requireNonNull;

import io.paceline.core.campaign.CampaignAnswer.Verdict;
import io.paceline.core.clock.CampaignClock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The register of all campaigns that are in force. It decides what becomes of each record of topic
 * {@code campaigns}, and it is the only place that does. What it holds is what all others are told,
 * and it remembers no edit that was refused, so it never judges a record by such an edit.
 *
 * <ul>
 *   <li>A higher version than the one in force is taken, unless it changes the budget id or the
 *       time zone, or states something else about a shared budget than the other campaigns do. In
 *       that last case it waits for edits of the others.
 *   <li>A pause of a campaign that the register holds is always taken, whatever else is wrong with
 *       its record.
 *   <li>A tombstone ends the campaign: its flight is over from then on. The campaign's version is
 *       remembered, so a later edit needs a higher one.
 *   <li>A record that is read for the second time changes nothing; it is answered with {@link
 *       CampaignAnswer.Verdict#UNCHANGED}.
 * </ul>
 */
public final class CampaignRegister {

  /**
   * How long edits wait for those of the other campaigns of their budget, milliseconds of wall
   * time. Each further edit that has to wait gives all of them this time anew.
   */
  public static final long PATIENCE_MILLIS = 10_000;

  /**
   * How long a campaign, and with it its version, is remembered after the end of its flight and
   * after its latest record, wall milliseconds. Exchanges' reports are booked for as long.
   */
  public static final long MEMORY_MILLIS = 400L * 86_400_000L;

  /** Where the register keeps its campaigns: Flink's keyed state in the job, maps in tests. */
  public interface Store {
    /** The campaign of that id as it is in force, or null. */
    @Nullable HeldCampaign held(String campaignId);

    /** Keeps a campaign that is in force. */
    void put(HeldCampaign held);

    /** Forgets a campaign. */
    void remove(String campaignId);

    /** All campaigns. */
    Collection<HeldCampaign> all();

    /** The campaigns in force that spend from a budget. */
    Collection<Campaign> onBudget(String budgetId);

    /** The edits that wait. */
    Collection<WaitingEdit> waiting();

    /** Lets an edit wait, in the place of an earlier one of the same campaign. */
    void hold(WaitingEdit edit);

    /** Lets a campaign's edit wait no longer. */
    void release(String campaignId);
  }

  private final Store store;
  private final CampaignClock clock;

  /** A register that keeps its campaigns in a store. */
  public CampaignRegister(Store store, CampaignClock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Decides what becomes of a record that edits, pauses or ends a campaign.
   *
   * @param position where the record lies
   * @param nowMillis wall time
   * @return the record's answer first, then those of the edits that waited for it; they come into
   *     force in this order
   */
  public List<CampaignAnswer> take(CampaignOrder order, TopicPosition position, long nowMillis) {
    HeldCampaign held = store.held(order.campaignId());
    return switch (order.kind()) {
      case EDIT -> edit(held, edited(order), position, nowMillis);
      case PAUSE -> List.of(pause(held, order, position));
      case END -> List.of(end(held, order.campaignId(), position, nowMillis));
      case STOP, LIFT ->
          throw new IllegalArgumentException("a stop concerns no campaign of the register");
    };
  }

  private static Campaign edited(CampaignOrder order) {
    if (order.campaign() == null) {
      throw new IllegalArgumentException("an edit has a campaign");
    }
    return order.campaign();
  }

  private List<CampaignAnswer> edit(
      @Nullable HeldCampaign held, Campaign edit, TopicPosition position, long nowMillis) {
    if (held != null) {
      Campaign known = held.campaign();
      if (position.isNotAfter(held.position())) {
        return List.of(readAgain(known, position));
      }
      if (!edit.follows(known)) {
        return List.of(stale(held, edit, position));
      }
      String fault = CampaignEdit.fault(known, edit);
      if (fault != null) {
        return List.of(
            edit.paused()
                ? paused(held, edit.version(), position, fault)
                : refused(held, edit.id(), position, fault));
      }
    }
    return agreed(held, edit, position, nowMillis);
  }

  /** The answer to a record that says what is in force already, or that was read before. */
  private static CampaignAnswer readAgain(Campaign known, TopicPosition position) {
    return new CampaignAnswer(known.id(), position.offset(), Verdict.UNCHANGED, null, known, false);
  }

  /** The answer to an edit whose version is not above the one in force. */
  private CampaignAnswer stale(HeldCampaign held, Campaign edit, TopicPosition position) {
    Campaign known = held.campaign();
    if (edit.equals(known)) {
      return readAgain(known, position);
    }
    if (edit.paused()) {
      boolean pauseAlone = edit.withVersion(known.version()).equals(known.withPaused(true));
      return paused(held, known.version(), position, pauseAlone ? null : older(known, edit));
    }
    return refused(held, known.id(), position, older(known, edit));
  }

  private static String older(Campaign known, Campaign edit) {
    return "version: must be above "
        + known.version()
        + ", which the job holds of "
        + known.id()
        + ", got "
        + edit.version();
  }

  /** The answers to an edit that only the other campaigns of its budget can oppose. */
  private List<CampaignAnswer> agreed(
      @Nullable HeldCampaign held, Campaign edit, TopicPosition position, long nowMillis) {
    String budgetId = edit.budget().id();
    store.hold(new WaitingEdit(edit, position, nowMillis + PATIENCE_MILLIS));
    Map<String, WaitingEdit> waiting = waitingOn(budgetId);
    BudgetAgreement.Verdict verdict =
        BudgetAgreement.of(
            edit, inForce(budgetId), campaigns(waiting), clock.campaignMillis(nowMillis));
    List<CampaignAnswer> answers = new ArrayList<>();
    if (verdict.passing().stream().noneMatch(passing -> passing.id().equals(edit.id()))) {
      if (verdict.stopped() != null) {
        store.put(new HeldCampaign(verdict.stopped(), position));
      }
      Campaign now = verdict.stopped() != null ? verdict.stopped() : held(held);
      answers.add(
          new CampaignAnswer(
              edit.id(), position.offset(), Verdict.WAITING, null, now, verdict.stopped() != null));
    }
    for (Campaign passing : verdict.passing()) {
      WaitingEdit waited = waiting.get(passing.id());
      CampaignAnswer answer = taken(passing, waited == null ? position : waited.position());
      if (passing.id().equals(edit.id())) {
        answers.add(0, answer);
      } else {
        answers.add(answer);
      }
    }
    if (!verdict.atOnce()) {
      // Whoever changes a budget's campaigns one by one gets the time anew with each of them.
      for (WaitingEdit one : waitingOn(budgetId).values()) {
        store.hold(new WaitingEdit(one.campaign(), one.position(), nowMillis + PATIENCE_MILLIS));
      }
    }
    return answers;
  }

  private CampaignAnswer taken(Campaign campaign, TopicPosition position) {
    store.release(campaign.id());
    store.put(new HeldCampaign(campaign, latest(store.held(campaign.id()), position)));
    return new CampaignAnswer(
        campaign.id(), position.offset(), Verdict.TAKEN, null, campaign, true);
  }

  /**
   * The later of the two positions: while an edit waited, a record that was written after it may
   * have been answered.
   */
  private static TopicPosition latest(@Nullable HeldCampaign held, TopicPosition position) {
    return held != null && position.isNotAfter(held.position()) ? held.position() : position;
  }

  private CampaignAnswer pause(
      @Nullable HeldCampaign held, CampaignOrder order, TopicPosition position) {
    if (held == null) {
      WaitingEdit waiting = waiting(order.campaignId());
      if (waiting != null && !position.isNotAfter(waiting.position())) {
        return pausedBeforehand(waiting, order, position);
      }
      String unknown = "the job holds no campaign " + order.campaignId() + " that could be paused";
      return refused(
          null, order.campaignId(), position, order.fault() == null ? unknown : order.fault());
    }
    Campaign known = held.campaign();
    if (position.isNotAfter(held.position())) {
      return readAgain(known, position);
    }
    return paused(held, Math.max(known.version(), order.version()), position, order.fault());
  }

  /**
   * Pauses a campaign whose first edit still waits. When the edit passes, the campaign is paused.
   */
  private CampaignAnswer pausedBeforehand(
      WaitingEdit waiting, CampaignOrder order, TopicPosition position) {
    Campaign campaign = waiting.campaign();
    long version = Math.max(campaign.version(), order.version());
    store.hold(
        new WaitingEdit(
            campaign.withVersion(version).withPaused(true),
            waiting.position(),
            waiting.dueMillis()));
    return new CampaignAnswer(
        campaign.id(), position.offset(), Verdict.PAUSED, order.fault(), null, false);
  }

  /**
   * Pauses the campaign that is in force. An edit of it that still waits can no longer resume it:
   * such an edit is dropped where its version is not above the given one, and else it waits on with
   * the campaign paused.
   *
   * @param reason why the rest of the record is not in force, null for nothing
   */
  private CampaignAnswer paused(
      HeldCampaign held, long version, TopicPosition position, @Nullable String reason) {
    Campaign known = held.campaign();
    Campaign paused = known.withVersion(version).withPaused(true);
    store.put(new HeldCampaign(paused, position));
    WaitingEdit waiting = waitingOn(known.budget().id()).get(known.id());
    if (waiting != null && waiting.campaign().version() <= version) {
      store.release(known.id());
    } else if (waiting != null) {
      store.hold(
          new WaitingEdit(
              waiting.campaign().withPaused(true), waiting.position(), waiting.dueMillis()));
    }
    return new CampaignAnswer(
        known.id(), position.offset(), Verdict.PAUSED, reason, paused, !paused.equals(known));
  }

  private CampaignAnswer end(
      @Nullable HeldCampaign held, String campaignId, TopicPosition position, long nowMillis) {
    WaitingEdit waiting = waiting(campaignId);
    if (waiting != null && waiting.position().isNotAfter(position)) {
      store.release(campaignId);
    }
    if (held == null) {
      return new CampaignAnswer(
          campaignId, position.offset(), Verdict.UNCHANGED, null, null, false);
    }
    Campaign known = held.campaign();
    if (position.isNotAfter(held.position())) {
      return readAgain(known, position);
    }
    Campaign ended = known.endedAt(clock.campaignMillis(nowMillis));
    store.put(new HeldCampaign(ended, position));
    return new CampaignAnswer(
        campaignId, position.offset(), Verdict.ENDED, null, ended, !ended.equals(known));
  }

  private CampaignAnswer refused(
      @Nullable HeldCampaign held, String campaignId, TopicPosition position, String reason) {
    return new CampaignAnswer(
        campaignId, position.offset(), Verdict.REFUSED, reason, held(held), false);
  }

  /** The earliest time until which an edit waits, wall milliseconds; null where none waits. */
  public @Nullable Long nextDueMillis() {
    Long next = null;
    for (WaitingEdit edit : store.waiting()) {
      next = next == null ? edit.dueMillis() : Math.min(next, edit.dueMillis());
    }
    return next;
  }

  /**
   * Decides about the edits whose time to wait is over: an edit passes where nothing opposes it any
   * more, for example because the campaigns with which it did not agree have ended, and else it is
   * refused.
   *
   * @param nowMillis wall time
   */
  public List<CampaignAnswer> judgeLate(long nowMillis) {
    List<WaitingEdit> late = new ArrayList<>();
    for (WaitingEdit edit : store.waiting()) {
      if (edit.dueMillis() <= nowMillis) {
        late.add(edit);
      }
    }
    List<CampaignAnswer> answers = new ArrayList<>();
    long campaignMillis = clock.campaignMillis(nowMillis);
    for (WaitingEdit edit : late) {
      Campaign campaign = edit.campaign();
      if (!isWaiting(campaign.id())) {
        // It came into force together with an earlier one.
        continue;
      }
      Map<String, Campaign> agreed = inForce(campaign.budget().id());
      Campaign against = BudgetAgreement.opposing(campaign, agreed.values(), campaignMillis);
      Map<String, WaitingEdit> waiting = waitingOn(campaign.budget().id());
      List<Campaign> passing =
          BudgetAgreement.of(campaign, agreed, campaigns(waiting), campaignMillis).passing();
      if (against != null && passing.isEmpty()) {
        store.release(campaign.id());
        answers.add(
            refused(
                store.held(campaign.id()),
                campaign.id(),
                edit.position(),
                SharedBudget.disagreement(campaign, against)));
      }
      for (Campaign passes : passing) {
        store.release(passes.id());
        answers.add(taken(passes, requireNonNull(waiting.get(passes.id())).position()));
      }
    }
    return answers;
  }

  /**
   * Forgets the campaigns whose flight ended, and whose latest record was written, at least {@value
   * #MEMORY_MILLIS} ms of wall time ago.
   *
   * @param nowMillis wall time
   * @return their ids
   */
  public List<String> forget(long nowMillis) {
    List<String> ids = new ArrayList<>();
    for (HeldCampaign held : store.all()) {
      // An edit may have put the end of the flight far into the past.
      long since =
          Math.max(
              clock.wallMillis(held.campaign().flight().endMillis()),
              held.position().writtenMillis());
      if (since <= nowMillis - MEMORY_MILLIS) {
        ids.add(held.campaign().id());
      }
    }
    ids.forEach(store::remove);
    return ids;
  }

  /** True where an edit of the campaign waits. */
  public boolean isWaiting(String campaignId) {
    return waiting(campaignId) != null;
  }

  private @Nullable WaitingEdit waiting(String campaignId) {
    for (WaitingEdit edit : store.waiting()) {
      if (edit.campaign().id().equals(campaignId)) {
        return edit;
      }
    }
    return null;
  }

  /** True where the register holds no campaign. */
  public boolean isEmpty() {
    return store.all().isEmpty();
  }

  private static @Nullable Campaign held(@Nullable HeldCampaign held) {
    return held == null ? null : held.campaign();
  }

  private Map<String, Campaign> inForce(String budgetId) {
    Map<String, Campaign> all = new LinkedHashMap<>();
    for (Campaign campaign : store.onBudget(budgetId)) {
      all.put(campaign.id(), campaign);
    }
    return all;
  }

  private Map<String, WaitingEdit> waitingOn(String budgetId) {
    Map<String, WaitingEdit> all = new LinkedHashMap<>();
    for (WaitingEdit edit : store.waiting()) {
      if (edit.campaign().budget().id().equals(budgetId)) {
        all.put(edit.campaign().id(), edit);
      }
    }
    return all;
  }

  private static Map<String, Campaign> campaigns(Map<String, WaitingEdit> waiting) {
    Map<String, Campaign> campaigns = new LinkedHashMap<>();
    waiting.forEach((id, edit) -> campaigns.put(id, edit.campaign()));
    return campaigns;
  }
}
