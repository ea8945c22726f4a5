/**
 * Reads and writes all JSON of the messages and files that core defines: bid requests and
 * responses, campaigns, notices, spend reports, user events, pacing updates and announcements of
 * models.
 *
 * <p>{@link DocumentParser} parses a document of limited size, depth and number of entries, and
 * gives a {@link JsonValue}, which knows its place in the document. There are three ways to read on
 * from there. {@link JsonObject} is for what machines write: it tolerates common deviations from
 * OpenRTB, such as numbers written as text, and stops at the first fault with an {@link
 * InvalidJsonException}. {@link LenientObject} is for bid requests: it reads a value in every shape
 * that can be understood, and notes in {@link LeftOut} what cannot be read. {@link FieldReader} is
 * for what people write: it is strict, and gathers all faults, with a hint at what a mistyped name
 * was meant to be. A codec with rules of its own reads the {@link JsonValue} itself, which gives
 * each value exactly as it is written. {@link JsonBytes} writes documents. No other room of core or
 * of the job uses Jackson for more than its generator, which {@link JsonBytes} hands out. What the
 * fields mean does not belong here: each codec stands beside the record that it reads and writes.
 * Start with {@link DocumentParser} and {@link JsonObject}; {@code
 * io.paceline.core.notice.SpendReportCodec} shows the first way of reading, {@code
 * io.paceline.core.openrtb.BidRequestReader} the second, {@code
 * io.paceline.core.campaign.CampaignReader} the third.
 */
@NullMarked
package io.paceline.core.json;

import org.jspecify.annotations.NullMarked;
