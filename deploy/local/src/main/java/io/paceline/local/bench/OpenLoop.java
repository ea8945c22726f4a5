package io.paceline.local.bench;

import io.paceline.local.UserFacingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Sends requests when they are due, whatever happens to earlier ones, and times the answers on a
 * second thread. A request that leaves late because the sender was held up counts from when it was
 * due.
 */
final class OpenLoop {

  private static final double WARM_UP_SECONDS = 3;
  private static final double MEASURED_SECONDS = 6;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final long LATE_NANOS = 15_000_000_000L;
  private static final long MAX_MICROS = 60_000_000L;
  private static final int DIGITS = 3;

  private final String bootstrapServers;
  private final double rate;

  OpenLoop(String bootstrapServers, double rate) {
    this.bootstrapServers = bootstrapServers;
    this.rate = rate;
  }

  /** One round: latencies of the requests after the warm-up. */
  Percentiles run(BenchTraffic traffic, Contender.Started runs) throws Exception {
    int warmUp = (int) Math.ceil(rate * WARM_UP_SECONDS);
    // Encoded beforehand: the sender shares the machine with what it measures.
    List<BenchTraffic.Sent> requests = new ArrayList<>();
    for (int i = 0; i < warmUp + Math.ceil(rate * MEASURED_SECONDS); i++) {
      requests.add(traffic.send());
    }
    try (Receiver receiver = new Receiver(bootstrapServers, requests, warmUp, rate);
        RequestWriter writer = new RequestWriter(bootstrapServers)) {
      receiver.start();
      for (int i = 0; i < requests.size(); i++) {
        waitUntil(receiver.dueNanos(i));
        writer.send(requests.get(i));
      }
      return Percentiles.of(receiver.finish(runs));
    }
  }

  private static void waitUntil(long dueNanos) {
    long left = dueNanos - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = dueNanos - System.nanoTime();
    }
  }

  private static final class Receiver implements AutoCloseable {

    private final Answers answers;
    private final long firstId;
    private final boolean[] answered;
    private final int warmUp;
    private final double rate;
    private final Histogram micros = new Histogram(MAX_MICROS, DIGITS);
    private final Thread thread = new Thread(this::receive, "bench-receiver");
    private long startNanos;
    private int missing;
    private volatile boolean stopped;

    Receiver(String bootstrapServers, List<BenchTraffic.Sent> requests, int warmUp, double rate) {
      this.answers = new Answers(bootstrapServers);
      this.firstId = Long.parseLong(requests.get(0).id());
      this.answered = new boolean[requests.size()];
      this.missing = requests.size();
      this.warmUp = warmUp;
      this.rate = rate;
      thread.setDaemon(true);
    }

    void start() {
      startNanos = System.nanoTime();
      thread.start();
    }

    long dueNanos(int request) {
      return startNanos + (long) (request / rate * 1e9);
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
      if (request < 0 || answered[request]) {
        return;
      }
      answered[request] = true;
      missing--;
      if (request >= warmUp) {
        micros.recordValue(Math.min(MAX_MICROS, (now - dueNanos(request)) / 1_000));
      }
    }

    /** Waits for the answers that are still on their way. */
    Histogram finish(Contender.Started runs) throws Exception {
      thread.join(TimeUnit.NANOSECONDS.toMillis(LATE_NANOS));
      if (thread.isAlive()) {
        close();
        throw new UserFacingException(
            missing + " requests were not answered; the last failure: " + runs.failure());
      }
      return micros;
    }

    @Override
    public void close() throws InterruptedException {
      stopped = true;
      thread.join();
      answers.close();
    }
  }
}
