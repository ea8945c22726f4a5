package io.paceline.job.spend;

import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.job.control.Campaigns;
import io.paceline.job.eligibility.Requests;

/** Notices and their tokens for tests. */
public final class Notices {

  private Notices() {}

  /**
   * A notice of any kind.
   *
   * @param priceMicros for a win or a billing the price, for a loss the lowest bid that would have
   *     won, micros per impression; ignored for a click
   */
  public static Notice of(NoticeType type, NoticeToken token, long priceMicros, long atMillis) {
    return switch (type) {
      case WIN -> Notice.win(token, priceMicros, 0, atMillis);
      case BILLING -> Notice.billing(token, priceMicros, atMillis);
      case LOSS -> Notice.loss(token, priceMicros, Notice.REASON_NOT_TOLD, atMillis);
      case CLICK -> Notice.click(token, atMillis);
    };
  }

  /**
   * A token of a campaign with a budget of its own. By default the bid is the maximum bid, made
   * when the tests begin, for an unknown user on the site of all requests; the budget is no daily
   * one, so its period starts at 0.
   */
  public static Token token(String bidId, String campaignId) {
    return new Token(bidId, campaignId);
  }

  /** Builds a token. */
  public static final class Token {

    private final String bidId;
    private final String campaignId;
    private long periodStartMillis;
    private long bidMicros = Campaigns.MAX_BID;
    private long bidAtMillis = Campaigns.START;
    private String exchange = Requests.EXCHANGE;
    private String site = Requests.DOMAIN;
    private String category;
    private String userKey;

    private Token(String bidId, String campaignId) {
      this.bidId = bidId;
      this.campaignId = campaignId;
    }

    /** The start of the budget's period, campaign time. */
    public Token period(long startMillis) {
      periodStartMillis = startMillis;
      return this;
    }

    /** The bid's price, and the wall time at which it was made. */
    public Token bid(long micros, long atMillis) {
      bidMicros = micros;
      bidAtMillis = atMillis;
      return this;
    }

    /** The exchange at which the bid was made. */
    public Token exchange(String name) {
      exchange = name;
      return this;
    }

    /** The site's domain, null where unknown. */
    public Token site(String domain) {
      site = domain;
      return this;
    }

    /** The site's main category, null where unknown. */
    public Token category(String main) {
      category = main;
      return this;
    }

    /** The user, null where unknown. */
    public Token userKey(String key) {
      userKey = key;
      return this;
    }

    public NoticeToken build() {
      return new NoticeToken(
          bidId,
          campaignId,
          campaignId,
          periodStartMillis,
          bidMicros,
          bidAtMillis,
          exchange,
          site,
          userKey,
          false,
          category);
    }
  }
}
