package io.paceline.core.spend;

import static java.util.Objects.requireNonNull;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Creative;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeTokenCodec;
import io.paceline.core.openrtb.Bid;
import io.paceline.core.openrtb.Decision;

/**
 * Makes the answer to an impression out of a proposed bid and its pricing. A bid carries signed
 * tokens, so that its notices bring along all that the ledger has to know.
 *
 * <p>Not thread-safe, because the codec of the tokens is not.
 */
public final class Decisions {

  private final NoticeTokenCodec tokens;
  private final ExchangeProfiles exchanges;

  /**
   * Answers with tokens of this codec.
   *
   * @param exchanges tell how many seconds after an auction an exchange may bill ({@code exp})
   */
  public Decisions(NoticeTokenCodec tokens, ExchangeProfiles exchanges) {
    this.tokens = tokens;
    this.exchanges = exchanges;
  }

  /**
   * The answer to the impression of a proposed bid.
   *
   * @param nowMillis wall time of the bid
   */
  public Decision of(ProposedBid proposed, Pricing pricing, long nowMillis) {
    String modelVersion = proposed.estimate().modelVersion();
    return pricing.price() == null
        ? Decision.noBid(proposed.imp(), requireNonNull(pricing.reason()), modelVersion)
        : Decision.bid(proposed.imp(), bid(proposed, pricing.price(), nowMillis), modelVersion);
  }

  private Bid bid(ProposedBid proposed, Pricing.Price price, long nowMillis) {
    Campaign campaign = price.campaign();
    Creative creative = price.creative();
    NoticeToken token =
        new NoticeToken(
            proposed.bidId(),
            campaign.id(),
            campaign.budget().id(),
            price.periodKey(),
            price.micros(),
            nowMillis,
            proposed.imp().exchange(),
            proposed.auction().site(),
            proposed.auction().userKey(),
            proposed.imp().test(),
            proposed.auction().category());
    return new Bid(
        proposed.bidId(),
        price.micros(),
        exchanges.of(proposed.imp().exchange()).expSeconds(),
        new Bid.Ad(
            campaign.id(),
            creative.id(),
            campaign.advertiser().domain(),
            campaign.advertiser().cat(),
            creative.w(),
            creative.h(),
            creative.landingPage(),
            creative.imageUrl()),
        new Bid.Tokens(tokens.sign(token), tokens.signClick(token, creative.landingPage())));
  }
}
