package io.paceline.simulator.rehearsal;

import io.paceline.core.campaign.Campaign;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The days that a rehearsal plays. Each campaign has the same dates, and each date begins and ends
 * in the campaign's own time zone.
 *
 * @param first the first date
 * @param count how many dates, at least 1
 * @param zone the zone in which the market's days begin, and in which times are read that state no
 *     zone
 * @param fromMillis campaign time at which the first date begins in the easternmost zone
 * @param toMillis campaign time at which the last date ends in the westernmost zone
 */
public record PlayedDays(LocalDate first, int count, ZoneId zone, long fromMillis, long toMillis) {

  /** The first date where no campaigns are given, a Monday; the demo plays this date, too. */
  static final LocalDate DEFAULT_FIRST = LocalDate.of(2026, 1, 5);

  /** Wall time has to be positive in all zones, as it is in a job. */
  private static final int FIRST_YEAR = 1971;

  private static final int LAST_YEAR = 9999;

  /** Checks the count. */
  public PlayedDays {
    if (count < 1) {
      throw new IllegalArgumentException("at least one day must be played, got " + count);
    }
  }

  /**
   * The days from the earliest local date on which a flight begins.
   *
   * @param campaigns the campaigns that are played; the market's days begin in the zone of the
   *     first one. Where the list is empty, the market's own campaigns are played, in UTC
   * @param count how many dates, at least 1
   * @throws IllegalArgumentException where the first flight begins before 1971 or after 9999; the
   *     message is a sentence for people
   */
  public static PlayedDays of(List<Campaign> campaigns, int count) {
    if (campaigns.isEmpty()) {
      return of(DEFAULT_FIRST, count, ZoneOffset.UTC, List.of(ZoneOffset.UTC));
    }
    LocalDate first = LocalDate.MAX;
    String earliest = "";
    for (Campaign campaign : campaigns) {
      LocalDate start = day(campaign.flight().startMillis(), campaign.flight().zone());
      if (start.isBefore(first)) {
        first = start;
        earliest = campaign.id();
      }
    }
    if (first.getYear() < FIRST_YEAR || first.getYear() > LAST_YEAR) {
      throw new IllegalArgumentException(
          "the first flight, that of "
              + earliest
              + ", begins on "
              + first
              + ": give it a flightStart in the years "
              + FIRST_YEAR
              + " to "
              + LAST_YEAR
              + ", because the days that are played begin there");
    }
    return of(
        first,
        count,
        campaigns.get(0).flight().zone(),
        campaigns.stream().map(campaign -> campaign.flight().zone()).toList());
  }

  private static PlayedDays of(LocalDate first, int count, ZoneId zone, List<ZoneId> zones) {
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (ZoneId each : zones) {
      from = Math.min(from, start(first, each));
      to = Math.max(to, start(first.plusDays(count), each));
    }
    return new PlayedDays(first, count, zone, from, to);
  }

  /** The local date of an instant of campaign time. */
  static LocalDate day(long campaignMillis, ZoneId zone) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(campaignMillis), zone);
  }

  /** Campaign time at which a date begins. */
  static long start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /** The last date. */
  LocalDate last() {
    return first.plusDays(count - 1L);
  }

  /** The played dates in order. */
  List<LocalDate> dates() {
    return first.datesUntil(first.plusDays(count)).toList();
  }
}
