package io.paceline.job.options;

import static io.paceline.job.options.OptionReader.list;
import static org.apache.flink.configuration.ConfigOptions.key;

import io.paceline.core.clock.CampaignClock;
import io.paceline.core.ledger.LedgerSettings;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * All options of the job, typed and checked.
 *
 * @param bootstrapServers Kafka brokers
 * @param groupId Kafka consumer group
 * @param clock turns wall time into campaign time
 * @param tickMillis wall time between two ticks of a budget
 * @param windows the ledger's windows
 * @param expSeconds how many seconds after an auction an exchange may bill, written into every bid:
 *     the billing window less one auction window, in which the notice arrives
 * @param defaultTmaxMillis {@code tmax} of a request that has none
 * @param marginMillis how much of {@code tmax} must be left at a request's first step for bidding
 *     and answering, in addition to the time that scoring takes at present; together at most half
 *     of {@code tmax}. A request with less is refused before it costs anything
 * @param currency Paceline's own currency, in which budgets are booked and bids are made
 * @param currencyRates rates of other currencies, {@code EUR=1.08,CNY=0.14}, or empty
 * @param ownDomains domains of the retailer's own pages (on-site)
 * @param noticeUrl where notices are to be called
 * @param noticeSecret key of the notice tokens' signatures
 * @param billsOnWin exchanges whose win notice counts as billing, since they send no billing notice
 * @param seat buyer seat written into responses
 * @param proportional true to draw a campaign at random in proportion to its score instead of
 *     taking the best one
 * @param trainingShare share of all bids that the training log samples, 0 to 1
 * @param explorationShare share of the bids that explore where a market curve is uncertain, 0 to 1
 * @param marketRefreshMillis wall time between two refreshes of the market curves
 * @param scoreTimeoutMillis how long a request may wait for the model
 * @param scoreCapacity how many requests may wait for the model in one subtask
 * @param checkpointMillis wall time between checkpoints, 0 for none
 */
public record JobOptions(
    String bootstrapServers,
    String groupId,
    CampaignClock clock,
    long tickMillis,
    LedgerSettings windows,
    int expSeconds,
    int defaultTmaxMillis,
    long marginMillis,
    String currency,
    String currencyRates,
    List<String> ownDomains,
    String noticeUrl,
    String noticeSecret,
    List<String> billsOnWin,
    String seat,
    boolean proportional,
    double trainingShare,
    double explorationShare,
    long marketRefreshMillis,
    long scoreTimeoutMillis,
    int scoreCapacity,
    long checkpointMillis)
    implements Serializable {

  /** See {@link #bootstrapServers}. */
  public static final ConfigOption<String> BOOTSTRAP_SERVERS =
      key("kafka.bootstrap-servers")
          .stringType()
          .defaultValue("127.0.0.1:9092")
          .withDescription("Kafka brokers, host:port, separated by commas.");

  /** See {@link #groupId}. */
  public static final ConfigOption<String> GROUP_ID =
      key("kafka.group-id")
          .stringType()
          .defaultValue("paceline")
          .withDescription("Kafka consumer group.");

  /** Campaign time at {@link #CLOCK_START}. */
  public static final ConfigOption<String> CLOCK_EPOCH =
      key("clock.epoch")
          .stringType()
          .defaultValue("1970-01-01T00:00:00Z")
          .withDescription("Campaign time at clock.start, ISO-8601.");

  /** Wall time at which campaign time starts to run. */
  public static final ConfigOption<String> CLOCK_START =
      key("clock.start")
          .stringType()
          .defaultValue("1970-01-01T00:00:00Z")
          .withDescription("Wall time at which campaign time leaves clock.epoch, ISO-8601.");

  /** Campaign time per wall time. */
  public static final ConfigOption<Double> CLOCK_SPEED =
      key("clock.speed")
          .doubleType()
          .defaultValue(1.0)
          .withDescription("Campaign time per wall time: 1 in production, more in a demo.");

  /** See {@link #tickMillis}. */
  public static final ConfigOption<Duration> TICK =
      key("tick")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription("Wall time between two ticks of a budget's controller.");

  /** See {@link LedgerSettings#auctionWindowMillis}. */
  public static final ConfigOption<Duration> AUCTION_WINDOW =
      key("window.auction")
          .durationType()
          .defaultValue(Duration.ofSeconds(60))
          .withDescription("Wall time after a bid until every win and loss notice has been read.");

  /** See {@link #expSeconds}. */
  public static final ConfigOption<Duration> BILLING_WINDOW =
      key("window.billing")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription("Wall time after a win until it is billed or never will be (exp).");

  /** See {@link LedgerSettings#duplicateWindowMillis}. */
  public static final ConfigOption<Duration> DUPLICATE_WINDOW =
      key("window.duplicates")
          .durationType()
          .defaultValue(Duration.ofDays(1))
          .withDescription("Wall time during which a notice that comes twice is recognised.");

  /** See {@link #defaultTmaxMillis}. */
  public static final ConfigOption<Integer> DEFAULT_TMAX =
      key("request.default-tmax-ms")
          .intType()
          .defaultValue(100)
          .withDescription("tmax of a request that has none, milliseconds.");

  /** See {@link #currency}. */
  public static final ConfigOption<String> CURRENCY =
      key("request.currency")
          .stringType()
          .defaultValue("USD")
          .withDescription("Currency of budgets and bids, ISO-4217.");

  /** See {@link #currencyRates}. */
  public static final ConfigOption<String> CURRENCY_RATES =
      key("request.currency-rates")
          .stringType()
          .defaultValue("")
          .withDescription("Value of one unit of other currencies, for example EUR=1.08,CNY=0.14.");

  /** See {@link #ownDomains}. */
  public static final ConfigOption<String> OWN_DOMAINS =
      key("own-domains")
          .stringType()
          .defaultValue("")
          .withDescription("Domains of the retailer's own pages, separated by commas.");

  /** See {@link #noticeUrl}. */
  public static final ConfigOption<String> NOTICE_URL =
      key("notice.url")
          .stringType()
          .defaultValue("http://127.0.0.1")
          .withDescription("Base address that exchanges and pages call with notices.");

  /** See {@link #noticeSecret}. */
  public static final ConfigOption<String> NOTICE_SECRET =
      key("notice.secret")
          .stringType()
          .noDefaultValue()
          .withDescription("Key that signs notices, at least 16 characters. Required.");

  /** See {@link #billsOnWin}. */
  public static final ConfigOption<String> BILLS_ON_WIN =
      key("exchange.bills-on-win")
          .stringType()
          .defaultValue("")
          .withDescription(
              "Exchanges (header exchange) whose win notice bills, separated by commas.");

  /** See {@link #seat}. */
  public static final ConfigOption<String> SEAT =
      key("seat")
          .stringType()
          .defaultValue("paceline")
          .withDescription("Buyer seat written into bid responses.");

  /** See {@link #proportional}. */
  public static final ConfigOption<Boolean> PROPORTIONAL =
      key("allocation.proportional")
          .booleanType()
          .defaultValue(false)
          .withDescription("Draw a campaign in proportion to its score instead of the best one.");

  /** See {@link #trainingShare}. */
  public static final ConfigOption<Double> TRAINING_SAMPLE =
      key("training.sample")
          .doubleType()
          .defaultValue(0.1)
          .withDescription("Share of bids that the training log samples, by bid id, 0 to 1.");

  /** See {@link #explorationShare}. */
  public static final ConfigOption<Double> EXPLORATION_SHARE =
      key("exploration.share")
          .doubleType()
          .defaultValue(0.01)
          .withDescription("Share of first-price bids that explore an uncertain market, 0 to 1.");

  /** See {@link #marketRefreshMillis}. */
  public static final ConfigOption<Duration> MARKET_REFRESH =
      key("market.refresh")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("Wall time between two refreshes of the market curves.");

  /** See {@link #marginMillis}. */
  public static final ConfigOption<Duration> MARGIN =
      key("deadline.margin")
          .durationType()
          .defaultValue(Duration.ofMillis(10))
          .withDescription("What must be left of tmax when the job first looks at a request.");

  /** See {@link #scoreTimeoutMillis}. */
  public static final ConfigOption<Duration> SCORE_TIMEOUT =
      key("score.timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription("How long a request may wait for the model before it is a no-bid.");

  /** See {@link #scoreCapacity}. */
  public static final ConfigOption<Integer> SCORE_CAPACITY =
      key("score.capacity")
          .intType()
          .defaultValue(128)
          .withDescription("How many requests may wait for the model in one subtask.");

  /** See {@link #checkpointMillis}. */
  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      key("checkpoint.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("Wall time between checkpoints; 0 switches them off.");

  /** All options, for help and for the check of unknown keys. */
  public static final List<ConfigOption<?>> ALL =
      List.of(
          BOOTSTRAP_SERVERS,
          GROUP_ID,
          CLOCK_EPOCH,
          CLOCK_START,
          CLOCK_SPEED,
          TICK,
          AUCTION_WINDOW,
          BILLING_WINDOW,
          DUPLICATE_WINDOW,
          DEFAULT_TMAX,
          CURRENCY,
          CURRENCY_RATES,
          OWN_DOMAINS,
          NOTICE_URL,
          NOTICE_SECRET,
          BILLS_ON_WIN,
          SEAT,
          PROPORTIONAL,
          TRAINING_SAMPLE,
          EXPLORATION_SHARE,
          MARKET_REFRESH,
          MARGIN,
          SCORE_TIMEOUT,
          SCORE_CAPACITY,
          CHECKPOINT_INTERVAL);

  /** Shortest accepted {@link #noticeSecret}, characters. */
  private static final int SECRET_LENGTH = 16;

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
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "unknown option --" + name + "; known are: " + String.join(", ", known));
      }
      configuration.setString(name, args[i + 1]);
    }
    return from(configuration);
  }

  /** Reads a configuration. */
  public static JobOptions from(Configuration c) {
    String secret = c.get(NOTICE_SECRET);
    if (secret == null || secret.length() < SECRET_LENGTH) {
      throw new IllegalArgumentException(
          "--notice.secret must have at least " + SECRET_LENGTH + " characters");
    }
    CampaignClock clock =
        new CampaignClock(
            OptionReader.instant(c, CLOCK_EPOCH),
            OptionReader.instant(c, CLOCK_START),
            OptionReader.positive(c, CLOCK_SPEED));
    LedgerSettings windows =
        new LedgerSettings(
            OptionReader.millis(c, AUCTION_WINDOW),
            OptionReader.millis(c, BILLING_WINDOW),
            OptionReader.millis(c, DUPLICATE_WINDOW));
    // The notice of a billing at the last moment still needs time to arrive.
    long expSeconds = (windows.billingWindowMillis() - windows.auctionWindowMillis()) / 1_000;
    if (expSeconds < 1) {
      throw new IllegalArgumentException(
          "--"
              + BILLING_WINDOW.key()
              + " must be at least a second longer than --"
              + AUCTION_WINDOW.key());
    }
    long tickMillis = OptionReader.millis(c, TICK);
    long checkpointMillis = OptionReader.read(c, CHECKPOINT_INTERVAL).toMillis();
    if (checkpointMillis > 0 && tickMillis > checkpointMillis) {
      // A restore takes effect on a budget at its next tick at the latest. If a tick took longer
      // than the checkpoint interval, a checkpoint could complete before that and would not contain
      // the effect.
      throw new IllegalArgumentException(
          "--" + TICK.key() + " must not be longer than --" + CHECKPOINT_INTERVAL.key());
    }
    return new JobOptions(
        c.get(BOOTSTRAP_SERVERS),
        c.get(GROUP_ID),
        clock,
        tickMillis,
        windows,
        (int) expSeconds,
        (int) OptionReader.positive(c, DEFAULT_TMAX),
        OptionReader.read(c, MARGIN).toMillis(),
        c.get(CURRENCY),
        c.get(CURRENCY_RATES),
        OptionReader.list(c.get(OWN_DOMAINS)),
        c.get(NOTICE_URL),
        secret,
        list(c.get(BILLS_ON_WIN)),
        c.get(SEAT),
        c.get(PROPORTIONAL),
        OptionReader.share(c, TRAINING_SAMPLE),
        OptionReader.share(c, EXPLORATION_SHARE),
        OptionReader.millis(c, MARKET_REFRESH),
        OptionReader.millis(c, SCORE_TIMEOUT),
        (int) OptionReader.positive(c, SCORE_CAPACITY),
        checkpointMillis);
  }

  /** The text that {@code --help} prints: one line per option, with its default. */
  public static String help() {
    Map<String, String> lines = new java.util.TreeMap<>();
    for (ConfigOption<?> option : ALL) {
      String standard = option.hasDefaultValue() ? " [" + option.defaultValue() + "]" : "";
      lines.put(option.key(), OptionReader.description(option) + standard);
    }
    List<String> out = new ArrayList<>();
    lines.forEach((name, text) -> out.add(String.format("  --%-26s %s", name, text)));
    return String.join(System.lineSeparator(), out);
  }
}
