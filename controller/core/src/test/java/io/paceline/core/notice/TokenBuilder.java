package io.paceline.core.notice;

/**
 * Builds the tokens of tests, so that a test states only what it is about. Without further
 * settings, the token is of a bid of 1,000 micros that campaign {@code c} made at instant 0 on
 * exchange {@code adx}, for an unknown user on an unknown site.
 */
public final class TokenBuilder {

  private final String bidId;
  private String campaignId = "c";
  private String budgetId = "c";
  private long periodStartMillis;
  private long bidMicros = 1_000;
  private long bidAtMillis;
  private String exchange = "adx";
  private String site;
  private String category;
  private String userKey;
  private boolean test;

  private TokenBuilder(String bidId) {
    this.bidId = bidId;
  }

  public static TokenBuilder token(String bidId) {
    return new TokenBuilder(bidId);
  }

  /** The campaign, and a budget of its own. */
  public TokenBuilder campaign(String id) {
    campaignId = id;
    budgetId = id;
    return this;
  }

  public TokenBuilder budgetId(String key) {
    budgetId = key;
    return this;
  }

  /** The start of the budget's period, campaign time. */
  public TokenBuilder period(long startMillis) {
    periodStartMillis = startMillis;
    return this;
  }

  /** The bid's price, and the wall time at which it was made. */
  public TokenBuilder bid(long micros, long atMillis) {
    bidMicros = micros;
    bidAtMillis = atMillis;
    return this;
  }

  public TokenBuilder exchange(String name) {
    exchange = name;
    return this;
  }

  /** The site's domain, null where unknown. */
  public TokenBuilder site(String domain) {
    site = domain;
    return this;
  }

  /** The site's main category, null where unknown. */
  public TokenBuilder category(String main) {
    category = main;
    return this;
  }

  public TokenBuilder userKey(String key) {
    userKey = key;
    return this;
  }

  /** Makes the bid test traffic. */
  public TokenBuilder test() {
    test = true;
    return this;
  }

  public NoticeToken build() {
    return new NoticeToken(
        bidId,
        campaignId,
        budgetId,
        periodStartMillis,
        bidMicros,
        bidAtMillis,
        exchange,
        site,
        userKey,
        test,
        category);
  }
}
