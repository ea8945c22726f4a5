package io.paceline.job.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignAnswer;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.campaign.CampaignStatus;
import io.paceline.core.campaign.CampaignStatusCodec;
import io.paceline.core.campaign.Objective;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.exchange.ExchangeStatusCodec;
import io.paceline.core.money.CurrencyTable;
import io.paceline.core.notice.Adjustment;
import io.paceline.core.notice.AdjustmentAnswer;
import io.paceline.core.notice.AdjustmentAnswerCodec;
import io.paceline.core.notice.AdjustmentCodec;
import io.paceline.core.notice.NoticeDecoder;
import io.paceline.core.notice.NoticeUrls;
import io.paceline.core.notice.SpendReport;
import io.paceline.core.notice.SpendReportCodec;
import io.paceline.core.openrtb.AnsweredImp;
import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.Bid;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BidRequestCodec;
import io.paceline.core.openrtb.BidResponseCodec;
import io.paceline.core.openrtb.BlockLists;
import io.paceline.core.openrtb.Decision;
import io.paceline.core.openrtb.Device;
import io.paceline.core.openrtb.DeviceType;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.openrtb.Regs;
import io.paceline.core.openrtb.Site;
import io.paceline.core.openrtb.Size;
import io.paceline.core.openrtb.User;
import io.paceline.core.pacing.PacingStatus;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.PacingUpdateCodec;
import io.paceline.core.profile.UserEvent;
import io.paceline.core.profile.UserEventCodec;
import io.paceline.core.profile.UserEventType;
import io.paceline.job.control.Campaigns;
import io.paceline.job.kafka.DeadLetter;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.kafka.Topic;
import io.paceline.job.spend.Proposals;
import io.paceline.job.spend.TrainingRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Checks the figures of the reports on records that the job's own codecs wrote. */
class SqlReportsTest {

  private static final long NOON = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();
  private static final long MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
  private static final NoticeUrls NOTICES = new NoticeUrls("https://notices.example");
  private static final BidResponseCodec RESPONSES = new BidResponseCodec("seat", "USD", NOTICES);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  @TempDir Path folder;
  private TopicFiles topics;

  @BeforeEach
  void emptyTopics() throws IOException {
    topics = TopicFiles.empty(folder);
  }

  @Test
  void spendAndPaceTellsTheLatestWordOfEachBudgetTheFurthestBehindFirst() throws Exception {
    campaign(campaign("shoes", 1, "shoes"));
    campaign(campaign("socks", 1, "feet"));
    campaign(campaign("boots", 1, "feet"));
    campaign(campaign("hats", 1, "hats"));
    pacing(update("shoes", NOON - 60_000, 10_000_000, 0.25, PacingStatus.BEHIND));
    pacing(update("feet", NOON, 52_000_000, 0.52, PacingStatus.ON_PLAN));
    pacing(update("shoes", NOON, 30_000_000, 0.30, PacingStatus.LIMITED_BY_PRICE));

    List<Row> rows = report("spend_and_pace.sql");

    assertThat(texts(rows, "budgetId")).containsExactly("shoes", "feet", "hats");
    Row shoes = rows.get(0);
    assertThat(text(shoes, "status")).isEqualTo("LIMITED_BY_PRICE");
    assertThat(shoes.getField("asOf")).isEqualTo(Instant.ofEpochMilli(NOON));
    assertThat(text(shoes, "budget")).isEqualTo("100.00");
    assertThat(text(shoes, "spend")).isEqualTo("30.00");
    assertThat(text(shoes, "plan")).isEqualTo("50.0");
    assertThat(text(shoes, "spent")).isEqualTo("30.0");
    assertThat(text(shoes, "behind")).isEqualTo("20.0");
    assertThat(text(shoes, "billed")).isEqualTo("230.00");
    assertThat(text(shoes, "cpm")).isEqualTo("2300.000");
    assertThat(text(shoes, "bids")).isEqualTo("500");
    assertThat(text(shoes, "winRate")).isEqualTo("30.0");
    assertThat(text(shoes, "why")).isEqualTo("Why it is LIMITED_BY_PRICE");
    assertThat(text(rows.get(1), "campaigns").split(", "))
        .containsExactlyInAnyOrder("socks", "boots");
    assertThat(text(rows.get(1), "behind")).isEqualTo("-2.0");
    assertThat(text(rows.get(2), "status")).isEqualTo("NO WORD YET");
    assertThat(rows.get(2).getField("spend")).isNull();
  }

  @Test
  void anEditedCampaignStandsInOneRowOnly() throws Exception {
    campaign(campaign("shoes", 2, "shoes"));
    campaign(campaign("shoes", 1, "shoes"));

    assertThat(texts(report("spend_and_pace.sql"), "campaigns")).containsExactly("shoes");
  }

  @Test
  void noBidsAreCountedByReasonTheMostFrequentFirst() throws Exception {
    response(decision("r1", NoBidReason.TARGETING));
    response(decision("r2", NoBidReason.FREQUENCY_CAP));
    response(decision("r3", null));
    response(decision("r4", NoBidReason.FREQUENCY_CAP));
    response(decision("r5", null));

    List<Row> rows = report("no_bids_by_reason.sql");

    assertThat(rows).hasSize(2);
    assertThat(text(rows.get(0), "reason")).isEqualTo("FREQUENCY_CAP");
    assertThat(text(rows.get(0), "nbr")).isEqualTo("9");
    assertThat(text(rows.get(0), "noBids")).isEqualTo("2");
    assertThat(text(rows.get(0), "shareOfNoBids")).isEqualTo("66.7");
    assertThat(text(rows.get(0), "shareOfImpressions")).isEqualTo("40.0");
    assertThat(text(rows.get(1), "reason")).isEqualTo("TARGETING");
    assertThat(text(rows.get(1), "shareOfImpressions")).isEqualTo("20.0");
  }

  @Test
  void garbageInATopicIsLeftOut() throws Exception {
    topics.writeLine(Topic.BID_RESPONSES, "no JSON at all");
    response(decision("r1", NoBidReason.BLOCKED));

    assertThat(texts(report("no_bids_by_reason.sql"), "reason")).containsExactly("BLOCKED");
  }

  @Test
  void whatTheCodecsWriteFillsEveryColumn() throws Exception {
    campaign(campaign("shoes", 1, "feet"));
    pacing(update("feet", NOON, 1, 0.5, PacingStatus.ON_PLAN));
    write(Topic.BID_REQUESTS, new BidRequestCodec(CurrencyTable.USD, 100).encode(request()));
    write(Topic.NOTICES, NoticeDecoder.encode(NOTICES.win("token")));
    write(
        Topic.USER_EVENTS,
        new UserEventCodec()
            .encode(new UserEvent("9f86d081884c7d65", UserEventType.CLICK, "shoes", null, NOON)));
    write(
        Topic.SPEND_REPORTS,
        new SpendReportCodec()
            .encode(new SpendReport("acme", "shoes", "feet", "2026-03-02", NOON, 312_405, true)));
    write(
        Topic.CAMPAIGN_STATUS,
        CampaignStatusCodec.encode(
            new CampaignStatus(
                "shoes",
                1,
                CampaignStatus.State.BOOKED,
                "feet",
                7,
                CampaignAnswer.Verdict.REFUSED,
                "version: must be above 1",
                NOON)));
    write(
        Topic.EXCHANGES,
        ExchangeStatusCodec.encode(
            new ExchangeStatus("acme", ExchangeStatus.State.HALTED, NOON, "too much", 9, 8)));
    Adjustment credit =
        new Adjustment("credit-17", "feet", "shoes", "2026-03-02", -7, "fraud", "anna");
    write(Topic.ADJUSTMENTS, new AdjustmentCodec().encode(credit));
    write(
        Topic.ADJUSTMENT_AUDIT,
        AdjustmentAnswerCodec.encode(new AdjustmentAnswer(credit, "amount: too much", 5, NOON)));
    RawRecord garbage = RawRecord.withoutKey("notices", 3, 7, NOON, "acme", new byte[] {1, 2});
    write(Topic.DEAD_LETTERS, DeadLetter.toRecord(new DeadLetter(garbage, "no JSON")).value());
    response(decision("r1", NoBidReason.BLOCKED));
    TrainingRow row = new TrainingRow(Proposals.of("shoes", "b", NOON), 300, 250, 3.5, 4, NOON);
    write(Topic.TRAINING_LOG, TrainingRow.toRecord(row).value());

    assertThat(texts(topics.emptyColumns(), "line"))
        .containsExactlyInAnyOrder(
            "campaigns: ",
            "campaigns_now: ",
            "campaign_status: ",
            "pacing_updates: ",
            "budgets_now: ",
            // The request comes from a site, not from an app.
            "bid_requests: app",
            // The answer is a no-bid.
            "bid_responses: seatbid, cur",
            "notices: ",
            "spend_reports: ",
            "adjustments: ",
            "adjustment_audit: ",
            "exchanges: ",
            // The codec of user events neither reads nor writes a bid; this event has no category.
            "user_events: bid, category",
            "dead_letters: ",
            "training_log: ");
  }

  @Test
  void nestedColumnsAreFilledToo() throws Exception {
    response(decision("r1", null));
    write(Topic.BID_REQUESTS, new BidRequestCodec(CurrencyTable.USD, 100).encode(request()));

    Row row =
        topics
            .run(
                """
                SELECT a.exchange, a.seatbid[1].bid[1] AS bid, a.ext.paceline AS ext, r.imp[1] AS imp,
                  r.device, r.site
                FROM bid_responses AS a JOIN bid_requests AS r ON r.id = a.id AND r.exchange = a.exchange
                """)
            .get(0);

    assertThat(text(row, "exchange")).isEqualTo("acme");
    assertThat(text(row, "bid"))
        .isEqualTo("+I[bid-r1, 1, 1.500, shoes, c, [shoes.example], 300, 250]");
    assertThat(text(row, "ext")).isEqualTo("+I[1, 1, null, v1]");
    assertThat(text(row, "imp")).isEqualTo("+I[1, 0.500000, USD, slot]");
    assertThat(text(row, "device")).isEqualTo("+I[agent, 4, +I[DEU, BE]]");
    assertThat(text(row, "site")).isEqualTo("+I[s, news.example, https://news.example/a]");
  }

  private List<Row> report(String file) throws Exception {
    return topics.run(SqlScripts.query(file));
  }

  private void write(Topic topic, byte[] value) throws IOException {
    topics.write(topic, value);
  }

  private void campaign(Campaign campaign) throws IOException {
    write(Topic.CAMPAIGNS, new CampaignCodec().encode(campaign));
  }

  private void pacing(PacingUpdate update) throws IOException {
    write(Topic.PACING_UPDATES, PacingUpdateCodec.encode(update));
  }

  private void response(Decision decision) throws IOException {
    write(Topic.BID_RESPONSES, RESPONSES.encode(decision));
  }

  private static String text(Row row, String column) {
    return String.valueOf(row.getField(column));
  }

  private static List<String> texts(List<Row> rows, String column) {
    return rows.stream().map(row -> text(row, column)).toList();
  }

  private static Campaign campaign(String id, long version, String budgetId) {
    return Campaigns.of(
        id,
        version,
        new Campaign.Flight(MIDNIGHT, MIDNIGHT + 86_400_000L, "UTC"),
        new Campaign.Budget(budgetId, 100_000_000L, 100_000_000L, 500, PacingMode.EVEN),
        new Campaign.Bidding(Objective.CLICK, 1_000_000L, 5_000L),
        null);
  }

  /**
   * An update of a budget of 100 units that spent 200 units in earlier periods; half of the running
   * period is over.
   */
  private static PacingUpdate update(
      String budgetId, long atMillis, long spendMicros, double spendShare, PacingStatus status) {
    return new PacingUpdate(
        budgetId,
        atMillis,
        new PacingUpdate.Period(MIDNIGHT, 100_000_000L),
        new PacingUpdate.Spend(spendMicros, 200_000_000L + spendMicros, 0, 0),
        new PacingUpdate.Progress(0.5, spendShare),
        new PacingUpdate.Control(2_000.0, 1.0, true),
        new PacingUpdate.Standing(status, "Why it is " + status),
        new PacingUpdate.Counts(500, 120, 100, 270, 10, 3));
  }

  private static Decision decision(String requestId, NoBidReason reason) {
    Bid bid =
        new Bid(
            "bid-" + requestId,
            1_500,
            60,
            new Bid.Ad(
                "shoes",
                "c",
                "shoes.example",
                List.of(),
                300,
                250,
                "https://shoes.example",
                "https://cdn.example/c.png"),
            new Bid.Tokens("token", "click"));
    AnsweredImp imp = new AnsweredImp(requestId, "1", 1, "acme", NOON, false);
    return reason == null ? Decision.bid(imp, bid, "v1") : Decision.noBid(imp, reason, "v1");
  }

  private static BidRequest request() {
    return new BidRequest(
        "r1",
        "acme",
        NOON,
        List.of(
            Imp.readable(
                "1",
                new Banner(List.of(new Size(300, 250)), List.of(), 0),
                500,
                "USD",
                "slot",
                false,
                true)),
        new Site("s", "news.example", "https://news.example/a", List.of(), "p", false),
        Device.builder().ua("agent").type(DeviceType.PHONE).country("DEU").region("BE").build(),
        new User("u", null, List.of()),
        Regs.NONE,
        BidRequest.FIRST_PRICE,
        100,
        List.of("USD"),
        BlockLists.NONE,
        true);
  }
}
