package io.paceline.core.campaign;

import io.paceline.core.openrtb.DeviceType;
import java.util.List;

/**
 * Where a campaign may be shown. An empty list admits everything.
 *
 * @param countries ISO-3166-1 alpha-3
 * @param regions region codes as the exchange writes them
 * @param devices kinds of device
 * @param placement on the retailer's own pages, elsewhere, or both
 * @param domains only these domains (sub-domains included), lower case
 * @param blockedDomains never these (sub-domains included)
 * @param categories only sites with one of these IAB categories (a parent such as IAB1 admits
 *     IAB1-2)
 * @param hours hours of the campaign's day, 0 to 23
 */
public record Targeting(
    List<String> countries,
    List<String> regions,
    List<DeviceType> devices,
    Placement placement,
    List<String> domains,
    List<String> blockedDomains,
    List<String> categories,
    List<Integer> hours) {

  /** Admits every request. */
  public static final Targeting EVERYWHERE = builder().build();

  /** Admits every request for a page of these domains, sub-domains included; all where empty. */
  public static Targeting onDomains(List<String> domains) {
    return builder().domains(domains).build();
  }

  /** A builder of a targeting that admits everything but what is set. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Makes a targeting. Each method is named after the component that it sets; see {@link Targeting}
   * for what they mean. What is not set admits everything.
   */
  public static final class Builder {

    private List<String> countries = List.of();
    private List<String> regions = List.of();
    private List<DeviceType> devices = List.of();
    private Placement placement = Placement.ANY;
    private List<String> domains = List.of();
    private List<String> blockedDomains = List.of();
    private List<String> categories = List.of();
    private List<Integer> hours = List.of();

    private Builder() {}

    /** Sets the countries, three letters each. */
    public Builder countries(List<String> alpha3) {
      countries = alpha3;
      return this;
    }

    /** Sets the regions, as the exchange writes them. */
    public Builder regions(List<String> codes) {
      regions = codes;
      return this;
    }

    /** Sets the kinds of device. */
    public Builder devices(List<DeviceType> types) {
      devices = types;
      return this;
    }

    /** Sets the placement. */
    public Builder placement(Placement where) {
      placement = where;
      return this;
    }

    /** Sets the domains, in lower case. */
    public Builder domains(List<String> only) {
      domains = only;
      return this;
    }

    /** Sets the domains where the campaign is never shown, in lower case. */
    public Builder blockedDomains(List<String> never) {
      blockedDomains = never;
      return this;
    }

    /** Sets the categories of sites. */
    public Builder categories(List<String> codes) {
      categories = codes;
      return this;
    }

    /** Sets the hours of the campaign's day, 0 to 23. */
    public Builder hours(List<Integer> ofDay) {
      hours = ofDay;
      return this;
    }

    /** The targeting with all that was set. */
    public Targeting build() {
      return new Targeting(
          countries, regions, devices, placement, domains, blockedDomains, categories, hours);
    }
  }
}
