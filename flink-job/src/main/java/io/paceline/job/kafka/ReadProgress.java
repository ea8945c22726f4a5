package io.paceline.job.kafka;

import io.paceline.core.clock.WallClock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows how far the one reader of a topic has read it. A thread of its own asks the brokers again
 * and again for the ends of all partitions and compares them with what the reader has passed on.
 * Where the brokers, or even one partition's, do not answer, where the reader stands still, and
 * where a partition has no reader yet, the progress stands still, too.
 */
final class ReadProgress {

  private static final Logger LOG = LoggerFactory.getLogger(ReadProgress.class);

  private static final long PATIENCE_MILLIS = 5_000;

  private final String topic;
  private final TopicEnds ends;
  private final WallClock clock;
  private final long intervalMillis;
  private final ReadMarks marks = new ReadMarks();
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread thread;
  private volatile long readUpToMillis = Long.MIN_VALUE;
  private volatile CompletableFuture<Void> news = new CompletableFuture<>();

  /** What ended the thread; null while it runs. */
  private volatile @Nullable Throwable fault;

  /**
   * The positions of the partitions that kept the oldest mark from being passed in the last round.
   */
  private Map<Integer, Long> stuck = Map.of();

  private boolean failing;

  /**
   * Follows a topic.
   *
   * @param intervalMillis wall time between two questions to the brokers
   */
  ReadProgress(String topic, TopicEnds ends, WallClock clock, long intervalMillis) {
    this.topic = topic;
    this.ends = ends;
    this.clock = clock;
    this.intervalMillis = intervalMillis;
  }

  void start() {
    Thread follower = new Thread(this::follow, "read-progress-of-" + topic);
    follower.setDaemon(true);
    thread = follower;
    follower.start();
  }

  /** See {@link ReadMarks#assigned}. */
  void assigned(int partition, long offset) {
    marks.assigned(partition, offset);
  }

  /** See {@link ReadMarks#read}. */
  void read(int partition, long offset) {
    marks.read(partition, offset);
  }

  /**
   * See {@link ReadMarks#readUpToMillis}; it never runs back.
   *
   * @throws IllegalStateException where the thread that follows the reading has failed
   */
  long readUpToMillis() {
    if (fault != null) {
      throw new IllegalStateException(
          "how far topic " + topic + " has been read is followed no longer", fault);
    }
    return readUpToMillis;
  }

  /** Completes when {@link #readUpToMillis} has moved after this call. */
  CompletableFuture<Void> news() {
    return news;
  }

  private void follow() {
    try {
      do {
        round();
      } while (!closed.await(intervalMillis, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.debug("The progress of topic {} is followed no longer.", topic);
    } catch (Throwable e) {
      // The reader fails, too, so that the job is restarted instead of holding money for ever.
      fault = e;
      news.complete(null);
      throw e;
    } finally {
      // The clients could not be closed by a thread that is still marked as interrupted.
      boolean unused = Thread.interrupted();
      ends.close();
    }
  }

  /** Asks once and tells what the reader has passed. */
  void round() throws InterruptedException {
    try {
      tell();
      // The time and the positions come before the ends: what entered the topic by then lies before
      // the ends, and so do the positions.
      long now = clock.millis();
      Map<Integer, Long> positions = marks.positions();
      Map<Integer, Long> asked = ends.ends();
      check(positions, asked);
      marks.take(now - 1, asked);
      tell();
      skipWhatCannotBeRead();
      tell();
      if (failing) {
        LOG.info("The ends of topic {} are known again.", topic);
        failing = false;
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (closed.getCount() > 0 && !failing) {
        LOG.warn(
            "How far topic {} has been read is not known, so money of its bids stays held.",
            topic,
            e);
        failing = true;
      }
    }
  }

  /**
   * Refuses answers that cannot be right. Nothing can have been read beyond the end of a partition.
   * Where it seems so, the topic was made anew or was cut, and positions of the former records say
   * nothing about the present ones.
   */
  private static void check(Map<Integer, Long> positions, Map<Integer, Long> ends) {
    if (ends.isEmpty()) {
      throw new IllegalStateException("the brokers name no partition");
    }
    positions.forEach(
        (partition, position) -> {
          long end = ends.getOrDefault(partition, 0L);
          if (position > end) {
            throw new IllegalStateException(
                "partition %d was read up to offset %d and ends at %d"
                    .formatted(partition, position, end));
          }
        });
  }

  private void tell() {
    long now = marks.readUpToMillis();
    if (now > readUpToMillis) {
      readUpToMillis = now;
      CompletableFuture<Void> told = news;
      news = new CompletableFuture<>();
      told.complete(null);
    }
  }

  /**
   * Where the reader has not moved since the last round, looks whether there is anything left to
   * read, and if not, counts the partition as read up to the mark. The last record of a partition
   * may lie before its end, for example where a transaction ended.
   */
  private void skipWhatCannotBeRead() throws Exception {
    Map<Integer, Long> behind = marks.behind();
    Map<Integer, Long> positions = marks.positions();
    Map<Integer, Long> stands = new HashMap<>();
    boolean reads = true;
    for (Map.Entry<Integer, Long> end : behind.entrySet()) {
      int partition = end.getKey();
      Long position = positions.get(partition);
      if (position == null) {
        continue;
      }
      stands.put(partition, position);
      if (reads && position.equals(stuck.get(partition))) {
        reads = ends.isEmpty(partition, position, end.getValue());
        if (reads) {
          marks.skip(partition, position, end.getValue());
        }
      }
    }
    stuck = stands;
  }

  /** Ends the thread, which then closes its clients of the brokers. */
  void close() throws InterruptedException {
    closed.countDown();
    if (thread == null) {
      ends.close();
      return;
    }
    thread.interrupt();
    thread.join(PATIENCE_MILLIS);
  }
}
