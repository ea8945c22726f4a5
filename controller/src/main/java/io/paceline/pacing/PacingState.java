package io.paceline.pacing;

/**
 * What a law remembers between ticks.
 *
 * @param multiplierMicros value of a bid per unit of normalised score, micros per impression,
 *     positive
 * @param planShare share of the period's budget the plan wanted spent at the last tick, 0 to 1
 * @param spendMicros the period's spend at the last tick
 * @param atMillis campaign time of the last tick
 */
public record PacingState(
    double multiplierMicros, double planShare, long spendMicros, long atMillis) {}
