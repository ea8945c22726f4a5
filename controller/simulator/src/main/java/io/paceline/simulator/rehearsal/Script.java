package io.paceline.simulator.rehearsal;

import io.paceline.core.campaign.Campaign;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people, exchanges and the job do on the days of a rehearsal.
 *
 * @param lines what is done, in order of time
 */
public record Script(List<Line> lines) {

  /** A script in which nothing is done. */
  public static final Script EMPTY = new Script(List.of());

  /** Copies the list. */
  public Script {
    lines = List.copyOf(lines);
  }

  /**
   * One line: what is done at one time.
   *
   * @param number number of the line in the script, from 1, for messages
   * @param atMillis campaign time at which it happens
   * @param verb what happens
   */
  public record Line(int number, long atMillis, Verb verb) {}

  /** What a line can do. Durations are campaign milliseconds. */
  public sealed interface Verb
      permits Edit,
          Outage,
          Stall,
          Crash,
          Restore,
          Price,
          Traffic,
          Notices,
          Report,
          RotateKey,
          ResumeExchange {}

  /** A campaign is booked, edited, paused or resumed; its version is the next one. */
  public record Edit(Campaign campaign) implements Verb {}

  /**
   * An exchange is away: it sends no requests, and its notices come when it is back.
   *
   * @param exchange name of the exchange, null for all exchanges
   */
  public record Outage(@Nullable String exchange, long durationMillis) implements Verb {}

  /**
   * The job reads nothing, while its timers go on. Afterwards it reads the notices and reports that
   * have waited ten times as fast as they came.
   */
  public record Stall(long durationMillis) implements Verb {}

  /** The job dies and loses all that its last completed checkpoint does not hold. */
  public record Crash() implements Verb {}

  /** The job comes back from its last completed checkpoint. */
  public record Restore() implements Verb {}

  /**
   * The competing bids of the market change.
   *
   * @param site domain of the site, null for all sites
   * @param factor by which the unchanged market's prices are multiplied, positive
   */
  public record Price(@Nullable String site, double factor) implements Verb {}

  /**
   * The number of requests changes.
   *
   * @param factor by which the number of the unchanged market's requests is multiplied, 0 or more
   */
  public record Traffic(double factor) implements Verb {}

  /**
   * An exchange sends its notices in another way from now on.
   *
   * @param exchange null for all exchanges
   */
  public record Notices(@Nullable String exchange, NoticeSending sending) implements Verb {}

  /**
   * An exchange reports what it has billed.
   *
   * @param exchange name of the exchange, null for every exchange
   * @param campaignId id of the campaign, null for every campaign
   * @param day the day, null for every day so far; for a campaign without a daily budget, the
   *     report is of the whole flight whatever this says
   * @param amountMicros the running total, micros; null for what the exchange's books say
   * @param upToMillis campaign time before which the report is complete
   * @param isFinal whether the report also takes back what was booked above its amount
   */
  public record Report(
      @Nullable String exchange,
      @Nullable String campaignId,
      @Nullable LocalDate day,
      @Nullable Long amountMicros,
      long upToMillis,
      boolean isFinal)
      implements Verb {}

  /**
   * A person lifts the halt of an exchange.
   *
   * @param exchange its name
   */
  public record ResumeExchange(String exchange) implements Verb {}

  /** The job signs with a new key; the key before it still verifies. */
  public record RotateKey() implements Verb {}
}
