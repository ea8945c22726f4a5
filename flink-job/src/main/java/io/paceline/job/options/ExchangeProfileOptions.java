package io.paceline.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.paceline.core.exchange.Billing;
import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.exchange.PriceUnit;
import io.paceline.core.money.CurrencyTable;
import io.paceline.core.openrtb.BidRequest;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Options that describe exchanges, each by its name. {@code NAME} in a key stands for the name of
 * an exchange, as requests carry it in the header {@code exchange}.
 */
public final class ExchangeProfileOptions {

  /** See {@link ExchangeProfile#auctionWindowMillis}. */
  public static final ConfigOption<Duration> AUCTION_WINDOW =
      key("window.auction")
          .durationType()
          .defaultValue(Duration.ofMillis(ExchangeProfiles.OPENRTB.usual().auctionWindowMillis()))
          .withDescription(
              "Wall time after a bid within which its win or loss notice must have entered topic"
                  + " notices.");

  /** See {@link ExchangeProfile#billingWindowMillis} and {@link ExchangeProfile#expSeconds}. */
  public static final ConfigOption<Duration> BILLING_WINDOW =
      key("window.billing")
          .durationType()
          .defaultValue(Duration.ofMillis(ExchangeProfiles.OPENRTB.usual().billingWindowMillis()))
          .withDescription(
              "Wall time after a win within which its billing notice must have entered topic"
                  + " notices. The exp of a bid is this time less one window.auction.");

  private static final ConfigOption<String> KNOWN =
      key("exchange.known")
          .stringType()
          .defaultValue("")
          .withDescription(
              "Names of exchanges, separated by commas, of which Paceline knows and takes over how"
                  + " they bill, the unit of their prices, and whether they tell of all losses."
                  + " Known are: "
                  + String.join(", ", ExchangeProfiles.knownNames())
                  + ".");

  private static final ConfigOption<Billing> BILLS =
      key("exchange.NAME.bills")
          .enumType(Billing.class)
          .noDefaultValue()
          .withDescription(
              "How the exchange NAME bills: win (it sends no billing notice, so its win notice"
                  + " debits), notice (its billing notice debits), or render (its billing notice"
                  + " debits, and it tells nothing before the impression is rendered, so bids stay"
                  + " open for the billing window). By default what exchange.known says of NAME,"
                  + " else notice.");

  private static final ConfigOption<Duration> OWN_AUCTION_WINDOW =
      key("exchange.NAME.window.auction")
          .durationType()
          .noDefaultValue()
          .withDescription("The window.auction of the exchange NAME.");

  private static final ConfigOption<Duration> OWN_BILLING_WINDOW =
      key("exchange.NAME.window.billing")
          .durationType()
          .noDefaultValue()
          .withDescription("The window.billing of the exchange NAME.");

  private static final ConfigOption<Integer> AUCTION_TYPE =
      key("exchange.NAME.auction-type")
          .intType()
          .noDefaultValue()
          .withDescription(
              "Type of all auctions of the exchange NAME, 1 (first price) or 2 (second price),"
                  + " whatever its requests say in at.");

  private static final ConfigOption<PriceUnit> PRICE_UNIT =
      key("exchange.NAME.price-unit")
          .enumType(PriceUnit.class)
          .noDefaultValue()
          .withDescription(
              "Unit of prices in notices of the exchange NAME: cpm, or micros (of a currency unit"
                  + " per impression). By default what exchange.known says of NAME, else cpm.");

  private static final ConfigOption<String> PRICE_CURRENCY =
      key("exchange.NAME.price-currency")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Currency of prices in notices of the exchange NAME that name none. Else that of"
                  + " request.currency.");

  private static final ConfigOption<String> PRICE_ROUNDING =
      key("exchange.NAME.price-rounding")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Step to which the exchange NAME rounds the price that it bills, CPM in the currency"
                  + " of request.currency, such as 0.01. Bids are then multiples of it. Else prices"
                  + " are not rounded.");

  private static final ConfigOption<Boolean> TELLS_LOSSES =
      key("exchange.NAME.tells-losses")
          .booleanType()
          .noDefaultValue()
          .withDescription(
              "Whether the exchange NAME tells of all lost auctions or of none; false where it"
                  + " tells of a part of them only, from which no market price is learned. Else"
                  + " true.");

  private static final ConfigOption<String> REPORT_ZONE =
      key("exchange.NAME.report-zone")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "IANA time zone in which the days of spend reports of the exchange NAME begin. Else"
                  + " that of each campaign.");

  private static final List<ConfigOption<?>> OF_ONE =
      List.of(
          BILLS,
          OWN_AUCTION_WINDOW,
          OWN_BILLING_WINDOW,
          AUCTION_TYPE,
          PRICE_UNIT,
          PRICE_CURRENCY,
          PRICE_ROUNDING,
          TELLS_LOSSES,
          REPORT_ZONE);

  static final List<ConfigOption<?>> ALL =
      List.of(
          AUCTION_WINDOW,
          BILLING_WINDOW,
          KNOWN,
          BILLS,
          OWN_AUCTION_WINDOW,
          OWN_BILLING_WINDOW,
          AUCTION_TYPE,
          PRICE_UNIT,
          PRICE_CURRENCY,
          PRICE_ROUNDING,
          TELLS_LOSSES,
          REPORT_ZONE);

  /** Decimal places between a CPM in currency units and micros per impression. */
  private static final int PLACES_OF_CPM = 3;

  private static final BigDecimal SMALLEST_STEP_CPM = BigDecimal.valueOf(1, PLACES_OF_CPM);

  private static final BigDecimal LARGEST_STEP_CPM =
      BigDecimal.valueOf(ExchangeProfile.LARGEST_STEP_MICROS, PLACES_OF_CPM);

  private static final String NAME = "NAME";
  private static final String KEYS_BEGIN = "exchange.";

  private ExchangeProfileOptions() {}

  /** Whether a key describes an exchange by its name. */
  static boolean describesAnExchange(String key) {
    return OF_ONE.stream().anyMatch(option -> keysOf(option).matcher(key).matches());
  }

  private static Pattern keysOf(ConfigOption<?> option) {
    String[] around = option.key().split(NAME, 2);
    return Pattern.compile(Pattern.quote(around[0]) + "(.+)" + Pattern.quote(around[1]));
  }

  /**
   * Reads descriptions of exchanges and no other options; where an exchange states no window of its
   * own, it has the default one.
   *
   * @param settings values by key without the leading {@code exchange.}, such as {@code adx.bills}
   * @throws IllegalArgumentException with one clear sentence where a key is unknown or a value does
   *     not fit
   */
  public static ExchangeProfiles of(Map<String, String> settings) {
    Configuration c = new Configuration();
    settings.forEach(
        (key, value) -> {
          String whole = KEYS_BEGIN + key;
          if (!describesAnExchange(whole) && !whole.equals(KNOWN.key())) {
            throw new IllegalArgumentException(
                "unknown option --"
                    + whole
                    + "; known are: "
                    + KNOWN.key()
                    + ", "
                    + String.join(", ", OF_ONE.stream().map(ConfigOption::key).toList()));
          }
          c.setString(whole, value);
        });
    return read(c);
  }

  static ExchangeProfiles read(Configuration c) {
    ExchangeProfile usual =
        checked(
            ExchangeProfile.ofOpenRtb(
                OptionReader.millis(c, AUCTION_WINDOW), OptionReader.millis(c, BILLING_WINDOW)),
            BILLING_WINDOW.key(),
            AUCTION_WINDOW.key());
    Map<String, ExchangeProfile> byName = new TreeMap<>();
    for (String name : OptionReader.list(c.get(KNOWN))) {
      ExchangeProfile known = ExchangeProfiles.known(name, usual);
      if (known == null) {
        throw new IllegalArgumentException(
            "--"
                + KNOWN.key()
                + " knows "
                + String.join(", ", ExchangeProfiles.knownNames())
                + ", got "
                + name);
      }
      byName.put(name.toLowerCase(Locale.ROOT), known);
    }
    for (String name : described(c)) {
      String lowerCase = name.toLowerCase(Locale.ROOT);
      byName.put(lowerCase, described(c, name, byName.getOrDefault(lowerCase, usual)));
    }
    return new ExchangeProfiles(usual, byName);
  }

  /** Names of all exchanges that a key describes. */
  private static Set<String> described(Configuration c) {
    Set<String> names = new TreeSet<>();
    for (String key : c.keySet()) {
      for (ConfigOption<?> option : OF_ONE) {
        Matcher matcher = keysOf(option).matcher(key);
        if (matcher.matches()) {
          names.add(matcher.group(1));
        }
      }
    }
    return names;
  }

  private static ExchangeProfile described(Configuration c, String name, ExchangeProfile standard) {
    ConfigOption<Integer> auctionType =
        describedAs(AUCTION_TYPE, of(AUCTION_TYPE, name).intType().defaultValue(0));
    int type = OptionReader.read(c, auctionType);
    if (c.contains(auctionType)
        && type != BidRequest.FIRST_PRICE
        && type != BidRequest.SECOND_PRICE) {
      throw new IllegalArgumentException("--" + auctionType.key() + " must be 1 or 2, got " + type);
    }
    ConfigOption<Duration> auctionWindow =
        describedAs(
            OWN_AUCTION_WINDOW,
            of(OWN_AUCTION_WINDOW, name)
                .durationType()
                .defaultValue(Duration.ofMillis(standard.auctionWindowMillis())));
    ConfigOption<Duration> billingWindow =
        describedAs(
            OWN_BILLING_WINDOW,
            of(OWN_BILLING_WINDOW, name)
                .durationType()
                .defaultValue(Duration.ofMillis(standard.billingWindowMillis())));
    return checked(
        standard.toBuilder()
            .billing(
                OptionReader.read(
                    c,
                    describedAs(
                        BILLS,
                        of(BILLS, name).enumType(Billing.class).defaultValue(standard.billing()))))
            .windows(OptionReader.millis(c, auctionWindow), OptionReader.millis(c, billingWindow))
            .auctionType(type)
            .priceUnit(
                OptionReader.read(
                    c,
                    describedAs(
                        PRICE_UNIT,
                        of(PRICE_UNIT, name)
                            .enumType(PriceUnit.class)
                            .defaultValue(standard.priceUnit()))))
            .priceCurrency(upperCase(c.get(of(PRICE_CURRENCY, name).stringType().noDefaultValue())))
            .priceStepMicros(
                priceStepMicros(c, of(PRICE_ROUNDING, name).stringType().noDefaultValue()))
            .tellsLosses(
                OptionReader.read(
                    c,
                    describedAs(
                        TELLS_LOSSES,
                        of(TELLS_LOSSES, name).booleanType().defaultValue(standard.tellsLosses()))))
            .reportZone(zone(c, of(REPORT_ZONE, name).stringType().noDefaultValue()))
            .build(),
        billingWindow.key(),
        auctionWindow.key());
  }

  private static long priceStepMicros(Configuration c, ConfigOption<String> option) {
    String step = c.get(option);
    if (step == null) {
      return 1;
    }
    try {
      BigDecimal cpm = new BigDecimal(step.strip());
      // The bounds come first, because scaling a number such as 1e99999999 would take minutes.
      if (cpm.compareTo(SMALLEST_STEP_CPM) >= 0 && cpm.compareTo(LARGEST_STEP_CPM) <= 0) {
        return cpm.movePointRight(PLACES_OF_CPM).longValueExact();
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // The fault is told below, together with steps that lie out of bounds.
    }
    throw new IllegalArgumentException(
        "--" + option.key() + " must be a CPM from 0.001 to 1 in thousandths, got " + step);
  }

  private static @Nullable ZoneId zone(Configuration c, ConfigOption<String> option) {
    String zone = c.get(option);
    if (zone == null) {
      return null;
    }
    try {
      return ZoneId.of(zone.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "--" + option.key() + " must be a time zone such as America/New_York, got " + zone, e);
    }
  }

  private static @Nullable String upperCase(@Nullable String currency) {
    return currency == null ? null : currency.strip().toUpperCase(Locale.ROOT);
  }

  /**
   * Refuses prices in a currency without a rate, of which none could be read, and rounding in
   * another currency than that of the bids, where no bid could be kept from being rounded up.
   */
  static void checkCurrencies(ExchangeProfiles exchanges, CurrencyTable currencies) {
    exchanges
        .byName()
        .forEach(
            (name, profile) -> {
              String currency = profile.priceCurrency();
              if (currency != null && !currencies.knows(currency)) {
                throw new IllegalArgumentException(
                    "--"
                        + PRICE_CURRENCY.key().replace(NAME, name)
                        + " is "
                        + currency
                        + ", which has no rate in --"
                        + RequestOptions.CURRENCY_RATES.key());
              }
              if (profile.priceStepMicros() > 1
                  && currency != null
                  && !currency.equals(currencies.base())) {
                throw new IllegalArgumentException(
                    "--"
                        + PRICE_ROUNDING.key().replace(NAME, name)
                        + " needs prices in "
                        + currencies.base()
                        + ", in which bids are made, and they are in "
                        + currency);
              }
            });
  }

  /** The option of one exchange with the description of the option of all. */
  private static <T> ConfigOption<T> describedAs(ConfigOption<T> template, ConfigOption<T> own) {
    return own.withDescription(template.description());
  }

  private static ConfigOptions.OptionBuilder of(ConfigOption<?> template, String name) {
    return key(template.key().replace(NAME, name));
  }

  private static ExchangeProfile checked(
      ExchangeProfile profile, String billingKey, String auctionKey) {
    if (profile.expSeconds() < 1) {
      throw new IllegalArgumentException(
          "--" + billingKey + " must be at least a second longer than --" + auctionKey);
    }
    return profile;
  }
}
