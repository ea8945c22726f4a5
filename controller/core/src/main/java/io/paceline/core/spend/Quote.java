package io.paceline.core.spend;

import static java.util.Objects.requireNonNull;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.bidding.BidFunction;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Creative;
import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.ledger.Account;
import io.paceline.core.ledger.BidTerms;
import io.paceline.core.ledger.Ledger;
import io.paceline.core.ledger.PeriodTotals;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.BudgetPeriod;
import io.paceline.core.pacing.PacingState;
import io.paceline.core.spend.AuctionEvent.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What a budget would pay for an impression, before any money is held. A quote changes nothing; the
 * same store gives the same quote.
 *
 * @param offer what the budget offers, null where there is a reason instead
 * @param reason why there is no offer, null where there is one
 * @param answer how pacing counts the impression, null where it does not count it
 * @param pacingMultiplier the pacing multiplier, micros per unit of score; 0 where the budget has
 *     none yet
 */
record Quote(
    @Nullable Offer offer,
    @Nullable NoBidReason reason,
    @Nullable Answer answer,
    double pacingMultiplier) {

  /**
   * A price that a budget would pay.
   *
   * @param campaign the campaign as it stands now
   * @param creative the campaign's creative that was chosen
   * @param period the running period, which pays
   * @param priceMicros the price, micros per impression, positive
   * @param terms what the bid's ledger entry has to carry until the auction is over
   */
  record Offer(
      Campaign campaign,
      Creative creative,
      BudgetPeriod period,
      long priceMicros,
      BidTerms terms) {}

  /**
   * The quote for a proposed bid. Where the exchange rounds what it bills, the price is one that
   * rounding does not change, so that no more is billed than is bid and held.
   *
   * @param exchange the profile of the exchange that gets the bid
   * @param campaignMillis campaign time
   */
  static Quote of(
      BudgetStore store,
      Ledger ledger,
      ProposedBid proposed,
      ExchangeProfile exchange,
      long campaignMillis) {
    Campaign campaign = store.campaign(proposed.chosen().campaignId());
    if (campaign == null || !campaign.inFlight(campaignMillis)) {
      return refused(NoBidReason.NO_ACTIVE_CAMPAIGN, null, 0);
    }
    PacingState pacing = store.state().pacing();
    if (pacing == null) {
      return refused(NoBidReason.NOT_READY, null, 0);
    }
    Creative creative = campaign.creative(proposed.chosen().creativeId());
    if (creative == null) {
      // An edit removed the creative while the proposal was on its way.
      return refused(NoBidReason.NO_CREATIVE, null, 0);
    }
    double pacingMultiplier = pacing.pacingMultiplier();
    if (!proposed.imp().test() && Auctions.isSatOut(proposed, pacing.skipShare())) {
      return refused(NoBidReason.SAT_OUT, Answer.SAT_OUT, pacingMultiplier);
    }
    Account account = ledger.account();
    BudgetPeriod period = RunningPeriod.of(store, campaign, account, campaignMillis);
    long available = ledger.availableMicros(period, campaign.budget().totalMicros());
    double goalMicros = campaign.bidding().goalMicros(proposed.estimate().probability());
    long allowed = Math.min((long) goalMicros, campaign.bidding().maxBidMicros());
    double valueMicros =
        Math.min(goalMicros, pacingMultiplier * proposed.estimate().normalisedScore());
    // The lowest bid that the auction accepts and that rounding does not change.
    long lowest = exchange.roundedUp(Math.max(1, proposed.auction().floorMicros()));
    long price =
        exchange.roundedDown(
            BidFunction.priceMicros(
                proposed.auction().at(),
                valueMicros,
                proposed.market().curve(),
                lowest,
                Math.min(allowed, available),
                proposed.market().exploration()));
    if (price <= 0) {
      return available < lowest
          ? refused(NoBidReason.BUDGET, Answer.NO_MONEY, pacingMultiplier)
          : refused(NoBidReason.BID_TOO_LOW, Answer.BELOW_FLOOR, pacingMultiplier);
    }
    PeriodTotals totals = account.period(period.key());
    if (!proposed.imp().test()
        && !ScarceMoney.isWorth(price, valueMicros, proposed.market().curve(), totals, available)) {
      return refused(NoBidReason.BUDGET, Answer.NO_MONEY, pacingMultiplier);
    }
    boolean limited = price == exchange.roundedDown(available) && available < allowed;
    BidTerms terms = Auctions.terms(proposed, price, pacingMultiplier, limited);
    return new Quote(
        new Offer(campaign, creative, period, price, terms),
        null,
        Answer.ENTERED,
        pacingMultiplier);
  }

  private static Quote refused(
      NoBidReason reason, @Nullable Answer answer, double pacingMultiplier) {
    return new Quote(null, reason, answer, pacingMultiplier);
  }

  /** The refusal that takes the place of this quote, because its money cannot be held. */
  Quote refused(NoBidReason why, @Nullable Answer counted) {
    return refused(why, counted, pacingMultiplier);
  }

  /** The answer to whoever proposed the bid. */
  Pricing pricing() {
    if (offer == null) {
      return Pricing.refused(requireNonNull(reason));
    }
    return new Pricing(
        new Pricing.Price(
            offer.campaign(),
            offer.creative(),
            offer.priceMicros(),
            offer.period().key(),
            pacingMultiplier),
        null);
  }
}
