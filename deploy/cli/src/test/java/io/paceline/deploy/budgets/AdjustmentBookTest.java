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
import io.paceline.deploy.kafka.Topics;
import io.paceline.job.kafka.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
    return new Adjustment(id, "feet", "shoes", "2026-03-01", -12_500_000, "fraud", "anna");
  }

  /** The job answers before the book asks, as far as the book can tell. */
  private static void answer(Adjustment adjustment, @Nullable String fault, long billedMicros) {
    AdjustmentAnswer answer = new AdjustmentAnswer(adjustment, fault, billedMicros, NOON);
    audit.write(Map.of(adjustment.key(), AdjustmentAnswerCodec.encode(answer)));
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
  void anIdIsTakenOnceForEachBudget() {
    assertThatThrownBy(() -> book.write(credit("a")))
        .isInstanceOf(UserFacingException.class)
        .hasMessageStartingWith("there is an adjustment a of budget feet already");

    Adjustment other = new Adjustment("a", "hands", "gloves", null, 5, "invoice", "anna");
    answer(other, null, 7_250_000);
    assertThat(book.write(other)).containsExactly("a: booked; budget hands has billed 7.25 in all");
  }

  @Test
  @Order(4)
  void whatTheJobRefusesIsToldWithItsFault() {
    answer(credit("b"), "amount: takes back more than the 0 micros that were billed", 0);

    assertThatThrownBy(() -> book.write(credit("b")))
        .isInstanceOf(UserFacingException.class)
        .hasMessage(
            "b: the job has refused it: amount: takes back more than the 0 micros that were"
                + " billed");
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
}
