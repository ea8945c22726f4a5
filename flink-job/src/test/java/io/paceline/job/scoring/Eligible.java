package io.paceline.job.scoring;

import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.openrtb.Regs;
import io.paceline.core.profile.UserProfile;
import io.paceline.job.eligibility.CandidateFixture;
import io.paceline.job.eligibility.Requests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Requests that wait for the model. */
final class Eligible {

  /** A request received at this time is never too late. */
  static final long FAR_FUTURE = Instant.parse("2999-01-01T00:00:00Z").toEpochMilli();

  /** A request received at this time is always too late. */
  static final long LONG_AGO = 0;

  private Eligible() {}

  /** One imp with these candidates. */
  static EligibleRequest of(String id, String... campaigns) {
    return at(FAR_FUTURE, id, false, List.of(List.of(campaigns)));
  }

  /** One imp per list; an empty list is an imp that no campaign's targeting fits. */
  static EligibleRequest at(long received, String id, boolean test, List<List<String>> campaigns) {
    BidRequest request = Requests.of(id, "anna", received, campaigns.size(), test, Regs.NONE);
    List<EligibleImp> imps = new ArrayList<>();
    for (int i = 0; i < campaigns.size(); i++) {
      List<Candidate> candidates = candidates(campaigns.get(i).stream());
      imps.add(new EligibleImp(i, candidates, candidates.isEmpty() ? NoBidReason.TARGETING : null));
    }
    return new EligibleRequest(request, "anna", UserProfile.UNKNOWN, received, "v1", imps);
  }

  /** The same request in an auction of the given type. */
  static EligibleRequest sold(EligibleRequest eligible, int at) {
    return new EligibleRequest(
        Requests.sold(eligible.request(), at),
        eligible.userKey(),
        eligible.profile(),
        eligible.campaignMillis(),
        eligible.modelVersion(),
        eligible.imps());
  }

  private static List<Candidate> candidates(Stream<String> campaigns) {
    return campaigns.map(CandidateFixture::candidate).toList();
  }
}
