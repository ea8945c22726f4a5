package io.paceline.simulator.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a campaign knows of its market before its first auction: totals of the training log and the
 * histogram of its market prices (the {@code info.json} of Cai et al., WSDM'17).
 *
 * @param name the file, as it was given
 * @param impressions of the training log, positive
 * @param clicks of the training log, positive
 * @param cost of the training log, in the log's unit of price, positive
 * @param priceCounts how many impressions had the price 0, 1, 2, …; at least two bins
 */
public record Landscape(String name, long impressions, long clicks, long cost, long[] priceCounts) {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /**
   * Refuses totals that are not positive, and a histogram with fewer than two bins or with a
   * negative count.
   */
  public Landscape {
    if (impressions <= 0 || clicks <= 0 || cost <= 0) {
      throw new IllegalArgumentException(
          name + ": imp_train, clk_train and cost_train must be positive");
    }
    if (priceCounts.length < 2 || Arrays.stream(priceCounts).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException(
          name + ": price_counter_train must hold two counts or more, none negative");
    }
  }

  /**
   * Reads {@code imp_train, clk_train, cost_train, price_counter_train}; other fields are ignored.
   *
   * @throws IllegalArgumentException if the file is no landscape; the message is one sentence for
   *     people
   */
  public static Landscape read(Path file) {
    JsonNode json;
    try {
      json = JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + " is no landscape: it cannot be read as JSON; give an info.json", e);
    }
    JsonNode counter = json.path("price_counter_train");
    if (!counter.isArray()) {
      throw new IllegalArgumentException(
          file + " is no landscape: price_counter_train is no array; give an info.json");
    }
    long[] counts = new long[counter.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = whole(file, counter.get(i), "price_counter_train[" + i + "]");
    }
    return new Landscape(
        file.toString(),
        whole(file, json.path("imp_train"), "imp_train"),
        whole(file, json.path("clk_train"), "clk_train"),
        whole(file, json.path("cost_train"), "cost_train"),
        counts);
  }

  private static long whole(Path file, JsonNode node, String field) {
    if (!node.isNumber() || node.doubleValue() != Math.rint(node.doubleValue())) {
      throw new IllegalArgumentException(
          file + " is no landscape: " + field + " is no whole number; give an info.json");
    }
    return node.longValue();
  }

  /** Mean price of the training log, in the log's unit: CPM_train. */
  public double meanPrice() {
    return (double) cost / impressions;
  }

  /** Click probability of the training log: θ̄. */
  public double clickRate() {
    return (double) clicks / impressions;
  }

  /**
   * Training cost of a click, in the log's unit of price; protocols first-price and multi value
   * clicks by it.
   */
  public double costPerClick() {
    return (double) cost / clicks;
  }

  /** Highest price of the histogram, which is also the highest bid in all protocols. */
  public int maxPrice() {
    return priceCounts.length - 1;
  }

  /** m(d): the histogram with one added to each bin, normalised to sum 1. */
  public double[] smoothedDensity() {
    double sum = Arrays.stream(priceCounts).sum() + priceCounts.length;
    return Arrays.stream(priceCounts).mapToDouble(count -> (count + 1) / sum).toArray();
  }
}
