package io.paceline.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paceline.core.pacing.TrafficWeek;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.ModelAnnouncement;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.training.trainer.BundleWriter;
import io.paceline.training.trainer.TrainedFixture;
import io.paceline.training.trainer.TrainedModel;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BundleTest {

  @TempDir static Path shared;
  @TempDir Path own;
  private static Path good;
  private Path bundle;

  @BeforeAll
  static void write() throws IOException {
    good = BundleFixture.write(shared);
  }

  @BeforeEach
  void copy() throws IOException {
    bundle = BundleFixture.copy(good, own.resolve("copy"));
  }

  @Test
  void whatWasWrittenIsRead() throws Exception {
    TrainedModel model = TrainedFixture.MODEL;

    Bundle read = Bundle.load(bundle);

    assertThat(read.version()).isEqualTo("v1");
    assertThat(read.heads()).isEqualTo(model.heads());
    assertThat(read.curves()).isEqualTo(model.curves());
    assertThat(read.traffic().dayShares()).isEqualTo(model.traffic().dayShares());
    assertThat(read.quality()).isEqualTo(model.quality());
    assertThat(read.golden().rows()).isEqualTo(64);
    assertThat(read.golden().probability()).isEqualTo(model.golden().probability());
    assertThat(read.golden().candidateIds()).isEqualTo(model.golden().candidateIds());
  }

  @Test
  void theAnnouncementSaysWhereTheBundleLies() throws Exception {
    ModelAnnouncement announcement = Bundle.load(bundle).announcement();

    assertThat(announcement.version()).isEqualTo("v1");
    assertThat(announcement.path()).isEqualTo(bundle.toAbsolutePath().toString());
    assertThat(announcement.fingerprint()).isEqualTo(FeatureEncoder.SPEC.fingerprint());
    assertThat(announcement.trafficShares()).hasSize(96);
  }

  @Test
  void aBundleOfBeforeThereWereWeekdaysIsReadAsEver() throws Exception {
    ObjectNode manifest = (ObjectNode) BundleFiles.JSON.readTree(manifest().toFile());
    manifest.remove("weekShares");
    BundleFiles.JSON.writeValue(manifest().toFile(), manifest);

    Bundle read = Bundle.load(bundle);

    assertThat(read.traffic().week()).isNull();
    assertThat(read.announcement().weekShares()).isNull();
    assertThat(read.announcement().trafficShares()).hasSize(96);
  }

  @Test
  void aBundlesWeekIsAnnounced() throws Exception {
    ObjectNode manifest = (ObjectNode) BundleFiles.JSON.readTree(manifest().toFile());
    manifest.set("weekShares", BundleFiles.JSON.valueToTree(TrafficWeek.uniform().shares()));
    BundleFiles.JSON.writeValue(manifest().toFile(), manifest);

    assertThat(Bundle.load(bundle).announcement().weekShares())
        .isEqualTo(TrafficWeek.uniform().shares());
  }

  @Test
  void aDamagedWeekIsRefused() throws Exception {
    ObjectNode manifest = (ObjectNode) BundleFiles.JSON.readTree(manifest().toFile());
    manifest.putArray("weekShares").add(7);
    BundleFiles.JSON.writeValue(manifest().toFile(), manifest);

    assertRefused(bundle, "has a damaged week: a week of traffic has 672 shares, not 1");
  }

  @Test
  void theManifestTellsWhenAndOnWhatTheModelWasTrained() throws Exception {
    ObjectNode manifest = (ObjectNode) BundleFiles.JSON.readTree(manifest().toFile());

    assertThat(manifest.path("createdAtMillis").longValue()).isEqualTo(1_700_000_000_000L);
    assertThat(manifest.path("trainedOn").textValue()).isEqualTo("planted log");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "heads", "marketCurves", "trafficShares", "quality", "files"})
  void aManifestWithANullPartIsRefused(String part) throws Exception {
    ObjectNode manifest = (ObjectNode) BundleFiles.JSON.readTree(manifest().toFile());
    manifest.putNull(part);
    BundleFiles.JSON.writeValue(manifest().toFile(), manifest);

    assertRefused(bundle, "bundle.json is damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"objective", "calibration", "means", "quality"})
  void aHeadWithANullPartIsRefused(String part) throws Exception {
    ObjectNode manifest = (ObjectNode) BundleFiles.JSON.readTree(manifest().toFile());
    ((ObjectNode) manifest.path("heads").path(0)).putNull(part);
    BundleFiles.JSON.writeValue(manifest().toFile(), manifest);

    assertRefused(bundle, "bundle.json is damaged");
  }

  @Test
  void trafficSharesThatAreNoDayAreRefused() throws Exception {
    ObjectNode manifest = (ObjectNode) BundleFiles.JSON.readTree(manifest().toFile());
    ((ArrayNode) manifest.path("trafficShares")).set(7, -0.5);
    BundleFiles.JSON.writeValue(manifest().toFile(), manifest);

    assertRefused(bundle, "has a damaged day: share 7 of a traffic curve must be 0 or more");
  }

  @Test
  void aGoldenBatchThatLacksValuesIsRefused() throws Exception {
    ObjectNode golden =
        (ObjectNode) BundleFiles.JSON.readTree(bundle.resolve("golden.json").toFile());
    golden.putArray("requestIds").add(1);
    BundleFiles.JSON.writeValue(bundle.resolve("golden.json").toFile(), golden);
    BundleFixture.bless(bundle, "golden.json");

    assertRefused(bundle, "golden.json lacks values of its rows; train again");
  }

  @Test
  void aGoldenBatchThatIsNullIsRefused() throws Exception {
    Files.writeString(bundle.resolve("golden.json"), "null");
    BundleFixture.bless(bundle, "golden.json");

    assertRefused(bundle, "golden.json holds nothing; copy the bundle again");
  }

  @Test
  void anAnnouncedPathThatIsNoneIsRefused() {
    assertThatThrownBy(() -> Bundle.load(new AnnouncedBundle("v1", "models/\0", "0123")))
        .isInstanceOf(InvalidBundleException.class)
        .hasMessageContaining("is no path; announce the folder that training wrote");
  }

  private Path manifest() {
    return bundle.resolve("bundle.json");
  }

  @Test
  void aBundleIsNeverOverwritten() {
    assertThatThrownBy(
            () -> BundleWriter.write(TrainedFixture.MODEL, bundle, "v2", 0L, "planted log"))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void nothingButTheBundleIsLeftBehind() throws IOException {
    try (Stream<Path> siblings = Files.list(good.getParent())) {
      assertThat(siblings).containsExactly(good);
    }
  }

  @Test
  void aFolderWithoutManifestIsNoBundle() {
    assertRefused(own.resolve("nowhere"), "is no bundle: it lacks bundle.json");
  }

  @Test
  void aTruncatedManifestIsRefused() throws IOException {
    truncate("bundle.json");

    assertRefused(bundle, "bundle.json is damaged (line ");
  }

  @Test
  void aManifestWithoutItsPartsIsRefused() throws IOException {
    Files.writeString(bundle.resolve("bundle.json"), "{\"format\": " + BundleManifest.FORMAT + "}");

    assertRefused(bundle, "bundle.json is damaged");
  }

  @Test
  void aTruncatedModelIsRefused() throws IOException {
    truncate("model/variables/variables.data-00000-of-00001");

    assertRefused(bundle, "bytes instead of");
  }

  @Test
  void aMissingFileIsRefused() throws IOException {
    Files.delete(bundle.resolve("model/saved_model.pb"));

    assertRefused(bundle, "lacks model/saved_model.pb");
  }

  @Test
  void aChangedFileIsRefused() throws IOException {
    BundleFixture.edit(bundle.resolve("golden.json"), "\"rows\" : 64", "\"rows\" : 63");

    assertRefused(bundle, "golden.json was changed after training");
  }

  @Test
  void aBundleOfOtherFeaturesIsRefused() throws IOException {
    BundleFixture.edit(
        bundle.resolve("bundle.json"), FeatureEncoder.SPEC.fingerprint(), "0123456789abcdef");

    assertRefused(bundle, "was trained with other features (fingerprint 01234567)");
  }

  @Test
  void anEarlierFormatIsRefusedByItsNumberAndNotForWhatItLacks() throws IOException {
    Files.writeString(bundle.resolve("bundle.json"), "{\"format\": 2, \"quality\": {}}");

    assertRefused(
        bundle, "has format 2, this build reads format " + BundleManifest.FORMAT + "; train again");
  }

  @Test
  void aLaterFormatIsRefused() throws IOException {
    int later = BundleManifest.FORMAT + 1;
    BundleFixture.edit(
        bundle.resolve("bundle.json"),
        "\"format\" : " + BundleManifest.FORMAT,
        "\"format\" : " + later);

    assertRefused(
        bundle, "has format " + later + ", this build reads format " + BundleManifest.FORMAT);
  }

  private void truncate(String name) throws IOException {
    Path file = bundle.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  private static void assertRefused(Path folder, String reason) {
    assertThatThrownBy(() -> Bundle.load(folder))
        .isInstanceOf(InvalidBundleException.class)
        .hasMessageContaining(folder.toAbsolutePath().toString())
        .hasMessageContaining(reason);
  }
}
