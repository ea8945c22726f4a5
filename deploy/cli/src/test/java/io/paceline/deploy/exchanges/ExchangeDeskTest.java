package io.paceline.deploy.exchanges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.exchange.ExchangeStatusCodec;
import io.paceline.deploy.broker.BrokerProcess;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.kafka.CompactedTopic;
import io.paceline.deploy.kafka.Topics;
import io.paceline.job.kafka.Topic;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExchangeDeskTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void aHaltIsListedWithItsReasonAndLiftedByResume() {
    try (BrokerProcess broker = BrokerProcess.start(0)) {
      CompactedTopic topic = new CompactedTopic(broker.bootstrapServers(), Topic.EXCHANGES);
      ExchangeDesk desk = new ExchangeDesk(topic, Clock.fixed(NOON, ZoneOffset.UTC));
      assertThatThrownBy(desk::list)
          .isInstanceOf(UserFacingException.class)
          .hasMessageStartingWith("there is no topic exchanges at 127.0.0.1:");
      Topics.create(broker.bootstrapServers(), Topic.EXCHANGES, 1, true);
      assertThat(desk.list()).containsExactly("bidding is halted at no exchange");

      ExchangeStatus halt =
          new ExchangeStatus(
              "adx", ExchangeStatus.State.HALTED, NOON.toEpochMilli(), "too much", 9_000_000, 50);
      topic.write(Map.of("adx", ExchangeStatusCodec.encode(halt)));
      assertThat(desk.list()).hasSize(2);
      assertThat(desk.list().get(1))
          .startsWith("adx ")
          .contains("halted", "2026-03-02T12:00:00Z", "0.00005", "9.00", "too much");

      assertThat(desk.resume("AdX")).containsExactly("adx: bidding may go on, written");
      assertThat(ExchangeStatusCodec.decode(topic.read().get("adx")))
          .isEqualTo(
              ExchangeStatus.bidding("adx", NOON.toEpochMilli(), "a person has lifted the halt"));
      assertThatThrownBy(() -> desk.resume("adx"))
          .isInstanceOf(UserFacingException.class)
          .hasMessageStartingWith("bidding at adx is not halted");
      topic.write(Map.of("AdX", ExchangeStatusCodec.encode(halt)));
      assertThat(desk.resume("adx"))
          .as("somebody has halted it under its name in capital letters")
          .containsExactly("adx: bidding may go on, written");
      assertThat(ExchangeStatusCodec.decode(topic.read().get("AdX")).isHalted()).isFalse();
      assertThat(desk.resume("Other"))
          .as("the job may keep a halt although the topic with its record was deleted")
          .containsExactly(
              "other: bidding may go on, written; no record tells of a halt there, is the name"
                  + " right?");
      assertThat(ExchangeStatusCodec.decode(topic.read().get("other")).isHalted()).isFalse();
    }
  }
}
