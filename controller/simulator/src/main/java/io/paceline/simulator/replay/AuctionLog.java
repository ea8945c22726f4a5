package io.paceline.simulator.replay;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A log of auctions in primitive columns, in the order in which they are played.
 *
 * @param name the file, as it was given
 * @param click 1 where the impression was clicked, else 0
 * @param price the market price, in the log's unit (iPinYou: fen CPM), not negative
 * @param pctr predicted click probability, 0 to 1; null where the log has none
 * @param hour hour of each auction, 0 or more (the fourth column of an hourly log, or the hour of
 *     an impression's timestamp); null where the log has none
 */
public record AuctionLog(
    String name, byte[] click, int[] price, double @Nullable [] pctr, int @Nullable [] hour) {

  /** How many auctions there are. */
  public int size() {
    return price.length;
  }

  /** The cost of winning every auction, in the log's unit of price. */
  public long totalCost() {
    return Arrays.stream(price).asLongStream().sum();
  }

  /**
   * Predicted click probability of an auction, 0 to 1.
   *
   * @throws IllegalStateException where the log has none; {@link #scoredOr} gives it some
   */
  public double pctr(int auction) {
    if (pctr == null) {
      throw new IllegalStateException(name + " has no click probabilities");
    }
    return pctr[auction];
  }

  /**
   * This log with a click probability for every auction: the log's own where it has them, otherwise
   * the given one for all.
   */
  public AuctionLog scoredOr(double probability) {
    if (pctr != null) {
      return this;
    }
    double[] same = new double[size()];
    Arrays.fill(same, probability);
    return new AuctionLog(name, click, price, same, hour);
  }

  /** The log's first {@code rows} rows. */
  public AuctionLog first(int rows) {
    return rows(IntStream.range(0, rows).toArray());
  }

  /** The rows with these indices, in this order. */
  public AuctionLog rows(int[] indices) {
    int n = indices.length;
    byte[] clicks = new byte[n];
    int[] prices = new int[n];
    for (int i = 0; i < n; i++) {
      clicks[i] = click[indices[i]];
      prices[i] = price[indices[i]];
    }
    return new AuctionLog(name, clicks, prices, rows(pctr, indices), rows(hour, indices));
  }

  private static double @Nullable [] rows(double @Nullable [] column, int[] indices) {
    return column == null ? null : Arrays.stream(indices).mapToDouble(i -> column[i]).toArray();
  }

  private static int @Nullable [] rows(int @Nullable [] column, int[] indices) {
    return column == null ? null : Arrays.stream(indices).map(i -> column[i]).toArray();
  }
}
