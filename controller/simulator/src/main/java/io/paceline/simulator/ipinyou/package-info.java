/**
 * Reads auction logs in the form of the iPinYou data set, plays such a log as a market, and writes
 * logs of the same form.
 *
 * <p>{@link IpinyouLog} reads files into {@link LoggedImpression} records, with the clicks and
 * conversions that belong to them; {@link IpinyouLine} reads a single line for callers that join
 * lines elsewhere. {@link BidRows} is the rule by which both count what lines tell of a bid id, and
 * {@link LogText} opens every log, packed or not. {@link LoggedRequests} turns a record into an
 * OpenRTB bid request and a shown impression back into a record; playing and training both use it,
 * so a model meets requests of the same form in both. {@link IpinyouMarket} plays all days of a log
 * as one day of a {@code Market}, and {@link IpinyouLogWriter} writes records to a file, which the
 * synthetic market uses for its own log. Records hold prices per thousand impressions (CPM) and
 * local times read as UTC; requests and markets hold prices in micros per impression. This package
 * decides no auctions, keeps no user profiles and knows no model. Start reading at {@link
 * IpinyouLog}, then {@link LoggedRequests}.
 */
@NullMarked
package io.paceline.simulator.ipinyou;

import org.jspecify.annotations.NullMarked;
