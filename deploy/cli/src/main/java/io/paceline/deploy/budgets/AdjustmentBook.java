package io.paceline.deploy.budgets;

import io.paceline.core.notice.Adjustment;
import io.paceline.core.notice.AdjustmentAnswer;
import io.paceline.core.notice.AdjustmentAnswerCodec;
import io.paceline.core.notice.AdjustmentCodec;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.kafka.CompactedTopic;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes adjustments to topic {@code adjustments} and reads what the job has answered. */
public final class AdjustmentBook {
  private static final int MICRO_DECIMALS = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long POLL_MILLIS = 100;

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
   * Writes an adjustment and waits up to five seconds for the job's answer.
   *
   * @return one line that says what became of the adjustment
   * @throws UserFacingException where there is an adjustment with this id already, and where the
   *     job refuses the adjustment
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
    adjustments.write(Map.of(key, codec.encode(adjustment)));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      byte[] json = audit.read().get(key);
      if (json != null) {
        return answered(AdjustmentAnswerCodec.decode(json));
      }
      pause();
    }
    return List.of(id + ": written; no job has answered within " + PATIENCE.toSeconds() + " s");
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
            + money(answer.billedMicros())
            + " in all");
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the job's answer", e);
    }
  }

  /** One line for each adjustment that the job has answered, below the columns' names. */
  public List<String> list() {
    List<String> lines = new ArrayList<>();
    lines.add(row("answered", "id", "budget", "day", "amount", "verdict", "author", "reason"));
    audit.read().forEach((key, json) -> lines.add(line(key, json)));
    return lines;
  }

  private static String line(String key, byte[] json) {
    AdjustmentAnswer answer;
    try {
      answer = AdjustmentAnswerCodec.decode(json);
    } catch (IllegalArgumentException noAnswer) {
      // Only the job is meant to write into this topic, but nothing keeps others from doing so.
      return row("unreadable", key, "", "", "", "", "", "");
    }
    Adjustment adjustment = answer.adjustment();
    return row(
        Instant.ofEpochMilli(answer.atMillis()).truncatedTo(ChronoUnit.SECONDS).toString(),
        adjustment.id(),
        adjustment.budgetId(),
        adjustment.day() == null ? "-" : adjustment.day(),
        money(adjustment.amountMicros()),
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

  private static String money(long micros) {
    BigDecimal amount = BigDecimal.valueOf(micros, MICRO_DECIMALS).stripTrailingZeros();
    return amount.setScale(Math.max(2, amount.scale())).toPlainString();
  }
}
