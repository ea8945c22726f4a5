package io.paceline.deploy.bench;

import io.paceline.deploy.kafka.Outbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Sends each request when it is due, whether or not earlier ones are answered, and times the
 * answers on a second thread. A latency counts from the instant at which the request was due, even
 * where the sender was held up and sent it late.
 */
final class OpenLoop {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final long LATE_NANOS = 15_000_000_000L;

  private final String bootstrapServers;
  private final long[] dueNanos;

  /**
   * A loop over one schedule.
   *
   * @param dueNanos instant at which each request is due, nanoseconds from the loop's start, rising
   */
  OpenLoop(String bootstrapServers, long[] dueNanos) {
    this.bootstrapServers = bootstrapServers;
    this.dueNanos = dueNanos.clone();
  }

  /**
   * The due instants of {@code before}, followed by instants at an even rate for {@code seconds};
   * all in nanoseconds from the start.
   */
  static long[] evenly(long[] before, double perSecond, double seconds) {
    int count = (int) Math.ceil(perSecond * seconds);
    long[] due = Arrays.copyOf(before, before.length + count);
    // Start one interval after the last instant, so that no instant occurs twice.
    long start = before.length == 0 ? 0 : before[before.length - 1] + (long) (1e9 / perSecond);
    for (int i = 0; i < count; i++) {
      due[before.length + i] = start + (long) (i / perSecond * 1e9);
    }
    return due;
  }

  /** An action that the sender runs between two requests; it must not take long. */
  interface Event {
    void run();
  }

  /**
   * Collects the heap and runs the loop. A request without an answer 15 s after the last request
   * was sent counts as unanswered.
   *
   * @param kind turns an answer into the number that {@link Replies#kinds} keeps of it
   * @param events actions, by the number of the request before which they run
   */
  Replies run(BenchTraffic traffic, ToIntFunction<byte[]> kind, Map<Integer, Event> events)
      throws Exception {
    // The requests are encoded before the loop, because the sender shares the machine with what it
    // measures.
    List<BenchTraffic.Sent> requests = new ArrayList<>(dueNanos.length);
    for (int i = 0; i < dueNanos.length; i++) {
      requests.add(traffic.send());
    }
    // In a job that has run for a while, long-lived objects lie in the old generation. These
    // requests, and all the state of a job that has just started, still lie in the young
    // generation, and each of its next collections would copy them. A full collection ends that.
    System.gc();
    try (Receiver receiver = new Receiver(requests, kind);
        Outbox outbox = new Outbox(bootstrapServers)) {
      receiver.start();
      for (int i = 0; i < requests.size(); i++) {
        waitUntil(receiver.startNanos + dueNanos[i]);
        Event event = events.get(i);
        if (event != null) {
          event.run();
        }
        requests.get(i).to(outbox);
      }
      outbox.flush();
      return receiver.finish();
    }
  }

  private static void waitUntil(long dueNanos) {
    long left = dueNanos - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = dueNanos - System.nanoTime();
    }
  }

  private final class Receiver implements AutoCloseable {

    private final Answers answers = new Answers(bootstrapServers);
    private final ToIntFunction<byte[]> kind;
    private final long firstId;
    private final long[] latencyNanos = new long[dueNanos.length];
    private final int[] kinds = new int[dueNanos.length];
    private final Thread thread = new Thread(this::receive, "bench-receiver");
    private long startNanos;
    private int missing = dueNanos.length;
    private volatile boolean stopped;

    Receiver(List<BenchTraffic.Sent> requests, ToIntFunction<byte[]> kind) {
      this.kind = kind;
      firstId = Long.parseLong(requests.get(0).id());
      Arrays.fill(latencyNanos, -1);
      thread.setDaemon(true);
    }

    void start() {
      startNanos = System.nanoTime();
      thread.start();
    }

    private void receive() {
      while (missing > 0 && !stopped) {
        for (ConsumerRecord<byte[], byte[]> answer : answers.poll(POLL)) {
          take(answer);
        }
      }
    }

    private void take(ConsumerRecord<byte[], byte[]> answer) {
      long now = System.nanoTime();
      int request =
          (int) (Long.parseLong(new String(answer.key(), StandardCharsets.UTF_8)) - firstId);
      if (request >= 0 && latencyNanos[request] < 0) {
        latencyNanos[request] = now - startNanos - dueNanos[request];
        kinds[request] = kind.applyAsInt(answer.value());
        missing--;
      }
    }

    /** Waits for the answers that are still on their way. */
    Replies finish() throws InterruptedException {
      thread.join(TimeUnit.NANOSECONDS.toMillis(LATE_NANOS));
      stopped = true;
      thread.join();
      return new Replies(dueNanos, latencyNanos, kinds);
    }

    @Override
    public void close() throws InterruptedException {
      stopped = true;
      thread.join();
      answers.close();
    }
  }
}
