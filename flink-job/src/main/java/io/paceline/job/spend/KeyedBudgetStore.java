package io.paceline.job.spend;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.ledger.Account;
import io.paceline.core.ledger.BidEntry;
import io.paceline.core.ledger.ExchangeSpend;
import io.paceline.core.pacing.DayWorth;
import io.paceline.core.pacing.LawMemory;
import io.paceline.core.pacing.PlanStart;
import io.paceline.core.spend.AuctionOutcome;
import io.paceline.core.spend.AuctionTally;
import io.paceline.core.spend.BudgetState;
import io.paceline.core.spend.BudgetStore;
import io.paceline.job.serialization.SharedTypeInfo;
import io.paceline.job.state.StateAccess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a budget in Flink's keyed state. The states that every bid reads are small. The pacing
 * law's memory (some 9 KB) and the outcomes since the law last moved are states of their own, which
 * are read only when the law moves. If they were part of the others, a backend that serializes at
 * each access would serialize them at every bid. A backend on the heap copies a value only at its
 * first access after a checkpoint has begun.
 *
 * <p>Open bids and wins end with their windows and are few. Billed bids are many: they lie in pages
 * of some sixteen, eight bytes each, whose keys begin with the time of the bids, and neither a
 * notice nor a tick nor the end of a budget goes through them. With RocksDB and incremental
 * checkpoints, a checkpoint writes the pages that changed and what RocksDB merged with them; on the
 * heap it writes all pages, and the first access after the checkpoint has begun copies the map,
 * though not the pages. {@link #close} removes all that bids need when the last flight is over;
 * {@link #forget} removes campaigns and what reports need when reports are too old. Of a budget
 * that was spent, the account's totals stay for good. They take some hundred bytes, and so a budget
 * id that was spent is never fresh again, however late it is used again.
 */
public final class KeyedBudgetStore implements BudgetStore {

  /**
   * Pages of billed bids take turns by their time in several states, each for nine hours. So what
   * is removed and what is added lie in different ones. RocksDB merges all between the first and
   * the last key of a new file, and with one state for both that would be all pages of the day.
   */
  private static final int BILLED_STATES = 4;

  /** A page's key begins with the second of its bids; so many bits stand for nine hours. */
  private static final int BILLED_STATE_BITS = 40;

  private static final TypeInformation<String> TEXT = SharedTypeInfo.of(Types.STRING);

  private final ValueState<Account> account;
  private final MapState<String, BidEntry> bids;
  private final ValueState<BudgetState> control;
  private final ValueState<LawMemory> lawMemory;
  private final ValueState<AuctionTally> tally;
  private final MapState<Integer, AuctionOutcome> outcomes;
  private final MapState<String, Campaign> campaigns;
  private final MapState<Long, ExchangeSpend> exchanges;
  private final List<MapState<Long, long[]>> billed = new ArrayList<>();
  private final ValueState<PlanStart> planStart;
  private final ValueState<DayWorth> dayWorth;

  /** Reminders by budget id, for every budget whose reminders were needed since the task began. */
  private final Map<String, Reminders> reminders = new HashMap<>();

  /** The budget of the current turn, empty before the first one. */
  private String budgetId = "";

  /** The account as it was last read or written since {@link #turn}; null where it was neither. */
  private @Nullable Account knownAccount;

  /** The state as it was last read or written since {@link #turn}, null where it was neither. */
  private @Nullable BudgetState knownState;

  /** A store in the states of an operator, which is called before the operator has any input. */
  public KeyedBudgetStore(RuntimeContext context) {
    account =
        context.getState(new ValueStateDescriptor<>("account", SharedTypeInfo.of(Account.class)));
    bids =
        context.getMapState(
            new MapStateDescriptor<>("bids", TEXT, SharedTypeInfo.of(BidEntry.class)));
    control =
        context.getState(
            new ValueStateDescriptor<>("control", SharedTypeInfo.of(BudgetState.class)));
    lawMemory =
        context.getState(
            new ValueStateDescriptor<>("law-memory", SharedTypeInfo.of(LawMemory.class)));
    tally =
        context.getState(
            new ValueStateDescriptor<>("tally", SharedTypeInfo.of(AuctionTally.class)));
    outcomes =
        context.getMapState(
            new MapStateDescriptor<>(
                "outcomes", Types.INT, SharedTypeInfo.of(AuctionOutcome.class)));
    campaigns =
        context.getMapState(
            new MapStateDescriptor<>("campaigns", Types.STRING, SharedTypeInfo.of(Campaign.class)));
    exchanges =
        context.getMapState(
            new MapStateDescriptor<>(
                "exchange-spend", Types.LONG, SharedTypeInfo.of(ExchangeSpend.class)));
    planStart =
        context.getState(
            new ValueStateDescriptor<>("plan-start", SharedTypeInfo.of(PlanStart.class)));
    dayWorth =
        context.getState(
            new ValueStateDescriptor<>("day-worth", SharedTypeInfo.of(DayWorth.class)));
    for (int part = 0; part < BILLED_STATES; part++) {
      billed.add(
          context.getMapState(
              new MapStateDescriptor<>(
                  "billed-" + part,
                  Types.LONG,
                  SharedTypeInfo.of(PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO))));
    }
  }

  /**
   * Begins the turn of a message or timer for the budget that is Flink's current key. Until the
   * next turn, the values that every bid reads several times are read from Flink's state only once.
   */
  public void turn(String currentKey) {
    budgetId = currentKey;
    knownAccount = null;
    knownState = null;
  }

  @Override
  public Account account() {
    if (knownAccount == null) {
      Account value = StateAccess.get(account::value);
      knownAccount = value == null ? Account.EMPTY : value;
    }
    return knownAccount;
  }

  @Override
  public void save(Account changed) {
    knownAccount = changed;
    StateAccess.change(() -> account.update(changed));
  }

  @Override
  public @Nullable BidEntry bid(String bidId) {
    return StateAccess.get(() -> bids.get(bidId));
  }

  @Override
  public void put(String bidId, BidEntry entry) {
    StateAccess.change(() -> bids.put(bidId, entry));
  }

  @Override
  public void remove(String bidId) {
    StateAccess.change(() -> bids.remove(bidId));
  }

  @Override
  public @Nullable ExchangeSpend exchangeSpend(long key) {
    return StateAccess.get(() -> exchanges.get(key));
  }

  @Override
  public void put(long key, ExchangeSpend spend) {
    StateAccess.change(() -> exchanges.put(key, spend));
  }

  @Override
  public void replaceExchangeSpends(Function<ExchangeSpend, @Nullable ExchangeSpend> replace) {
    StateAccess.change(
        () -> {
          Iterator<Map.Entry<Long, ExchangeSpend>> all = exchanges.iterator();
          while (all.hasNext()) {
            Map.Entry<Long, ExchangeSpend> entry = all.next();
            ExchangeSpend before = entry.getValue();
            ExchangeSpend after = replace.apply(before);
            if (after == null) {
              all.remove();
            } else if (!after.equals(before)) {
              entry.setValue(after);
            }
          }
        });
  }

  private MapState<Long, long[]> billed(long key) {
    return billed.get((int) (key >>> BILLED_STATE_BITS) % BILLED_STATES);
  }

  @Override
  public long @Nullable [] billedPage(long key) {
    return StateAccess.get(() -> billed(key).get(key));
  }

  @Override
  public void putBilledPage(long key, long[] page) {
    StateAccess.change(() -> billed(key).put(key, page));
  }

  @Override
  public void removeBilledPage(long key) {
    StateAccess.change(() -> billed(key).remove(key));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Reminders hold nothing that the bids do not hold, so they are not part of Flink's state:
   * after a restore they are made again from the bids that hold money.
   */
  @Override
  public void remind(long slotMillis, String bidId) {
    reminders().add(slotMillis, bidId);
  }

  @Override
  public List<String> takeReminders(long untilMillis) {
    return reminders().take(untilMillis);
  }

  private Reminders reminders() {
    Reminders own = reminders.get(budgetId);
    if (own == null) {
      Reminders read = new Reminders();
      StateAccess.change(
          () -> bids.entries().forEach(bid -> read.add(bid.getValue().slotMillis(), bid.getKey())));
      reminders.put(budgetId, read);
      own = read;
    }
    return own;
  }

  @Override
  public BudgetState state() {
    if (knownState == null) {
      BudgetState value = StateAccess.get(control::value);
      knownState = value == null ? BudgetState.NEW : value;
    }
    return knownState;
  }

  @Override
  public void save(BudgetState state) {
    knownState = state;
    StateAccess.change(() -> control.update(state));
  }

  @Override
  public @Nullable LawMemory lawMemory() {
    return StateAccess.get(lawMemory::value);
  }

  @Override
  public void save(LawMemory memory) {
    StateAccess.change(() -> lawMemory.update(memory));
  }

  @Override
  public AuctionTally tally() {
    AuctionTally value = StateAccess.get(tally::value);
    return value == null ? AuctionTally.NONE : value;
  }

  @Override
  public void save(AuctionTally changed) {
    StateAccess.change(() -> tally.update(changed));
  }

  @Override
  public void keep(int slot, AuctionOutcome outcome) {
    StateAccess.change(() -> outcomes.put(slot, outcome));
  }

  @Override
  public List<AuctionOutcome> takeOutcomes() {
    return StateAccess.get(
        () -> {
          List<AuctionOutcome> all = new ArrayList<>();
          outcomes.values().forEach(all::add);
          outcomes.clear();
          return all;
        });
  }

  @Override
  public @Nullable PlanStart planStart() {
    return StateAccess.get(planStart::value);
  }

  @Override
  public void save(PlanStart start) {
    StateAccess.change(() -> planStart.update(start));
  }

  @Override
  public @Nullable DayWorth dayWorth() {
    return StateAccess.get(dayWorth::value);
  }

  @Override
  public void save(DayWorth worth) {
    StateAccess.change(() -> dayWorth.update(worth));
  }

  @Override
  public List<Campaign> campaigns() {
    return StateAccess.get(
        () -> {
          List<Campaign> all = new ArrayList<>();
          campaigns.values().forEach(all::add);
          return all;
        });
  }

  @Override
  public @Nullable Campaign campaign(String campaignId) {
    return StateAccess.get(() -> campaigns.get(campaignId));
  }

  @Override
  public void put(Campaign campaign) {
    StateAccess.change(() -> campaigns.put(campaign.id(), campaign));
  }

  /**
   * Removes all that only bids need; account, campaigns and exchanges' spend stay. No billed bid
   * may be left: {@link io.paceline.core.spend.SpendController#isOver} and {@link
   * io.paceline.core.spend.SpendController#forgetBilled} see to that little by little.
   */
  void close() {
    reminders.remove(budgetId);
    bids.clear();
    control.clear();
    knownState = null;
    lawMemory.clear();
    tally.clear();
    outcomes.clear();
    planStart.clear();
    dayWorth.clear();
  }

  /**
   * Removes all state of the current budget, except for the account where {@link Account#isSpent}
   * is true.
   */
  void forget() {
    close();
    campaigns.clear();
    exchanges.clear();
    if (!account().isSpent()) {
      account.clear();
      knownAccount = null;
    }
  }
}
