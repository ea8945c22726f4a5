/**
 * Reads OpenRTB 2.6 bid requests, writes bid responses, and defines the records that both consist
 * of.
 *
 * <p>{@link BidRequestCodec} turns JSON bytes into a {@link BidRequest}, or throws an {@link
 * InvalidRequestException} whose message names the place of the fault. {@link BidResponseCodec}
 * turns a {@link Decision}, which holds a {@link Bid} or a {@link NoBidReason}, into the response
 * to one impression, and reads such a response back as a {@link BidResponse}. Exchanges write
 * prices as CPM; {@link CurrencyTable} converts them to and from what the code calculates with,
 * whole micros of Paceline's own currency per impression. {@link UserKey} makes the hashed key of a
 * user, or null where the request names no user or its privacy signals forbid a profile. This
 * package imports no other package of Paceline: it decides neither whether to bid nor how much, and
 * it gets the addresses of the notices through the port {@link NoticeLinks}. Start with {@link
 * BidRequest} and {@link BidRequestCodec}, then read {@link Decision} and {@link BidResponseCodec}.
 */
package io.paceline.core.openrtb;
