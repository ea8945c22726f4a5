package io.paceline.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.paceline.core.clock.CampaignClock;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * All options of the job, typed and checked, in parts by what they are about. An operator gets the
 * parts that it reads.
 *
 * @param kafka where the topics are
 * @param clock turns wall time into campaign time
 * @param exchange what the job and the exchanges have agreed on
 * @param requests how bid requests are read, and which of them are too late
 * @param scoring how requests wait for the model
 * @param allocation how one campaign is chosen for an impression
 * @param marketRefreshMillis wall time between two refreshes of the market curves, milliseconds,
 *     positive
 * @param spend how a budget is controlled
 * @param checkpointMillis wall time between checkpoints, milliseconds; 0 for no checkpoints,
 *     otherwise at least as long as a tick
 */
public record JobOptions(
    KafkaOptions kafka,
    CampaignClock clock,
    ExchangeOptions exchange,
    RequestOptions requests,
    ScoringOptions scoring,
    AllocationOptions allocation,
    long marketRefreshMillis,
    SpendOptions spend,
    long checkpointMillis)
    implements Serializable {

  /** See {@link #marketRefreshMillis}. */
  public static final ConfigOption<Duration> MARKET_REFRESH =
      key("market.refresh")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("Wall time between two refreshes of the market curves.");

  /** See {@link #checkpointMillis}. */
  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      key("checkpoint.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("Wall time between checkpoints; 0 switches them off.");

  /** All options, for help and for the check of unknown keys. */
  private static final List<ConfigOption<?>> ALL =
      Stream.of(
              KafkaOptions.ALL,
              ClockOptions.ALL,
              ExchangeOptions.ALL,
              ExchangeProfileOptions.ALL,
              RequestOptions.ALL,
              ScoringOptions.ALL,
              AllocationOptions.ALL,
              List.of(MARKET_REFRESH),
              SpendOptions.ALL,
              List.of(CHECKPOINT_INTERVAL))
          .<ConfigOption<?>>flatMap(List::stream)
          .toList();

  /**
   * Reads {@code --key value} pairs.
   *
   * @throws IllegalArgumentException with one clear sentence where a key is unknown or a value does
   *     not fit
   */
  public static JobOptions fromArguments(String... args) {
    if (args.length % 2 != 0) {
      throw new IllegalArgumentException(
          "options come as --key value; the last one has no value: " + args[args.length - 1]);
    }
    Configuration configuration = new Configuration();
    Set<String> known =
        ALL.stream().map(ConfigOption::key).collect(Collectors.toCollection(TreeSet::new));
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i].startsWith("--") ? args[i].substring(2) : args[i];
      if (!known.contains(name) && !ExchangeProfileOptions.describesAnExchange(name)) {
        throw new IllegalArgumentException(
            "unknown option --" + name + "; known are: " + String.join(", ", known));
      }
      configuration.setString(name, args[i + 1]);
    }
    return from(configuration);
  }

  /**
   * Reads a configuration; keys that are not options of the job are ignored.
   *
   * @throws IllegalArgumentException with one clear sentence where a value does not fit
   */
  public static JobOptions from(Configuration c) {
    ExchangeOptions exchange = ExchangeOptions.read(c);
    CampaignClock clock = ClockOptions.read(c);
    SpendOptions spend = SpendOptions.read(c, exchange.profiles());
    long checkpointMillis = OptionReader.millisOrNone(c, CHECKPOINT_INTERVAL);
    if (checkpointMillis > 0 && spend.tickMillis() > checkpointMillis) {
      // A restore takes effect on a budget at its next tick at the latest. If the time between two
      // ticks were longer than the checkpoint interval, a checkpoint could complete before that and
      // would not contain the effect.
      throw new IllegalArgumentException(
          "--"
              + SpendOptions.TICK.key()
              + " must not be longer than --"
              + CHECKPOINT_INTERVAL.key());
    }
    RequestOptions requests = RequestOptions.read(c);
    ExchangeProfileOptions.checkCurrencies(exchange.profiles(), requests.currencies());
    return new JobOptions(
        KafkaOptions.read(c),
        clock,
        exchange,
        requests,
        ScoringOptions.read(c),
        AllocationOptions.read(c),
        OptionReader.millis(c, MARKET_REFRESH),
        spend,
        checkpointMillis);
  }

  /** The text that {@code --help} prints: one line per option, with its default. */
  public static String help() {
    Map<String, String> lines = new TreeMap<>();
    for (ConfigOption<?> option : ALL) {
      String standard = OptionReader.defaultValue(option);
      lines.put(
          option.key(),
          OptionReader.description(option) + (standard.isEmpty() ? "" : " [" + standard + "]"));
    }
    List<String> out = new ArrayList<>();
    lines.forEach((name, text) -> out.add(String.format("  --%-26s %s", name, text)));
    return String.join(System.lineSeparator(), out);
  }
}
