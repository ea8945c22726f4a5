/**
 * Converts prices between what exchanges write and what Paceline calculates with.
 *
 * <p>Exchanges write the price of a thousand impressions (CPM) in some currency; the code
 * calculates with whole micros of Paceline's own currency per impression. {@link CurrencyTable}
 * converts between the two without binary floating point and states how it rounds. {@link Micros}
 * states the largest amount that is read anywhere. This package imports no other package of
 * Paceline, and knows neither bids nor budgets. Start with {@link CurrencyTable}.
 */
@NullMarked
package io.paceline.core.money;

import org.jspecify.annotations.NullMarked;
