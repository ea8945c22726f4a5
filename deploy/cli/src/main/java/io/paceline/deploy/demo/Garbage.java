package io.paceline.deploy.demo;

import io.paceline.deploy.kafka.Outbox;
import io.paceline.job.kafka.Topic;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Records that should never come, for every input topic; all of them are sent at one moment. Each
 * one must end as a dead letter.
 */
final class Garbage {

  private static final List<Topic> INPUTS =
      List.of(
          Topic.BID_REQUESTS,
          Topic.USER_EVENTS,
          Topic.NOTICES,
          Topic.SPEND_REPORTS,
          Topic.CAMPAIGNS,
          Topic.MODELS,
          Topic.PACING_UPDATES,
          Topic.EXCHANGES,
          Topic.ADJUSTMENTS);

  private static final int DEPTH = 3_000;
  private static final int RANDOM_PIECES = 10;
  private static final int RANDOM_BYTES = 300;

  /**
   * Records that are wrong for every topic: not JSON, not an object, or an object without anything
   * that the topic needs.
   */
  private static final List<String> EVERYWHERE =
      List.of(
          "",
          " ",
          "null",
          "true",
          "17",
          "\"text\"",
          "[]",
          "{}",
          "{",
          "}",
          "{\"id\":",
          "{\"id\":\"x\",}",
          "{'id':'x'}",
          "{\"id\":NaN}",
          "<html><body>502 Bad Gateway</body></html>",
          "id,imp\nx,1",
          "GET /n/win HTTP/1.1",
          "\u0000\u0001\u0002",
          "{\"id\":\"x\"} trailing",
          "{\"unknown\":{\"deeply\":[1,2,3]}}",
          "[".repeat(DEPTH) + "]".repeat(DEPTH));

  /** Records that are nearly right for one topic. */
  private static final Map<Topic, List<String>> NEARLY =
      Map.of(
          Topic.BID_REQUESTS,
          List.of(
              "{\"id\":\"g\",\"imp\":[]}",
              "{\"id\":\"g\",\"imp\":[{}]}",
              "{\"id\":\"g\",\"imp\":[{\"id\":\"1\"}]}",
              "{\"id\":\"g\",\"imp\":[{\"id\":\"1\",\"banner\":{\"w\":-1,\"h\":5}}]}",
              "{\"id\":\"g\",\"imp\":[{\"id\":\"1\",\"banner\":{\"w\":1,\"h\":5},\"bidfloor\":-1}]}",
              "{\"id\":\"g\",\"at\":-2,\"imp\":[{\"id\":\"1\",\"banner\":{\"w\":1,\"h\":5}}]}"),
          Topic.NOTICES,
          List.of(
              "{\"url\":\"\"}",
              "{\"url\":\"http://127.0.0.1/n/win\"}",
              "{\"url\":\"http://127.0.0.1/n/win?t=forged&p=1\"}",
              "{\"url\":\"http://127.0.0.1/n/billing?t=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&p=1\"}",
              "{\"url\":\"http://127.0.0.1/n/nothing?t=x\"}",
              "{\"url\":5}"),
          Topic.SPEND_REPORTS,
          List.of(
              "{\"exchange\":\"x\",\"campaign\":\"c1\",\"upTo\":1,\"amount\":-1}",
              "{\"exchange\":\"x\",\"campaign\":\"c\",\"upTo\":\"2999-01-01T00:00Z\",\"amount\":1}"),
          Topic.CAMPAIGNS,
          List.of(
              "{\"id\":\"c1\",\"dailyBudget\":\"a lot\"}",
              "{\"id\":\"c1\",\"dailyBudget\":-5,\"maxBidCpm\":1}"),
          Topic.USER_EVENTS,
          List.of("{\"userKey\":\"someone@example.com\",\"type\":\"view\",\"at\":1}"),
          Topic.MODELS,
          List.of("{\"version\":\"x\"}"),
          Topic.PACING_UPDATES,
          List.of("{\"budgetId\":\"c1\",\"push\":\"much\"}"),
          Topic.EXCHANGES,
          List.of("{\"exchange\":\"x\",\"state\":\"PERHAPS\"}"),
          Topic.ADJUSTMENTS,
          List.of(
              "{\"id\":\"a\",\"budget\":\"c1\",\"amount\":0,"
                  + "\"reason\":\"x\",\"author\":\"x\"}"));

  private final Map<Topic, Integer> sent = new EnumMap<>(Topic.class);

  /** Sends the garbage to each input topic. */
  void mixIn(Outbox outbox, long seed) throws Exception {
    Random random = new Random(seed);
    for (Topic topic : INPUTS) {
      for (String piece : EVERYWHERE) {
        send(outbox, topic, piece.getBytes(StandardCharsets.UTF_8));
      }
      for (String piece : NEARLY.getOrDefault(topic, List.of())) {
        send(outbox, topic, piece.getBytes(StandardCharsets.UTF_8));
      }
      for (int i = 0; i < RANDOM_PIECES; i++) {
        byte[] noise = new byte[1 + random.nextInt(RANDOM_BYTES)];
        random.nextBytes(noise);
        send(outbox, topic, noise);
      }
    }
  }

  private void send(Outbox outbox, Topic topic, byte[] value) throws Exception {
    String key = String.format(Locale.ROOT, "garbage-%d", sent.merge(topic, 1, Integer::sum));
    outbox.write(topic, key, value);
  }

  /** Pieces sent in all. */
  long sent() {
    return sent.values().stream().mapToLong(Integer::longValue).sum();
  }

  /** Whether every piece became a dead letter, in one sentence; topics that differ are named. */
  String verdict(DeadLetterWatch found) {
    StringBuilder missing = new StringBuilder();
    sent.forEach(
        (topic, count) -> {
          long letters = found.count(topic.topicName());
          if (letters != count) {
            missing.append(
                String.format(
                    Locale.ROOT,
                    " %s: %d pieces sent, %d dead letters.",
                    topic.topicName(),
                    count,
                    letters));
          }
        });
    return missing.isEmpty()
        ? "All " + sent() + " pieces of garbage became dead letters."
        : "Garbage and dead letters differ." + missing;
  }
}
