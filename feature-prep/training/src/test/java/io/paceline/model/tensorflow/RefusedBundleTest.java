package io.paceline.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.model.bundle.Bundle;
import io.paceline.model.bundle.BundleFixture;
import io.paceline.model.bundle.InvalidBundleException;
import io.paceline.model.bundle.InvalidBundleException.Kind;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.training.trainer.TrainedFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of bad bundle is refused with a message of its own. */
final class RefusedBundleTest {

  private static final SpeedLimit NEVER_FAST_ENOUGH = new SpeedLimit(60_000_000.0, -60_000_000.0);

  private static final String VARIABLES = "model/variables/variables.data-00000-of-00001";

  @TempDir static Path shared;
  @TempDir Path own;
  private static Path good;
  private Path bundle;

  @BeforeAll
  static void write() throws Exception {
    good = BundleFixture.write(shared);
  }

  @BeforeEach
  void copy() throws Exception {
    bundle = BundleFixture.copy(good, own.resolve("copy"));
  }

  private static InvalidBundleException refusal(Path folder) {
    return catchThrowableOfType(
        InvalidBundleException.class, () -> TensorFlowScorer.load(folder).close());
  }

  private InvalidBundleException refusal() {
    return refusal(bundle);
  }

  @Test
  void aTruncatedOne() throws Exception {
    byte[] bytes = Files.readAllBytes(bundle.resolve(VARIABLES));
    Files.write(bundle.resolve(VARIABLES), Arrays.copyOf(bytes, bytes.length - 1));

    assertThat(refusal().kind()).isEqualTo(Kind.DAMAGED);
    assertThat(refusal())
        .hasMessageContaining(VARIABLES + " has " + (bytes.length - 1) + " bytes instead of");
  }

  @Test
  void aMissingOne() {
    InvalidBundleException refusal = refusal(own.resolve("nowhere"));

    assertThat(refusal.kind()).isEqualTo(Kind.MISSING);
    assertThat(refusal).hasMessageContaining("nowhere is no bundle: it lacks bundle.json");
  }

  @Test
  void oneOfOtherFeatures() throws Exception {
    BundleFixture.edit(
        bundle.resolve("bundle.json"), FeatureEncoder.SPEC.fingerprint(), "0123456789abcdef");

    assertThat(refusal().kind()).isEqualTo(Kind.OTHER_FEATURES);
    assertThat(refusal()).hasMessageContaining("was trained with other features");
  }

  @Test
  void anotherOneThanWasAnnounced() throws Exception {
    AnnouncedBundle right = Bundle.load(bundle).announcement().bundle();
    TensorFlowScorer.load(right, false).close();

    InvalidBundleException version =
        refusal(new AnnouncedBundle("v0", right.path(), right.fingerprint()));
    assertThat(version.kind()).isEqualTo(Kind.OTHER_BUNDLE);
    assertThat(version).hasMessageContaining("copy has version v1 but was announced with v0;");

    String brief = right.fingerprint().substring(0, 8);
    InvalidBundleException features =
        refusal(new AnnouncedBundle(right.version(), right.path(), brief));
    assertThat(features.kind()).isEqualTo(Kind.OTHER_BUNDLE);
    assertThat(features)
        .hasMessageContaining(
            "has fingerprint " + right.fingerprint() + " but was announced with " + brief + ";");
  }

  private static InvalidBundleException refusal(AnnouncedBundle announced) {
    return catchThrowableOfType(
        InvalidBundleException.class, () -> TensorFlowScorer.load(announced, false).close());
  }

  @Test
  void oneWhoseSignatureNamesAnInputThatTheNetworkLacks() throws Exception {
    Path model = bundle.resolve("model/saved_model.pb");
    String bytes = Files.readString(model, StandardCharsets.ISO_8859_1);
    Files.writeString(
        model, bytes.replace("offer_index:0", "other_index:0"), StandardCharsets.ISO_8859_1);
    BundleFixture.bless(bundle, "model/saved_model.pb");

    assertThat(refusal().kind()).isEqualTo(Kind.DAMAGED);
    assertThat(refusal()).hasMessageContaining("TensorFlow cannot load the model of bundle");
  }

  @Test
  void oneThatComputesSomethingElse() throws Exception {
    float first = TrainedFixture.MODEL.golden().probability()[0];
    BundleFixture.edit(
        bundle.resolve("golden.json"), "\"probability\" : [ " + first, "\"probability\" : [ 0.75");
    BundleFixture.bless(bundle, "golden.json");

    assertThat(refusal().kind()).isEqualTo(Kind.OTHER_RESULTS);
    assertThat(refusal()).hasMessageContaining("on golden row 0 (click) where training gave 0.75");
  }

  @Test
  void oneThatIsTooSlowWhileAnotherIsInUse() throws Exception {
    InvalidBundleException refusal = slow(false, NEVER_FAST_ENOUGH);

    assertThat(refusal.kind()).isEqualTo(Kind.TOO_SLOW);
    assertThat(refusal)
        .hasMessageMatching(
            "the model of bundle .*copy takes [0-9,]+ µs for 1 candidates \\(median of 21 calls\\),"
                + " at most 0 are allowed; train a smaller one or relieve the machine");
  }

  @Test
  void theFirstOneIsTakenHoweverSlowItIs() throws Exception {
    assertThat(slow(true, NEVER_FAST_ENOUGH)).isNull();
  }

  @Test
  void whatIsFastEnoughIsNotRefused() throws Exception {
    assertThat(slow(false, new SpeedLimit(60_000_000.0, 0.0))).isNull();
    assertThat(SpeedLimit.DEFAULT.micros(50)).isEqualTo(1_500.0);
    assertThat(SpeedLimit.DEFAULT.micros(1_000)).isEqualTo(11_000.0);
  }

  private InvalidBundleException slow(boolean first, SpeedLimit limit) throws Exception {
    AnnouncedBundle announced = Bundle.load(bundle).announcement().bundle();
    return catchThrowableOfType(
        InvalidBundleException.class, () -> TensorFlowScorer.load(announced, first, limit).close());
  }

  @Test
  void anEarlierBuildsOne() throws Exception {
    Files.writeString(bundle.resolve("bundle.json"), "{\"format\": 2}");

    assertThat(refusal().kind()).isEqualTo(Kind.OTHER_FORMAT);
    assertThat(refusal()).hasMessageContaining("has format 2, this build reads format 7");
  }
}
