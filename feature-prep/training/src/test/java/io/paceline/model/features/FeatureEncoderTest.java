package io.paceline.model.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.campaign.Objective;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.Offer;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BlockLists;
import io.paceline.core.openrtb.Device;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.Regs;
import io.paceline.core.openrtb.User;
import io.paceline.core.profile.CategoryAffinity;
import io.paceline.core.profile.UserProfile;
import io.paceline.training.trainer.PlantedLog;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FeatureEncoderTest {

  private static final FeatureSpec SPEC = FeatureEncoder.SPEC;
  private static final long THIRD_DAY_13_30 = 2 * 86_400_000L + 13 * 3_600_000L + 1_800_000L;
  private static final BidRequest REQUEST =
      PlantedLog.request("r", "site1.example", List.of("s1", "s2"));

  private final int[] requestIds = new int[SPEC.requestIdCount()];
  private final float[] requestFloats = new float[SPEC.requestFloats().size()];
  private final int[] candidateIds = new int[SPEC.candidateIdCount()];
  private final float[] candidateFloats = new float[SPEC.candidateFloats().size()];

  private void encode(BidRequest request, UserProfile profile, Candidate candidate) {
    FeatureEncoder encoder = new FeatureEncoder();
    encoder.request(request, 0, profile, THIRD_DAY_13_30, requestIds, 0, requestFloats, 0);
    encoder.candidate(candidate, candidateIds, 0, candidateFloats, 0);
  }

  /** If this fails, ids changed: raise the version of the specification and pin the new ids. */
  @Test
  void idsOfAFixedRequestNeverChange() {
    encode(REQUEST, PlantedLog.profile(), new Candidate(offer(1L, "IAB17"), 1.0));

    assertThat(requestIds)
        .containsExactly(
            60, 5386, 16448, 17689, 19114, 22081, 22089, 22124, 22239, 22393, 22422, 22436, 22503,
            28176, 39256, 38994, 38994, 41017, 40023, 39506, 39506, 39506);
    assertThat(candidateIds)
        .containsExactly(
            49962, 56909, 60287, 62296, 62649, 62805, 96072, 128354, 211426, 197827, 193890, 193890,
            193890, 259426, 356466, 335120, 324962, 324962, 324962);
    double interest = 2.0 * Math.pow(0.5, 61.5 / 168.0);
    assertThat(requestFloats)
        .containsExactly(
            (float) Math.log(6.0),
            (float) Math.log(8.0),
            (float) Math.log(2.0),
            (float) (1 / (1 + 51.5)),
            (float) Math.log(1.0 + interest),
            0f);
    assertThat(candidateFloats)
        .containsExactly(
            (float) Math.log(4.0), (float) Math.log(2.0), (float) (interest / (1.0 + interest)));
  }

  @Test
  void everyFeatureStaysWithinItsOwnRowsOfTheTable() {
    encode(REQUEST, PlantedLog.profile(), PlantedLog.candidate(1));

    int start = 0;
    int slot = 0;
    for (Feature feature : SPEC.request()) {
      for (int i = 0; i < feature.slots(); i++) {
        assertThat(requestIds[slot++]).isBetween(start, start + feature.buckets() - 1);
      }
      start += feature.buckets();
    }
    slot = 0;
    for (List<Feature> side : List.of(SPEC.candidate(), SPEC.cross())) {
      for (Feature feature : side) {
        for (int i = 0; i < feature.slots(); i++) {
          assertThat(candidateIds[slot++]).isBetween(start, start + feature.buckets() - 1);
        }
        start += feature.buckets();
      }
    }
    assertThat(start).isEqualTo(SPEC.weightRows());
  }

  @Test
  void whatARequestLacksIsBucketZero() {
    BidRequest bare =
        new BidRequest(
            "r",
            "x",
            0L,
            List.of(Imp.readable("1", null, 0L, "EUR", null, false, false)),
            null,
            Device.UNKNOWN,
            new User(null, null, List.of()),
            Regs.NONE,
            BidRequest.SECOND_PRICE,
            100,
            List.of(),
            BlockLists.NONE,
            false);

    encode(bare, UserProfile.UNKNOWN, PlantedLog.candidate(1));

    int start = 0;
    int slot = 0;
    for (Feature feature : SPEC.request()) {
      boolean stated = feature.name().equals("exchange") || feature.name().startsWith("time.");
      for (int i = 0; i < feature.slots(); i++) {
        assertThat(requestIds[slot++] == start).as(feature.name()).isEqualTo(!stated);
      }
      start += feature.buckets();
    }
    assertThat(requestFloats).containsOnly(0f);
    assertThat(candidateFloats).containsOnly(0f);
  }

  @Test
  void crossesTellCampaignsApartOnTheSameRequest() {
    encode(REQUEST, UserProfile.UNKNOWN, PlantedLog.candidate(1));
    int[] first = candidateIds.clone();
    encode(REQUEST, UserProfile.UNKNOWN, PlantedLog.candidate(4));

    int domainCross = SPEC.candidateEmbeddingCount();
    assertThat(candidateIds[domainCross]).isNotEqualTo(first[domainCross]);
    assertThat(candidateIds[domainCross + 1]).as("no category").isEqualTo(first[domainCross + 1]);
    assertThat(candidateIds[domainCross + 2]).isNotEqualTo(first[domainCross + 2]);
    assertThat(candidateIds[domainCross + 4])
        .as("no third segment")
        .isEqualTo(first[domainCross + 4]);
  }

  @Test
  void segmentsAreNotReadWithoutConsent() {
    BidRequest noConsent =
        new BidRequest(
            REQUEST.id(),
            REQUEST.exchange(),
            REQUEST.receivedAtMillis(),
            REQUEST.imps(),
            REQUEST.site(),
            REQUEST.device(),
            REQUEST.user(),
            Regs.GDPR,
            REQUEST.at(),
            REQUEST.tmaxMillis(),
            REQUEST.cur(),
            REQUEST.blockLists(),
            REQUEST.test());
    encode(noConsent, UserProfile.UNKNOWN, PlantedLog.candidate(1));
    int[] without = requestIds.clone();
    int[] crosses = candidateIds.clone();

    encode(
        PlantedLog.request("r", "site1.example", List.of()),
        UserProfile.UNKNOWN,
        PlantedLog.candidate(1));

    assertThat(without).isEqualTo(requestIds);
    assertThat(crosses).isEqualTo(candidateIds);
  }

  @Test
  void writesNothingOutsideItsPlace() {
    int[] ids = new int[SPEC.requestIdCount() + 4];
    float[] floats = new float[SPEC.requestFloats().size() + 4];
    Arrays.fill(ids, -1);
    Arrays.fill(floats, -1f);

    new FeatureEncoder()
        .request(REQUEST, 0, UserProfile.UNKNOWN, THIRD_DAY_13_30, ids, 2, floats, 2);

    assertThat(Arrays.stream(ids).filter(id -> id == -1)).hasSize(4);
    int end = floats.length;
    assertThat(new float[] {floats[0], floats[1], floats[end - 2], floats[end - 1]})
        .containsOnly(-1f);
  }

  private static Offer offer(long flightStartMillis, String... categories) {
    return new Offer(
        "c1",
        "c1",
        "banner",
        "advertiser1.example",
        List.of(categories),
        300,
        250,
        flightStartMillis,
        Objective.CLICK,
        Offer.NO_NUMBER);
  }

  private int candidateId(String name) {
    int slot = 0;
    for (Feature feature : SPEC.candidate()) {
      if (feature.name().equals(name)) {
        return candidateIds[slot];
      }
      slot += feature.slots();
    }
    throw new AssertionError(name);
  }

  @Test
  void whatAnOfferLacksIsBucketZero() {
    encode(REQUEST, UserProfile.UNKNOWN, PlantedLog.candidate(1));
    int[] bare = {
      candidateId("campaign.category"), candidateId("creative.size"), candidateId("campaign.age")
    };
    int start = SPEC.request().stream().mapToInt(Feature::buckets).sum();
    for (Feature feature : SPEC.candidate()) {
      if (feature.name().equals("campaign.category")) {
        assertThat(bare[0]).isEqualTo(start);
      } else if (feature.name().equals("creative.size")) {
        assertThat(bare[1]).isEqualTo(start);
      } else if (feature.name().equals("campaign.age")) {
        assertThat(bare[2]).isEqualTo(start);
      }
      start += feature.buckets();
    }

    encode(REQUEST, UserProfile.UNKNOWN, new Candidate(offer(1L, "IAB17"), 1.0));

    assertThat(candidateId("campaign.category")).isNotEqualTo(bare[0]);
    assertThat(candidateId("creative.size")).isNotEqualTo(bare[1]);
    assertThat(candidateId("campaign.age")).isNotEqualTo(bare[2]);
  }

  @Test
  void aCampaignsAgeIsToldInDoublingDays() {
    long[] begun = {0L, 1L, 2L, 3L, 4L, 7L, 8L, 1_000_000L};
    int[] ages = new int[begun.length];
    for (int i = 0; i < begun.length; i++) {
      Offer old = offer(THIRD_DAY_13_30 - begun[i] * 86_400_000L);
      encode(REQUEST, UserProfile.UNKNOWN, new Candidate(old, 1.0));
      ages[i] = candidateId("campaign.age");
    }
    encode(REQUEST, UserProfile.UNKNOWN, new Candidate(offer(0L), 1.0));
    int unknown = candidateId("campaign.age");

    assertThat(ages)
        .containsExactly(
            unknown + 1,
            unknown + 2,
            unknown + 3,
            unknown + 3,
            unknown + 4,
            unknown + 4,
            unknown + 5,
            unknown + 15);
  }

  @Test
  void interestsReachThePageAndTheProduct() {
    UserProfile profile =
        new UserProfile(
            Map.of(),
            0,
            0,
            0L,
            List.of(
                new CategoryAffinity("IAB2", 1.0, THIRD_DAY_13_30),
                new CategoryAffinity("IAB17", 6.0, THIRD_DAY_13_30 - 7 * 86_400_000L)));
    encode(REQUEST, profile, new Candidate(offer(0L, "IAB9", "IAB17", "IAB2"), 1.0));

    assertThat(requestFloats[4]).isEqualTo((float) Math.log(5.0));
    assertThat(candidateFloats[2]).as("6 halved and 1, of 1 + 4").isCloseTo(0.8f, within(1e-6f));

    encode(REQUEST, profile, new Candidate(offer(0L, "IAB9"), 1.0));

    assertThat(candidateFloats[2]).isZero();
  }

  @Test
  void theStrongestInterestComesFirst() {
    List<CategoryAffinity> affinities =
        List.of(new CategoryAffinity("IAB2", 1.0, 0L), new CategoryAffinity("IAB17", 6.0, 0L));
    int slot = SPEC.singleRequestIds();
    encode(REQUEST, new UserProfile(Map.of(), 0, 0, 0L, affinities), PlantedLog.candidate(1));
    int[] both = Arrays.copyOfRange(requestIds, slot, slot + FeatureEncoder.INTERESTS);
    encode(
        REQUEST,
        new UserProfile(Map.of(), 0, 0, 0L, affinities.subList(1, 2)),
        PlantedLog.candidate(1));

    assertThat(requestIds[slot]).isEqualTo(both[0]);
    assertThat(requestIds[slot + 1]).isNotEqualTo(both[1]).isEqualTo(both[2]);
  }

  @Test
  void anOfferIsToldFromAnEqualOneWithAnotherFate() {
    FeatureEncoder encoder = new FeatureEncoder();
    encoder.request(
        REQUEST, 0, UserProfile.UNKNOWN, THIRD_DAY_13_30, requestIds, 0, requestFloats, 0);
    encoder.candidate(new Candidate(offer(1L, "IAB17"), 1.0), candidateIds, 0, candidateFloats, 0);
    int[] first = candidateIds.clone();

    encoder.candidate(new Candidate(offer(1L, "IAB2"), 1.0), candidateIds, 0, candidateFloats, 0);
    assertThat(candidateIds).isNotEqualTo(first);
    encoder.candidate(new Candidate(offer(1L, "IAB17"), 1.0), candidateIds, 0, candidateFloats, 0);
    assertThat(candidateIds).isEqualTo(first);
  }

  @Test
  void userAgentsOfAllKindsFallIntoFamilies() {
    assertThat(UserAgent.browser("windows_ie")).isEqualTo("ie");
    assertThat(UserAgent.browser("Mozilla/5.0 (X11; Linux) Chrome/1 Safari/1 Edg/1"))
        .isEqualTo("edge");
    assertThat(UserAgent.browser("curl/8")).isEqualTo("other");
    assertThat(UserAgent.browser(null)).isNull();
    assertThat(UserAgent.system(null, "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X)"))
        .isEqualTo("ios");
    assertThat(UserAgent.system("Android", "whatever")).isEqualTo("android");
  }
}
