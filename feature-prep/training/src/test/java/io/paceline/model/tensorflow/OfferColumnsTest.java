package io.paceline.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Objective;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.Candidates;
import io.paceline.core.eligibility.Offer;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.profile.UserProfile;
import io.paceline.model.bundle.Bundle;
import io.paceline.model.bundle.BundleFixture;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.training.trainer.PlantedLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfferColumnsTest {

  private static final long DAY_MILLIS = 86_400_000L;
  private static final long FLIGHT_START = 20_000 * DAY_MILLIS;
  private static final int IDS = FeatureEncoder.SPEC.candidateIdCount();
  private static final int FLOATS = FeatureEncoder.SPEC.candidateFloats().size();

  private final FeatureEncoder inColumns = new FeatureEncoder();
  private final FeatureEncoder oneByOne = new FeatureEncoder();

  @Test
  void anOfferMeetsEachRequestAsTheEncoderAloneHasIt(@TempDir Path folder) throws Exception {
    Bundle bundle = Bundle.load(BundleFixture.write(folder));
    LoadedModel model = LoadedModel.load(bundle);
    try (OfferTable table = new OfferTable(model)) {
      Candidates offers = offers();
      CrossWeights weights = weights();
      OfferColumns columns = new OfferColumns(offers.book(), bundle, inColumns, table, weights);

      for (int day : new int[] {0, 1, 9, 2}) {
        BidRequest request =
            PlantedLog.request("r", "site" + day + ".example", List.of("s" + day, "s7"));
        UserProfile profile = day == 1 ? UserProfile.UNKNOWN : PlantedLog.profile();
        long now = FLIGHT_START + day * DAY_MILLIS;
        read(inColumns, request, profile, now);
        columns.nextRequest();
        read(oneByOne, request, profile, now);
        for (int i = 0; i < offers.size(); i++) {
          assertMeetsTheSame(columns, table, weights, offers, i);
        }
      }
    } finally {
      model.release();
    }
  }

  private void assertMeetsTheSame(
      OfferColumns columns, OfferTable table, CrossWeights weights, Candidates offers, int index) {
    int[] expectedIds = new int[IDS];
    float[] expectedFloats = new float[FLOATS];
    oneByOne.candidate(offers.get(index), expectedIds, 0, expectedFloats, 0);
    float[] meeting = new float[1 + FLOATS];

    long place = columns.place(offers.number(index));
    columns.meeting(offers.number(index), place, meeting, 0);
    int row = table.idsAt(OfferColumns.row(place));

    assertThat(Arrays.copyOfRange(table.ids(), row, row + OfferTable.IDS))
        .isEqualTo(Arrays.copyOf(expectedIds, OfferTable.IDS));
    assertThat(meeting[0])
        .isEqualTo(weights.sum(expectedIds, OfferTable.IDS, IDS - OfferTable.IDS));
    assertThat(Arrays.copyOfRange(meeting, 1, 1 + FLOATS)).isEqualTo(expectedFloats);
  }

  /**
   * Makes weights that all differ. They are multiples of an eighth, so that their sum is exact in
   * any order.
   */
  private static CrossWeights weights() {
    float[] weights =
        new float[FeatureEncoder.SPEC.weightRows() - FeatureEncoder.SPEC.embeddingRows()];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = (row + 1) / 8f;
    }
    return new CrossWeights(weights);
  }

  /**
   * Makes offers of which some share all their categories and some only the main one. The user of
   * {@link PlantedLog#profile} has seen the campaign of one of them.
   */
  private static Candidates offers() {
    List<List<String>> categories =
        Arrays.asList(
            List.of("IAB17"),
            List.of("IAB17"),
            List.of("IAB17", "IAB9"),
            List.of(),
            List.of("IAB2"));
    List<Candidate> offers = new ArrayList<>();
    for (int i = 0; i < categories.size(); i++) {
      offers.add(
          new Candidate(
              new Offer(
                  "c" + i,
                  "budget",
                  "banner",
                  "shop.example",
                  categories.get(i),
                  300,
                  250,
                  FLIGHT_START,
                  Objective.CLICK,
                  i),
              1.0));
    }
    return Candidates.of(offers);
  }

  private static void read(
      FeatureEncoder encoder, BidRequest request, UserProfile profile, long campaignMillis) {
    encoder.request(
        request,
        0,
        profile,
        campaignMillis,
        new int[FeatureEncoder.SPEC.requestIdCount()],
        0,
        new float[FeatureEncoder.SPEC.requestFloats().size()],
        0);
  }
}
