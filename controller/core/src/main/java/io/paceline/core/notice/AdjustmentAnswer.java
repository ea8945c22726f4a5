package io.paceline.core.notice;

import org.jspecify.annotations.Nullable;

/**
 * What became of an adjustment: the value of topic {@code adjustment-audit}, under the adjustment's
 * {@link Adjustment#key}.
 *
 * @param adjustment what was asked for
 * @param fault why it was refused; null where it was booked
 * @param billedMicros what the budget's ledger has billed in all, afterwards, micros
 * @param atMillis wall time of the answer
 */
public record AdjustmentAnswer(
    Adjustment adjustment, @Nullable String fault, long billedMicros, long atMillis) {}
