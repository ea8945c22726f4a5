package io.paceline.simulator.replay;

/**
 * A budget as a fraction of what the auctions of a log would cost.
 *
 * @param typed as the user wrote it, for reports
 * @param value positive
 */
public record Fraction(String typed, double value) {

  /**
   * Reads {@code 1/32} or {@code 0.25}.
   *
   * @throws IllegalArgumentException if the text is no positive fraction; the message is one
   *     sentence for people
   */
  public static Fraction parse(String text) {
    String typed = text.strip();
    int slash = typed.indexOf('/');
    double value;
    try {
      value =
          slash < 0
              ? Double.parseDouble(typed)
              : Double.parseDouble(typed.substring(0, slash))
                  / Double.parseDouble(typed.substring(slash + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a fraction is written 1/32 or 0.25, not \"" + text + "\"", e);
    }
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("a fraction must be positive, not " + text);
    }
    return new Fraction(typed, value);
  }
}
