package io.paceline.model.tensorflow;

/**
 * How long a warm call may take in the median: {@code callMicros + rows · rowMicros}. The default
 * is 70 to 140 times what the shipped network needs on two shared cores that have nothing else to
 * do. So a busy machine refuses no good model, and the time is still far shorter than an exchange
 * waits.
 *
 * @param callMicros time for a call whatever its number of rows
 * @param rowMicros further time for each candidate
 */
record SpeedLimit(double callMicros, double rowMicros) {

  /** 1 ms a call and 10 µs a row: 1.5 ms at 50 candidates, 11 ms at 1,000. */
  static final SpeedLimit DEFAULT = new SpeedLimit(1_000.0, 10.0);

  double micros(int rows) {
    return callMicros + rows * rowMicros;
  }
}
