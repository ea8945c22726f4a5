package io.paceline.core.pacing;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignBuilder;
import java.time.LocalDateTime;
import java.time.ZoneId;

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
    return CampaignBuilder.campaign("shoes")
        .paused(paused)
        .flight(at(from), at(to))
        .timeZone(BERLIN.getId())
        .totalMicros(total)
        .dailyMicros(daily)
        .maxBidMicros(2_000)
        .build();
  }
}
