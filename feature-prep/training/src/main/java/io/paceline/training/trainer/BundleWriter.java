package io.paceline.training.trainer;

import io.paceline.model.bundle.BundleFiles;
import io.paceline.model.bundle.BundleManifest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a trained model as a bundle: a folder with {@code bundle.json}, {@code golden.json} and
 * the SavedModel {@code model/}.
 */
public final class BundleWriter {

  private BundleWriter() {}

  /**
   * Writes the bundle to a draft folder beside its target and moves the draft into place at the
   * end, so that a reader never sees half a bundle.
   *
   * @param folder the target, which must not exist; missing parent folders are created
   * @param version unique name of the bundle
   * @param createdAtMillis wall time
   * @param trainedOn what the model was trained on, as a text for people
   * @throws FileAlreadyExistsException where the target exists: bundles are never changed
   * @throws IOException where it cannot be written
   */
  public static void write(
      TrainedModel trained, Path folder, String version, long createdAtMillis, String trainedOn)
      throws IOException {
    Path target = folder.toAbsolutePath();
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Files.createDirectories(target.getParent());
    Path draft = Files.createTempDirectory(target.getParent(), target.getFileName() + ".draft");
    try {
      SavedModelExport.write(trained, draft.resolve(BundleManifest.MODEL));
      BundleFiles.JSON.writeValue(draft.resolve(BundleManifest.GOLDEN).toFile(), trained.golden());
      Map<String, BundleManifest.FileCheck> files = new TreeMap<>();
      for (Path file : BundleFiles.below(draft)) {
        files.put(BundleFiles.name(draft, file), BundleFiles.check(file));
      }
      BundleManifest manifest =
          BundleManifest.of(
              version,
              createdAtMillis,
              trainedOn,
              trained.features(),
              trained.heads(),
              trained.curves(),
              trained.traffic(),
              trained.quality(),
              files);
      BundleFiles.JSON.writeValue(draft.resolve(BundleManifest.FILE).toFile(), manifest);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      BundleFiles.deleteTree(draft);
    }
  }
}
