package io.paceline.deploy.rehearsal;

import io.paceline.deploy.page.Page;
import io.paceline.simulator.rehearsal.CampaignDay;
import io.paceline.simulator.rehearsal.CampaignDay.Course;
import io.paceline.simulator.rehearsal.PlayedDays;
import io.paceline.simulator.rehearsal.RehearsalResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The report of a rehearsal as one self-contained page. It lists what the script did, draws for
 * each campaign its spend against its plan and its multiplier over all days, and has a table of the
 * days. This class arranges the figures; {@code rehearsal.js} draws them.
 */
final class RehearsalPage {
  private static final double MICROS = 1e6;
  private static final double MICROS_PER_CPM = 1e3;

  private RehearsalPage() {}

  /** The whole page. */
  static String of(RehearsalResult played, String currency, PlayedDays days, ScriptEvents events) {
    Map<String, List<CampaignDay>> byCampaign = new LinkedHashMap<>();
    Map<String, Set<String>> byBudget = new LinkedHashMap<>();
    for (CampaignDay day : played.days()) {
      byCampaign.computeIfAbsent(day.campaign(), id -> new ArrayList<>()).add(day);
      byBudget.computeIfAbsent(day.budget(), id -> new LinkedHashSet<>()).add(day.campaign());
    }
    List<OneCampaign> campaigns = new ArrayList<>();
    byCampaign.forEach((id, own) -> campaigns.add(campaign(id, own, events)));
    List<String> shared = new ArrayList<>();
    byBudget.forEach(
        (budget, ids) -> {
          if (ids.size() > 1) {
            shared.add(String.join(", ", ids) + " share the budget " + budget);
          }
        });
    return Page.of(
        RehearsalPage.class,
        "rehearsal",
        "Paceline: rehearsal",
        new Data(
            days.first().toString(),
            days.count(),
            currency,
            played.requests(),
            played.value(),
            played.bound(),
            played.ledgerMicros() / MICROS,
            played.booksMicros() / MICROS,
            played.overspendMicros() / MICROS,
            played.ledgerMicros() == played.booksMicros(),
            played.remarks(),
            events.all(),
            shared,
            campaigns));
  }

  private static OneCampaign campaign(String id, List<CampaignDay> days, ScriptEvents events) {
    List<@Nullable Double> plan = new ArrayList<>();
    List<@Nullable Double> spend = new ArrayList<>();
    List<@Nullable Double> multiplier = new ArrayList<>();
    List<Day> rows = new ArrayList<>();
    for (CampaignDay day : days) {
      for (int hour = 0; hour < Course.HOURS; hour++) {
        Course course = day.course().isEmpty() ? null : day.course().get(hour);
        plan.add(course == null ? null : Double.valueOf(course.planShare()));
        spend.add(course == null ? null : Double.valueOf(course.spendShare()));
        multiplier.add(
            course == null || !Double.isFinite(course.multiplier())
                ? null
                : Double.valueOf(course.multiplier() / MICROS_PER_CPM));
      }
      rows.add(
          new Day(
              day.day().toString(),
              day.budgetMicros() / MICROS,
              day.spendMicros() / MICROS,
              day.booksMicros() / MICROS,
              day.overspendMicros() / MICROS,
              day.bids(),
              day.wins(),
              day.status() == null ? "" : day.status().name()));
    }
    double maxBid = events.maxBidMicros(id) / MICROS_PER_CPM;
    return new OneCampaign(id, plan, spend, multiplier, maxBid, events.marks(id), rows);
  }

  private record Data(
      String first,
      int days,
      String currency,
      long requests,
      double value,
      double bound,
      double ledger,
      double books,
      double overspend,
      boolean agree,
      List<String> remarks,
      List<ScriptEvents.Event> events,
      List<String> shared,
      List<OneCampaign> campaigns) {}

  private record OneCampaign(
      String id,
      List<@Nullable Double> plan,
      List<@Nullable Double> spend,
      List<@Nullable Double> multiplier,
      double maxBid,
      List<ScriptEvents.Mark> marks,
      List<Day> days) {}

  private record Day(
      String day,
      double budget,
      double spend,
      double books,
      double overspend,
      long bids,
      long wins,
      String status) {}
}
