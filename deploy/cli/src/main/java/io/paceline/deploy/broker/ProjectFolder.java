package io.paceline.deploy.broker;

import io.paceline.deploy.cli.UserFacingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the folder of the checkout, which holds the broker's class path. */
final class ProjectFolder {
  /** System property with the checkout's folder; the launcher script sets it. */
  private static final String PROPERTY = "paceline.home";

  private ProjectFolder() {}

  /**
   * The checkout's folder: the system property where set, else the first folder from the working
   * directory upwards that holds {@code deploy/broker}.
   *
   * @throws UserFacingException where there is no such folder
   */
  static Path find() {
    String home = System.getProperty(PROPERTY);
    Path start = Path.of(home == null ? "" : home).toAbsolutePath();
    for (Path folder = start; folder != null; folder = home == null ? folder.getParent() : null) {
      if (Files.isDirectory(folder.resolve("deploy").resolve("broker"))) {
        return folder;
      }
    }
    throw new UserFacingException(
        start + " is not in a checkout of Paceline: run ./paceline from the project's root");
  }
}
