package io.paceline.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.paceline.core.exchange.Billing;
import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.exchange.PriceUnit;
import io.paceline.core.money.CurrencyTable;
import io.paceline.core.openrtb.BidRequest;
import java.time.Duration;
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
              "Names of exchanges, separated by commas, whose way of billing and unit of prices is"
                  + " known to Paceline and taken over. Known are: "
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

  private static final List<ConfigOption<?>> OF_ONE =
      List.of(
          BILLS, OWN_AUCTION_WINDOW, OWN_BILLING_WINDOW, AUCTION_TYPE, PRICE_UNIT, PRICE_CURRENCY);

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
          PRICE_CURRENCY);

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
        new ExchangeProfile(
            OptionReader.read(
                c,
                describedAs(
                    BILLS,
                    of(BILLS, name).enumType(Billing.class).defaultValue(standard.billing()))),
            OptionReader.millis(c, auctionWindow),
            OptionReader.millis(c, billingWindow),
            type,
            OptionReader.read(
                c,
                describedAs(
                    PRICE_UNIT,
                    of(PRICE_UNIT, name)
                        .enumType(PriceUnit.class)
                        .defaultValue(standard.priceUnit()))),
            upperCase(c.get(of(PRICE_CURRENCY, name).stringType().noDefaultValue()))),
        billingWindow.key(),
        auctionWindow.key());
  }

  private static @Nullable String upperCase(@Nullable String currency) {
    return currency == null ? null : currency.strip().toUpperCase(Locale.ROOT);
  }

  /** Refuses prices in a currency without a rate, because no such price could be read. */
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
