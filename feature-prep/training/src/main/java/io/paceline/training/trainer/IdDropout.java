package io.paceline.training.trainer;

import io.paceline.model.features.FeatureEncoder;
import io.paceline.model.features.FeaturePlace;
import io.paceline.model.features.FeatureSpec;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Turns the campaign or the site of a share of the training rows into one that was never seen
 * before (Volkovs, Yu and Poutanen, "DropoutNet: Addressing Cold Start in Recommender Systems",
 * 2017): its ids become bucket 0, "unknown", and its statistics those of an unknown one. So the
 * other features learn to do without the ids, and bucket 0 learns what an unknown campaign or site
 * is worth. {@link Centring} later copies the weights of bucket 0 to all buckets that training has
 * never met ({@link #fills}). Crosses of an unknown id have weight 0.
 */
final class IdDropout {

  private static final double SHARE = 0.05;

  /** Share of the campaigns made unknown whose advertiser becomes unknown as well. */
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

  /** The two things whose ids dropout may remove. */
  enum Subject {
    SITE,
    CAMPAIGN
  }

  /** Draws which rows of a batch lose their ids; each call draws anew. */
  void apply(EncodedExamples.RowBatch batch) {
    for (int row = 0; row < batch.rows; row++) {
      if (random.nextDouble() < SHARE) {
        forget(Subject.SITE, batch, row);
        levels.forgetSite(batch, row);
      }
      if (random.nextDouble() < SHARE) {
        forget(Subject.CAMPAIGN, batch, row);
        if (random.nextDouble() < NEW_ADVERTISER) {
          forget(advertiser, batch, row);
        }
        levels.forgetCampaign(batch, row);
      }
    }
  }

  /** Removes the ids of the site or the campaign from a row of a batch. */
  void forget(Subject subject, EncodedExamples.RowBatch batch, int row) {
    for (FeaturePlace place : subject == Subject.SITE ? ofSite : ofCampaign) {
      forget(place, batch, row);
    }
  }

  /** The feature that holds the id of the site or campaign itself. */
  FeaturePlace place(Subject subject) {
    return (subject == Subject.SITE ? ofSite : ofCampaign).get(0);
  }

  private static void forget(FeaturePlace place, EncodedExamples.RowBatch batch, int row) {
    int[] ids = place.ofRequest() ? batch.requestIds : batch.candidateIds;
    int width = place.ofRequest() ? EncodedExamples.REQUEST_IDS : EncodedExamples.CANDIDATE_IDS;
    int from = row * width + place.slot();
    Arrays.fill(ids, from, from + place.feature().slots(), place.firstRow());
  }
}
