/**
 * {@code ./paceline demo}: plays one day of a market, compressed, against the whole loop of broker,
 * job and exchange, and judges how it went.
 *
 * <p>{@link DemoSetup} starts and connects everything, and what runs then is a {@link RunningDemo}.
 * Before the day, test traffic (requests with {@code test=1}) warms the job up, and {@link
 * Capacity} finds out from it how many requests a second the machine carries; {@link PlayedMarket}
 * is the day as it is then played. {@link Day} plays it and waits until the last window for notices
 * has closed. The watches ({@link CampaignWatch}, {@link PacingWatch}, {@link DeadLetterWatch})
 * read from the topics what is booked, what the budgets spend and what the job could not read, and
 * {@link DaySummary} sets the ledgers beside the exchange's books. The exit code is 0 only where
 * both agree and no other promise was broken. Auctions and books do not belong here but in {@code
 * io.paceline.deploy.exchange}, broker and cluster in {@code io.paceline.deploy.local}, tables and
 * pages in {@code io.paceline.deploy.report}. Start reading at {@link Demo}, then {@link DemoSetup}
 * and {@link Day}.
 */
@NullMarked
package io.paceline.deploy.demo;

import org.jspecify.annotations.NullMarked;
