package io.paceline.deploy.broker;

import io.paceline.deploy.cli.UserFacingException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The class path of module {@code deploy/broker}, as its build wrote it. */
final class BrokerClassPath {
  private BrokerClassPath() {}

  /**
   * The class path in the form that {@code java -cp} takes.
   *
   * @throws UserFacingException where the module has not been built
   */
  static String read(Path projectFolder) {
    Path target = projectFolder.resolve("deploy").resolve("broker").resolve("target");
    Path classes = target.resolve("classes");
    Path file = target.resolve("classpath.txt");
    if (!Files.isRegularFile(file) || !Files.isDirectory(classes)) {
      throw new UserFacingException(
          "the Kafka broker is not built ("
              + file
              + " is missing): run mvn -q -pl deploy/broker process-classes");
    }
    try {
      return classes + File.pathSeparator + Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UserFacingException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
