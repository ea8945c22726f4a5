package io.paceline.simulator.replay;

import java.util.List;

/**
 * What is to be replayed.
 *
 * @param protocol the way of playing
 * @param fractions the budgets as fractions, at least one
 * @param episode auctions of an episode, positive
 * @param laws the laws to compare, at least one
 * @param traffic true for a traffic-shaped plan in intraday, false for an even one
 * @param baseBid Lin's base bid in the log's unit of price; NaN for what the landscape suggests
 * @param minimumToWin whether prices of lost auctions are revealed to the laws
 */
public record ReplayTask(
    Protocol protocol,
    List<Fraction> fractions,
    int episode,
    List<ReplayLaw> laws,
    boolean traffic,
    double baseBid,
    boolean minimumToWin) {}
