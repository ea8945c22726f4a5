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
  public static final Targeting EVERYWHERE =
      new Targeting(
          List.of(),
          List.of(),
          List.of(),
          Placement.ANY,
          List.of(),
          List.of(),
          List.of(),
          List.of());

  /** Admits every request for a page of these domains, sub-domains included; all where empty. */
  public static Targeting onDomains(List<String> domains) {
    return new Targeting(
        List.of(), List.of(), List.of(), Placement.ANY, domains, List.of(), List.of(), List.of());
  }
}
