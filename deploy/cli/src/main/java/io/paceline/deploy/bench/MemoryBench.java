package io.paceline.deploy.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.management.JMException;

/** Lets the job make a million decisions and measures its memory. */
final class MemoryBench {

  private static final int PART = 100_000;
  private static final int PARTS = 10;
  private static final double MEGABYTE = 1 << 20;
  private static final long SETTLE_MILLIS = 1_000;
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  private final Arena arena;
  private final PrintStream out;

  MemoryBench(Arena arena, PrintStream out) {
    this.arena = arena;
    this.out = out;
  }

  private record Look(double heapMegabytes, double offHeapMegabytes) {}

  /** Measures the row of one set of campaigns. */
  BenchRow run(BenchCampaigns set) throws Exception {
    BenchTraffic traffic = new BenchTraffic();
    Backlog backlog = new Backlog(arena.bootstrapServers(), traffic);
    try (Contender.Started runs = arena.start(new JobContender(set), traffic)) {
      backlog.drain(runs, PART);
      Look start = look();
      Look end = start;
      for (int part = 1; part <= PARTS; part++) {
        backlog.drain(runs, PART);
        end = look();
        out.printf(
            Locale.ROOT,
            "  memory after %,d decisions: heap %.0f MB, off heap %.0f MB%n",
            part * PART,
            end.heapMegabytes(),
            end.offHeapMegabytes());
      }
      return new MemoryRow(
          (long) PARTS * PART,
          Medians.rounded(start.heapMegabytes()),
          Medians.rounded(end.heapMegabytes()),
          Medians.rounded(start.offHeapMegabytes()),
          Medians.rounded(end.offHeapMegabytes()));
    }
  }

  private static Look look() throws IOException, JMException, InterruptedException {
    ManagementFactory.getMemoryMXBean().gc();
    // The collector gives memory back to the system a moment after it has freed it.
    Thread.sleep(SETTLE_MILLIS);
    ManagementFactory.getMemoryMXBean().gc();
    Thread.sleep(SETTLE_MILLIS);
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    double heapPages = HeapPages.residentBytes();
    double offHeap = heapPages == 0 ? 0 : Math.max(0, residentBytes() - heapPages);
    return new Look(heap.getUsed() / MEGABYTE, offHeap / MEGABYTE);
  }

  /**
   * Resident memory of this process; 0 where the operating system has no {@code /proc/self/status}.
   */
  private static double residentBytes() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(RESIDENT))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1_024)
        .findFirst()
        .orElse(0);
  }
}
