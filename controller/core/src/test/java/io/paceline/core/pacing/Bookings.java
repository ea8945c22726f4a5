package io.paceline.core.pacing;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.campaign.Targeting;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/** Campaigns as the tests of this package book them. */
final class Bookings {

  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private Bookings() {}

  static long at(String local) {
    return LocalDateTime.parse(local).atZone(BERLIN).toInstant().toEpochMilli();
  }

  static Campaign booked(String from, String to, long total, long daily) {
    return booked(from, to, total, daily, false);
  }

  static Campaign booked(String from, String to, long total, long daily, boolean paused) {
    return new Campaign(
        "shoes",
        1,
        "Shoes",
        paused,
        "shoes.example",
        List.of(),
        at(from),
        at(to),
        BERLIN.getId(),
        "shoes",
        total,
        daily,
        PacingMode.EVEN,
        2_000,
        0,
        List.of(),
        Targeting.EVERYWHERE,
        null);
  }
}
