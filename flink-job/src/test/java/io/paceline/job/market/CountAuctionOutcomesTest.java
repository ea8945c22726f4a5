package io.paceline.job.market;

import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.paceline.core.exchange.Billing;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.market.AuctionOutcomeCounts;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.job.spend.Notices;
import java.util.Map;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CountAuctionOutcomesTest {

  /** Wall time between two refreshes, milliseconds. */
  private static final long REFRESH = 8_000;

  private OneInputStreamOperatorTestHarness<Notice, AuctionOutcomeCounts> harness;

  @BeforeEach
  void start() throws Exception {
    harness =
        ProcessFunctionTestHarnesses.forProcessFunction(
            new CountAuctionOutcomes(REFRESH, ExchangeProfiles.OPENRTB));
    harness.setProcessingTime(START);
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  private void win(String site) throws Exception {
    NoticeToken token = Notices.token("b", "c").bid(2_000, START).site(site).build();
    harness.processElement(new StreamRecord<>(Notice.win(token, 2_000, 0, START)));
  }

  @Test
  void whereTheWinBillsItTellsOfTheMarketAllTheSame() throws Exception {
    NoticeToken token = Notices.token("b", "c").bid(2_000, START).site("a.example").build();
    Notice billing = Notice.win(token, 1_500, 900, START).withType(NoticeType.BILLING);
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
                REFRESH,
                new ExchangeProfiles(
                    ExchangeProfiles.OPENRTB.usual(),
                    Map.of(
                        "adx",
                        ExchangeProfiles.OPENRTB.usual().toBuilder()
                            .billing(Billing.WIN)
                            .build()))));
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
