package io.paceline.deploy.bench;

import com.sun.management.OperatingSystemMXBean;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.kafka.Outbox;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Drains backlogs: requests that all lie in the topic before the first of them is read. */
final class Backlog {

  private static final double NANOS_PER_MICRO = 1_000.0;
  private static final long POLL_MILLIS = 20;
  private static final long STALL_NANOS = 30_000_000_000L;
  private static final int LINGER_MILLIS = 20;
  private static final int BATCH_BYTES = 256 * 1024;

  /**
   * Time limit of a transaction, after which the broker aborts it. A whole backlog is one
   * transaction.
   */
  private static final int TRANSACTION_MILLIS = 600_000;

  private final String bootstrapServers;
  private final BenchTraffic traffic;

  /** Backlogs that consist of requests of {@code traffic}. */
  Backlog(String bootstrapServers, BenchTraffic traffic) {
    this.bootstrapServers = bootstrapServers;
    this.traffic = traffic;
  }

  /**
   * The figures of one drained backlog.
   *
   * @param perSecond answers per second of wall time
   * @param cpuMicros microseconds of CPU time that this process took for each request; the broker,
   *     which is another process, is not included. Where the machine has other work, this figure
   *     says more than the rate
   */
  record Drained(double perSecond, double cpuMicros) {}

  /** Writes a backlog and waits until all of it is answered. */
  Drained drain(Contender.Started runs, int requests) throws Exception {
    try (Answers answers = new Answers(bootstrapServers)) {
      Map<TopicPartition, Long> before = answers.ends();
      write(requests);
      long cpuNanos = cpuNanos();
      long answered = 0;
      long progressAt = System.nanoTime();
      while (answered < requests) {
        Thread.sleep(POLL_MILLIS);
        long now = answers.countSince(before);
        if (now > answered) {
          progressAt = System.nanoTime();
        } else if (System.nanoTime() - progressAt > STALL_NANOS) {
          throw new UserFacingException(
              "nothing moves after "
                  + answered
                  + " of "
                  + requests
                  + " requests; the last failure: "
                  + runs.failure());
        }
        answered = now;
      }
      cpuNanos = cpuNanos() - cpuNanos;
      return new Drained(
          requests * 1e3 / Math.max(1, answers.spanMillisSince(before)),
          cpuNanos / NANOS_PER_MICRO / requests);
    }
  }

  /**
   * Writes the requests in one transaction, so that all of them lie in the topic before a reader of
   * committed records sees the first one.
   */
  private void write(int requests) {
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "linger.ms",
                LINGER_MILLIS,
                "batch.size",
                BATCH_BYTES,
                "transactional.id",
                "backlog",
                "transaction.timeout.ms",
                TRANSACTION_MILLIS),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try (Outbox outbox = new Outbox(producer)) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < requests; i++) {
        traffic.send().to(outbox);
      }
      outbox.flush();
      producer.commitTransaction();
    }
  }

  /**
   * CPU time of all threads of this process so far; 0 where the operating system does not report
   * it.
   */
  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? Math.max(0, system.getProcessCpuTime())
        : 0;
  }
}
