package io.paceline.core.notice;

import org.jspecify.annotations.Nullable;

/**
 * The amount that an exchange says it has billed so far for a campaign in a period. The amount is a
 * running total, so a repeated report changes nothing. {@link SpendReportCodec} describes the JSON.
 *
 * @param exchange the exchange that billed, named as in the header of its bid requests
 * @param campaignId the campaign for which it billed ({@code cid} of the bid responses)
 * @param budgetId id of the campaign's budget, the key of the ledger
 * @param day the local day, {@code yyyy-MM-dd}, for a campaign with a daily budget: in the time
 *     zone of the exchange's reports where its profile states one, else in the campaign's; null for
 *     a campaign without, whose report covers the whole flight
 * @param upToMillis wall time before which the report is complete: the amount includes everything
 *     that was billed earlier
 * @param amountMicros the running total, 0 or more
 * @param isFinal true where the exchange will invoice this amount; a final report also takes back
 *     spend that was booked above the amount
 */
public record SpendReport(
    String exchange,
    String campaignId,
    String budgetId,
    @Nullable String day,
    long upToMillis,
    long amountMicros,
    boolean isFinal) {}
