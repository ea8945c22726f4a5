package io.paceline.job.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.job.kafka.Topic;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans every SQL file against the schema with the Kafka connector; this needs no broker. */
class SqlPlanTest {

  /**
   * Topics that the schema has no table for: bundles are announced rarely, and no report reads the
   * announcements.
   */
  private static final Set<Topic> WITHOUT_TABLE = Set.of(Topic.MODELS);

  private static TableEnvironment tables;

  @BeforeAll
  static void executeTheSchema() throws IOException {
    tables = SqlScripts.environment();
  }

  static List<String> reports() throws IOException {
    return SqlScripts.reports();
  }

  @ParameterizedTest
  @MethodSource("reports")
  void aReportCanBePlanned(String report) throws IOException {
    assertThat(report).endsWith(".sql");

    assertThat(tables.explainSql(SqlScripts.query(report))).contains("TableSourceScan");
  }

  static Stream<String> tablesAndViews() {
    // The table "topics" holds the settings that all tables share and belongs to no topic.
    return Stream.of(tables.listTables()).filter(name -> !name.equals("topics"));
  }

  @ParameterizedTest
  @MethodSource("tablesAndViews")
  void aTableCanBePlanned(String table) {
    assertThat(tables.explainSql("SELECT * FROM " + table)).contains("TableSourceScan");
  }

  @Test
  void everyTopicHasATable() {
    Set<String> topics =
        Stream.of(Topic.values())
            .filter(topic -> !WITHOUT_TABLE.contains(topic))
            .map(topic -> topic.topicName().replace('-', '_'))
            .collect(Collectors.toSet());

    assertThat(tables.listTables()).containsAll(topics);
  }

  @Test
  void aTableReadsTheTopicOfItsName() {
    for (Topic topic : Topic.values()) {
      if (!WITHOUT_TABLE.contains(topic)) {
        String table = topic.topicName().replace('-', '_');

        assertThat(tables.executeSql("SHOW CREATE TABLE " + table).collect().next().toString())
            .contains("'topic' = '" + topic.topicName() + "'");
      }
    }
  }

  @Test
  void aColumnThatDoesNotExistIsRefused() throws IOException {
    String broken =
        SqlScripts.query("spend_and_pace.sql").replace("b.targetSpendShare", "b.planShares");

    assertThatThrownBy(() -> tables.explainSql(broken))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("planShares");
  }
}
