package io.paceline.job.kafka;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the job's input comes from: Kafka in production, bounded collections in tests. */
public interface Sources {

  /**
   * Opens the stream of a topic's records. In the stream of notices, a watermark says that whatever
   * entered the topic up to that wall time comes before it, whatever times the records carry. All
   * other streams have {@link NoProgress}.
   */
  DataStream<RawRecord> open(StreamExecutionEnvironment env, Topic topic);
}
