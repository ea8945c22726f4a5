package io.paceline.core.exchange;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The profiles of all exchanges. Their names are compared without regard to case.
 *
 * @param usual the profile of an exchange that was not described
 * @param byName profiles of the exchanges that were described
 */
public record ExchangeProfiles(ExchangeProfile usual, Map<String, ExchangeProfile> byName)
    implements Serializable {

  /**
   * How well-known exchanges bill, as their own public pages say; confirm it when an exchange is
   * integrated. Exchanges with {@link Billing#RENDER} put a pixel into the markup, which bills when
   * it is rendered; the others call {@code burl}.
   */
  private static final Map<String, Billing> KNOWN =
      Map.of(
          "bidswitch", Billing.NOTICE,
          "criteo", Billing.NOTICE,
          "google", Billing.NOTICE,
          "index", Billing.NOTICE,
          "magnite", Billing.RENDER,
          "openx", Billing.RENDER,
          "prebid-js", Billing.RENDER,
          "prebid-server", Billing.NOTICE,
          "pubmatic", Billing.RENDER,
          "xandr", Billing.RENDER);

  /** Well-known exchanges that state prices in micros per impression. */
  private static final Set<String> KNOWN_FOR_MICROS = Set.of("google", "openx");

  /**
   * Well-known exchanges that tell of lost auctions only in part: bidswitch where its supplier
   * does, google where its beta is on.
   */
  private static final Set<String> KNOWN_FOR_SOME_LOSSES = Set.of("bidswitch", "google");

  /**
   * All exchanges keep to OpenRTB, with an auction window of a minute and a billing window of an
   * hour.
   */
  public static final ExchangeProfiles OPENRTB = ofOpenRtb(60_000, 3_600_000);

  /**
   * The map is copied, with its names in lower case.
   *
   * @throws IllegalArgumentException where two names differ in case only
   */
  public ExchangeProfiles {
    Map<String, ExchangeProfile> lowerCase = new HashMap<>();
    byName.forEach(
        (name, profile) -> {
          if (lowerCase.put(name.toLowerCase(Locale.ROOT), profile) != null) {
            throw new IllegalArgumentException(
                "exchange " + name + " is described twice, in capital and small letters");
          }
        });
    byName = Map.copyOf(lowerCase);
  }

  /** All exchanges keep to OpenRTB, with these windows in wall milliseconds. */
  public static ExchangeProfiles ofOpenRtb(long auctionWindowMillis, long billingWindowMillis) {
    return new ExchangeProfiles(
        ExchangeProfile.ofOpenRtb(auctionWindowMillis, billingWindowMillis), Map.of());
  }

  /** An exchange's profile. */
  public ExchangeProfile of(String exchange) {
    if (byName.isEmpty()) {
      return usual;
    }
    return byName.getOrDefault(exchange.toLowerCase(Locale.ROOT), usual);
  }

  /** The names that {@link #known} knows, in alphabetical order. */
  public static Set<String> knownNames() {
    return new TreeSet<>(KNOWN.keySet());
  }

  /**
   * The usual profile, but with the way of billing and the unit of prices of the well-known
   * exchange of this name, and with what is known of whether it tells of all losses; null where the
   * name is not a well-known one.
   *
   * @param usual gives everything else, such as the windows
   */
  public static @Nullable ExchangeProfile known(String exchange, ExchangeProfile usual) {
    String name = exchange.toLowerCase(Locale.ROOT);
    Billing billing = KNOWN.get(name);
    if (billing == null) {
      return null;
    }
    return usual.toBuilder()
        .billing(billing)
        .priceUnit(KNOWN_FOR_MICROS.contains(name) ? PriceUnit.MICROS : PriceUnit.CPM)
        .tellsLosses(!KNOWN_FOR_SOME_LOSSES.contains(name))
        .build();
  }

  /** The longest time for which a bid stays open at any exchange, wall milliseconds. */
  public long longestOpenMillis() {
    return longest(ExchangeProfile::openMillis);
  }

  /** The longest billing window of any exchange, wall milliseconds. */
  public long longestBillingWindowMillis() {
    return longest(ExchangeProfile::billingWindowMillis);
  }

  /** The longest {@link ExchangeProfile#billedWithinMillis} of any exchange, wall milliseconds. */
  public long longestBilledWithinMillis() {
    return longest(ExchangeProfile::billedWithinMillis);
  }

  private long longest(ToLongFunction<ExchangeProfile> window) {
    long longest = window.applyAsLong(usual);
    for (ExchangeProfile described : byName.values()) {
      longest = Math.max(longest, window.applyAsLong(described));
    }
    return longest;
  }
}
