package io.paceline.job.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/** Reads the project's SQL files as Flink's SQL client does. */
final class SqlScripts {

  /** Tests run in the folder of their module. */
  private static final Path FOLDER = Path.of("..", "sql");

  private static final String SCHEMA = "schema.sql";
  private static final Pattern COMMENT = Pattern.compile("--[^\n]*");
  private static final Pattern SET = Pattern.compile("SET\\s+'([^']+)'\\s*=\\s*'([^']+)'");

  private SqlScripts() {}

  /** Names of all files but the schema. */
  static List<String> reports() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(SCHEMA))
          .sorted()
          .toList();
    }
  }

  /** The one query of a report. */
  static String query(String report) throws IOException {
    List<String> statements = statements(read(report));
    if (statements.size() != 1) {
      throw new IllegalArgumentException(
          report + " must hold one query, holds " + statements.size());
    }
    return statements.get(0);
  }

  /** Makes an environment and executes the schema in it. */
  static TableEnvironment environment() throws IOException {
    return environment(UnaryOperator.identity());
  }

  /**
   * Makes an environment and executes the schema in it, after {@code change} was applied to its
   * text.
   */
  static TableEnvironment environment(UnaryOperator<String> change) throws IOException {
    List<String> statements = statements(change.apply(read(SCHEMA)));
    Configuration settings = new Configuration();
    for (String statement : statements) {
      Matcher set = SET.matcher(statement);
      if (set.matches()) {
        settings.setString(set.group(1), set.group(2));
      }
    }
    TableEnvironment environment =
        TableEnvironment.create(
            EnvironmentSettings.newInstance().withConfiguration(settings).build());
    for (String statement : statements) {
      if (!SET.matcher(statement).matches()) {
        environment.executeSql(statement);
      }
    }
    return environment;
  }

  private static String read(String file) throws IOException {
    return Files.readString(FOLDER.resolve(file), StandardCharsets.UTF_8);
  }

  private static List<String> statements(String script) {
    return Stream.of(COMMENT.matcher(script).replaceAll("").split(";"))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }
}
