package io.paceline.deploy.rehearsal;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code ./paceline rehearse}, already checked.
 *
 * @param campaigns campaign files; empty for the market's own campaigns
 * @param days how many days, at least 1
 * @param logs files of an auction log to play; empty for the synthetic market
 * @param model folder of a bundle that scores, null for the market's own probabilities
 * @param speed campaign seconds per wall second, from 1
 * @param seed seed of all that is random
 * @param requestsPerDay the synthetic market's requests of each 24 hours, at least 1
 * @param currency ISO-4217 code of the currency of budgets, bids and market prices
 * @param script file of the script, null for none
 * @param json file that receives one JSON object a line, null for none
 * @param html file that receives the report as a page, null for none
 */
public record RehearseOptions(
    List<Path> campaigns,
    int days,
    List<Path> logs,
    @Nullable Path model,
    double speed,
    long seed,
    long requestsPerDay,
    String currency,
    @Nullable Path script,
    @Nullable Path json,
    @Nullable Path html) {}
