package io.paceline.core.notice;

/**
 * What an exchange says it has billed so far for a campaign in a period: a running total, so that
 * saying it again changes nothing. {@link SpendReportCodec} describes its JSON.
 *
 * @param exchange who billed, named as in the header of its bid requests
 * @param campaignId for which campaign ({@code cid} of the bid responses)
 * @param budgetId key of the ledger
 * @param day the local day in the campaign's time zone, {@code yyyy-MM-dd}, for a budget with daily
 *     amounts; null for a budget without, of which the report tells the whole flight
 * @param upToMillis wall time: everything billed before it is in the amount
 * @param amountMicros the running total, 0 or more
 * @param isFinal true where the amount is what will be invoiced, so that it also takes back what
 *     was booked above it
 */
public record SpendReport(
    String exchange,
    String campaignId,
    String budgetId,
    String day,
    long upToMillis,
    long amountMicros,
    boolean isFinal) {}
