package io.paceline.deploy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Checks the values of options. Each fault is one sentence that names the option and says what it
 * must be.
 */
public final class OptionCheck {
  private static final Path HERE = Path.of(".");

  private final CommandSpec spec;

  /** Checks the options of a command. */
  public OptionCheck(CommandSpec spec) {
    this.spec = spec;
  }

  /** Refuses a value outside of {@code min} to {@code max}, and NaN; both bounds are allowed. */
  public void range(String option, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw fault(
          option + " must be from " + plain(min) + " to " + plain(max) + ", got " + plain(value));
    }
  }

  /** Refuses a file that is not there or not readable; null is allowed. */
  public void readableFile(String option, @Nullable Path file) {
    if (file != null && !(Files.isRegularFile(file) && Files.isReadable(file))) {
      throw fault(option + ": there is no readable file " + file);
    }
  }

  /**
   * Refuses a folder that cannot be written into. A missing folder is allowed: the command creates
   * it.
   */
  public void folder(String option, Path folder) {
    // The path itself, or where it is missing the nearest path above it, must be a folder.
    Path above = folder;
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    if (above == null) {
      above = HERE;
    }
    if (!Files.isDirectory(above)) {
      throw fault(option + ": " + above + " is a file, not a folder");
    }
    if (!Files.isWritable(above)) {
      throw fault(option + ": " + above + " is not writable");
    }
  }

  /** Refuses a folder that exists already or cannot be written into. */
  public void newFolder(String option, Path folder) {
    folder(option, folder);
    // A path such as missing/.. does not exist, but the folder that it names does.
    if (Files.exists(folder.normalize())) {
      throw fault(option + ": " + folder + " exists already: give a folder that does not");
    }
  }

  /**
   * Refuses a file that cannot be written or replaced; null is allowed, and so are missing folders
   * above the file: the command creates them.
   */
  public void file(String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    if (Files.isDirectory(file)) {
      throw fault(option + ": " + file + " is a folder, not a file");
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw fault(option + ": " + file + " is not writable");
    }
    folder(option, file.getParent() == null ? HERE : file.getParent());
  }

  /**
   * Refuses a file that is written where another option names the same file, because what that
   * option reads or writes there would be lost.
   *
   * @param written the file that is written; null is allowed
   * @param files the files of the other option
   */
  public void apart(String option, @Nullable Path written, String other, List<Path> files) {
    for (Path file : files) {
      if (written != null && areSame(written, file)) {
        throw fault(option + ": " + written + " is the file of " + other + ": give another");
      }
    }
  }

  private static boolean areSame(Path one, Path other) {
    try {
      if (Files.exists(one) && Files.exists(other)) {
        return Files.isSameFile(one, other);
      }
    } catch (IOException e) {
      // The names have to do then.
    }
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  /**
   * Refuses the command line, with the sentence {@code otherwise}, unless {@code holds} is true.
   */
  public void that(boolean holds, String otherwise) {
    if (!holds) {
      throw fault(otherwise);
    }
  }

  /** Refuses a folder that does not exist; null is allowed. */
  public void existingFolder(String option, @Nullable Path folder) {
    if (folder != null && !Files.isDirectory(folder)) {
      throw fault(option + ": there is no folder " + folder);
    }
  }

  /** Refuses two options that were both given on the command line. */
  public void notTogether(String one, String other, String why) {
    if (given(one) && given(other)) {
      throw fault(other + " cannot be used with " + one + ": " + why);
    }
  }

  /** Whether an option stands on the command line. */
  public boolean given(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private ParameterException fault(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String plain(double value) {
    return new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(value);
  }
}
