package io.paceline.job.kafka;

import org.apache.flink.streaming.api.datastream.DataStream;

/** Where the job's output goes: Kafka in production, collections in tests. */
public interface Sinks {

  /**
   * Writes the records to a topic.
   *
   * @param stream name of the sink; several sinks may write to one topic
   */
  void drain(DataStream<OutRecord> records, Topic topic, String stream);
}
