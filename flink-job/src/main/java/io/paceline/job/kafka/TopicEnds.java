package io.paceline.job.kafka;

import java.util.Map;

/** What a topic's brokers know of its partitions. Only one thread may use it. */
interface TopicEnds extends AutoCloseable {

  /**
   * The end of each partition that the topic has now: the offset of the next record that a reader
   * will be able to read.
   *
   * @throws Exception where even one of the partitions cannot be asked
   */
  Map<Integer, Long> ends() throws Exception;

  /**
   * Whether a reader finds no record at the offsets from {@code from} up to, but without, {@code
   * to}, as where a transaction ended, or where old records were deleted.
   */
  boolean isEmpty(int partition, long from, long to) throws Exception;

  @Override
  void close();
}
