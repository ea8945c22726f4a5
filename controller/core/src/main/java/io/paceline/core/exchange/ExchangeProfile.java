package io.paceline.core.exchange;

import java.io.Serializable;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which one exchange differs from others.
 *
 * @param billing which of its notices debits a budget
 * @param auctionWindowMillis wall time after a bid within which every notice about its auction
 *     enters its topic, milliseconds, positive
 * @param billingWindowMillis wall time after a win within which its billing notice enters its topic
 *     ({@code exp} and the exchange's delay), milliseconds, positive
 * @param auctionType the type of all its auctions, {@code at} of OpenRTB, whatever its requests
 *     say; 0 where the requests tell it
 * @param priceUnit unit of the prices in its notices
 * @param priceCurrency currency of the prices in its notices that name none; null for Paceline's
 *     own, in which bids are made
 * @param priceStepMicros the exchange rounds what it bills to whole multiples of this, micros per
 *     impression, positive; 1 where it does not round
 * @param tellsLosses whether it tells of all lost auctions or of none; false where it tells of a
 *     part of them only, from which nothing can be learned about its market
 * @param reportZone time zone in which the days of its spend reports begin; null for the zone of
 *     the budget that they tell of
 */
public record ExchangeProfile(
    Billing billing,
    long auctionWindowMillis,
    long billingWindowMillis,
    int auctionType,
    PriceUnit priceUnit,
    @Nullable String priceCurrency,
    long priceStepMicros,
    boolean tellsLosses,
    @Nullable ZoneId reportZone)
    implements Serializable {

  /** The longest window; sums of windows and instants then fit into a long. */
  public static final long LONGEST_WINDOW_MILLIS = 400L * 86_400_000L;

  /**
   * The largest step to which prices are rounded, micros per impression: a currency unit CPM. No
   * exchange rounds further, so more is a typing error.
   */
  public static final long LARGEST_STEP_MICROS = 1_000;

  /** Checks that windows and step are positive and at most the largest ones. */
  public ExchangeProfile {
    checkWindow(auctionWindowMillis);
    checkWindow(billingWindowMillis);
    if (priceStepMicros <= 0 || priceStepMicros > LARGEST_STEP_MICROS) {
      throw new IllegalArgumentException(
          "the step of prices must be from 1 to " + LARGEST_STEP_MICROS + " micros");
    }
  }

  private static void checkWindow(long millis) {
    if (millis <= 0) {
      throw new IllegalArgumentException("windows must be positive");
    }
    if (millis > LONGEST_WINDOW_MILLIS) {
      throw new IllegalArgumentException("windows must be at most 400 days");
    }
  }

  /** An exchange that keeps to OpenRTB, with these windows. */
  public static ExchangeProfile ofOpenRtb(long auctionWindowMillis, long billingWindowMillis) {
    return new ExchangeProfile(
        Billing.NOTICE,
        auctionWindowMillis,
        billingWindowMillis,
        0,
        PriceUnit.CPM,
        null,
        1,
        true,
        null);
  }

  /** A builder of a profile that differs from this one only in what is set. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * Makes a profile that differs from another one in a few components. Each method is named after
   * the component that it sets; see {@link ExchangeProfile} for what they mean.
   */
  public static final class Builder {

    private Billing billing;
    private long auctionWindowMillis;
    private long billingWindowMillis;
    private int auctionType;
    private PriceUnit priceUnit;
    private @Nullable String priceCurrency;
    private long priceStepMicros;
    private boolean tellsLosses;
    private @Nullable ZoneId reportZone;

    private Builder(ExchangeProfile other) {
      billing = other.billing;
      auctionWindowMillis = other.auctionWindowMillis;
      billingWindowMillis = other.billingWindowMillis;
      auctionType = other.auctionType;
      priceUnit = other.priceUnit;
      priceCurrency = other.priceCurrency;
      priceStepMicros = other.priceStepMicros;
      tellsLosses = other.tellsLosses;
      reportZone = other.reportZone;
    }

    /** Sets which notice bills. */
    public Builder billing(Billing which) {
      billing = which;
      return this;
    }

    /** Sets the windows for notices about auctions and about billings, wall milliseconds. */
    public Builder windows(long auctionMillis, long billingMillis) {
      auctionWindowMillis = auctionMillis;
      billingWindowMillis = billingMillis;
      return this;
    }

    /** Sets the type of all auctions, 0 where the requests tell it. */
    public Builder auctionType(int type) {
      auctionType = type;
      return this;
    }

    /** Sets the unit of prices. */
    public Builder priceUnit(PriceUnit unit) {
      priceUnit = unit;
      return this;
    }

    /** Sets the currency of prices that name none, null for Paceline's own. */
    public Builder priceCurrency(@Nullable String currency) {
      priceCurrency = currency;
      return this;
    }

    /** Sets the step to which prices are rounded, micros per impression. */
    public Builder priceStepMicros(long micros) {
      priceStepMicros = micros;
      return this;
    }

    /** Sets whether all lost auctions are told, or none; false where a part of them is. */
    public Builder tellsLosses(boolean tells) {
      tellsLosses = tells;
      return this;
    }

    /** Sets the zone in which the days of reports begin, null for the budget's. */
    public Builder reportZone(@Nullable ZoneId zone) {
      reportZone = zone;
      return this;
    }

    /**
     * The profile with all that was set.
     *
     * @throws IllegalArgumentException where windows or step are out of bounds
     */
    public ExchangeProfile build() {
      return new ExchangeProfile(
          billing,
          auctionWindowMillis,
          billingWindowMillis,
          auctionType,
          priceUnit,
          priceCurrency,
          priceStepMicros,
          tellsLosses,
          reportZone);
    }
  }

  /**
   * The most that the exchange bills for an impression at this price or below, micros: the next
   * multiple of its step. It stops at the largest long.
   */
  public long roundedUp(long micros) {
    long above = Math.floorMod(-micros, priceStepMicros);
    return above > Long.MAX_VALUE - micros ? Long.MAX_VALUE : micros + above;
  }

  /** The highest bid of at most these micros for which the exchange bills no more than the bid. */
  public long roundedDown(long micros) {
    return micros - Math.floorMod(micros, priceStepMicros);
  }

  /**
   * How long after a bid its billing notice enters its topic at the latest, wall milliseconds: the
   * time for which the bid stays open, and the billing window.
   */
  public long billedWithinMillis() {
    return openMillis() + billingWindowMillis;
  }

  /**
   * How long a bid stays open when nothing is heard of it, wall milliseconds: the auction window,
   * or the billing window where that is longer and the exchange bills when the impression is
   * rendered.
   */
  public long openMillis() {
    return billing == Billing.RENDER
        ? Math.max(auctionWindowMillis, billingWindowMillis)
        : auctionWindowMillis;
  }

  /**
   * How many seconds after an auction the exchange may bill, written into every bid as {@code exp}:
   * the billing window less one auction window, in which the notice of a billing at the last moment
   * arrives. This is 1 or more where the billing window is at least a second longer than the
   * auction window, as the options of the job demand.
   */
  public int expSeconds() {
    return (int) ((billingWindowMillis - auctionWindowMillis) / 1_000);
  }
}
