package io.paceline.simulator.exchange;

/**
 * How an auction ended for Paceline's bid.
 *
 * @param won whether Paceline's ad is shown
 * @param priceMicros what Paceline pays, micros per impression; 0 where lost
 * @param lossReason OpenRTB loss reason code ({@link Exchange}); 0 where won
 * @param minimumToWinMicros the lowest bid that would have won, micros per impression
 */
public record AuctionResult(
    boolean won, long priceMicros, int lossReason, long minimumToWinMicros) {}
