package io.paceline.deploy.replay;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** A small inline SVG plot with two axes; series are told apart by the CSS classes s0, s1, …. */
final class Plot {
  private static final int WIDTH = 620;
  private static final int HEIGHT = 300;
  private static final int LEFT = 78;
  private static final int RIGHT = 24;
  private static final int TOP = 12;
  private static final int BOTTOM = 44;

  private final StringBuilder body = new StringBuilder();
  private final Axis x;
  private final Axis y;

  /**
   * One axis.
   *
   * @param label what it shows
   * @param from its lowest value
   * @param to its highest, above {@code from}
   * @param logarithmic for positive values only
   * @param format of its ticks, for {@link String#format}
   */
  record Axis(String label, double from, double to, boolean logarithmic, String format) {

    double place(double value) {
      DoubleUnaryOperator scale = logarithmic ? Math::log : v -> v;
      double share =
          (scale.applyAsDouble(value) - scale.applyAsDouble(from))
              / (scale.applyAsDouble(to) - scale.applyAsDouble(from));
      return Math.max(0, Math.min(1, share));
    }

    double tick(int k, int of) {
      return logarithmic
          ? from * Math.pow(to / from, (double) k / of)
          : from + (to - from) * k / of;
    }
  }

  Plot(Axis x, Axis y) {
    this.x = x;
    this.y = y;
  }

  /** Adds a line through the points; a point that is no number interrupts the line. */
  void line(double[] xs, double[] ys, String cssClass) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < xs.length; i++) {
      if (Double.isFinite(xs[i]) && Double.isFinite(ys[i])) {
        path.append(drawing ? 'L' : 'M').append(number(px(xs[i]))).append(' ');
        path.append(number(py(ys[i])));
        drawing = true;
      } else {
        drawing = false;
      }
    }
    body.append("<path class=\"line ").append(cssClass).append("\" d=\"").append(path);
    body.append("\"/>");
  }

  /** Adds a point with a text that shows on hovering. */
  void point(double atX, double atY, String cssClass, String text) {
    body.append("<circle class=\"dot ").append(cssClass).append("\" r=\"5\" cx=\"");
    body.append(number(px(atX))).append("\" cy=\"").append(number(py(atY)));
    body.append("\"><title>").append(escape(text)).append("</title></circle>");
  }

  /** The plot as an SVG element. */
  String svg(String name) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
            WIDTH,
            HEIGHT,
            escape(name)));
    for (int k = 0; k <= 4; k++) {
      double value = y.tick(k, 4);
      double at = py(value);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>"
                  + "<text class=\"tick\" text-anchor=\"end\" x=\"%d\" y=\"%s\">%s</text>",
              LEFT,
              WIDTH - RIGHT,
              number(at),
              number(at),
              LEFT - 8,
              number(at + 4),
              String.format(Locale.ROOT, y.format(), value)));
    }
    for (int k = 0; k <= 4; k++) {
      double value = x.tick(k, 4);
      svg.append(
          String.format(
              Locale.ROOT,
              "<text class=\"tick\" text-anchor=\"middle\" x=\"%s\" y=\"%d\">%s</text>",
              number(px(value)),
              HEIGHT - BOTTOM + 18,
              String.format(Locale.ROOT, x.format(), value)));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"axis\" text-anchor=\"middle\" x=\"%d\" y=\"%d\">%s</text>"
                + "<text class=\"axis\" text-anchor=\"middle\" transform=\"rotate(-90)\" x=\"%d\""
                + " y=\"14\">%s</text>",
            (LEFT + WIDTH - RIGHT) / 2,
            HEIGHT - 6,
            escape(x.label()),
            -(TOP + HEIGHT - BOTTOM) / 2,
            escape(y.label())));
    return svg.append(body).append("</svg>").toString();
  }

  /** The text, escaped for HTML. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private double px(double value) {
    return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
  }

  private double py(double value) {
    return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
