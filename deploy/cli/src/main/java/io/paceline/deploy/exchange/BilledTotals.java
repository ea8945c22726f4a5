package io.paceline.deploy.exchange;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.notice.SpendReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the exchanges have billed so far, summed by exchange, campaign and slot of time; the
 * exchanges' spend reports are made from it. The auctions' thread writes it, any thread may read
 * it.
 */
final class BilledTotals {

  /**
   * Length of a slot: a quarter of an hour, because in every time zone a day begins at a full
   * quarter hour of UTC.
   */
  private static final long SLOT_MILLIS = 900_000L;

  private record Key(String exchange, String campaignId, long slot) {}

  private final Map<Key, Long> micros = new ConcurrentHashMap<>();

  /**
   * Adds the price of an impression; {@code offsetMillis} is its auction's offset from the market's
   * first instant.
   */
  void bill(String exchange, String campaignId, long offsetMillis, long priceMicros) {
    micros.merge(
        new Key(exchange, campaignId, Math.floorDiv(offsetMillis, SLOT_MILLIS)),
        priceMicros,
        Long::sum);
  }

  /** Everything billed, micros. */
  long totalMicros() {
    return micros.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * One report for each exchange and campaign, and for each local day where the campaign has a
   * daily budget. Only the given campaigns are reported.
   *
   * @param epochMillis campaign time of the market's first instant
   * @param upToMillis wall time; whatever was billed before it is in the reports
   */
  List<SpendReport> reports(List<Campaign> campaigns, long epochMillis, long upToMillis) {
    List<SpendReport> reports = new ArrayList<>();
    for (Campaign campaign : campaigns) {
      // The keys are exchange and day. A space sorts before any character of a name, so the order
      // is by exchange first.
      Map<String, SpendReport> own = new TreeMap<>();
      micros.forEach(
          (key, billed) -> {
            if (key.campaignId().equals(campaign.id())) {
              String day = day(campaign, epochMillis + key.slot() * SLOT_MILLIS);
              own.merge(
                  key.exchange() + " " + day,
                  new SpendReport(
                      key.exchange(),
                      campaign.id(),
                      campaign.budget().id(),
                      day,
                      upToMillis,
                      billed,
                      false),
                  BilledTotals::plus);
            }
          });
      reports.addAll(own.values());
    }
    return reports;
  }

  private static @Nullable String day(Campaign campaign, long campaignMillis) {
    return campaign.budget().isDaily()
        ? LocalDate.ofInstant(Instant.ofEpochMilli(campaignMillis), campaign.flight().zone())
            .toString()
        : null;
  }

  private static SpendReport plus(SpendReport one, SpendReport other) {
    return new SpendReport(
        one.exchange(),
        one.campaignId(),
        one.budgetId(),
        one.day(),
        one.upToMillis(),
        one.amountMicros() + other.amountMicros(),
        one.isFinal());
  }
}
