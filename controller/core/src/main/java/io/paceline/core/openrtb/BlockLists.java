package io.paceline.core.openrtb;

import java.util.List;

/**
 * Whom the publisher or exchange does not want to see (OpenRTB 2.6 section 3.2.1). Lists are never
 * null.
 *
 * @param bcat blocked advertiser categories, in upper case
 * @param badv blocked advertiser domains, lower case
 * @param unreadable true where one of the lists cannot be read, so that every campaign counts as
 *     blocked
 */
public record BlockLists(List<String> bcat, List<String> badv, boolean unreadable) {

  /** Nobody is blocked. */
  public static final BlockLists NONE = of(List.of(), List.of());

  /** Lists that were read in full. */
  public static BlockLists of(List<String> bcat, List<String> badv) {
    return new BlockLists(bcat, badv, false);
  }
}
