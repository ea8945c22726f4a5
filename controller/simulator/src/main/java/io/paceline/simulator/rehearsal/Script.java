package io.paceline.simulator.rehearsal;

import io.paceline.core.campaign.Campaign;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens in the days of a rehearsal besides the market.
 *
 * @param lines what happens, in order of time
 */
public record Script(List<Line> lines) {

  /** Nothing happens. */
  public static final Script EMPTY = new Script(List.of());

  /** Copies the list. */
  public Script {
    lines = List.copyOf(lines);
  }

  /**
   * One thing that happens.
   *
   * @param number number of its line in the script, from 1, for messages
   * @param atMillis campaign time at which it happens
   * @param verb what happens
   */
  public record Line(int number, long atMillis, Verb verb) {}

  /** What can happen. Durations are campaign milliseconds. */
  public sealed interface Verb
      permits Edit, Outage, Stall, Crash, Restore, Price, Traffic, Notices, Report, RotateKey {}

  /** A campaign is booked, edited, paused or resumed; its version is the next one. */
  public record Edit(Campaign campaign) implements Verb {}

  /**
   * An exchange is away: it sends no requests, and its notices come when it is back.
   *
   * @param exchange null for all exchanges
   */
  public record Outage(@Nullable String exchange, long durationMillis) implements Verb {}

  /** The job reads nothing, while its timers go on; then it catches up ten times as fast. */
  public record Stall(long durationMillis) implements Verb {}

  /** The job dies and loses all that its last completed checkpoint does not hold. */
  public record Crash() implements Verb {}

  /** The job comes back from its last completed checkpoint. */
  public record Restore() implements Verb {}

  /**
   * All other bids of the market change.
   *
   * @param site domain of the site, null for all sites
   * @param factor on the price of the unchanged market, positive
   */
  public record Price(@Nullable String site, double factor) implements Verb {}

  /**
   * The number of requests changes.
   *
   * @param factor on the requests of the unchanged market, 0 or more
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
   * @param exchange null for every exchange
   * @param campaignId null for every campaign
   * @param day null for every day played so far; no day for a campaign without a daily budget
   * @param amountMicros the running total, null for what the exchange's books say
   * @param upToMillis campaign time before which the report is complete
   * @param isFinal whether the exchange will invoice this amount
   */
  public record Report(
      @Nullable String exchange,
      @Nullable String campaignId,
      @Nullable LocalDate day,
      @Nullable Long amountMicros,
      long upToMillis,
      boolean isFinal)
      implements Verb {}

  /** The job signs with a new key; the last one still verifies. */
  public record RotateKey() implements Verb {}
}
