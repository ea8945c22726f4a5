package io.paceline.job.market;

import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.paceline.core.market.AuctionOutcomeCounts;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.job.spend.TestOptions;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CountAuctionOutcomesTest {

  private OneInputStreamOperatorTestHarness<Notice, AuctionOutcomeCounts> harness;

  @BeforeEach
  void start() throws Exception {
    harness =
        ProcessFunctionTestHarnesses.forProcessFunction(
            new CountAuctionOutcomes(TestOptions.with("--market.refresh", "8 s")));
    harness.setProcessingTime(START);
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  private void win(String site) throws Exception {
    NoticeToken token =
        new NoticeToken("b", "c", "c", 0, 2_000, START, "adx", site, null, false, null);
    harness.processElement(new StreamRecord<>(new Notice(NoticeType.WIN, token, 2_000, 0, START)));
  }

  @Test
  void whereTheWinBillsItTellsOfTheMarketAllTheSame() throws Exception {
    NoticeToken token =
        new NoticeToken("b", "c", "c", 0, 2_000, START, "adx", "a.example", null, false, null);
    Notice billing = new Notice(NoticeType.BILLING, token, 1_500, 0, START, 900);
    harness.processElement(new StreamRecord<>(billing));
    assertThat(harness.extractOutputValues())
        .as("its win told the price")
        .extracting(
            AuctionOutcomeCounts::wins,
            AuctionOutcomeCounts::billings,
            told -> told.prices().weight())
        .containsExactly(tuple(0L, 1L, 0.0));
    harness.close();

    harness =
        ProcessFunctionTestHarnesses.forProcessFunction(
            new CountAuctionOutcomes(
                TestOptions.with("--market.refresh", "8 s", "--exchange.bills-on-win", "adx")));
    harness.setProcessingTime(START);
    harness.processElement(new StreamRecord<>(billing));

    assertThat(harness.extractOutputValues())
        .extracting(
            AuctionOutcomeCounts::wins,
            AuctionOutcomeCounts::billings,
            told -> told.prices().weight())
        .containsExactly(tuple(1L, 0L, 1.0));
  }

  @Test
  void countsGoOnFourTimesARefreshWithARecordASite() throws Exception {
    win("first.example");
    assertThat(harness.extractOutputValues()).hasSize(1);
    for (int i = 0; i < 50; i++) {
      harness.setProcessingTime(START + 30L * i);
      win("a.example");
      win("b.example");
    }
    assertThat(harness.extractOutputValues()).hasSize(1);

    harness.setProcessingTime(START + 2_000);
    win("a.example");

    assertThat(harness.extractOutputValues())
        .extracting(AuctionOutcomeCounts::site, told -> told.prices().weight())
        .containsExactly(
            tuple("first.example", 1.0), tuple("a.example", 51.0), tuple("b.example", 50.0));
  }
}
