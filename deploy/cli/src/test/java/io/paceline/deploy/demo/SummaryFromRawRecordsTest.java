package io.paceline.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.scoring.ModelAnnouncement;
import io.paceline.deploy.cli.Running;
import io.paceline.deploy.exchange.ExchangeSettings;
import io.paceline.deploy.local.LocalDeployment;
import io.paceline.deploy.report.ProgressLine;
import io.paceline.deploy.report.RunSummary;
import io.paceline.deploy.report.RunSummary.CampaignSummary;
import io.paceline.deploy.training.ModelShelf;
import io.paceline.job.PacelineJob;
import io.paceline.job.kafka.Topic;
import io.paceline.model.bundle.Bundle;
import io.paceline.simulator.synthetic.SyntheticMarket;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Computes a summary's counts, money and throughput once more, from nothing but the records that
 * the topics hold.
 */
class SummaryFromRawRecordsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MINUTES = 0.3;
  private static final long REQUESTS = 3_000;
  private static final int CAMPAIGNS = 6;
  private static final long SEED = 11;
  private static final BigDecimal MICROS_PER_CPM = BigDecimal.valueOf(1_000);

  @Test
  void everyNumberComesOutOfTheTopics(@TempDir Path folder) throws Exception {
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Bundle bundle =
        new ModelShelf(folder.resolve("models"), silent).synthetic(SEED, CAMPAIGNS, 60_000);
    SyntheticMarket market =
        new SyntheticMarket(new SyntheticMarket.Settings(SEED, CAMPAIGNS, REQUESTS, 0, 250));
    List<Campaign> campaigns = market.campaigns(DemoSetup.EPOCH);
    try (Running running = new Running()) {
      RunningDemo demo =
          DemoSetup.set(
              running,
              new DemoSetup.Settings(
                  new LocalDeployment.Settings(
                      0, 0, 1, true, folder.resolve("log"), folder.resolve("checkpoints")),
                  new ExchangeSettings.Notices(200, 0.2, 0),
                  SEED),
              asked(market, bundle.announcement()),
              PacelineJob::define,
              silent::println);
      Day day =
          new Day(
              demo,
              new DayRecorder(
                  campaigns,
                  campaigns,
                  demo.clock(),
                  demo.exchange().figures(),
                  demo.watches().pacing()),
              new ProgressLine(silent, false));
      Garbage garbage = new Garbage();
      day.play(garbage, SEED);
      day.drain();
      RunSummary summary =
          new DaySummary(demo, demo.exchange().closeBooks()).of(1, null, day.notes());

      assertThat(summary.played().market()).isEqualTo(market.name());
      assertThat(summary.played().speed()).isCloseTo(24 * 60 / MINUTES, within(1e-9));
      assertThat(summary.notes()).isEmpty();
      assertThat(summary.campaigns()).noneMatch(CampaignSummary::edited);
      assertThat(summary.played().machine().playedPerSecond() * 999)
          .isLessThan(summary.played().machine().askedPerSecond());
      assertThat(summary.counts().deadLetters()).isEqualTo(garbage.sent());
      Set<String> bids = requestsAndDecisions(summary, demo.bootstrapServers());
      auctionsAndMoney(summary, demo.bootstrapServers(), bids);
      ledgers(summary, demo.bootstrapServers());
      assertThat(RawRecords.of(demo.bootstrapServers(), Topic.DEAD_LETTERS))
          .hasSize((int) summary.counts().deadLetters());
    }
  }

  /**
   * A day that no machine carries, so that it has to be slowed; the slower day is that of {@code
   * market}.
   */
  private static PlayedMarket asked(SyntheticMarket market, ModelAnnouncement model) {
    SyntheticMarket tooMuch =
        new SyntheticMarket(
            new SyntheticMarket.Settings(SEED, CAMPAIGNS, 1_000 * REQUESTS, 0, 250));
    return new PlayedMarket(
        tooMuch,
        model,
        MINUTES,
        Map.of(),
        List.of(),
        rate -> PlayedMarket.fixed(market, model, MINUTES));
  }

  /**
   * Checks the counts of requests and decisions; returns the ids of the day's bids, test traffic
   * left out.
   */
  private static Set<String> requestsAndDecisions(RunSummary summary, String brokers)
      throws IOException {
    Set<String> asked = new HashSet<>();
    long imps = 0;
    long first = Long.MAX_VALUE;
    long last = 0;
    for (ConsumerRecord<byte[], byte[]> record : RawRecords.of(brokers, Topic.BID_REQUESTS)) {
      JsonNode request = requestOrNull(record.value());
      if (request != null && request.path("test").asInt() == 0) {
        asked.add(request.get("id").asText());
        imps += request.get("imp").size();
        first = Math.min(first, record.timestamp());
        last = Math.max(last, record.timestamp());
      }
    }
    Set<String> bids = new HashSet<>();
    Map<String, Long> noBids = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : RawRecords.of(brokers, Topic.BID_RESPONSES)) {
      JsonNode response = JSON.readTree(record.value());
      if (!asked.contains(response.get("id").asText())) {
        continue;
      }
      if (response.has("seatbid")) {
        bids.add(response.at("/seatbid/0/bid/0/id").asText());
      } else {
        noBids.merge(response.at("/ext/paceline/reason").asText(), 1L, Long::sum);
      }
    }
    assertThat(summary.counts().requests()).isEqualTo(asked.size());
    assertThat(summary.counts().imps()).isEqualTo(imps);
    assertThat(summary.counts().bids()).isEqualTo(bids.size());
    assertThat(summary.counts().noBids()).isEqualTo(noBids);
    assertThat(summary.counts().decisions())
        .isEqualTo(bids.size() + noBids.values().stream().mapToLong(n -> n).sum())
        .isEqualTo(imps);
    double seconds = (last - first) / 1_000.0;
    assertThat(summary.throughputPerSecond())
        .isCloseTo((asked.size() - 1) / seconds, within(0.02 * asked.size() / seconds));
    return bids;
  }

  /**
   * The record as a request, or null for garbage: garbage that is JSON lacks a banner size or a
   * site.
   */
  private static JsonNode requestOrNull(byte[] value) {
    try {
      JsonNode request = JSON.readTree(value);
      return request != null && request.at("/imp/0/banner/w").isInt() && request.has("site")
          ? request
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Checks auctions and money. Billing notices hold the prices; they are collected by bid id, so
   * that a notice that was sent twice counts once.
   */
  private static void auctionsAndMoney(RunSummary summary, String brokers, Set<String> bids)
      throws IOException {
    Map<String, Long> billed = new HashMap<>();
    Map<String, Set<String>> bidsByKind = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : RawRecords.of(brokers, Topic.NOTICES)) {
      String bidId = new String(record.key(), StandardCharsets.UTF_8);
      if (!bids.contains(bidId)) {
        // This is garbage, or a notice of the warm-up.
        continue;
      }
      URI url = URI.create(JSON.readTree(record.value()).get("url").asText());
      String kind = url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
      bidsByKind.computeIfAbsent(kind, k -> new HashSet<>()).add(bidId);
      if (kind.equals("billing")) {
        billed.put(bidId, price(url));
      }
    }
    assertThat(summary.counts().wins())
        .isEqualTo(bidsByKind.get("win").size())
        .isEqualTo(billed.size());
    assertThat(summary.counts().losses()).isEqualTo(bidsByKind.get("loss").size());
    assertThat(summary.counts().clicks())
        .isEqualTo(bidsByKind.getOrDefault("click", Set.of()).size());
    assertThat(summary.money().exchangeSpendMicros())
        .isEqualTo(billed.values().stream().mapToLong(micros -> micros).sum());
  }

  private static long price(URI url) {
    for (String parameter : url.getQuery().split("&", -1)) {
      if (parameter.startsWith("p=")) {
        return new BigDecimal(parameter.substring(2)).multiply(MICROS_PER_CPM).longValueExact();
      }
    }
    throw new AssertionError("no price in " + url);
  }

  private static void ledgers(RunSummary summary, String brokers) throws IOException {
    Map<String, Long> latest = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : RawRecords.of(brokers, Topic.PACING_UPDATES)) {
      String budget = new String(record.key(), StandardCharsets.UTF_8);
      if (!budget.startsWith("garbage")) {
        latest.put(budget, JSON.readTree(record.value()).get("totalSpendMicros").asLong());
      }
    }
    for (CampaignSummary campaign : summary.campaigns()) {
      assertThat(campaign.spendMicros()).isEqualTo(latest.get(campaign.id()));
      assertThat(campaign.spendShareAt().at24())
          .isCloseTo(
              (double) campaign.exchangeSpendMicros() / campaign.budgetMicros(), within(1e-12));
    }
    assertThat(summary.money().spendMicros())
        .isEqualTo(latest.values().stream().mapToLong(micros -> micros).sum())
        .isEqualTo(summary.money().exchangeSpendMicros());
    assertThat(summary.money().overspendMicros()).isZero();
  }
}
