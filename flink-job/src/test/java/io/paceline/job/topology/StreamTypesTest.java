package io.paceline.job.topology;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.HeldCampaign;
import io.paceline.core.campaign.WaitingEdit;
import io.paceline.core.eligibility.CappedOut;
import io.paceline.core.exchange.BiddingBudget;
import io.paceline.core.exchange.BillingEvidence;
import io.paceline.core.exchange.ExchangeWatch;
import io.paceline.core.ledger.Account;
import io.paceline.core.ledger.BidEntry;
import io.paceline.core.ledger.ExchangeSpend;
import io.paceline.core.market.AuctionOutcomeCounts;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.market.MarketContext;
import io.paceline.core.market.MarketKey;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Decision;
import io.paceline.core.pacing.DayWorth;
import io.paceline.core.pacing.LawMemory;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.PlanStart;
import io.paceline.core.profile.UserEvent;
import io.paceline.core.profile.UserState;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.ModelAnnouncement;
import io.paceline.core.scoring.ScoredRequest;
import io.paceline.core.scoring.ScoringInput;
import io.paceline.core.spend.AuctionOutcome;
import io.paceline.core.spend.AuctionTally;
import io.paceline.core.spend.BudgetState;
import io.paceline.job.control.CampaignOrdered;
import io.paceline.job.control.ControlUpdate;
import io.paceline.job.eligibility.UserInput;
import io.paceline.job.kafka.DeadLetter;
import io.paceline.job.kafka.OutRecord;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.serialization.SharedTypeInfo;
import io.paceline.job.spend.AdjustmentArrived;
import io.paceline.job.spend.BudgetTold;
import io.paceline.job.spend.MoneyInput;
import io.paceline.job.spend.SpendReportArrived;
import io.paceline.job.spend.TrainingRow;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.BasicArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.typeutils.EnumTypeInfo;
import org.apache.flink.api.java.typeutils.ListTypeInfo;
import org.apache.flink.api.java.typeutils.MapTypeInfo;
import org.apache.flink.api.java.typeutils.ObjectArrayTypeInfo;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that no stream and no state falls back to Kryo, and that every record comes out of its
 * serializer as it went in.
 */
class StreamTypesTest {

  private static final TypeInformation<long[]> BILLED_PAGE =
      SharedTypeInfo.of(PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);

  private static final long SEED = 20_260_302L;

  /** All record types on streams. A new one must be added here. */
  private static final Set<Class<?>> STREAMS =
      Set.of(
          RawRecord.class,
          BidRequest.class,
          Notice.class,
          SpendReportArrived.class,
          AdjustmentArrived.class,
          UserEvent.class,
          CampaignOrdered.class,
          AuctionOutcomeCounts.class,
          ControlUpdate.class,
          UserInput.class,
          ScoringInput.class,
          CappedOut.class,
          ScoredRequest.class,
          ProposedBid.class,
          MoneyInput.class,
          Decision.class,
          BudgetTold.class,
          TrainingRow.class,
          BillingEvidence.class,
          NoticeToken.class,
          DeadLetter.class,
          OutRecord.class);

  /**
   * All states, by the uid of the operator and the name of the state. After an update of the job,
   * Flink finds a state by these two, so neither may change. A new state must be added here.
   */
  private static final Map<String, TypeInformation<?>> STATES =
      Map.ofEntries(
          entry("accept-edits/held", byText(HeldCampaign.class)),
          entry("accept-edits/waiting", byText(WaitingEdit.class)),
          entry(
              "accept-edits/origins", Types.MAP(Types.STRING, TypeInformation.of(RawRecord.class))),
          entry("accept-edits/unbooked", Types.MAP(Types.STRING, Types.LONG)),
          entry("accept-edits/next-search", Types.LONG),
          entry("eligibility/user", SharedTypeInfo.of(UserState.class)),
          entry("eligibility/campaigns", byText(Campaign.class)),
          entry("eligibility/budgets", byText(PacingUpdate.class)),
          entry(
              "eligibility/model",
              Types.MAP(Types.STRING, TypeInformation.of(ModelAnnouncement.class))),
          entry("eligibility/stopped", Types.MAP(Types.STRING, Types.BOOLEAN)),
          entry("eligibility/halted", Types.MAP(Types.STRING, Types.BOOLEAN)),
          entry("eligibility/market-curves", byPlace(LiveCurve.class)),
          entry("learn-market/contexts", byPlace(MarketContext.class)),
          entry("learn-market/prior-auctions", Types.DOUBLE),
          entry("learn-market/next-refresh", Types.LONG),
          entry(
              "learn-market/bundle",
              Types.MAP(Types.STRING, TypeInformation.of(ModelAnnouncement.class))),
          entry("score/announced-bundle", Types.LIST(TypeInformation.of(AnnouncedBundle.class))),
          entry("watch-exchanges/watch", SharedTypeInfo.of(ExchangeWatch.class)),
          entry(
              "watch-exchanges/budgets",
              Types.MAP(SharedTypeInfo.of(Types.STRING), SharedTypeInfo.of(BiddingBudget.class))),
          entry("spend-controller/halted", Types.MAP(Types.STRING, Types.BOOLEAN)),
          entry("spend-controller/account", SharedTypeInfo.of(Account.class)),
          entry(
              "spend-controller/bids",
              Types.MAP(SharedTypeInfo.of(Types.STRING), SharedTypeInfo.of(BidEntry.class))),
          entry("spend-controller/control", SharedTypeInfo.of(BudgetState.class)),
          entry("spend-controller/law-memory", SharedTypeInfo.of(LawMemory.class)),
          entry("spend-controller/tally", SharedTypeInfo.of(AuctionTally.class)),
          entry(
              "spend-controller/outcomes",
              Types.MAP(Types.INT, SharedTypeInfo.of(AuctionOutcome.class))),
          entry("spend-controller/campaigns", byText(Campaign.class)),
          entry(
              "spend-controller/exchange-spend",
              Types.MAP(Types.LONG, SharedTypeInfo.of(ExchangeSpend.class))),
          entry("spend-controller/billed-0", Types.MAP(Types.LONG, BILLED_PAGE)),
          entry("spend-controller/billed-1", Types.MAP(Types.LONG, BILLED_PAGE)),
          entry("spend-controller/billed-2", Types.MAP(Types.LONG, BILLED_PAGE)),
          entry("spend-controller/billed-3", Types.MAP(Types.LONG, BILLED_PAGE)),
          entry("spend-controller/plan-start", SharedTypeInfo.of(PlanStart.class)),
          entry("spend-controller/day-worth", SharedTypeInfo.of(DayWorth.class)),
          entry(
              "spend-controller/waiting-reports",
              Types.LIST(TypeInformation.of(SpendReportArrived.class))),
          entry(
              "spend-controller/waiting-adjustments",
              Types.LIST(TypeInformation.of(AdjustmentArrived.class))),
          entry("spend-controller/stopped", Types.MAP(Types.STRING, Types.BOOLEAN)),
          entry("spend-controller/told", SharedTypeInfo.of(PacingUpdate.class)),
          entry("spend-controller/restored-epoch", Types.LONG),
          entry("spend-controller/next-tick", Types.LONG),
          entry("spend-controller/reports-end", Types.LONG),
          entry("spend-controller/barrier-millis", Types.LIST(Types.LONG)),
          entry(
              "spend-controller/traffic",
              Types.MAP(Types.STRING, TypeInformation.of(ModelAnnouncement.class))));

  /** Record types that are in state but on no stream of their own. */
  private static final Set<Class<?>> STATE_RECORDS =
      Set.of(
          Campaign.class,
          UserState.class,
          Account.class,
          BudgetState.class,
          ModelAnnouncement.class,
          LiveCurve.class,
          MarketKey.class,
          MarketContext.class,
          BidEntry.class,
          ExchangeSpend.class,
          ExchangeWatch.class,
          BiddingBudget.class,
          PlanStart.class,
          AuctionTally.class,
          AuctionOutcome.class);

  private static TopologyTypes topology;

  private static TypeInformation<?> byText(Class<?> value) {
    return Types.MAP(Types.STRING, SharedTypeInfo.of(value));
  }

  private static TypeInformation<?> byPlace(Class<?> value) {
    return Types.MAP(SharedTypeInfo.of(MarketKey.class), SharedTypeInfo.of(value));
  }

  @BeforeAll
  static void layTheTopology() throws Exception {
    topology = TopologyTypes.discover();
  }

  @Test
  void everyStreamOfTheTopologyIsListed() {
    Set<Class<?>> found = new HashSet<>();
    topology.streams().values().forEach(type -> found.add(type.getTypeClass()));
    // These are the types that a sink sends to its committer, although nothing is committed.
    found.removeIf(type -> type.getName().startsWith("org.apache.flink."));

    assertThat(found).isEqualTo(STREAMS);
  }

  @Test
  void everyStateOfTheTopologyIsListed() {
    assertThat(topology.states()).containsExactlyInAnyOrderEntriesOf(STATES);
  }

  @Test
  void noStreamFallsBackToKryo() {
    assertThat(strangers(topology.streams())).isEmpty();
  }

  @Test
  void noStateFallsBackToKryo() {
    assertThat(strangers(topology.states())).isEmpty();
  }

  @Test
  void aTypeThatFallsBackToKryoIsNoticed() {
    assertThat(strangers(Map.of("here", TypeInformation.of(WithDuration.class)))).hasSize(1);
  }

  /** An example of a type that must not be on a stream. */
  public record WithDuration(String name, List<Duration> durations) {}

  static Stream<Class<?>> records() {
    return Stream.concat(STREAMS.stream(), STATE_RECORDS.stream());
  }

  @ParameterizedTest
  @MethodSource("records")
  void aFilledRecordSurvives(Class<?> type) throws IOException {
    assertSurvives(type, new RecordFiller(SEED).filled(type));
  }

  @ParameterizedTest
  @MethodSource("records")
  void absentComponentsSurvive(Class<?> type) throws IOException {
    assertSurvives(type, new RecordFiller(SEED).sparse(type));
  }

  private static <T> void assertSurvives(Class<T> type, Object example) throws IOException {
    T original = type.cast(example);
    TypeSerializer<T> serializer =
        TypeInformation.of(type).createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(256);
    serializer.serialize(original, out);

    T read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

    assertThat(read).usingRecursiveComparison().isEqualTo(original);
    assertThat(serializer.copy(original)).usingRecursiveComparison().isEqualTo(original);
  }

  @Test
  void whatWaitsForTheModelIsSharedInMemoryAndSurvivesACheckpoint() throws IOException {
    TypeSerializer<ScoringInput> serializer =
        SharedTypeInfo.of(ScoringInput.class).createSerializer(new SerializerConfigImpl());
    ScoringInput waiting =
        ScoringInput.class.cast(new RecordFiller(SEED).filled(ScoringInput.class));
    DataOutputSerializer description = new DataOutputSerializer(256);
    TypeSerializerSnapshot.writeVersionedSnapshot(description, serializer.snapshotConfiguration());
    DataOutputSerializer out = new DataOutputSerializer(256);
    serializer.serialize(waiting, out);

    TypeSerializer<ScoringInput> restored =
        TypeSerializerSnapshot.<ScoringInput>readVersionedSnapshot(
                new DataInputDeserializer(description.getCopyOfBuffer()),
                getClass().getClassLoader())
            .restoreSerializer();

    assertThat(serializer.copy(waiting)).isSameAs(waiting);
    assertThat(restored).isEqualTo(serializer);
    assertThat(restored.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
        .usingRecursiveComparison()
        .isEqualTo(waiting);
  }

  @Test
  void aSharedValueGoesIntoACheckpointInOnePieceAndAsTheSameBytes() throws IOException {
    Campaign campaign = Campaign.class.cast(new RecordFiller(SEED).filled(Campaign.class));
    List<byte[]> pieces = new ArrayList<>();
    OutputStream file =
        new OutputStream() {
          @Override
          public void write(int single) {
            pieces.add(new byte[] {(byte) single});
          }

          @Override
          public void write(byte[] bytes, int from, int count) {
            pieces.add(Arrays.copyOfRange(bytes, from, from + count));
          }
        };
    DataOutputSerializer plain = new DataOutputSerializer(256);
    TypeInformation.of(Campaign.class)
        .createSerializer(new SerializerConfigImpl())
        .serialize(campaign, plain);

    SharedTypeInfo.of(Campaign.class)
        .createSerializer(new SerializerConfigImpl())
        .serialize(campaign, new DataOutputViewStreamWrapper(file));

    assertThat(pieces).containsExactly(plain.getCopyOfBuffer());
  }

  private static Set<String> strangers(Map<String, TypeInformation<?>> types) {
    Set<String> strangers = new TreeSet<>();
    types.forEach(
        (place, type) -> {
          if (!type.getTypeClass().getName().startsWith("org.apache.flink.")) {
            walk(place, type, strangers);
          }
        });
    return strangers;
  }

  private static void walk(String path, TypeInformation<?> type, Set<String> strangers) {
    if (type instanceof PojoTypeInfo<?> pojo) {
      for (int i = 0; i < pojo.getArity(); i++) {
        String name = pojo.getPojoFieldAt(i).getField().getName();
        walk(path + "." + name, pojo.getPojoFieldAt(i).getTypeInformation(), strangers);
      }
    } else if (type instanceof SharedTypeInfo<?> shared) {
      walk(path, shared.plain(), strangers);
    } else if (type instanceof ListTypeInfo<?> list) {
      walk(path + "[]", list.getElementTypeInfo(), strangers);
    } else if (type instanceof MapTypeInfo<?, ?> map) {
      walk(path + "{key}", map.getKeyTypeInfo(), strangers);
      walk(path + "{value}", map.getValueTypeInfo(), strangers);
    } else if (type instanceof ObjectArrayTypeInfo<?, ?> array) {
      walk(path + "[]", array.getComponentInfo(), strangers);
    } else if (!(type instanceof BasicTypeInfo<?>
        || type instanceof BasicArrayTypeInfo<?, ?>
        || type instanceof PrimitiveArrayTypeInfo<?>
        || type instanceof EnumTypeInfo<?>)) {
      strangers.add(path + ": " + type);
    }
  }
}
