package io.paceline.job.kafka;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reads as another reader does and tells by watermarks how far it has read: after a watermark comes
 * no record that entered the topic before the watermark's time.
 */
final class ProgressReader implements SourceReader<RawRecord, KafkaPartitionSplit> {

  private final SourceReader<RawRecord, KafkaPartitionSplit> reader;
  private final ReadProgress progress;
  private @Nullable FollowedOutput followed;

  /** The last watermark; reporters of metrics read it, too. */
  private volatile long toldMillis = Long.MIN_VALUE;

  ProgressReader(SourceReader<RawRecord, KafkaPartitionSplit> reader, ReadProgress progress) {
    this.reader = reader;
    this.progress = progress;
  }

  /** The time of the last watermark, {@link Long#MIN_VALUE} before the first one. */
  long toldMillis() {
    return toldMillis;
  }

  @Override
  public void start() {
    reader.start();
    progress.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<RawRecord> output) throws Exception {
    long readUpTo = progress.readUpToMillis();
    if (readUpTo > toldMillis) {
      output.emitWatermark(new Watermark(readUpTo));
      toldMillis = readUpTo;
    }
    if (followed == null || followed.output != output) {
      followed = new FollowedOutput(output, progress);
    }
    return reader.pollNext(followed);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    CompletableFuture<Void> records = reader.isAvailable();
    // The future is taken before the time is looked at, so no news is missed.
    CompletableFuture<Void> news = progress.news();
    if (records.isDone() || progress.readUpToMillis() > toldMillis) {
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.anyOf(records, news).thenAccept(any -> {});
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    for (KafkaPartitionSplit split : splits) {
      progress.assigned(split.getPartition(), split.getStartingOffset());
    }
    reader.addSplits(splits);
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    return reader.snapshotState(checkpointId);
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    reader.handleSourceEvents(event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    reader.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    reader.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
    reader.pauseOrResumeSplits(pause, resume);
  }

  @Override
  public void close() throws Exception {
    try {
      progress.close();
    } finally {
      reader.close();
    }
  }

  /** Notes each record's offset once the record has left. */
  private record Followed(SourceOutput<RawRecord> output, ReadProgress progress)
      implements SourceOutput<RawRecord> {

    @Override
    public void collect(RawRecord record) {
      output.collect(record);
      progress.read(record.partition(), record.offset());
    }

    @Override
    public void collect(RawRecord record, long timestamp) {
      output.collect(record, timestamp);
      progress.read(record.partition(), record.offset());
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      output.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      output.markIdle();
    }

    @Override
    public void markActive() {
      output.markActive();
    }
  }

  /** Follows the records of all splits. */
  private static final class FollowedOutput implements ReaderOutput<RawRecord> {
    private final ReaderOutput<RawRecord> output;
    private final Followed main;
    private final ReadProgress progress;

    FollowedOutput(ReaderOutput<RawRecord> output, ReadProgress progress) {
      this.output = output;
      this.main = new Followed(output, progress);
      this.progress = progress;
    }

    @Override
    public void collect(RawRecord record) {
      main.collect(record);
    }

    @Override
    public void collect(RawRecord record, long timestamp) {
      main.collect(record, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      output.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      output.markIdle();
    }

    @Override
    public void markActive() {
      output.markActive();
    }

    @Override
    public SourceOutput<RawRecord> createOutputForSplit(String splitId) {
      return new Followed(output.createOutputForSplit(splitId), progress);
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      output.releaseOutputForSplit(splitId);
    }
  }
}
