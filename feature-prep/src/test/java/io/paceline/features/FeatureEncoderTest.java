package io.paceline.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.eligibility.Candidate;
import io.paceline.openrtb.BidRequest;
import io.paceline.openrtb.Device;
import io.paceline.openrtb.Imp;
import io.paceline.openrtb.Regs;
import io.paceline.openrtb.User;
import io.paceline.profile.UserProfile;
import io.paceline.training.PlantedLog;
import java.util.Arrays;
import java.util.List;
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
    encode(REQUEST, PlantedLog.profile(), PlantedLog.candidate(1));

    assertThat(requestIds)
        .containsExactly(
            35, 8254, 16448, 17713, 20975, 22081, 22093, 22108, 22141, 22393, 22422, 22436, 31200,
            39410, 38926, 38825, 38825, 38825);
    assertThat(candidateIds)
        .containsExactly(
            44474, 52904, 53195, 74088, 119721, 234699, 233887, 185257, 185257, 185257);
    assertThat(requestFloats)
        .containsExactly(
            (float) Math.log(6.0),
            (float) Math.log(8.0),
            (float) Math.log(2.0),
            (float) (1 / (1 + 51.5)));
    assertThat(candidateFloats).containsExactly((float) Math.log(4.0), (float) Math.log(2.0));
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
            List.of(new Imp("1", null, 0L, "EUR", null, false, false)),
            null,
            new Device(null, null, null, null, null, null, null, false),
            new User(null, null, List.of()),
            new Regs(false, false),
            BidRequest.SECOND_PRICE,
            100,
            List.of(),
            List.of(),
            List.of(),
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
            new Regs(false, true),
            REQUEST.at(),
            REQUEST.tmaxMillis(),
            REQUEST.cur(),
            REQUEST.bcat(),
            REQUEST.badv(),
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
    assertThat(new float[] {floats[0], floats[1], floats[6], floats[7]}).containsOnly(-1f);
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
