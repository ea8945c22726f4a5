package io.paceline.deploy.rehearsal;

import io.paceline.core.campaign.Campaign;
import io.paceline.simulator.rehearsal.PlayedDays;
import io.paceline.simulator.rehearsal.Script;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in words what a script does, and where it is marked in the plots of the campaigns. */
final class ScriptEvents {
  private static final double HOUR_MILLIS = 3_600_000.0;
  private static final double MICROS = 1e6;
  private static final double DAY_HOURS = 24;
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  /** What an event concerns. */
  enum Kind {
    CAMPAIGN,
    EXCHANGE,
    JOB,
    MARKET
  }

  /**
   * An event as the page lists it.
   *
   * @param number number in the list, from 1
   * @param at local time, in the zone of the campaign that the event concerns, or else in the
   *     market's zone
   * @param what what happens, in words
   * @param kind what the event concerns
   */
  record Event(int number, String at, String what, Kind kind) {}

  /**
   * A vertical line in a campaign's plots.
   *
   * @param number number of the event in the list
   * @param hour place on the plot's axis: hours since the campaign's first day began, where every
   *     day counts 24 hours
   * @param kind what the event concerns
   */
  record Mark(int number, double hour, Kind kind) {}

  /**
   * An event, and what decides in which plots it is marked, and where.
   *
   * @param atMillis campaign time of the event
   * @param campaignId the campaign that the event concerns, null for all campaigns
   */
  private record Placed(Event event, long atMillis, @Nullable String campaignId) {}

  private final PlayedDays days;
  private final List<Placed> placed = new ArrayList<>();

  /**
   * The newest version of each campaign up to the line that is looked at; after the last line, the
   * last version.
   */
  private final Map<String, Campaign> newest = new HashMap<>();

  /** The highest maximum bid that each campaign has in any of its versions, micros. */
  private final Map<String, Long> maxBidMicros = new HashMap<>();

  /** Says in words what a script does on these days, with these campaigns. */
  ScriptEvents(Script script, List<Campaign> campaigns, PlayedDays days) {
    this.days = days;
    campaigns.forEach(this::book);
    for (Script.Line line : script.lines()) {
      String campaignId = campaignId(line.verb());
      String what = text(line.verb());
      if (line.verb() instanceof Script.Edit edit) {
        book(edit.campaign());
      }
      Campaign concerned = campaignId == null ? null : newest.get(campaignId);
      ZoneId zone = concerned == null ? days.zone() : concerned.flight().zone();
      String at = MINUTE.format(Instant.ofEpochMilli(line.atMillis()).atZone(zone));
      Event event = new Event(placed.size() + 1, at, what, kind(line.verb()));
      placed.add(new Placed(event, line.atMillis(), campaignId));
    }
  }

  private void book(Campaign campaign) {
    newest.put(campaign.id(), campaign);
    maxBidMicros.merge(campaign.id(), campaign.bidding().maxBidMicros(), Math::max);
  }

  /** All events in order of time. */
  List<Event> all() {
    return placed.stream().map(Placed::event).toList();
  }

  /** The highest maximum bid of a campaign in these days, micros per impression. */
  long maxBidMicros(String campaignId) {
    return maxBidMicros.getOrDefault(campaignId, 0L);
  }

  /**
   * The events that are marked in a campaign's plots: those that concern the campaign, another
   * campaign of its budget, or all campaigns.
   */
  List<Mark> marks(String campaignId) {
    Campaign own = newest.get(campaignId);
    if (own == null) {
      return List.of();
    }
    List<Mark> marks = new ArrayList<>();
    for (Placed one : placed) {
      Campaign other = one.campaignId() == null ? own : newest.get(one.campaignId());
      double hour = hour(one.atMillis(), own.flight().zone());
      if (other != null
          && other.budget().id().equals(own.budget().id())
          && hour >= 0
          && hour <= DAY_HOURS * days.count()) {
        marks.add(new Mark(one.event().number(), hour, one.event().kind()));
      }
    }
    return marks;
  }

  /** Each day takes 24 hours in the plots; the 25th hour of a longer day is drawn at its end. */
  private double hour(long atMillis, ZoneId zone) {
    ZonedDateTime at = Instant.ofEpochMilli(atMillis).atZone(zone);
    LocalDate day = at.toLocalDate();
    long start = day.atStartOfDay(zone).toInstant().toEpochMilli();
    return DAY_HOURS * ChronoUnit.DAYS.between(days.first(), day)
        + Math.min(DAY_HOURS, (atMillis - start) / HOUR_MILLIS);
  }

  private static @Nullable String campaignId(Script.Verb verb) {
    if (verb instanceof Script.Edit edit) {
      return edit.campaign().id();
    }
    return verb instanceof Script.Report report ? report.campaignId() : null;
  }

  private static Kind kind(Script.Verb verb) {
    if (verb instanceof Script.Edit) {
      return Kind.CAMPAIGN;
    }
    if (verb instanceof Script.Price || verb instanceof Script.Traffic) {
      return Kind.MARKET;
    }
    return verb instanceof Script.Outage
            || verb instanceof Script.Notices
            || verb instanceof Script.Report
            || verb instanceof Script.ResumeExchange
        ? Kind.EXCHANGE
        : Kind.JOB;
  }

  private String text(Script.Verb verb) {
    if (verb instanceof Script.Edit edit) {
      return text(edit.campaign());
    }
    if (verb instanceof Script.Outage outage) {
      return named(outage.exchange(), "All exchanges are", "is")
          + " away for "
          + text(outage.durationMillis());
    }
    if (verb instanceof Script.Stall stall) {
      return "The job reads nothing for " + text(stall.durationMillis());
    }
    if (verb instanceof Script.Crash) {
      return "The job crashes";
    }
    if (verb instanceof Script.Restore) {
      return "The job is restored";
    }
    if (verb instanceof Script.Price price) {
      return "Competing bids"
          + (price.site() == null ? "" : " on " + price.site())
          + " are "
          + plain(price.factor())
          + " times as high as usual";
    }
    if (verb instanceof Script.Traffic traffic) {
      return "There are " + plain(traffic.factor()) + " times the usual requests";
    }
    if (verb instanceof Script.Notices notices) {
      return named(notices.exchange(), "All exchanges send", "sends") + " notices in another way";
    }
    if (verb instanceof Script.Report report) {
      return named(report.exchange(), "All exchanges report", "reports")
          + (report.isFinal() ? ", finally," : "")
          + " what "
          + (report.campaignId() == null ? "was billed" : report.campaignId() + " was billed")
          + (report.day() == null ? "" : " on " + report.day())
          + (report.amountMicros() == null
              ? ""
              : String.format(Locale.ROOT, ": %,.2f", report.amountMicros() / MICROS));
    }
    if (verb instanceof Script.ResumeExchange resumed) {
      return "A person lifts the halt of " + resumed.exchange();
    }
    return "The job signs with a new key";
  }

  private static String named(@Nullable String exchange, String all, String verb) {
    return exchange == null ? all : exchange + " " + verb;
  }

  private String text(Campaign edit) {
    Campaign before = newest.get(edit.id());
    if (before == null) {
      return edit.id() + " is booked";
    }
    boolean alone = before.withPaused(edit.paused()).withVersion(edit.version()).equals(edit);
    if (alone && before.paused() != edit.paused()) {
      return edit.id() + (edit.paused() ? " is paused" : " is resumed");
    }
    return edit.id() + " is edited";
  }

  private static String text(long millis) {
    return Duration.ofMillis(millis)
        .toString()
        .substring("PT".length())
        .toLowerCase(Locale.ROOT)
        .replaceAll("([hm])(?=\\d)", "$1 ");
  }

  private static String plain(double factor) {
    return BigDecimal.valueOf(factor).stripTrailingZeros().toPlainString();
  }
}
