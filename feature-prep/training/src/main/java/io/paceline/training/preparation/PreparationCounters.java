package io.paceline.training.preparation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;

/** What a preparation counts, by the names under which the manifest tells it. */
final class PreparationCounters {

  /** Lines that are not blank. */
  static final String LINES = "lines";

  /** Lines that could not be used. */
  static final String REJECTED = "rejected";

  /** Bids and logged impressions, each once. */
  static final String BIDS = "bids";

  /** Rows that repeat another one; a log with at-least-once delivery may have some. */
  static final String REPEATED = "repeatedRows";

  /** Bids of which notices, clicks or conversions were read, but no row. */
  static final String WITHOUT_ROW = "outcomesWithoutRow";

  /** Impressions shown. */
  static final String SHOWN = "shown";

  /** Shown impressions that were clicked. */
  static final String CLICKS = "clicks";

  /** Conversions of shown impressions. */
  static final String CONVERSIONS = "conversions";

  /** Bids known to be lost. */
  static final String LOST = "lost";

  /**
   * Shown impressions that were encoded by another feature specification and therefore give no
   * examples.
   */
  static final String OTHER_FEATURES = "otherFeatures";

  private final RuntimeContext context;
  private final Map<String, LongCounter> counters = new ConcurrentHashMap<>();

  PreparationCounters(RuntimeContext context) {
    this.context = context;
  }

  void add(String name) {
    add(name, 1);
  }

  void add(String name, long count) {
    counters.computeIfAbsent(name, context::getLongCounter).add(count);
  }
}
