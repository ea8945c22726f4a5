package io.paceline.model.bundle;

import io.paceline.training.trainer.BundleWriter;
import io.paceline.training.trainer.TrainedFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A good bundle on disk, and copies of it to damage. */
public final class BundleFixture {

  private BundleFixture() {}

  /** Writes the shared model as a bundle. */
  public static Path write(Path parent) throws IOException {
    Path folder = parent.resolve("bundles").resolve("v1");
    BundleWriter.write(TrainedFixture.MODEL, folder, "v1", 1_700_000_000_000L, "planted log");
    return folder;
  }

  /** Copies a bundle. */
  public static Path copy(Path bundle, Path target) throws IOException {
    try (Stream<Path> paths = Files.walk(bundle)) {
      paths.forEach(
          path -> {
            try {
              Files.copy(path, target.resolve(bundle.relativize(path).toString()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return target;
  }

  /** Replaces text in one file and leaves the check sums in the manifest as they are. */
  public static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(from)) {
      throw new AssertionError(file + " lacks " + from);
    }
    Files.writeString(file, text.replace(from, to));
  }

  /** Writes length and check sum of a file that a test has changed into the manifest. */
  public static void bless(Path bundle, String name) throws IOException {
    Path manifest = bundle.resolve(BundleManifest.FILE);
    BundleManifest old = BundleFiles.JSON.readValue(manifest.toFile(), BundleManifest.class);
    BundleManifest.FileCheck check = old.files().get(name);
    BundleManifest.FileCheck now = BundleFiles.check(bundle.resolve(name));
    String text = Files.readString(manifest);
    Files.writeString(
        manifest,
        text.replace(check.sha256(), now.sha256())
            .replace("\"bytes\" : " + check.bytes(), "\"bytes\" : " + now.bytes()));
  }
}
