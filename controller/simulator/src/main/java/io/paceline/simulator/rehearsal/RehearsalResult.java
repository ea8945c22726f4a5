package io.paceline.simulator.rehearsal;

import java.util.List;

/**
 * What a rehearsal played.
 *
 * @param days one row for each campaign and day, sorted by budget, then by day, then by campaign
 * @param requests how many requests the exchanges sent
 * @param value sum of the true click probabilities of all impressions won
 * @param bound an upper bound on the value that any allocation within the budgets could have had on
 *     these days; see {@link ValueBound}
 * @param ledgerMicros what all ledgers have billed, micros; like {@code booksMicros}, with what a
 *     campaign spent before or after its own dates while the dates of another zone were played
 * @param heldMicros what the ledgers still hold after all windows have closed, micros
 * @param booksMicros what the exchanges have billed by their own books, micros
 * @param overspendMicros sum of what each budget has overspent on each day, micros
 * @param deadLetters notices that the job could not read or count
 * @param haltedImps impressions that got no bid because bidding at their exchange was halted
 * @param halts how bidding at exchanges was halted, in order of time
 * @param remarks sentences about lines of the script that did not do what they may have been meant
 *     to do, such as a report that was refused
 */
public record RehearsalResult(
    List<CampaignDay> days,
    long requests,
    double value,
    double bound,
    long ledgerMicros,
    long heldMicros,
    long booksMicros,
    long overspendMicros,
    long deadLetters,
    long haltedImps,
    List<ExchangeHalt> halts,
    List<String> remarks) {}
