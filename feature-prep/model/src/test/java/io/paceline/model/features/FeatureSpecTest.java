package io.paceline.model.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FeatureSpecTest {

  private static final FeatureSpec BASE = spec(1, "hash", new Feature("site", 8, 1), "floor");

  private static FeatureSpec spec(int version, String hash, Feature feature, String number) {
    return new FeatureSpec(
        version,
        hash,
        List.of(feature),
        List.of(new Feature("campaign", 4, 1)),
        List.of(new Feature("cross", 16, 2)),
        List.of(number),
        List.of());
  }

  @Test
  void theFingerprintChangesWithEveryPart() {
    List<FeatureSpec> others =
        List.of(
            spec(2, "hash", new Feature("site", 8, 1), "floor"),
            spec(1, "other", new Feature("site", 8, 1), "floor"),
            spec(1, "hash", new Feature("page", 8, 1), "floor"),
            spec(1, "hash", new Feature("site", 9, 1), "floor"),
            spec(1, "hash", new Feature("site", 8, 2), "floor"),
            spec(1, "hash", new Feature("site", 8, 1), "clicks"));

    Stream<String> prints =
        Stream.concat(Stream.of(BASE), others.stream()).map(FeatureSpec::fingerprint);

    assertThat(prints).hasSize(7).doesNotHaveDuplicates().allMatch(p -> p.length() == 64);
  }

  @Test
  void equalSpecificationsHaveOneFingerprint() {
    assertThat(spec(1, "hash", new Feature("site", 8, 1), "floor").fingerprint())
        .isEqualTo(BASE.fingerprint());
  }

  /**
   * If this test fails, bundles that were trained before are refused. That is right only where the
   * features have changed.
   */
  @Test
  void theEncodersFingerprintIsPinned() {
    assertThat(FeatureEncoder.SPEC.fingerprint()).startsWith("51e14d5c5701f8ed");
  }

  @Test
  void tablesAreAsLongAsTheirBuckets() {
    assertThat(BASE.embeddingRows()).isEqualTo(12);
    assertThat(BASE.weightRows()).isEqualTo(28);
    assertThat(BASE.candidateIdCount()).isEqualTo(3);
    assertThat(BASE.candidateEmbeddingCount()).isEqualTo(1);
  }

  @Test
  void featuresOfSeveralIdsComeLast() {
    List<Feature> mixed = List.of(new Feature("segment", 8, 3), new Feature("site", 8, 1));

    assertThatThrownBy(
            () ->
                new FeatureSpec(
                    1, "hash", mixed, List.of(), List.of(), List.<String>of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("site");
  }

  @Test
  void aFeatureNeedsRoomBesideTheMissingValue() {
    assertThatThrownBy(() -> new Feature("x", 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
