package io.paceline.model.features;

import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.Offer;
import io.paceline.core.eligibility.OfferCache;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Device;
import io.paceline.core.openrtb.DeviceType;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.Site;
import io.paceline.core.openrtb.Size;
import io.paceline.core.profile.CampaignHistory;
import io.paceline.core.profile.UserProfile;
import java.util.List;

/**
 * The one definition of what the model sees, used by training and serving alike. The encoder writes
 * into the caller's arrays and allocates nothing, except for an offer that it has not seen before.
 * What depends on the offer alone is computed then, and found again by the identity of the offer
 * object.
 *
 * <p>Call {@link #request} for an impression first, then {@link #candidate} for each of its
 * candidates: crosses need the impression's values, which the encoder remembers. Each thread
 * therefore needs an encoder of its own.
 *
 * <p>Hour and weekday are those of campaign time in UTC. Segments are read only where the request's
 * legal signals allow profiling. A missing value gets bucket 0 of its feature, or the number 0.
 */
public final class FeatureEncoder {

  /** Number of a user's segments that are encoded; further segments are ignored. */
  static final int SEGMENTS = 5;

  /** Number of a user's strongest categories that are encoded as ids. */
  static final int INTERESTS = 3;

  /**
   * Name of the feature that holds the campaign. Training finds this feature and the next three by
   * their names, for example to learn what an unknown campaign or site is worth.
   */
  public static final String CAMPAIGN = "campaign";

  /** Name of the feature that holds the page's domain. */
  public static final String SITE = "site.domain";

  /** Name of the feature that holds the page's main category. */
  public static final String SITE_CATEGORY = "site.category";

  /** Name of the hour of the week. Training drops this feature where the log is too short. */
  public static final String HOUR_OF_WEEK = "time.hour-of-week";

  private static final int SEGMENT_BUCKETS = 4_096;
  private static final int CATEGORY_BUCKETS = 512;
  private static final int CROSS_BUCKETS = 65_536;
  private static final int AGE_BUCKETS = 16;

  /** The features and numbers that this encoder writes. */
  public static final FeatureSpec SPEC =
      new FeatureSpec(
          3,
          FeatureHash.NAME,
          List.of(
              new Feature("exchange", 64, 1),
              new Feature(SITE, 16_384, 1),
              new Feature(SITE_CATEGORY, CATEGORY_BUCKETS, 1),
              new Feature("device.region", 1_024, 1),
              new Feature("device.city", 4_096, 1),
              new Feature("device.type", 8, 1),
              new Feature("device.os", 16, 1),
              new Feature("device.browser", 32, 1),
              new Feature("imp.size", 256, 1),
              new Feature("imp.position", 16, 1),
              new Feature("time.hour", 25, 1),
              new Feature("time.weekday", 8, 1),
              new Feature(HOUR_OF_WEEK, 169, 1),
              new Feature("imp.tagid", 16_384, 1),
              new Feature("user.affinity", CATEGORY_BUCKETS, INTERESTS),
              new Feature("user.segment", SEGMENT_BUCKETS, SEGMENTS)),
          List.of(
              new Feature(CAMPAIGN, 8_192, 1),
              new Feature("creative", 8_192, 1),
              new Feature("adomain", 2_048, 1),
              new Feature("campaign.category", CATEGORY_BUCKETS, 1),
              new Feature("creative.size", 256, 1),
              new Feature("campaign.age", AGE_BUCKETS, 1)),
          List.of(
              new Feature("campaign x site.domain", CROSS_BUCKETS, 1),
              new Feature("campaign x site.category", CROSS_BUCKETS, 1),
              new Feature("campaign x user.segment", CROSS_BUCKETS, SEGMENTS),
              new Feature("campaign.category x site.category", CROSS_BUCKETS, 1),
              new Feature("campaign.category x user.segment", CROSS_BUCKETS, SEGMENTS)),
          List.of(
              "ln(1 + floor CPM)",
              "ln(1 + user impressions)",
              "ln(1 + user clicks)",
              "1 / (1 + hours since last activity)",
              "ln(1 + affinity to all categories)",
              "affinity to the page's category"),
          List.of(
              "ln(1 + campaign impressions)",
              "ln(1 + campaign clicks)",
              "affinity to the campaign's categories"));

  private static final int OFFER_IDS = SPEC.candidateEmbeddingCount();
  private static final List<Feature> REQUEST = SPEC.request();
  private static final int REQUEST_ROWS = rows(SPEC.request());

  /**
   * Table row of the first bucket of the campaign's age, the last feature of the candidate's side.
   */
  private static final int AGE_START = REQUEST_ROWS + rows(SPEC.candidate()) - AGE_BUCKETS;

  private static final int CROSS_START = AGE_START + AGE_BUCKETS;

  /**
   * Number of ids that {@link #campaign} writes: crosses with the page's domain, its category and
   * the user's segments.
   */
  public static final int CAMPAIGN_CROSSES = 2 + SEGMENTS;

  /**
   * Number of ids that {@link #categories} writes: crosses with the page's category and the user's
   * segments.
   */
  public static final int CATEGORY_CROSSES = 1 + SEGMENTS;

  /** Number of floats that {@link #campaign} writes. */
  public static final int CAMPAIGN_FLOATS = 2;

  private static final int CATEGORY_CROSS_START = CROSS_START + 3 * CROSS_BUCKETS;

  private static final double MICROS_PER_CPM = 1_000.0;
  private static final double MILLIS_PER_HOUR = 3_600_000.0;
  private static final long DAY_MILLIS = 86_400_000L;
  private static final long HOUR_MILLIS = 3_600_000L;

  /** {@code ln(1 + n)} of the small counts that nearly all users have. */
  private static final float[] LOG_ONE_PLUS = new float[256];

  static {
    for (int i = 0; i < LOG_ONE_PLUS.length; i++) {
      LOG_ONE_PLUS[i] = (float) Math.log1p(i);
    }
  }

  private final OfferCache<OfferIds> offers =
      new OfferCache<>(offer -> OfferIds.of(offer, SPEC.candidate(), REQUEST_ROWS));
  private final long[] segments = new long[SEGMENTS];
  private int knownSegments;
  private final Interests interests = new Interests();
  private final Histories histories = new Histories();
  private long domain;
  private long category;
  private long campaignMillis;

  /**
   * Place of the next id in the caller's array. {@link #feature} is the index of its feature, and
   * {@link #tableStart} the first table row of that feature.
   */
  private int cursor;

  private int feature;
  private int tableStart;

  /**
   * Writes the request's side of one impression.
   *
   * @param request the exchange's bid request
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
    remember(request, profile, campaignMillis);
    Imp imp = request.imps().get(impIndex);
    Device device = request.device();
    int hour = (int) (Math.floorMod(campaignMillis, DAY_MILLIS) / HOUR_MILLIS);
    int weekday = (int) Math.floorMod(Math.floorDiv(campaignMillis, DAY_MILLIS), 7L);
    cursor = idsAt;
    feature = 0;
    tableStart = 0;
    hashed(ids, FeatureHash.of(request.exchange()));
    hashed(ids, domain);
    hashed(ids, category);
    hashed(ids, FeatureHash.of(device.region()));
    hashed(ids, FeatureHash.of(device.city()));
    direct(ids, code(device.type()));
    hashed(ids, FeatureHash.of(UserAgent.system(device.os(), device.ua())));
    hashed(ids, FeatureHash.of(UserAgent.browser(device.ua())));
    hashed(ids, size(imp));
    direct(ids, imp.banner() == null ? 0 : imp.banner().pos());
    direct(ids, 1 + hour);
    direct(ids, 1 + weekday);
    direct(ids, 1 + 24 * weekday + hour);
    hashed(ids, FeatureHash.of(imp.tagid()));
    for (int rank = 0; rank < INTERESTS; rank++) {
      ids[cursor++] = tableStart + FeatureHash.bucket(interests.category(rank), CATEGORY_BUCKETS);
    }
    tableStart += CATEGORY_BUCKETS;
    for (long segment : segments) {
      ids[cursor++] = tableStart + FeatureHash.bucket(segment, SEGMENT_BUCKETS);
    }
    floats[floatsAt] = (float) Math.log1p(Math.max(0.0, imp.bidfloorMicros() / MICROS_PER_CPM));
    floats[floatsAt + 1] = logOnePlus(profile.impressions());
    floats[floatsAt + 2] = logOnePlus(profile.clicks());
    floats[floatsAt + 3] = recency(profile.lastActivityMillis(), campaignMillis);
    floats[floatsAt + 4] = (float) Math.log1p(interests.total());
    floats[floatsAt + 5] = (float) interests.share(category);
  }

  /**
   * Writes the candidate's side, crossed with the impression last given to {@link #request}: the
   * ids of {@link #offer}, then what {@link #meeting} writes.
   *
   * @param candidate a campaign that may be shown on that impression
   * @param ids takes {@link FeatureSpec#candidateIdCount} ids
   * @param idsAt where they begin
   * @param floats takes as many as {@link FeatureSpec#candidateFloats} names
   * @param floatsAt where they begin
   */
  public void candidate(Candidate candidate, int[] ids, int idsAt, float[] floats, int floatsAt) {
    OfferIds known = known(candidate.offer());
    offer(known, ids, idsAt);
    meeting(known, ids, idsAt + OFFER_IDS, floats, floatsAt);
  }

  /**
   * Returns what depends on the offer alone. It is computed once and found again by the offer's
   * identity.
   */
  public OfferIds known(Offer offer) {
    return offers.get(offer);
  }

  /**
   * Writes the ids that depend on the offer alone. They are the same for every impression as long
   * as the offer's {@link #age} is the same.
   *
   * @param ids takes {@link FeatureSpec#candidateEmbeddingCount} ids
   * @param at where they begin
   */
  public void offer(OfferIds offer, int[] ids, int at) {
    int[] known = offer.ids();
    System.arraycopy(known, 0, ids, at, known.length);
    ids[at + known.length] = AGE_START + age(offer.flightStartMillis());
  }

  /**
   * Returns the bucket of the offer's age at the time of the impression last given to {@link
   * #request}: 0 where unknown, else 1 on the first day, 2 on the second, 3 on the third and
   * fourth, and so on, doubling.
   *
   * @param flightStartMillis {@link OfferIds#flightStartMillis}
   */
  public int age(long flightStartMillis) {
    if (flightStartMillis == 0L) {
      return 0;
    }
    long days = Math.max(0L, campaignMillis - flightStartMillis) / DAY_MILLIS;
    return Math.min(AGE_BUCKETS - 1, 1 + Long.SIZE - Long.numberOfLeadingZeros(days));
  }

  /**
   * Writes the ids and numbers that depend on both the offer and the impression last given to
   * {@link #request}.
   *
   * @param ids takes the ids of all crosses
   * @param idsAt where they begin
   * @param floats takes as many as {@link FeatureSpec#candidateFloats} names
   * @param floatsAt where they begin
   */
  public void meeting(OfferIds offer, int[] ids, int idsAt, float[] floats, int floatsAt) {
    campaign(offer.campaignOpening(), ids, idsAt, floats, floatsAt);
    categories(offer.categoryOpening(), ids, idsAt + CAMPAIGN_CROSSES);
    floats[floatsAt + CAMPAIGN_FLOATS] = interest(offer.categories());
  }

  /**
   * Writes the ids of the crosses of the campaign with the site's domain, the site's category and
   * the user's segments, and the campaign's history with the user.
   *
   * @param opening the campaign's half of the hash of a pair, {@link OfferIds#campaignOpening}
   * @param ids takes {@link #CAMPAIGN_CROSSES} ids
   * @param floats takes {@link #CAMPAIGN_FLOATS} numbers
   */
  public void campaign(long opening, int[] ids, int idsAt, float[] floats, int floatsAt) {
    int start = CROSS_START;
    ids[idsAt] = start + FeatureHash.bucket(FeatureHash.join(opening, domain), CROSS_BUCKETS);
    start += CROSS_BUCKETS;
    ids[idsAt + 1] = start + FeatureHash.bucket(FeatureHash.join(opening, category), CROSS_BUCKETS);
    start += CROSS_BUCKETS;
    crossed(opening, start, ids, idsAt + 2);
    CampaignHistory history = histories.of(opening);
    floats[floatsAt] = logOnePlus(history.impressions());
    floats[floatsAt + 1] = logOnePlus(history.clicks());
  }

  /**
   * Writes the part of {@link #meeting} that campaigns of the same main category share.
   *
   * @param opening {@link OfferIds#categoryOpening}
   * @param ids takes {@link #CATEGORY_CROSSES} ids
   */
  public void categories(long opening, int[] ids, int idsAt) {
    int start = CATEGORY_CROSS_START;
    ids[idsAt] = start + FeatureHash.bucket(FeatureHash.join(opening, category), CROSS_BUCKETS);
    crossed(opening, start + CROSS_BUCKETS, ids, idsAt + 1);
  }

  /**
   * Returns the share of the user's interest that these categories have together. It is the last
   * number that {@link #meeting} writes, and the same for all campaigns of the same categories.
   */
  public float interest(long[] categories) {
    return (float) interests.share(categories);
  }

  /** Writes the crosses with every segment. */
  private void crossed(long opening, int start, int[] ids, int from) {
    int at = from;
    for (int i = 0; i < knownSegments; i++) {
      ids[at++] = start + FeatureHash.bucket(FeatureHash.join(opening, segments[i]), CROSS_BUCKETS);
    }
    // The cross with a missing segment is bucket 0; most users have few segments.
    while (at < from + SEGMENTS) {
      ids[at++] = start;
    }
  }

  private void remember(BidRequest request, UserProfile knownProfile, long millis) {
    campaignMillis = millis;
    Site site = request.site();
    domain = FeatureHash.of(site == null ? null : site.domain());
    category = FeatureHash.of(site == null ? null : site.category());
    List<String> known = request.profilingAllowed() ? request.user().segments() : List.<String>of();
    knownSegments = Math.min(SEGMENTS, known.size());
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = i < known.size() ? FeatureHash.of(known.get(i)) : 0L;
    }
    interests.read(knownProfile.affinities(), millis);
    histories.read(knownProfile.campaigns());
  }

  private void hashed(int[] ids, long hash) {
    int buckets = REQUEST.get(feature++).buckets();
    ids[cursor++] = tableStart + FeatureHash.bucket(hash, buckets);
    tableStart += buckets;
  }

  private void direct(int[] ids, int value) {
    int buckets = REQUEST.get(feature++).buckets();
    ids[cursor++] = tableStart + Math.max(0, Math.min(value, buckets - 1));
    tableStart += buckets;
  }

  /** Returns a fixed code, so that ids do not depend on the order of the enum's constants. */
  private static int code(DeviceType type) {
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

  private static float logOnePlus(int count) {
    return count < LOG_ONE_PLUS.length ? LOG_ONE_PLUS[count] : (float) Math.log1p(count);
  }

  private static float recency(long lastActivityMillis, long campaignMillis) {
    if (lastActivityMillis == 0L) {
      return 0f;
    }
    double hours = Math.max(0L, campaignMillis - lastActivityMillis) / MILLIS_PER_HOUR;
    return (float) (1.0 / (1.0 + hours));
  }

  private static int rows(List<Feature> features) {
    return features.stream().mapToInt(Feature::buckets).sum();
  }
}
