package io.paceline.deploy.exchanges;

import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.exchange.ExchangeStatusCodec;
import io.paceline.deploy.cli.ExactAmount;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.kafka.CompactedTopic;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lists the exchanges that have a record in topic {@code exchanges}, and lifts halts. */
public final class ExchangeDesk {
  private final CompactedTopic topic;
  private final Clock clock;

  /** A desk over this topic; the clock gives the time of the records that the desk writes. */
  public ExchangeDesk(CompactedTopic topic, Clock clock) {
    this.topic = topic;
    this.clock = clock;
  }

  /**
   * One line for each exchange that has a record, below a line with the columns' names. At all
   * other exchanges, bidding is not halted.
   */
  public List<String> list() {
    List<String> lines = new ArrayList<>();
    lines.add(row("exchange", "state", "since", "unaccounted", "billed", "reason"));
    topic.read().forEach((name, json) -> lines.add(line(name, json)));
    if (lines.size() == 1) {
      return List.of("bidding is halted at no exchange");
    }
    return lines;
  }

  private static String line(String name, byte[] json) {
    ExchangeStatus status = status(json);
    return status == null
        ? row(name, "unreadable", "", "", "", "")
        : row(
            status.exchange(),
            status.state().name().toLowerCase(Locale.ROOT),
            Instant.ofEpochMilli(status.atMillis()).truncatedTo(ChronoUnit.SECONDS).toString(),
            ExactAmount.units(status.unaccountedMicros()),
            ExactAmount.units(status.billedMicros()),
            status.reason());
  }

  private static @Nullable ExchangeStatus status(byte[] json) {
    try {
      return ExchangeStatusCodec.decode(json);
    } catch (IllegalArgumentException noStatus) {
      // The job makes a dead letter of such a record.
      return null;
    }
  }

  /**
   * Lets bidding at an exchange go on after a halt. The cause of the halt must be mended before, or
   * the job halts the bidding again. A record that cannot be read counts as a halt. The job keeps a
   * halt even if the topic with its record was deleted, so the halt is lifted even where no record
   * tells of it.
   *
   * @throws UserFacingException where a record says that Paceline bids at the exchange
   */
  public List<String> resume(String name) {
    String exchange = name.toLowerCase(Locale.ROOT);
    Map<String, byte[]> own = recordsOf(exchange, topic.read());
    if (!own.isEmpty() && own.values().stream().allMatch(ExchangeDesk::saysBidding)) {
      throw new UserFacingException(
          "bidding at " + exchange + " is not halted: ./paceline exchanges list shows what is");
    }
    ExchangeStatus lifted =
        ExchangeStatus.bidding(exchange, clock.millis(), "a person has lifted the halt");
    Map<String, byte[]> written = new TreeMap<>();
    written.put(exchange, ExchangeStatusCodec.encode(lifted));
    own.keySet().forEach(key -> written.put(key, ExchangeStatusCodec.encode(lifted)));
    topic.write(written);
    return List.of(
        exchange
            + ": bidding may go on, written"
            + (own.isEmpty() ? "; no record tells of a halt there, is the name right?" : ""));
  }

  /**
   * The records about an exchange. There are several where people have written its name in capital
   * letters: the job takes the latest of them, and the topic keeps one of each key.
   */
  private static Map<String, byte[]> recordsOf(String exchange, Map<String, byte[]> records) {
    Map<String, byte[]> own = new TreeMap<>(records);
    own.keySet().removeIf(key -> !key.equalsIgnoreCase(exchange));
    return own;
  }

  private static boolean saysBidding(byte[] json) {
    ExchangeStatus status = status(json);
    return status != null && !status.isHalted();
  }

  private static String row(
      String exchange,
      String state,
      String since,
      String unaccounted,
      String billed,
      String reason) {
    return String.format(
            Locale.ROOT,
            "%-20s  %-10s  %-20s  %12s  %14s  %s",
            exchange,
            state,
            since,
            unaccounted,
            billed,
            reason)
        .stripTrailing();
  }
}
