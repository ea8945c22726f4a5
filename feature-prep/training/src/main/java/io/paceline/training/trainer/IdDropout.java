package io.paceline.training.trainer;

import io.paceline.model.features.FeatureEncoder;
import io.paceline.model.features.FeaturePlace;
import io.paceline.model.features.FeatureSpec;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes a share of the training rows those of campaigns and sites that nobody has seen before
 * (Volkovs, Yu and Poutanen, "DropoutNet: Addressing Cold Start in Recommender Systems", 2017):
 * their own ids become bucket 0, "unknown", and their statistics those of the unknown. So the other
 * features learn to do without, and bucket 0 learns what an unknown one is worth; training gives
 * its numbers to all buckets it has never met ({@link #fills}). Crosses of an unknown id weigh
 * nothing.
 */
final class IdDropout {

  private static final double SHARE = 0.05;

  /** Of the new campaigns, how many are of an advertiser not seen before either. */
  private static final double NEW_ADVERTISER = 0.5;

  private static final String ADVERTISER = "adomain";
  private static final List<String> OF_SITE =
      List.of(FeatureEncoder.SITE, "imp.tagid", "campaign x site.domain");
  private static final List<String> OF_CAMPAIGN =
      List.of(
          FeatureEncoder.CAMPAIGN,
          "creative",
          "campaign x site.domain",
          "campaign x site.category",
          "campaign x user.segment");

  /** Features whose bucket 0 stands for all values that training has not met. */
  private static final List<String> FILLED =
      List.of(FeatureEncoder.SITE, "imp.tagid", FeatureEncoder.CAMPAIGN, "creative", ADVERTISER);

  private final List<FeaturePlace> ofSite;
  private final List<FeaturePlace> ofCampaign;
  private final FeaturePlace advertiser;
  private final LevelTables levels;
  private final SplittableRandom random;

  IdDropout(FeatureSpec spec, LevelTables levels, long seed) {
    this.ofSite = OF_SITE.stream().map(spec::place).toList();
    this.ofCampaign = OF_CAMPAIGN.stream().map(spec::place).toList();
    this.advertiser = spec.place(ADVERTISER);
    this.levels = levels;
    this.random = new SplittableRandom(seed);
  }

  /** Whether bucket 0 of a feature stands for the values that training has not met. */
  static boolean fills(FeaturePlace place) {
    return FILLED.contains(place.feature().name());
  }

  /** What may be unknown. */
  enum Of {
    SITE,
    CAMPAIGN
  }

  /** Draws which rows of a batch lose their ids; each call draws anew. */
  void apply(EncodedExamples.RowBatch batch) {
    for (int row = 0; row < batch.rows; row++) {
      if (random.nextDouble() < SHARE) {
        forget(Of.SITE, batch, row);
        levels.forgetSite(batch, row);
      }
      if (random.nextDouble() < SHARE) {
        forget(Of.CAMPAIGN, batch, row);
        if (random.nextDouble() < NEW_ADVERTISER) {
          forget(advertiser, batch, row);
        }
        levels.forgetCampaign(batch, row);
      }
    }
  }

  /** Takes the ids of its site or campaign from a batch's row. */
  void forget(Of of, EncodedExamples.RowBatch batch, int row) {
    for (FeaturePlace place : of == Of.SITE ? ofSite : ofCampaign) {
      forget(place, batch, row);
    }
  }

  /** Where the id itself stands. */
  FeaturePlace place(Of of) {
    return (of == Of.SITE ? ofSite : ofCampaign).get(0);
  }

  private static void forget(FeaturePlace place, EncodedExamples.RowBatch batch, int row) {
    int[] ids = place.ofRequest() ? batch.requestIds : batch.candidateIds;
    int width = place.ofRequest() ? EncodedExamples.REQUEST_IDS : EncodedExamples.CANDIDATE_IDS;
    int from = row * width + place.slot();
    Arrays.fill(ids, from, from + place.feature().slots(), place.firstRow());
  }
}
