package io.paceline.core.openrtb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of an OpenRTB 2.6 bid request (section 3.2.1) that Paceline uses. Lists are never null;
 * absent strings are null.
 *
 * @param id the exchange's request id
 * @param exchange name of the exchange that sent the request (the Kafka header {@code exchange},
 *     else {@code default})
 * @param receivedAtMillis wall time at which the request entered the bid-requests topic (its Kafka
 *     timestamp)
 * @param imps the impressions offered, at least one
 * @param site the site or app, or null where the request names neither
 * @param device never null; its components may be
 * @param user never null; its components may be
 * @param regs never null
 * @param at auction type: 1 first price, 2 second price plus
 * @param tmaxMillis time the exchange waits for the response
 * @param cur currencies allowed for bids, empty for any
 * @param blockLists whom the publisher or exchange blocks, never null
 * @param test true where {@code test=1}: the request is answered, but nothing is booked as spend
 */
public record BidRequest(
    String id,
    String exchange,
    long receivedAtMillis,
    List<Imp> imps,
    @Nullable Site site,
    Device device,
    User user,
    Regs regs,
    int at,
    int tmaxMillis,
    List<String> cur,
    BlockLists blockLists,
    boolean test) {

  /** First-price auction ({@link #at}). */
  public static final int FIRST_PRICE = 1;

  /** Second-price auction ({@link #at}), OpenRTB's default. */
  public static final int SECOND_PRICE = 2;

  /** True where neither law nor the user's own choice forbids to recognise the user. */
  public boolean profilingAllowed() {
    return regs.profilingAllowed() && !device.lmt();
  }

  /** Wall time after which an answer is worth nothing. */
  public long deadlineMillis() {
    return receivedAtMillis + tmaxMillis;
  }
}
