/**
 * Reads OpenRTB 2.6 bid requests, writes bid responses, and defines the records that both consist
 * of.
 *
 * <p>{@link BidRequestCodec} turns JSON bytes into a {@link BidRequest}, or throws an {@link
 * InvalidRequestException} whose message names the place of the fault. {@link BidResponseCodec}
 * turns a {@link Decision}, which holds a {@link Bid} or a {@link NoBidReason} for an {@link
 * AnsweredImp}, into the response to that impression, and reads such a response back as a {@link
 * BidResponse}. {@code core.json} parses and writes the JSON, and {@code core.money} converts the
 * prices. This package decides neither whether to bid nor how much, it recognises no user, and it
 * gets the addresses of the notices through the port {@link NoticeLinks}. Start with {@link
 * BidRequest} and {@link BidRequestCodec}, then read {@link Decision} and {@link BidResponseCodec}.
 */
@NullMarked
package io.paceline.core.openrtb;

import org.jspecify.annotations.NullMarked;
