package io.paceline.job.topology;

import io.paceline.job.eligibility.Requests;
import io.paceline.job.kafka.OutRecord;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.kafka.Sinks;
import io.paceline.job.kafka.Sources;
import io.paceline.job.kafka.Topic;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Topics in memory. If a test sends all records before the job starts and then calls {@link
 * #bounded}, the job ends by itself. Otherwise the job waits for more records, so that a test can
 * answer what the job writes; in the end the test cancels the job.
 */
final class MemoryEdge implements Sources, Sinks {

  private static final long PATIENCE_SECONDS = 60;
  private static final AtomicLong EDGES = new AtomicLong();
  private static final Map<String, BlockingQueue<RawRecord>> IN = new ConcurrentHashMap<>();
  private static final Map<String, BlockingQueue<OutRecord>> OUT = new ConcurrentHashMap<>();

  private final long edge = EDGES.incrementAndGet();
  private final Map<Topic, AtomicLong> offsets = new ConcurrentHashMap<>();
  private boolean bounded;

  /**
   * How many partitions a topic has, one per source subtask. As in Kafka, records of one partition
   * stay in order.
   */
  private int partitions = 1;

  private static BlockingQueue<RawRecord> in(String place) {
    return IN.computeIfAbsent(place, p -> new LinkedBlockingQueue<>());
  }

  private static BlockingQueue<OutRecord> out(String place) {
    return OUT.computeIfAbsent(place, p -> new LinkedBlockingQueue<>());
  }

  private String place(Topic topic) {
    return edge + "/" + topic.topicName();
  }

  /** Declares that no more records will be sent; every input topic must hold a record by then. */
  void bounded() {
    bounded = true;
  }

  /** Puts a record without a key into a topic and returns its offset. */
  long send(Topic topic, byte[] value, long atMillis) {
    return send(topic, "", value, atMillis);
  }

  /** Puts a record into a topic and returns its offset; an empty value is a tombstone. */
  long send(Topic topic, String key, byte[] value, long atMillis) {
    long offset = offsets.computeIfAbsent(topic, t -> new AtomicLong()).getAndIncrement();
    // Updates of one key must stay in order.
    int partition = topic.isCompacted() ? 0 : (int) (offset % partitions);
    in(place(topic) + "/" + partition)
        .add(
            new RawRecord(
                topic.topicName(),
                partition,
                offset,
                atMillis,
                Requests.EXCHANGE,
                key,
                !key.isEmpty() && value.length == 0,
                value));
    return offset;
  }

  /** Waits for the next record that the job writes to a topic, and returns it. */
  OutRecord receive(Topic topic) throws InterruptedException {
    OutRecord record = out(place(topic)).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (record == null) {
      throw new AssertionError("nothing in " + topic + " for " + PATIENCE_SECONDS + " s");
    }
    return record;
  }

  /** The next record that the job has written to a topic so far, or null. */
  OutRecord poll(Topic topic) {
    return out(place(topic)).poll();
  }

  @Override
  public DataStream<RawRecord> open(StreamExecutionEnvironment env, Topic topic) {
    long count = bounded ? in(place(topic) + "/0").size() : Long.MAX_VALUE;
    partitions = bounded ? 1 : env.getParallelism();
    return env.fromSource(
            new DataGeneratorSource<>(
                new Taking(place(topic), partitions), count, TypeInformation.of(RawRecord.class)),
            WatermarkStrategy.noWatermarks(),
            topic.topicName())
        .uid("source-" + topic.topicName());
  }

  @Override
  public void drain(DataStream<OutRecord> records, Topic topic, String stream) {
    records.sinkTo(new Putting(place(topic))).name(stream).uid("sink-" + stream);
  }

  private static final class Taking implements GeneratorFunction<Long, RawRecord> {
    private static final long serialVersionUID = 1L;

    private final String place;
    private final int partitions;
    private transient BlockingQueue<RawRecord> partition;

    Taking(String place, int partitions) {
      this.place = place;
      this.partitions = partitions;
    }

    @Override
    public void open(SourceReaderContext context) {
      partition = in(place + "/" + context.getIndexOfSubtask() % partitions);
    }

    @Override
    public RawRecord map(Long index) throws InterruptedException {
      return partition.take();
    }
  }

  private record Putting(String place) implements Sink<OutRecord> {
    @Override
    public SinkWriter<OutRecord> createWriter(WriterInitContext context) {
      return new Writer(place);
    }
  }

  private record Writer(String place) implements SinkWriter<OutRecord> {
    @Override
    public void write(OutRecord record, Context context) {
      out(place).add(record);
    }

    @Override
    public void flush(boolean endOfInput) {
      // Records are not buffered, so there is nothing to flush.
    }

    @Override
    public void close() {
      // The queue stays open, because the test still reads from it.
    }
  }
}
