package io.paceline.job.topology;

import static io.paceline.job.control.Campaigns.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.campaign.CampaignOrder;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.exchange.ExchangeStatusCodec;
import io.paceline.core.money.CurrencyTable;
import io.paceline.core.notice.Adjustment;
import io.paceline.core.notice.AdjustmentCodec;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeDecoder;
import io.paceline.core.notice.NoticeKeys;
import io.paceline.core.notice.NoticePrice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeTokenCodec;
import io.paceline.core.notice.PriceForm;
import io.paceline.core.notice.SpendReport;
import io.paceline.core.notice.SpendReportCodec;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BidRequestCodec;
import io.paceline.core.pacing.PacingUpdateCodec;
import io.paceline.core.profile.UserEvent;
import io.paceline.core.profile.UserEventCodec;
import io.paceline.core.profile.UserEventType;
import io.paceline.core.scoring.ModelAnnouncementCodec;
import io.paceline.job.control.CampaignOrdered;
import io.paceline.job.control.Campaigns;
import io.paceline.job.control.ControlUpdate;
import io.paceline.job.control.DecodeCampaigns;
import io.paceline.job.control.DecodeControl;
import io.paceline.job.eligibility.DecodeRequests;
import io.paceline.job.eligibility.DecodeUserEvents;
import io.paceline.job.eligibility.Requests;
import io.paceline.job.kafka.DeadLetter;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.kafka.Topic;
import io.paceline.job.spend.DecodeAdjustments;
import io.paceline.job.spend.DecodeNotices;
import io.paceline.job.spend.DecodeSpendReports;
import io.paceline.job.spend.Notices;
import io.paceline.job.spend.TestOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks every way into the job: good records go on, and all others become dead letters. */
class DecodingTest {

  private static final int DAMAGED = 3_000;

  private static final NoticeToken TOKEN =
      Notices.token("bid-1", "shoes").period(START).bid(2_000, START).userKey("user").build();

  /** A way into the job, with a record that it can read. */
  record Way(String name, ProcessFunction<RawRecord, ?> decode, Topic topic, byte[] good) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static DecodeNotices decodeNotices(String... options) {
    return new DecodeNotices(TestOptions.with(options).exchange(), CurrencyTable.USD);
  }

  static Stream<Way> ways() {
    BidRequestCodec requests = new BidRequestCodec(CurrencyTable.parse("USD", ""), 100);
    return Stream.of(
        new Way(
            "bid requests",
            new DecodeRequests(TestOptions.with().requests(), ExchangeProfiles.OPENRTB),
            Topic.BID_REQUESTS,
            requests.encode(Requests.of("r", "anna", START))),
        new Way("notices", decodeNotices(), Topic.NOTICES, notice(TestOptions.tokens(), "1.5")),
        new Way(
            "spend reports",
            new DecodeSpendReports(),
            Topic.SPEND_REPORTS,
            new SpendReportCodec()
                .encode(new SpendReport("adx", "shoes", "feet", "2026-03-02", START - 1, 7, true))),
        new Way(
            "adjustments",
            new DecodeAdjustments(),
            Topic.ADJUSTMENTS,
            new AdjustmentCodec()
                .encode(new Adjustment("a", "feet", "shoes", "2026-03-02", -7, "credit", "anna"))),
        new Way(
            "user events",
            new DecodeUserEvents(),
            Topic.USER_EVENTS,
            new UserEventCodec()
                .encode(
                    new UserEvent("0123456789abcdef", UserEventType.CLICK, "shoes", null, START))),
        new Way(
            "campaigns",
            new DecodeCampaigns(),
            Topic.CAMPAIGNS,
            new CampaignCodec().encode(Campaigns.capped("shoes", 3))),
        new Way(
            "models",
            new DecodeControl(),
            Topic.MODELS,
            ModelAnnouncementCodec.encode(Campaigns.model("v1"))),
        new Way(
            "pacing updates",
            new DecodeControl(),
            Topic.PACING_UPDATES,
            PacingUpdateCodec.encode(Campaigns.pacing("shoes", true, 1))),
        new Way(
            "exchanges",
            new DecodeControl(),
            Topic.EXCHANGES,
            ExchangeStatusCodec.encode(ExchangeStatus.bidding("adx", START, "mended"))));
  }

  private static byte[] notice(NoticeTokenCodec tokens, String cpm) {
    return notice(tokens, TOKEN, cpm);
  }

  private static byte[] notice(NoticeTokenCodec tokens, NoticeToken token, String cpm) {
    return NoticeDecoder.encode("http://n.example/n/billing?t=" + tokens.sign(token) + "&p=" + cpm);
  }

  private static RawRecord keyed(Topic topic, String key, byte[] value, long offset) {
    return new RawRecord(topic.topicName(), 2, offset, START, "adx", key, false, value);
  }

  private static RawRecord record(Topic topic, byte[] value, long offset) {
    // The status of an exchange lies under the exchange's name; keys of other records are not read.
    return keyed(topic, topic == Topic.EXCHANGES ? "adx" : "", value, offset);
  }

  private static <T> OneInputStreamOperatorTestHarness<RawRecord, T> harness(
      ProcessFunction<RawRecord, T> decode) throws Exception {
    return ProcessFunctionTestHarnesses.forProcessFunction(decode);
  }

  private static List<DeadLetter> letters(OneInputStreamOperatorTestHarness<RawRecord, ?> harness) {
    ConcurrentLinkedQueue<StreamRecord<DeadLetter>> records = harness.getSideOutput(DeadLetter.TAG);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  @Test
  void theWinOfAnExchangeThatBillsOnTheWinIsItsBilling() throws Exception {
    byte[] win =
        NoticeDecoder.encode(
            "http://n.example/n/win?t=" + TestOptions.tokens().sign(TOKEN) + "&p=1.5");
    for (String billing : List.of("other", "adx")) {
      try (OneInputStreamOperatorTestHarness<RawRecord, Notice> harness =
          harness(decodeNotices("--exchange." + billing + ".bills", "win"))) {
        harness.processElement(new StreamRecord<>(record(Topic.NOTICES, win, 0)));
        assertThat(harness.extractOutputValues())
            .containsExactly(
                billing.contains("adx")
                    ? Notice.billing(TOKEN, 1_500, START)
                    : Notice.win(TOKEN, 1_500, 0, START));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void garbageBecomesADeadLetterWithItsBytesOriginAndReasonAndTheNextRecordIsRead(Way way)
      throws Exception {
    try (var harness = harness(way.decode())) {
      List<byte[]> garbage =
          List.of(
              new byte[0],
              "not json at all".getBytes(UTF_8),
              "null".getBytes(UTF_8),
              "[]".getBytes(UTF_8),
              "{}".getBytes(UTF_8),
              new byte[] {(byte) 0xff, (byte) 0xfe, 0});
      for (int i = 0; i < garbage.size(); i++) {
        harness.processElement(record(way.topic(), garbage.get(i), i), START);
      }
      harness.processElement(record(way.topic(), way.good(), 99), START);

      assertThat(harness.extractOutputValues()).hasSize(1);
      List<DeadLetter> letters = letters(harness);
      assertThat(letters).hasSize(garbage.size());
      for (int i = 0; i < garbage.size(); i++) {
        assertThat(letters.get(i).origin())
            .usingRecursiveComparison()
            .isEqualTo(record(way.topic(), garbage.get(i), i));
        assertThat(letters.get(i).reason()).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whateverIsDamagedIsReadOrRefusedAndTheJobLives(Way way) throws Exception {
    Random random = new Random(1);
    try (var harness = harness(way.decode())) {
      for (int i = 0; i < DAMAGED; i++) {
        byte[] value = damaged(way.good(), random);
        harness.processElement(record(way.topic(), value, i), START);
      }
      assertThat(harness.extractOutputValues().size() + letters(harness).size()).isEqualTo(DAMAGED);
      assertThat(letters(harness)).hasSizeGreaterThan(DAMAGED / 10);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whateverStandsInAFieldIsReadOrRefusedWithItsReasonAndTheJobLives(Way way) throws Exception {
    List<byte[]> values = Extremes.of(way.good());
    try (var harness = harness(way.decode())) {
      for (int i = 0; i < values.size(); i++) {
        harness.processElement(record(way.topic(), values.get(i), i), START);
      }
      assertThat(harness.extractOutputValues().size() + letters(harness).size())
          .isEqualTo(values.size());
      assertThat(letters(harness))
          .isNotEmpty()
          .allSatisfy(letter -> assertThat(letter.reason()).isNotBlank().hasSizeLessThan(5_000));
    }
  }

  /**
   * Damages a record: replaces one to three bytes, by characters of JSON or by any byte, and cuts
   * off the end of one record in ten as well.
   */
  private static byte[] damaged(byte[] good, Random random) {
    byte[] value = good.clone();
    byte[] marks = "{}[]\",:0123456789-.enulltruefalse\\".getBytes(UTF_8);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      value[random.nextInt(value.length)] =
          random.nextBoolean() ? marks[random.nextInt(marks.length)] : (byte) random.nextInt(256);
    }
    return random.nextInt(10) == 0 ? Arrays.copyOf(value, random.nextInt(value.length)) : value;
  }

  @Test
  void aRequestKeepsExchangeAndInstantOfItsRecordAndAllAreCounted() throws Exception {
    BidRequest request = Requests.of("r", "anna", START);
    byte[] json = new BidRequestCodec(CurrencyTable.parse("USD", ""), 100).encode(request);
    InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
    InterceptingTaskMetricGroup task =
        new InterceptingTaskMetricGroup() {
          @Override
          public InternalOperatorMetricGroup getOrAddOperator(
              OperatorID id, String name, Map<String, String> variables) {
            return metrics;
          }
        };
    try (MockEnvironment environment = new MockEnvironmentBuilder().setMetricGroup(task).build();
        var harness =
            new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(
                    new DecodeRequests(TestOptions.with().requests(), ExchangeProfiles.OPENRTB)),
                environment)) {
      harness.open();
      harness.processElement(record(Topic.BID_REQUESTS, json, 1), START);
      harness.processElement(record(Topic.BID_REQUESTS, new byte[] {'x'}, 2), START);
      harness.processElement(record(Topic.BID_REQUESTS, new byte[] {'y'}, 3), START);

      assertThat(harness.extractOutputValues()).containsExactly(request);
      assertThat(((Counter) metrics.get("requests")).getCount()).isEqualTo(1);
      assertThat(((Counter) metrics.get("deadLetters")).getCount()).isEqualTo(2);
    }
  }

  @Test
  void aNoticeOfOursIsReadAndAForgedOneIsNot() throws Exception {
    NoticeTokenCodec forger = new NoticeTokenCodec("another secret of 16".getBytes(UTF_8));
    try (var harness = harness(decodeNotices())) {
      harness.processElement(record(Topic.NOTICES, notice(TestOptions.tokens(), "1.5"), 1), START);
      harness.processElement(record(Topic.NOTICES, notice(forger, "1.5"), 2), START);
      harness.processElement(
          record(Topic.NOTICES, notice(TestOptions.tokens(), "2.001"), 3), START);

      assertThat(harness.extractOutputValues())
          .containsExactly(
              Notice.billing(TOKEN, 1_500, START),
              Notice.billing(TOKEN, new NoticePrice(TOKEN.bidMicros(), PriceForm.ROUNDED), START));
      assertThat(letters(harness)).extracting(l -> l.origin().offset()).containsExactly(2L);
      assertThat(letters(harness).get(0).reason()).contains("signature");
    }
  }

  @Test
  void billingsWithoutAPriceOfTheirOwnAreBookedAtTheBidAndCountedByKind() throws Exception {
    List<String> prices =
        List.of(
            "1.5", "2.001", "7", "", "${AUCTION_PRICE}", "WEpTrQAAAAAKJDyq", "-1", "1e30", "-2");
    List<String> metrics =
        List.of("ROUNDED", "CAPPED", "MISSING", "MACRO", "UNREADABLE", "NEGATIVE", "OVERFLOWING");
    try (var harness = harness(decodeNotices())) {
      for (String price : prices) {
        harness.processElement(
            record(Topic.NOTICES, notice(TestOptions.tokens(), price), 1), START);
      }
      String lost = "http://n.example/n/loss?l=0&t=" + TestOptions.tokens().sign(TOKEN);
      harness.processElement(record(Topic.NOTICES, NoticeDecoder.encode(lost), 2), START);

      assertThat(letters(harness)).isEmpty();
      assertThat(harness.extractOutputValues().subList(1, prices.size()))
          .allMatch(notice -> notice.priceMicros() == TOKEN.bidMicros())
          .extracting(notice -> notice.priceForm().name())
          .containsAll(metrics);
      assertThat(harness.extractOutputValues().get(prices.size()).isLossOfWinner()).isTrue();
    }
  }

  @Test
  void aTokenOfAKeyThatIsNotListedIsADeadLetterThatNamesIt() throws Exception {
    NoticeTokenCodec old = new NoticeTokenCodec(NoticeKeys.parse("7:0123456789abcdef"));
    try (var harness = harness(decodeNotices())) {
      harness.processElement(record(Topic.NOTICES, notice(old, "1.5"), 1), START);
      assertThat(letters(harness))
          .extracting(DeadLetter::reason)
          .singleElement()
          .asString()
          .contains("the token names key 7, which is not among the keys in use: 0");
    }
  }

  @Test
  void aBadCampaignIsToldWithThePlaceOfItsFault() throws Exception {
    String json = new String(new CampaignCodec().encode(Campaigns.asap("shoes", 10_000)), UTF_8);
    String wrong = json.replace("\"w\":300", "\"w\":-300");
    assertThat(wrong).isNotEqualTo(json);
    try (var harness = harness(new DecodeCampaigns())) {
      harness.processElement(record(Topic.CAMPAIGNS, wrong.getBytes(UTF_8), 1), START);
      harness.processElement(record(Topic.CAMPAIGNS, new byte[0], 2), START);
      harness.processElement(record(Topic.CAMPAIGNS, json.getBytes(UTF_8), 3), START);

      assertThat(letters(harness).get(0).reason()).contains("creatives[0].w").contains("-300");
      assertThat(letters(harness).get(1).reason()).contains("is empty");
      assertThat(harness.extractOutputValues())
          .extracting(CampaignOrdered::order)
          .containsExactly(CampaignOrder.edit(Campaigns.asap("shoes", 10_000)));
    }
  }

  @Test
  void tombstonesEndCampaignsAndCloseBudgetsByTheirKey() throws Exception {
    try (var campaigns = harness(new DecodeCampaigns());
        var control = harness(new DecodeControl())) {
      campaigns.processElement(tombstone(Topic.CAMPAIGNS, "shoes"), START);
      campaigns.processElement(empty(Topic.CAMPAIGNS, "hats"), START);
      control.processElement(empty(Topic.PACING_UPDATES, "heads"), START);
      control.processElement(tombstone(Topic.PACING_UPDATES, "feet"), START);
      control.processElement(tombstone(Topic.MODELS, "model"), START);

      assertThat(campaigns.extractOutputValues())
          .extracting(CampaignOrdered::order)
          .containsExactly(CampaignOrder.end("shoes"));
      assertThat(control.extractOutputValues()).containsExactly(ControlUpdate.closed("feet"));
      assertThat(letters(campaigns)).as("a text without a character").hasSize(1);
      assertThat(letters(control)).hasSize(2);
    }
  }

  private static RawRecord empty(Topic topic, String key) {
    return new RawRecord(topic.topicName(), 0, 1, START, "adx", key, false, new byte[0]);
  }

  private static RawRecord tombstone(Topic topic, String key) {
    return new RawRecord(topic.topicName(), 0, 1, START, "adx", key, true, new byte[0]);
  }

  @Test
  void modelsAndPacingUpdatesAreToldApartByTheirTopic() throws Exception {
    byte[] model = ModelAnnouncementCodec.encode(Campaigns.model("v1"));
    byte[] pacing = PacingUpdateCodec.encode(Campaigns.pacing("shoes", true, 1));
    try (var harness = harness(new DecodeControl())) {
      harness.processElement(record(Topic.MODELS, model, 1), START);
      harness.processElement(record(Topic.PACING_UPDATES, pacing, 2), START);
      harness.processElement(record(Topic.MODELS, pacing, 3), START);
      harness.processElement(record(Topic.PACING_UPDATES, model, 4), START);

      List<ControlUpdate> read = harness.extractOutputValues();
      assertThat(read).hasSize(2);
      assertThat(read.get(0).model().version()).isEqualTo("v1");
      assertThat(read.get(1).pacing()).isEqualTo(Campaigns.pacing("shoes", true, 1));
      assertThat(letters(harness)).extracting(l -> l.origin().offset()).containsExactly(3L, 4L);
    }
  }

  @Test
  void anAdjustmentLiesUnderItsBudgetAndId() throws Exception {
    byte[] json =
        new AdjustmentCodec().encode(new Adjustment("a", "feet", "feet", null, 7, "why", "anna"));
    try (var harness = harness(new DecodeAdjustments())) {
      harness.processElement(keyed(Topic.ADJUSTMENTS, "feet/a", json, 1), START);
      harness.processElement(keyed(Topic.ADJUSTMENTS, "a", json, 2), START);

      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(letters(harness))
          .extracting(DeadLetter::reason)
          .singleElement()
          .asString()
          .startsWith("the record's key must be feet/a");
    }
  }

  @Test
  void anUnsignedBillingIsToldToTheWatchOfItsExchange() throws Exception {
    NoticeTokenCodec forger = new NoticeTokenCodec("another secret of 16".getBytes(UTF_8));
    try (var harness = harness(decodeNotices())) {
      harness.processElement(record(Topic.NOTICES, notice(TestOptions.tokens(), "1.5"), 1), START);
      harness.processElement(record(Topic.NOTICES, notice(forger, "1.5"), 2), START);
      harness.processElement(record(Topic.NOTICES, "{}".getBytes(UTF_8), 3), START);

      assertThat(letters(harness)).hasSize(2);
      assertThat(harness.getSideOutput(DecodeNotices.UNSIGNED))
          .extracting(StreamRecord::getValue)
          .containsExactly(TOKEN);
    }
  }

  @Test
  void unsignedBillingsAreToldWhereRequestsHadNoHeaderThoughTheirNoticesHaveOne() throws Exception {
    NoticeTokenCodec forger = new NoticeTokenCodec("another secret of 16".getBytes(UTF_8));
    NoticeToken nobodys = Notices.token("bid-1", "shoes").exchange("default").build();
    NoticeToken others = Notices.token("bid-2", "shoes").exchange("other").build();
    try (var harness = harness(decodeNotices())) {
      harness.processElement(record(Topic.NOTICES, notice(forger, nobodys, "1.5"), 1), START);
      harness.processElement(record(Topic.NOTICES, notice(forger, others, "1.5"), 2), START);

      assertThat(harness.getSideOutput(DecodeNotices.UNSIGNED))
          .extracting(StreamRecord::getValue)
          .containsExactly(nobodys);
    }
  }

  @Test
  void aHaltAndItsEndAreReadFromTheTopicOfExchanges() throws Exception {
    ExchangeStatus halted =
        new ExchangeStatus("adx", ExchangeStatus.State.HALTED, START, "too much", 9, 8);
    byte[] value = ExchangeStatusCodec.encode(halted);
    try (var harness = harness(new DecodeControl())) {
      harness.processElement(keyed("adx", value), START);
      harness.processElement(keyed("other", value), START);
      harness.processElement(empty(Topic.EXCHANGES, "adx"), START);
      harness.processElement(tombstone(Topic.EXCHANGES, "adx"), START);

      assertThat(harness.extractOutputValues())
          .containsExactly(
              ControlUpdate.of(halted),
              ControlUpdate.of(ExchangeStatus.bidding("adx", START, "its record was removed")));
      assertThat(letters(harness))
          .extracting(DeadLetter::reason)
          .first()
          .asString()
          .contains("exchange must be the record's key");
      assertThat(letters(harness)).as("an empty value lifts nothing").hasSize(2);
    }
  }

  private static RawRecord keyed(String key, byte[] value) {
    return new RawRecord(Topic.EXCHANGES.topicName(), 0, 1, START, "adx", key, false, value);
  }
}
