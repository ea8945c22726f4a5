package io.paceline.deploy.budgets;

import io.paceline.core.notice.Adjustment;
import io.paceline.core.notice.AdjustmentAnswer;
import io.paceline.core.notice.AdjustmentAnswerCodec;
import io.paceline.core.notice.AdjustmentCodec;
import io.paceline.deploy.cli.ExactAmount;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.kafka.CompactedTopic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Writes adjustments to topic {@code adjustments} and reads what the job has answered. */
public final class AdjustmentBook {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final CompactedTopic adjustments;
  private final CompactedTopic audit;
  private final AdjustmentCodec codec = new AdjustmentCodec();

  /**
   * A book over two topics.
   *
   * @param adjustments the topic to which adjustments are written
   * @param audit the topic in which the job answers
   */
  public AdjustmentBook(CompactedTopic adjustments, CompactedTopic audit) {
    this.adjustments = adjustments;
    this.audit = audit;
  }

  /**
   * Writes an adjustment and waits up to five seconds for the job's answer. Only what is said of
   * exactly this adjustment, and is written after it, counts as the answer to it: the topic may
   * hold an answer to an earlier adjustment of the same id, whose own record was deleted since.
   *
   * @return one line that says what became of the adjustment
   * @throws UserFacingException where there is an adjustment with this id already, where one of the
   *     two topics is missing (then nothing is written), and where the job refuses the adjustment
   */
  public List<String> write(Adjustment adjustment) {
    String id = adjustment.id();
    String key = adjustment.key();
    if (adjustments.read().containsKey(key)) {
      throw new UserFacingException(
          "there is an adjustment "
              + id
              + " of budget "
              + adjustment.budgetId()
              + " already: each one needs an id of its own");
    }
    AdjustmentAnswer earlier = answer(audit.read().get(key));
    Map<TopicPartition, Long> before = audit.ends();
    adjustments.write(Map.of(key, codec.encode(adjustment)));
    AdjustmentAnswer answer = awaitAnswer(adjustment, before);
    if (answer != null) {
      return answered(answer);
    }
    // A job answers neither a copy of an adjustment that it has booked nor another one of that id.
    boolean bookedBefore = earlier != null && earlier.fault() == null;
    return List.of(
        id
            + ": written; no job has answered within "
            + PATIENCE.toSeconds()
            + " s"
            + (bookedBefore
                ? "; an adjustment of this id was booked before, and an id is booked only once"
                : ""));
  }

  /** The job's answer to an adjustment; null where none came in time. */
  private @Nullable AdjustmentAnswer awaitAnswer(
      Adjustment adjustment, Map<TopicPartition, Long> before) {
    List<AdjustmentAnswer> answers = new ArrayList<>();
    audit.follow(
        before,
        PATIENCE,
        (key, json) -> {
          AdjustmentAnswer answer = answer(json);
          if (answer != null && answer.adjustment().equals(adjustment)) {
            answers.add(answer);
          }
          return !answers.isEmpty();
        });
    return answers.isEmpty() ? null : answers.get(0);
  }

  /** The answer in a record of topic {@code adjustment-audit}; null where there is none. */
  private static @Nullable AdjustmentAnswer answer(byte @Nullable [] json) {
    if (json == null) {
      return null;
    }
    try {
      return AdjustmentAnswerCodec.decode(json);
    } catch (IllegalArgumentException noAnswer) {
      // Only the job is meant to write into this topic, but nothing keeps others from doing so.
      return null;
    }
  }

  private static List<String> answered(AdjustmentAnswer answer) {
    String id = answer.adjustment().id();
    if (answer.fault() != null) {
      throw new UserFacingException(id + ": the job has refused it: " + answer.fault());
    }
    return List.of(
        id
            + ": booked; budget "
            + answer.adjustment().budgetId()
            + " has billed "
            + ExactAmount.units(answer.billedMicros())
            + " in all");
  }

  /** One line for each adjustment that the job has answered, below the columns' names. */
  public List<String> list() {
    List<String> lines = new ArrayList<>();
    lines.add(row("answered", "id", "budget", "day", "amount", "verdict", "author", "reason"));
    audit.read().forEach((key, json) -> lines.add(line(key, json)));
    return lines;
  }

  private static String line(String key, byte[] json) {
    AdjustmentAnswer answer = answer(json);
    if (answer == null) {
      return row("unreadable", key, "", "", "", "", "", "");
    }
    Adjustment adjustment = answer.adjustment();
    return row(
        Instant.ofEpochMilli(answer.atMillis()).truncatedTo(ChronoUnit.SECONDS).toString(),
        adjustment.id(),
        adjustment.budgetId(),
        adjustment.day() == null ? "-" : adjustment.day(),
        ExactAmount.units(adjustment.amountMicros()),
        answer.fault() == null ? "booked" : "refused",
        adjustment.author(),
        adjustment.reason());
  }

  private static String row(
      String at,
      String id,
      String budget,
      String day,
      String amount,
      String verdict,
      String author,
      String reason) {
    return String.format(
            Locale.ROOT,
            "%-20s  %-36s  %-20s  %-10s  %14s  %-8s  %-12s  %s",
            at,
            id,
            budget,
            day,
            amount,
            verdict,
            author,
            reason)
        .stripTrailing();
  }
}
