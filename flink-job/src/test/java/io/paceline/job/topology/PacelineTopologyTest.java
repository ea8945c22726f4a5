package io.paceline.job.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignAnswer;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.campaign.CampaignOrder;
import io.paceline.core.campaign.CampaignStatus;
import io.paceline.core.campaign.CampaignStatusCodec;
import io.paceline.core.exchange.ExchangeStatusCodec;
import io.paceline.core.money.CurrencyTable;
import io.paceline.core.money.Micros;
import io.paceline.core.notice.NoticeDecoder;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BidRequestCodec;
import io.paceline.core.openrtb.BidResponse;
import io.paceline.core.openrtb.BidResponseCodec;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.openrtb.Regs;
import io.paceline.core.pacing.PacingStatus;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.PacingUpdateCodec;
import io.paceline.core.profile.UserEvent;
import io.paceline.core.profile.UserEventCodec;
import io.paceline.core.profile.UserEventType;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.ModelAnnouncementCodec;
import io.paceline.core.scoring.Scorer;
import io.paceline.job.PacelineJob;
import io.paceline.job.control.Campaigns;
import io.paceline.job.eligibility.Requests;
import io.paceline.job.kafka.OutRecord;
import io.paceline.job.kafka.Topic;
import io.paceline.job.market.LostAuctions;
import io.paceline.job.options.JobOptions;
import io.paceline.job.scoring.FixedScorer;
import io.paceline.job.scoring.ScorerLoader;
import io.paceline.job.spend.Notices;
import io.paceline.job.spend.TestOptions;
import io.paceline.model.features.FeatureEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the whole job between topics in memory. */
@Timeout(180)
class PacelineTopologyTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final BidRequestCodec REQUESTS =
      new BidRequestCodec(CurrencyTable.parse("USD", ""), 100);
  private static final Regs CONSENT = Regs.NONE;
  private static final Regs GDPR = Regs.GDPR;
  private static final Set<Topic> INPUTS =
      Set.of(
          Topic.BID_REQUESTS,
          Topic.NOTICES,
          Topic.SPEND_REPORTS,
          Topic.ADJUSTMENTS,
          Topic.USER_EVENTS,
          Topic.CAMPAIGNS,
          Topic.MODELS,
          Topic.PACING_UPDATES,
          Topic.EXCHANGES);

  /**
   * A campaign with money for three impressions at the maximum bid, three times as likely to be
   * clicked as usual.
   */
  private static final Campaign SHOES = Campaigns.asap("shoes", 3 * Campaigns.MAX_BID);

  /**
   * A campaign with a cap of one impression per user and hour, as likely to be clicked as usual.
   */
  private static final Campaign HATS = Campaigns.capped("hats", 1);

  /** Loads a bundle whose model prefers shoes to hats. */
  private static final class PreferShoes implements ScorerLoader {
    private static final long serialVersionUID = 1L;

    @Override
    public Scorer load(AnnouncedBundle bundle, boolean first) {
      return new FixedScorer("v1", Map.of("shoes", 3 * FixedScorer.MEAN));
    }
  }

  private final MemoryEdge topics = new MemoryEdge();
  private int requests;

  /** Options with which campaign time is {@link Campaigns#START} when the test begins. */
  private JobOptions options;

  @BeforeEach
  void startTheClock() {
    options =
        TestOptions.with(
            "--clock.epoch", Instant.ofEpochMilli(Campaigns.START).toString(),
            "--clock.start", Instant.now().toString(),
            "--checkpoint.interval", "0 s",
            "--market.refresh", "100 ms",
            // The windows are long because the machine may be slow; no test here is about windows.
            "--window.auction", "10 min",
            "--window.billing", "20 min",
            "--score.timeout", "1 min",
            "--halt.least", "1");
  }

  private StreamExecutionEnvironment topology(int parallelism) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(PacelineJob.settings(options));
    env.setParallelism(parallelism);
    new PacelineTopology(options, new PreferShoes()).define(env, topics, topics);
    return env;
  }

  private void sendControl() {
    CampaignCodec campaigns = new CampaignCodec();
    send(Topic.CAMPAIGNS, campaigns.encode(SHOES));
    send(Topic.CAMPAIGNS, campaigns.encode(HATS));
    send(Topic.MODELS, ModelAnnouncementCodec.encode(Campaigns.model("v1")));
  }

  private long send(Topic topic, byte[] value) {
    return topics.send(topic, value, System.currentTimeMillis());
  }

  /**
   * Sends garbage to every input; returns topic and offset of each record as dead letters name
   * them.
   */
  private Set<String> sendGarbage() {
    Set<String> sent = new TreeSet<>();
    for (Topic topic : INPUTS) {
      sent.add(topic.topicName() + " " + send(topic, ("garbage in " + topic).getBytes(UTF_8)));
    }
    return sent;
  }

  private BidRequest request(String user, int imps, boolean test, Regs regs) {
    String id = "request-" + requests++;
    return Requests.patient(Requests.of(id, user, System.currentTimeMillis(), imps, test, regs));
  }

  private void send(BidRequest request) {
    topics.send(Topic.BID_REQUESTS, REQUESTS.encode(request), request.receivedAtMillis());
  }

  private static BidResponse response(OutRecord record) throws Exception {
    BidResponse response = BidResponseCodec.decode(record.value());
    assertThat(record.key()).isEqualTo(response.requestId());
    assertThat(record.exchange()).isEqualTo(Requests.EXCHANGE);
    return response;
  }

  /** Sends a request and reads its responses, one per imp. */
  private List<BidResponse> askAll(BidRequest request) throws Exception {
    send(request);
    List<BidResponse> responses = new ArrayList<>();
    Set<String> imps = new TreeSet<>();
    for (int i = 0; i < request.imps().size(); i++) {
      BidResponse response = response(topics.receive(Topic.BID_RESPONSES));
      assertThat(response.requestId()).isEqualTo(request.id());
      assertThat(response.impCount()).isEqualTo(request.imps().size());
      imps.add(response.impId());
      responses.add(response);
    }
    assertThat(imps).hasSameSizeAs(request.imps());
    return responses;
  }

  private BidResponse ask(String user) throws Exception {
    return askAll(request(user, 1, false, CONSENT)).get(0);
  }

  /**
   * Asks until the campaign's budget permits a bid, each time for a new user and never as test
   * traffic. The first tick of a budget sets the rate at which its money is released, so the money
   * may not be there at once.
   */
  private BidResponse bidOf(String campaign) throws Exception {
    BidResponse response = ask("user-" + requests);
    while (response.reason() == NoBidReason.COMMIT_RATE) {
      response = ask("user-" + requests);
    }
    assertThat(response.isBid()).as("instead of %s", response.reason()).isTrue();
    assertThat(response.bid().ad().cid()).isEqualTo(campaign);
    return response;
  }

  private void call(String url, String cpm) {
    send(
        Topic.NOTICES,
        NoticeDecoder.encode(
            url.replace("${AUCTION_PRICE}", cpm)
                .replace("${AUCTION_LOSS}", "102")
                .replace("${AUCTION_MIN_TO_WIN}", "")));
  }

  /** Reads pacing updates until one is as wanted, and sends each of them back into the job. */
  private PacingUpdate loopUntil(Predicate<PacingUpdate> wanted) throws Exception {
    while (true) {
      OutRecord record = topics.receive(Topic.PACING_UPDATES);
      send(Topic.PACING_UPDATES, record.value());
      PacingUpdate update = PacingUpdateCodec.decode(record.value());
      assertThat(record.key()).isEqualTo(update.budgetId());
      if (wanted.test(update)) {
        return update;
      }
    }
  }

  private static String originOf(OutRecord record) throws Exception {
    JsonNode letter = JSON.readTree(record.value());
    assertThat(letter.path("reason").textValue()).isNotBlank();
    assertThat(new String(letter.path("value").binaryValue(), UTF_8)).startsWith("garbage in ");
    return letter.path("topic").textValue() + " " + letter.path("offset").longValue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void everyImpressionIsAnsweredOnceAndGarbageIsToldWhateverComesFirst(int parallelism)
      throws Exception {
    sendControl();
    send(Topic.PACING_UPDATES, PacingUpdateCodec.encode(Campaigns.pacing("hats", true, 1)));
    UserEvent event =
        new UserEvent(
            "0123456789abcdef", UserEventType.VIEW, null, null, System.currentTimeMillis());
    send(Topic.USER_EVENTS, new UserEventCodec().encode(event));
    final Set<String> garbage = sendGarbage();
    Set<String> offered = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      Regs regs = i % 5 == 0 ? GDPR : CONSENT;
      BidRequest request = request("user-" + i % 7, 1 + i % 3, i % 4 == 0, regs);
      send(request);
      request.imps().forEach(imp -> offered.add(request.id() + "/" + imp.id()));
    }
    topics.bounded();

    topology(parallelism).execute();

    List<String> answered = new ArrayList<>();
    for (OutRecord r = topics.poll(Topic.BID_RESPONSES);
        r != null;
        r = topics.poll(Topic.BID_RESPONSES)) {
      BidResponse response = response(r);
      assertThat(response.isBid()).isEqualTo(response.noBid() == null);
      answered.add(response.requestId() + "/" + response.impId());
    }
    assertThat(answered).containsExactlyInAnyOrderElementsOf(offered);
    Set<String> told = new TreeSet<>();
    for (OutRecord r = topics.poll(Topic.DEAD_LETTERS);
        r != null;
        r = topics.poll(Topic.DEAD_LETTERS)) {
      assertThat(told.add(originOf(r))).isTrue();
    }
    assertThat(told).isEqualTo(garbage);
  }

  @Test
  void noRecordStopsTheJobWhateverItsFieldsItsTokenAndItsTimeSay() throws Exception {
    long[] times = {Long.MIN_VALUE, -1, 0, System.currentTimeMillis(), Long.MAX_VALUE};
    JobClient job = topology(1).executeAsync();
    try {
      sendControl();
      untilEverywhere("shoes");
      for (DecodingTest.Way way : DecodingTest.ways().toList()) {
        String key = way.topic() == Topic.EXCHANGES ? Requests.EXCHANGE : "";
        int sent = 0;
        for (byte[] value : Extremes.of(way.good())) {
          String own = new String(value, UTF_8);
          if (way.topic() == Topic.CAMPAIGNS) {
            // Each campaign has an id and a budget of its own, so that none is an older version.
            own = own.replace("\"shoes\"", "\"extreme-" + sent + "\"");
          }
          topics.send(way.topic(), key, own.getBytes(UTF_8), times[sent++ % times.length]);
        }
      }
      for (NoticeToken token : extremeTokens()) {
        for (String url : List.of("win", "billing", "loss")) {
          send(
              Topic.NOTICES,
              NoticeDecoder.encode(
                  "https://n/n/" + url + "?p=1&t=" + TestOptions.tokens().sign(token)));
        }
      }
      Set<String> garbage = sendGarbage();
      Set<String> told = new HashSet<>();
      while (!told.containsAll(garbage)) {
        JsonNode letter = JSON.readTree(topics.receive(Topic.DEAD_LETTERS).value());
        told.add(letter.path("topic").textValue() + " " + letter.path("offset").longValue());
      }

      send(Topic.CAMPAIGNS, new CampaignCodec().encode(Campaigns.asap("last", 10_000)));
      loopUntil(update -> update.budgetId().equals("last"));
      for (int i = 0; i < 20; i++) {
        BidRequest request = request("user-" + i, 2, false, CONSENT);
        send(request);
        Set<String> imps = new TreeSet<>();
        while (imps.size() < 2) {
          BidResponse response = response(topics.receive(Topic.BID_RESPONSES));
          if (response.requestId().equals(request.id())) {
            imps.add(response.impId());
          }
        }
      }
      assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    } finally {
      job.cancel().get();
    }
  }

  private static List<NoticeToken> extremeTokens() {
    List<NoticeToken> tokens = new ArrayList<>();
    for (long number : new long[] {Long.MIN_VALUE, -1, 0, 1, Micros.MAX, Long.MAX_VALUE}) {
      for (String budget : List.of("shoes", "nobody's")) {
        tokens.add(Notices.token("a" + number, budget).bid(number, Campaigns.START).build());
        tokens.add(Notices.token("b" + number, budget).bid(2_000, number).build());
        tokens.add(Notices.token("c" + number, budget).period(number).build());
      }
    }
    return tokens;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void bidsNoticesAndPacingUpdatesCloseTheLoops(int parallelism) throws Exception {
    JobClient job = topology(parallelism).executeAsync();
    try {
      assertThat(ask("early").reason()).isEqualTo(NoBidReason.NOT_READY);
      sendControl();
      untilEverywhere("shoes");
      shoesBidUntilTheirBudgetIsHeld();
      hatsTakeOverAndKeepTheirCap();
      everyImpOfARequestIsAnswered();
      Set<String> garbage = sendGarbage();
      Set<String> told = new TreeSet<>();
      while (told.size() < garbage.size()) {
        told.add(originOf(topics.receive(Topic.DEAD_LETTERS)));
      }
      assertThat(told).isEqualTo(garbage);
      assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    } finally {
      job.cancel().get();
    }
  }

  @Test
  void whatOtherAuctionsToldMovesThePriceOfALaterBid() throws Exception {
    JobClient job = topology(2).executeAsync();
    try {
      sendControl();
      untilEverywhere("shoes");
      // The bid is shaded by the default curve, because nothing is known of the market.
      assertThat(firstPriceBid().bid().priceMicros()).isGreaterThan(1_200);

      // The market turns out to charge between 400 and 500.
      for (int i = 0; i < 400; i++) {
        send(Topic.NOTICES, LostAuctions.notice(400 + i % 100));
      }
      while (firstPriceBid().bid().priceMicros() > 800) {
        send(Topic.NOTICES, LostAuctions.notice(450));
      }
    } finally {
      job.cancel().get();
    }
  }

  @Test
  void aTombstoneEndsACampaignAStopEndsAllBiddingAndEveryRecordIsAnswered() throws Exception {
    CampaignCodec campaigns = new CampaignCodec();
    JobClient job = topology(2).executeAsync();
    try {
      sendControl();
      untilEverywhere("shoes");

      CampaignStatus ended = answerTo("shoes", new byte[0]);
      assertThat(ended.state()).isEqualTo(CampaignStatus.State.ENDED);
      untilEverywhere("hats");

      CampaignStatus stale = answerTo("shoes", campaigns.encode(SHOES));
      assertThat(stale.verdict()).isEqualTo(CampaignAnswer.Verdict.REFUSED);
      assertThat(stale.version()).isEqualTo(1);
      assertThat(new String(topics.receive(Topic.DEAD_LETTERS).value(), UTF_8))
          .contains("version: must be above 1");

      CampaignStatus again = answerTo("shoes", campaigns.encode(SHOES.withVersion(2)));
      assertThat(again.verdict()).isEqualTo(CampaignAnswer.Verdict.TAKEN);
      untilEverywhere("shoes");

      assertThat(answerTo(CampaignOrder.EVERY_CAMPAIGN, campaigns.encodeStop(true)).state())
          .isEqualTo(CampaignStatus.State.STOPPED);
      for (int stopped = 0; stopped < 16; ) {
        BidResponse response = askAll(request("user-" + stopped, 1, true, CONSENT)).get(0);
        stopped = response.reason() == NoBidReason.STOPPED ? stopped + 1 : 0;
      }
      topics.send(
          Topic.CAMPAIGNS, CampaignOrder.EVERY_CAMPAIGN, new byte[0], System.currentTimeMillis());
      untilEverywhere("shoes");
    } finally {
      job.cancel().get();
    }
  }

  @Test
  void anExchangeWhosePricesCannotBeReadIsHaltedUntilARecordLiftsTheHalt() throws Exception {
    JobClient job = topology(2).executeAsync();
    try {
      sendControl();
      untilEverywhere("shoes");
      call(bidOf("shoes").bid().notices().burl(), "none");

      OutRecord halt = topics.receive(Topic.EXCHANGES);
      assertThat(halt.key()).isEqualTo(Requests.EXCHANGE);
      assertThat(ExchangeStatusCodec.decode(halt.value()).isHalted()).isTrue();
      topics.send(Topic.EXCHANGES, halt.key(), halt.value(), System.currentTimeMillis());
      for (int halted = 0; halted < 16; ) {
        BidResponse response = askAll(request("user-" + halted, 1, true, CONSENT)).get(0);
        halted = response.reason() == NoBidReason.HALTED ? halted + 1 : 0;
      }
      topics.send(Topic.EXCHANGES, halt.key(), new byte[0], System.currentTimeMillis());
      untilEverywhere("shoes");
    } finally {
      job.cancel().get();
    }
  }

  /** Sends a record to topic campaigns and waits for the job's answer to it. */
  private CampaignStatus answerTo(String key, byte[] value) throws Exception {
    long offset = topics.send(Topic.CAMPAIGNS, key, value, System.currentTimeMillis());
    while (true) {
      CampaignStatus status =
          CampaignStatusCodec.decode(topics.receive(Topic.CAMPAIGN_STATUS).value());
      if (status.offset() == offset) {
        assertThat(status.campaignId()).isEqualTo(key);
        return status;
      }
    }
  }

  private BidResponse firstPriceBid() throws Exception {
    BidRequest request = request("user-" + requests % 16, 1, true, CONSENT);
    BidResponse response = askAll(Requests.sold(request, BidRequest.FIRST_PRICE)).get(0);
    assertThat(response.isBid()).isTrue();
    return response;
  }

  /**
   * Sends test traffic of many users until the campaign bids in all subtasks, because each subtask
   * receives campaigns, models and budgets at its own time.
   */
  private void untilEverywhere(String campaign) throws Exception {
    int users = 16;
    for (int bids = 0; bids < users; ) {
      BidResponse response = askAll(request("user-" + bids, 1, true, CONSENT)).get(0);
      bids = response.isBid() && campaign.equals(response.bid().ad().cid()) ? bids + 1 : 0;
    }
  }

  private void shoesBidUntilTheirBudgetIsHeld() throws Exception {
    assertThat(topics.poll(Topic.TRAINING_LOG)).as("test traffic is not logged").isNull();
    List<BidResponse.SeatBid> bids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      BidResponse.SeatBid bid = bidOf("shoes").bid();
      assertThat(bid.priceMicros()).isEqualTo(Campaigns.MAX_BID);
      bids.add(bid);
      JsonNode row = JSON.readTree(topics.receive(Topic.TRAINING_LOG).value());
      assertThat(row.path("bidId").textValue()).isEqualTo(bid.id());
      assertThat(row.path("requestIds")).hasSize(FeatureEncoder.SPEC.requestIdCount());
    }
    assertThat(ask("one-too-many").reason()).isEqualTo(NoBidReason.BUDGET);
    loopUntil(u -> u.budgetId().equals("shoes") && !u.control().canBid());
    untilEverywhere("hats");

    for (BidResponse.SeatBid bid : bids.subList(0, 2)) {
      call(bid.notices().nurl(), "1.5");
      call(bid.notices().burl(), "1.5");
      call(bid.notices().burl(), "1.5");
      call(bid.notices().nurl(), "1.5");
    }
    call(bids.get(2).notices().lurl(), "");
    PacingUpdate settled =
        loopUntil(
            u ->
                u.budgetId().equals("shoes")
                    && u.counts().billings() == 2
                    && u.counts().losses() == 1);
    assertThat(settled.spend().totalMicros()).isEqualTo(3_000);
    assertThat(settled.spend().openMicros()).isZero();
    assertThat(settled.spend().wonMicros()).isZero();
    assertThat(settled.counts().wins()).isEqualTo(2);
    assertThat(settled.counts().bids()).isEqualTo(3);
    untilEverywhere("shoes");
  }

  /** Half of the budget of shoes is left, enough for one whole bid and half a bid. */
  private void hatsTakeOverAndKeepTheirCap() throws Exception {
    BidResponse.SeatBid whole = bidOf("shoes").bid();
    BidResponse.SeatBid half = bidOf("shoes").bid();
    assertThat(whole.priceMicros()).isEqualTo(Campaigns.MAX_BID);
    assertThat(half.priceMicros()).isEqualTo(Campaigns.MAX_BID / 2);
    call(whole.notices().burl(), "2");
    call(half.notices().burl(), "1");
    PacingUpdate spent =
        loopUntil(u -> u.budgetId().equals("shoes") && u.standing().status() == PacingStatus.SPENT);
    assertThat(spent.spend().totalMicros()).isEqualTo(SHOES.budget().totalMicros());
    assertThat(spent.control().canBid()).isFalse();
    untilEverywhere("hats");

    BidResponse hats = bidOf("hats");
    String sameUser = "user-" + hats.requestId().substring("request-".length());
    assertThat(ask(sameUser).reason()).isEqualTo(NoBidReason.FREQUENCY_CAP);
    assertThat(askAll(request(sameUser, 1, false, GDPR)).get(0).reason())
        .isEqualTo(NoBidReason.USER_UNKNOWN);
  }

  private void everyImpOfARequestIsAnswered() throws Exception {
    assertThat(askAll(request("many", 3, false, CONSENT)))
        .filteredOn(response -> !response.isBid())
        .extracting(BidResponse::reason)
        .containsExactly(NoBidReason.FREQUENCY_CAP, NoBidReason.FREQUENCY_CAP);
  }
}
