package io.paceline.features;

import io.paceline.eligibility.Candidate;
import io.paceline.openrtb.BidRequest;
import io.paceline.openrtb.Device;
import io.paceline.openrtb.DeviceType;
import io.paceline.openrtb.Imp;
import io.paceline.openrtb.Site;
import io.paceline.openrtb.Size;
import io.paceline.profile.CampaignHistory;
import io.paceline.profile.UserProfile;
import java.util.List;

/**
 * The one definition of what the model sees, used by training and serving alike. Writes into the
 * caller's arrays and allocates nothing.
 *
 * <p>First {@link #request} for an impression, then {@link #candidate} for each of its candidates:
 * crosses need the impression's values, which the encoder remembers. So one encoder a thread.
 *
 * <p>Hour and weekday are those of campaign time in UTC. Segments are read only where the request's
 * legal signals allow profiling.
 */
public final class FeatureEncoder {

  /** Segments of a user that are looked at; further ones are ignored. */
  static final int SEGMENTS = 5;

  private static final int EXCHANGE = 64;
  private static final int DOMAIN = 16_384;
  private static final int CATEGORY = 512;
  private static final int REGION = 1_024;
  private static final int CITY = 4_096;
  private static final int DEVICE_TYPE = 8;
  private static final int SYSTEM = 16;
  private static final int BROWSER = 32;
  private static final int SIZE = 256;
  private static final int POSITION = 16;
  private static final int HOUR = 25;
  private static final int WEEKDAY = 8;
  private static final int SLOT = 16_384;
  private static final int SEGMENT = 4_096;
  private static final int CAMPAIGN = 2_048;
  private static final int CREATIVE = 8_192;
  private static final int ADVERTISER = 1_024;
  private static final int CROSS = 65_536;

  /** What this encoder writes. */
  public static final FeatureSpec SPEC =
      new FeatureSpec(
          2,
          FeatureHash.NAME,
          List.of(
              new Feature("exchange", EXCHANGE, 1),
              new Feature("site.domain", DOMAIN, 1),
              new Feature("site.category", CATEGORY, 1),
              new Feature("device.region", REGION, 1),
              new Feature("device.city", CITY, 1),
              new Feature("device.type", DEVICE_TYPE, 1),
              new Feature("device.os", SYSTEM, 1),
              new Feature("device.browser", BROWSER, 1),
              new Feature("imp.size", SIZE, 1),
              new Feature("imp.position", POSITION, 1),
              new Feature("time.hour", HOUR, 1),
              new Feature("time.weekday", WEEKDAY, 1),
              new Feature("imp.tagid", SLOT, 1),
              new Feature("user.segment", SEGMENT, SEGMENTS)),
          List.of(
              new Feature("campaign", CAMPAIGN, 1),
              new Feature("creative", CREATIVE, 1),
              new Feature("adomain", ADVERTISER, 1)),
          List.of(
              new Feature("campaign x site.domain", CROSS, 1),
              new Feature("campaign x site.category", CROSS, 1),
              new Feature("campaign x user.segment", CROSS, SEGMENTS)),
          List.of(
              "ln(1 + floor CPM)",
              "ln(1 + user impressions)",
              "ln(1 + user clicks)",
              "1 / (1 + hours since last activity)"),
          List.of("ln(1 + campaign impressions)", "ln(1 + campaign clicks)"));

  private static final int REQUEST_ROWS = SPEC.request().stream().mapToInt(Feature::buckets).sum();

  private static final double MICROS_PER_CPM = 1_000.0;
  private static final double MILLIS_PER_HOUR = 3_600_000.0;
  private static final long DAY_MILLIS = 86_400_000L;
  private static final long HOUR_MILLIS = 3_600_000L;

  private final long[] segments = new long[SEGMENTS];
  private long domain;
  private long category;
  private UserProfile profile = UserProfile.UNKNOWN;

  /** Where the next id goes and which table rows its feature owns. */
  private int cursor;

  private int tableStart;

  /**
   * Writes the request's side of one impression.
   *
   * @param request what the exchange asked
   * @param impIndex position of the impression in it
   * @param profile what is known of the user
   * @param campaignMillis campaign time of the decision
   * @param ids takes {@link FeatureSpec#requestIdCount} ids
   * @param idsAt where they begin
   * @param floats takes as many as {@link FeatureSpec#requestFloats} names
   * @param floatsAt where they begin
   */
  public void request(
      BidRequest request,
      int impIndex,
      UserProfile profile,
      long campaignMillis,
      int[] ids,
      int idsAt,
      float[] floats,
      int floatsAt) {
    remember(request, profile);
    Imp imp = request.imps().get(impIndex);
    Device device = request.device();
    cursor = idsAt;
    tableStart = 0;
    hashed(ids, FeatureHash.of(request.exchange()), EXCHANGE);
    hashed(ids, domain, DOMAIN);
    hashed(ids, category, CATEGORY);
    hashed(ids, FeatureHash.of(device.region()), REGION);
    hashed(ids, FeatureHash.of(device.city()), CITY);
    direct(ids, code(device.type()), DEVICE_TYPE);
    hashed(ids, FeatureHash.of(UserAgent.system(device.os(), device.ua())), SYSTEM);
    hashed(ids, FeatureHash.of(UserAgent.browser(device.ua())), BROWSER);
    hashed(ids, size(imp), SIZE);
    direct(ids, imp.banner() == null ? 0 : imp.banner().pos(), POSITION);
    direct(ids, 1 + (int) (Math.floorMod(campaignMillis, DAY_MILLIS) / HOUR_MILLIS), HOUR);
    direct(ids, 1 + (int) Math.floorMod(Math.floorDiv(campaignMillis, DAY_MILLIS), 7L), WEEKDAY);
    hashed(ids, FeatureHash.of(imp.tagid()), SLOT);
    for (long segment : segments) {
      ids[cursor++] = tableStart + FeatureHash.bucket(segment, SEGMENT);
    }
    floats[floatsAt] = logOnePlus(imp.bidfloorMicros() / MICROS_PER_CPM);
    floats[floatsAt + 1] = logOnePlus(profile.impressions());
    floats[floatsAt + 2] = logOnePlus(profile.clicks());
    floats[floatsAt + 3] = recency(profile.lastActivityMillis(), campaignMillis);
  }

  /**
   * Writes the candidate's side, crossed with the impression last given to {@link #request}.
   *
   * @param candidate a campaign that may be shown there
   * @param ids takes {@link FeatureSpec#candidateIdCount} ids
   * @param idsAt where they begin
   * @param floats takes as many as {@link FeatureSpec#candidateFloats} names
   * @param floatsAt where they begin
   */
  public void candidate(Candidate candidate, int[] ids, int idsAt, float[] floats, int floatsAt) {
    long campaign = FeatureHash.of(candidate.campaignId());
    cursor = idsAt;
    tableStart = REQUEST_ROWS;
    hashed(ids, campaign, CAMPAIGN);
    hashed(ids, FeatureHash.pair(campaign, FeatureHash.of(candidate.creativeId())), CREATIVE);
    hashed(ids, FeatureHash.of(candidate.adomain()), ADVERTISER);
    hashed(ids, FeatureHash.pair(campaign, domain), CROSS);
    hashed(ids, FeatureHash.pair(campaign, category), CROSS);
    for (long segment : segments) {
      ids[cursor++] = tableStart + FeatureHash.bucket(FeatureHash.pair(campaign, segment), CROSS);
    }
    CampaignHistory history =
        profile.campaigns().getOrDefault(candidate.campaignId(), CampaignHistory.NONE);
    floats[floatsAt] = logOnePlus(history.impressions());
    floats[floatsAt + 1] = logOnePlus(history.clicks());
  }

  private void remember(BidRequest request, UserProfile knownProfile) {
    profile = knownProfile;
    Site site = request.site();
    domain = FeatureHash.of(site == null ? null : site.domain());
    category = site == null || site.cat().isEmpty() ? 0L : FeatureHash.of(site.cat().get(0));
    List<String> known =
        request.regs().profilingAllowed() ? request.user().segments() : List.<String>of();
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = i < known.size() ? FeatureHash.of(known.get(i)) : 0L;
    }
  }

  private void hashed(int[] ids, long hash, int buckets) {
    ids[cursor++] = tableStart + FeatureHash.bucket(hash, buckets);
    tableStart += buckets;
  }

  private void direct(int[] ids, int value, int buckets) {
    ids[cursor++] = tableStart + Math.max(0, Math.min(value, buckets - 1));
    tableStart += buckets;
  }

  /** Codes of its own, so that the order of the constants does not matter. */
  private static int code(DeviceType type) {
    if (type == null) {
      return 0;
    }
    return switch (type) {
      case UNKNOWN -> 0;
      case DESKTOP -> 1;
      case PHONE -> 2;
      case TABLET -> 3;
      case TV -> 4;
    };
  }

  private static long size(Imp imp) {
    if (imp.banner() == null || imp.banner().sizes().isEmpty()) {
      return 0L;
    }
    Size first = imp.banner().sizes().get(0);
    return ((long) first.w() << 32) | first.h();
  }

  private static float logOnePlus(double value) {
    return (float) Math.log1p(Math.max(0.0, value));
  }

  private static float recency(long lastActivityMillis, long campaignMillis) {
    if (lastActivityMillis == 0L) {
      return 0f;
    }
    double hours = Math.max(0L, campaignMillis - lastActivityMillis) / MILLIS_PER_HOUR;
    return (float) (1.0 / (1.0 + hours));
  }
}
