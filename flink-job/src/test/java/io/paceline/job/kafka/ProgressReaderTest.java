package io.paceline.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.job.ManualClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProgressReaderTest {

  private static final long NOON = 1_000_000;

  private final FakeReader records = new FakeReader();
  private final ReadProgress progress =
      new ReadProgress("notices", new OneEnd(2), ManualClock.at(NOON), 250);
  private final ProgressReader reader = new ProgressReader(records, progress);
  private final Output output = new Output();

  /** A topic of one partition. */
  private record OneEnd(long end) implements TopicEnds {
    @Override
    public Map<Integer, Long> ends() {
      return Map.of(0, end);
    }

    @Override
    public boolean isEmpty(int partition, long from, long to) {
      return false;
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }

  /** Reads what the test gives it, one record at a time, as the Kafka reader does. */
  private static final class FakeReader implements SourceReader<RawRecord, KafkaPartitionSplit> {
    final ArrayDeque<RawRecord> waiting = new ArrayDeque<>();
    final CompletableFuture<Void> available = new CompletableFuture<>();
    final List<KafkaPartitionSplit> splits = new ArrayList<>();
    private SourceOutput<RawRecord> split;

    @Override
    public void start() {
      // It is driven by the test.
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> to) {
      if (waiting.isEmpty()) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      if (split == null) {
        split = to.createOutputForSplit("notices-0");
      }
      split.collect(waiting.remove(), 1);
      return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
      return splits;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return available;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> added) {
      splits.addAll(added);
    }

    @Override
    public void notifyNoMoreSplits() {
      // The test's reader does not end.
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }

  /** What left, in order: offsets of records, and watermarks. */
  private static final class Output implements ReaderOutput<RawRecord> {
    final List<Object> left = new ArrayList<>();

    @Override
    public void collect(RawRecord record) {
      left.add(record.offset());
    }

    @Override
    public void collect(RawRecord record, long timestamp) {
      left.add(record.offset());
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      left.add(watermark);
    }

    @Override
    public void markIdle() {
      left.add("idle");
    }

    @Override
    public void markActive() {
      left.add("active");
    }

    @Override
    public SourceOutput<RawRecord> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      left.add("released");
    }
  }

  private void add(long offset) {
    records.waiting.add(RawRecord.withoutKey("notices", 0, offset, 1, "adx", new byte[0]));
  }

  @Test
  void aWatermarkFollowsTheRecordsThatEnteredTheTopicBeforeIt() throws Exception {
    reader.addSplits(List.of(new KafkaPartitionSplit(new TopicPartition("notices", 0), 0)));
    add(0);
    add(1);
    add(2);
    progress.round();

    reader.pollNext(output);
    progress.round();
    reader.pollNext(output);
    assertThat(output.left).containsExactly(0L, 1L);
    progress.round();
    reader.pollNext(output);

    assertThat(output.left).containsExactly(0L, 1L, new Watermark(NOON - 1), 2L);
    assertThat(reader.toldMillis()).isEqualTo(NOON - 1);
  }

  @Test
  void progressWakesAReaderThatHasNothingToRead() throws Exception {
    reader.addSplits(List.of(new KafkaPartitionSplit(new TopicPartition("notices", 0), 2)));
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    CompletableFuture<Void> available = reader.isAvailable();
    assertThat(available).isNotDone();

    progress.round();

    assertThat(available).isCompleted();
    assertThat(reader.isAvailable()).isCompleted();
    reader.pollNext(output);
    assertThat(output.left).containsExactly(new Watermark(NOON - 1));
    assertThat(reader.isAvailable()).isNotDone();
  }

  @Test
  void aRecordWakesTheReaderToo() {
    CompletableFuture<Void> available = reader.isAvailable();

    records.available.complete(null);

    assertThat(available).isCompleted();
  }
}
