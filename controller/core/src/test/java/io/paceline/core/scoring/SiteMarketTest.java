package io.paceline.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.market.MarketKey;
import io.paceline.core.openrtb.BidRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteMarketTest {

  private static final MarketCurve LEARNED = new MarketCurve(7_000, 3);
  private static final MarketCurve OF_BUNDLE = new MarketCurve(3_000, 2);
  private static final Scorer KNOWS_THE_SITE = ScoringRequests.bundle("v1", OF_BUNDLE);
  private static final Scorer KNOWS_NO_SITE = ScoringRequests.bundle("v1", null);
  private static final BidRequest REQUEST = ScoringRequests.onSite("s.example");

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasLearnedOfTheSiteItselfGoesBeforeTheBundle(boolean uncertain) {
    LiveCurve site = new LiveCurve(MarketKey.site("adx", "s.example"), LEARNED, uncertain);

    assertThat(SiteMarket.of(REQUEST, site, KNOWS_THE_SITE))
        .isEqualTo(new SiteMarket(LEARNED, uncertain));
  }

  @Test
  void theBundlesCurveOfTheSiteGoesBeforeWhatWasLearnedOfAWiderMarket() {
    LiveCurve wider = new LiveCurve(MarketKey.exchange("adx"), LEARNED, false);

    assertThat(SiteMarket.of(REQUEST, wider, KNOWS_THE_SITE))
        .as("nothing is learned of the site itself, so its bids explore")
        .isEqualTo(new SiteMarket(OF_BUNDLE, true));
    assertThat(SiteMarket.of(REQUEST, wider, KNOWS_NO_SITE))
        .isEqualTo(new SiteMarket(LEARNED, true));
    assertThat(SiteMarket.of(ScoringRequests.onSite(null), wider, KNOWS_THE_SITE))
        .isEqualTo(new SiteMarket(LEARNED, true));
  }

  @Test
  void whereNothingIsLearnedNobodyExplores() {
    assertThat(SiteMarket.of(REQUEST, null, KNOWS_THE_SITE))
        .isEqualTo(new SiteMarket(OF_BUNDLE, false));
    assertThat(SiteMarket.of(REQUEST, null, KNOWS_NO_SITE))
        .isEqualTo(new SiteMarket(MarketCurve.DEFAULT, false));
  }
}
