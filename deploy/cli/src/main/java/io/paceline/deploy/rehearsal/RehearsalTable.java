package io.paceline.deploy.rehearsal;

import io.paceline.simulator.rehearsal.CampaignDay;
import io.paceline.simulator.rehearsal.CampaignDay.Course;
import io.paceline.simulator.rehearsal.RehearsalResult;
import java.util.Locale;

/** The most important figures as a table for the terminal, one line for each campaign and day. */
final class RehearsalTable {
  private static final double MICROS = 1e6;
  private static final int MIDNIGHT = Course.HOURS;

  /** The column of ids is at least so wide. */
  private static final int ID_WIDTH = 20;

  private RehearsalTable() {}

  static String of(RehearsalResult played, String currency, double requestsPerSecond) {
    int idWidth = ID_WIDTH;
    for (CampaignDay day : played.days()) {
      idWidth = Math.max(idWidth, day.campaign().length());
    }
    StringBuilder table = new StringBuilder(padded("campaign", idWidth));
    table.append(
        String.format(
            Locale.ROOT,
            "%-10s %12s %12s %7s %22s %10s %8s %8s  %s%n",
            "day",
            "budget",
            "spent",
            "share",
            "vs plan 6 12 18 24 h",
            "overspent",
            "bids",
            "wins",
            "status"));
    for (CampaignDay day : played.days()) {
      table.append(padded(day.campaign(), idWidth)).append(line(day));
    }
    for (String remark : played.remarks()) {
      table.append(remark).append('\n');
    }
    table.append(whole(played, currency, requestsPerSecond));
    return table.toString();
  }

  private static String padded(String id, int width) {
    return id + " ".repeat(width - id.length() + 1);
  }

  private static String line(CampaignDay day) {
    return String.format(
        Locale.ROOT,
        "%-10s %12s %12s %7s %5s %5s %5s %4s %10s %8d %8d  %s%n",
        day.day(),
        money(day.budgetMicros()),
        money(day.spendMicros()),
        day.budgetMicros() == 0
            ? ""
            : String.format(Locale.ROOT, "%.1f %%", 100.0 * day.spendMicros() / day.budgetMicros()),
        points(day, 6),
        points(day, 12),
        points(day, 18),
        points(day, MIDNIGHT),
        money(day.overspendMicros()),
        day.bids(),
        day.wins(),
        day.status() == null ? "" : day.status().name());
  }

  /** Spend less plan at the end of an hour, in percentage points of the period's budget. */
  private static String points(CampaignDay day, int hour) {
    if (day.course().isEmpty()) {
      return "";
    }
    Course course = day.course().get(hour - 1);
    return String.format(Locale.ROOT, "%+.1f", 100 * (course.spendShare() - course.planShare()));
  }

  private static String whole(RehearsalResult played, String currency, double requestsPerSecond) {
    String agreement =
        played.ledgerMicros() == played.booksMicros()
            ? "ledgers and books agree on " + money(played.booksMicros()) + " " + currency
            : "ledgers "
                + money(played.ledgerMicros())
                + ", books "
                + money(played.booksMicros())
                + " "
                + currency;
    return String.format(
        Locale.ROOT,
        "%,d requests, %,.0f a second; %s; overspent %s; value %.1f, %.1f %% of the bound%n",
        played.requests(),
        requestsPerSecond,
        agreement,
        money(played.overspendMicros()),
        played.value(),
        played.bound() > 0 ? 100 * played.value() / played.bound() : 0.0);
  }

  private static String money(long micros) {
    return String.format(Locale.ROOT, "%,.2f", micros / MICROS);
  }
}
