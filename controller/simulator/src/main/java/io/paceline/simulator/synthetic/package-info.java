/**
 * A market that is computed from a seed, for demos, training, benchmarks and tests that have no
 * log.
 *
 * <p>{@link SyntheticMarket} implements the {@code Market} of {@code
 * io.paceline.simulator.exchange}: it makes the campaigns, requests and clicks of a day from a
 * seed, the day, and the numbers of campaigns and requests. It can also write a log of the day
 * before in the iPinYou form, to train a model on. {@link SyntheticWorld} holds what stays the same
 * from day to day (sites, users, campaigns and click probabilities), {@link SyntheticDay} makes the
 * requests of one day, and {@link SyntheticBudgets} sizes maximum bids and budgets on a sample of a
 * day that nobody plays. Sites, users, campaigns, requests and clicks are each drawn from the seed
 * and their own number or name ({@link SeededHash}), so the same settings always give the same day,
 * and a long day takes no more memory than a short one. This package knows no model and no pacing
 * law, and it takes the rules of auctions and eligibility from the exchange package. Start reading
 * at {@link SyntheticMarket}, then {@link SyntheticWorld}.
 */
@NullMarked
package io.paceline.simulator.synthetic;

import org.jspecify.annotations.NullMarked;
