package io.paceline.simulator.rehearsal;

import java.util.List;

/**
 * What a rehearsal played.
 *
 * @param days one row for each campaign and day: budget by budget, day by day
 * @param requests how many requests the exchanges sent
 * @param value sum of the true click probabilities of all impressions won
 * @param bound no allocation within the budgets is worth more in the same days
 * @param ledgerMicros what all ledgers have billed, micros; like the books, with what a campaign
 *     spent outside of its own dates while those of another zone were played
 * @param heldMicros what the ledgers still hold after all windows have closed, micros
 * @param booksMicros what the exchanges have billed by their own books, micros
 * @param overspendMicros what all budgets have overspent on all days, micros
 * @param deadLetters notices that the job could not read or count
 * @param remarks what went otherwise than the script may have meant, in sentences
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
    List<String> remarks) {}
