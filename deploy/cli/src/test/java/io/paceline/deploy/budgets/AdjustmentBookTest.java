package io.paceline.deploy.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.notice.Adjustment;
import io.paceline.core.notice.AdjustmentAnswer;
import io.paceline.core.notice.AdjustmentAnswerCodec;
import io.paceline.core.notice.AdjustmentCodec;
import io.paceline.deploy.broker.BrokerProcess;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.kafka.CompactedTopic;
import io.paceline.deploy.kafka.TopicFollower;
import io.paceline.deploy.kafka.Topics;
import io.paceline.job.kafka.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A few adjustments on a real broker; each test goes on where the one before has ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdjustmentBookTest {
  private static final long NOON = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();
  private static final String TOO_MUCH =
      "amount: takes back more than the 0 micros that were billed";
  private static BrokerProcess broker;
  private static CompactedTopic adjustments;
  private static CompactedTopic audit;
  private static AdjustmentBook book;

  @BeforeAll
  static void startBroker() {
    broker = BrokerProcess.start(0);
    adjustments = new CompactedTopic(broker.bootstrapServers(), Topic.ADJUSTMENTS);
    audit = new CompactedTopic(broker.bootstrapServers(), Topic.ADJUSTMENT_AUDIT);
    book = new AdjustmentBook(adjustments, audit);
  }

  @AfterAll
  static void closeBroker() {
    broker.close();
  }

  private static Adjustment credit(String id) {
    return credit(id, -12_500_000);
  }

  private static Adjustment credit(String id, long amountMicros) {
    return new Adjustment(id, "feet", "shoes", "2026-03-01", amountMicros, "fraud", "anna");
  }

  private static AdjustmentAnswer answer(
      Adjustment adjustment, @Nullable String fault, long billedMicros) {
    return new AdjustmentAnswer(adjustment, fault, billedMicros, NOON);
  }

  private static void tell(AdjustmentAnswer answer) {
    audit.write(Map.of(answer.adjustment().key(), AdjustmentAnswerCodec.encode(answer)));
  }

  /** A job that tells all this once the record of the last answer's adjustment has come. */
  private static TopicFollower job(AdjustmentAnswer... answers) {
    byte[] awaited = new AdjustmentCodec().encode(answers[answers.length - 1].adjustment());
    return new TopicFollower(
        broker.bootstrapServers(),
        Topic.ADJUSTMENTS,
        record -> {
          if (Arrays.equals(record.value(), awaited)) {
            List.of(answers).forEach(AdjustmentBookTest::tell);
          }
        });
  }

  @Test
  @Order(1)
  void aMissingTopicIsToldInOneSentence() {
    assertThatThrownBy(() -> book.write(credit("a")))
        .isInstanceOf(UserFacingException.class)
        .hasMessageStartingWith("there is no topic adjustments at 127.0.0.1:");
    assertThatThrownBy(book::list)
        .isInstanceOf(UserFacingException.class)
        .hasMessageStartingWith("there is no topic adjustment-audit at 127.0.0.1:");

    Topics.create(broker.bootstrapServers(), Topic.ADJUSTMENTS, 1, true);
    assertThatThrownBy(() -> book.write(credit("a")))
        .isInstanceOf(UserFacingException.class)
        .hasMessageStartingWith("there is no topic adjustment-audit at 127.0.0.1:");
    assertThat(adjustments.read()).as("nothing is written that cannot be answered").isEmpty();
    Topics.create(broker.bootstrapServers(), Topic.ADJUSTMENT_AUDIT, 1, true);
    assertThat(book.list()).as("the head alone").hasSize(1);
  }

  @Test
  @Order(2)
  void whatNoJobAnswersIsWrittenAndToldAsThat() throws Exception {
    assertThat(book.write(credit("a")))
        .containsExactly("a: written; no job has answered within 5 s");

    assertThat(new AdjustmentCodec().decode(adjustments.read().get("feet/a")))
        .isEqualTo(credit("a"));
    assertThat(book.list()).hasSize(1);
  }

  @Test
  @Order(3)
  void anIdIsTakenOnceForEachBudget() throws Exception {
    assertThatThrownBy(() -> book.write(credit("a")))
        .isInstanceOf(UserFacingException.class)
        .hasMessageStartingWith("there is an adjustment a of budget feet already");

    Adjustment other = new Adjustment("a", "hands", "gloves", null, 5, "invoice", "anna");
    try (TopicFollower job = job(answer(other, null, 7_250_000))) {
      assertThat(book.write(other))
          .containsExactly("a: booked; budget hands has billed 7.25 in all");
      assertThat(job.failure()).isNull();
    }
  }

  @Test
  @Order(4)
  void whatTheJobRefusesIsToldWithItsFault() throws Exception {
    try (TopicFollower job = job(answer(credit("b"), TOO_MUCH, 0))) {
      assertThatThrownBy(() -> book.write(credit("b")))
          .isInstanceOf(UserFacingException.class)
          .hasMessage(
              "b: the job has refused it: amount: takes back more than the 0 micros that were"
                  + " billed");
      assertThat(job.failure()).isNull();
    }
  }

  @Test
  @Order(5)
  void allAnswersAreListedWithTheirReasons() {
    assertThat(book.list()).hasSize(3);
    assertThat(book.list().get(1))
        .startsWith("2026-03-02T12:00:00Z  b ")
        .contains("feet", "2026-03-01", "-12.50", "refused", "anna", "fraud");
    assertThat(book.list().get(2)).contains("hands", " - ", "0.000005", "booked", "invoice");
  }

  @Test
  @Order(6)
  void garbageInTheAuditIsListedAsThatAndHindersNobody() {
    audit.write(Map.of("feet/garbage", "{".getBytes(StandardCharsets.UTF_8)));

    assertThat(book.list()).hasSize(4);
    assertThat(book.list().get(2)).startsWith("unreadable").contains("feet/garbage");
  }

  @Test
  @Order(7)
  void theAnswerToAnEarlierAdjustmentOfTheSameIdIsNoAnswer() {
    tell(answer(credit("c", -7_000_000), null, 3_000_000));

    assertThat(book.write(credit("c")))
        .containsExactly(
            "c: written; no job has answered within 5 s; an adjustment of this id was booked"
                + " before, and an id is booked only once");
  }

  @Test
  @Order(8)
  void anAnswerFromBeforeTheAdjustmentWasWrittenIsNoAnswer() throws Exception {
    tell(answer(credit("d"), TOO_MUCH, 0));

    try (TopicFollower job = job(answer(credit("d"), null, 7_500_000))) {
      assertThat(book.write(credit("d")))
          .containsExactly("d: booked; budget feet has billed 7.50 in all");
      assertThat(job.failure()).isNull();
    }
  }

  @Test
  @Order(9)
  void theBookWaitsUntilTheJobTellsOfExactlyThisAdjustment() throws Exception {
    audit.write(Map.of("feet/e", "{".getBytes(StandardCharsets.UTF_8)));

    try (TopicFollower job =
        job(
            answer(credit("f"), TOO_MUCH, 0),
            answer(credit("e", -1), null, 1),
            answer(credit("e"), TOO_MUCH, 0))) {
      assertThatThrownBy(() -> book.write(credit("e")))
          .isInstanceOf(UserFacingException.class)
          .hasMessage("e: the job has refused it: " + TOO_MUCH);
      assertThat(job.failure()).isNull();
    }
  }
}
