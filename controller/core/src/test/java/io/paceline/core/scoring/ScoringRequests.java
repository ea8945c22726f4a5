package io.paceline.core.scoring;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.CandidateFixture;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BlockLists;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.openrtb.Site;
import io.paceline.core.openrtb.Size;
import io.paceline.core.profile.UserProfile;
import java.util.ArrayList;
import java.util.List;

/** Requests that wait for a model, on site {@code s.example} of exchange {@code adx}. */
final class ScoringRequests {

  /** Wall time of the requests; each may be answered within 100 ms. */
  static final long RECEIVED = 1_772_452_800_000L;

  private static final int TMAX_MILLIS = 100;

  private ScoringRequests() {}

  /** A request whose impressions have the given numbers of candidates. */
  static EligibleRequest eligible(String id, int... candidatesOfImps) {
    return eligible(id, RECEIVED, candidatesOfImps);
  }

  static EligibleRequest eligible(String id, long receivedAtMillis, int... candidatesOfImps) {
    List<Imp> imps = new ArrayList<>();
    List<EligibleImp> eligible = new ArrayList<>();
    for (int i = 0; i < candidatesOfImps.length; i++) {
      Banner banner = new Banner(List.of(new Size(300, 250)), List.of(), 0);
      imps.add(Imp.readable(Integer.toString(i + 1), banner, 0, "USD", null, false, false));
      List<Candidate> candidates = new ArrayList<>();
      for (int j = 0; j < candidatesOfImps[i]; j++) {
        candidates.add(CandidateFixture.candidate("c" + j, 1));
      }
      eligible.add(
          new EligibleImp(i, candidates, candidates.isEmpty() ? NoBidReason.TARGETING : null));
    }
    return new EligibleRequest(
        request(id, receivedAtMillis, imps, "s.example"),
        null,
        UserProfile.UNKNOWN,
        receivedAtMillis,
        "v1",
        eligible);
  }

  /**
   * A request without impressions.
   *
   * @param domain the site, null for a request that names none
   */
  static BidRequest onSite(String domain) {
    return request("r", RECEIVED, List.of(), domain);
  }

  private static BidRequest request(
      String id, long receivedAtMillis, List<Imp> imps, String domain) {
    return new BidRequest(
        id,
        "adx",
        receivedAtMillis,
        imps,
        domain == null ? null : new Site(null, domain, null, List.of(), null, false),
        null,
        null,
        null,
        BidRequest.SECOND_PRICE,
        TMAX_MILLIS,
        List.of(),
        BlockLists.NONE,
        false);
  }

  /**
   * A bundle that scores nothing.
   *
   * @param ofSite its curve for every site, null where it knows no site
   */
  static Scorer bundle(String version, MarketCurve ofSite) {
    return new Scorer() {
      @Override
      public String version() {
        return version;
      }

      @Override
      public Scores score(List<EligibleRequest> requests) {
        throw new UnsupportedOperationException("this bundle only knows curves");
      }

      @Override
      public MarketCurve marketCurve(String exchange, String domain, MarketCurve otherwise) {
        if (ofSite != null && domain != null) {
          return ofSite;
        }
        return otherwise == null ? MarketCurve.DEFAULT : otherwise;
      }

      @Override
      public void close() {
        // It holds nothing.
      }
    };
  }
}
