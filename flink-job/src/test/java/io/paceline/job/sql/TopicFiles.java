package io.paceline.job.sql;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paceline.job.kafka.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * The tables of {@code sql/schema.sql} over files in place of Kafka. Each topic is a file with one
 * record per line, and Kafka's metadata of a record are fields of the record.
 */
final class TopicFiles {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final TableEnvironment tables;
  private long offset;

  private TopicFiles(Path folder) throws IOException {
    this.folder = folder;
    for (Topic topic : Topic.values()) {
      Files.createFile(folder.resolve(topic.topicName()));
    }
    tables = SqlScripts.environment(this::fromFiles);
  }

  static TopicFiles empty(Path folder) throws IOException {
    return new TopicFiles(folder);
  }

  void write(Topic topic, byte[] value) throws IOException {
    ObjectNode record = (ObjectNode) JSON.readTree(value);
    record.put("kafkaOffset", offset++);
    record.put("kafkaTime", "2026-03-02 12:00:00Z");
    record.putObject("kafkaHeaders").put("exchange", "acme".getBytes(StandardCharsets.UTF_8));
    writeLine(topic, JSON.writeValueAsString(record));
  }

  void writeLine(Topic topic, String line) throws IOException {
    Files.writeString(
        folder.resolve(topic.topicName()),
        line + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.APPEND);
  }

  List<Row> run(String query) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> results = tables.executeSql(query).collect()) {
      results.forEachRemaining(rows::add);
    }
    return rows;
  }

  /**
   * For each record, returns one {@code line} with the name of its table and the columns that are
   * null. One query does this for all tables, because each query starts a job.
   */
  List<Row> emptyColumns() throws Exception {
    List<String> queries = new ArrayList<>();
    for (String table : tables.listTables()) {
      if (!table.equals("topics")) {
        String empty =
            tables.from(table).getResolvedSchema().getColumnNames().stream()
                .map(name -> "CASE WHEN `" + name + "` IS NULL THEN '" + name + "' END")
                .collect(Collectors.joining(", "));
        queries.add(
            "SELECT '" + table + ": ' || CONCAT_WS(', ', " + empty + ") AS line FROM " + table);
      }
    }
    return run(String.join(" UNION ALL ", queries));
  }

  private String fromFiles(String schema) {
    return schema
        .replace("'connector' = 'kafka'", "'connector' = 'filesystem'")
        .replaceAll("\\s*'(properties|scan)\\.[^']+' = '[^']+',", "")
        .replaceAll("'topic' = '([^']+)'", "'path' = '" + folder.toUri() + "$1'")
        .replaceAll(" METADATA FROM '[^']+' VIRTUAL", "");
  }
}
