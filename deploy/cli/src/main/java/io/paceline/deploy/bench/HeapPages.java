package io.paceline.deploy.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Measures how much of the Java heap is resident in memory. The committed part of the heap is
 * larger than its resident part until every page of it was used once. The resident memory of the
 * process less the committed heap would therefore grow even where nothing outside the heap does.
 */
final class HeapPages {

  private static final Path MAPPINGS = Path.of("/proc/self/smaps");
  private static final Pattern MAPPING = Pattern.compile("^([0-9a-f]+)-([0-9a-f]+) .*");
  private static final Pattern RESIDENT = Pattern.compile("^Rss: +(\\d+) kB$");

  /**
   * A generation or region in the output of {@code jcmd GC.heap_info}: its start, the end of its
   * used part (sometimes left out), and its end.
   */
  private static final Pattern RANGE =
      Pattern.compile("\\[0x([0-9a-f]+), (?:0x[0-9a-f]+, )?0x([0-9a-f]+)\\)");

  private static final int HEX = 16;
  private static final int KILOBYTE = 1_024;

  private HeapPages() {}

  /** Resident bytes of this process's heap; 0 where the operating system does not report them. */
  static long residentBytes() throws IOException, JMException {
    if (!Files.isReadable(MAPPINGS)) {
      return 0;
    }
    Object heap =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcHeapInfo",
                null,
                null);
    return residentBytes(heap.toString(), Files.readAllLines(MAPPINGS));
  }

  /**
   * Resident bytes of the heap of any process.
   *
   * @param heapInfo output of {@code jcmd GC.heap_info} for the process
   * @param mappings lines of the process's {@code smaps}
   */
  static long residentBytes(String heapInfo, List<String> mappings) {
    long start = Long.MAX_VALUE;
    long end = 0;
    Matcher range = RANGE.matcher(heapInfo);
    while (range.find()) {
      start = Math.min(start, Long.parseLong(range.group(1), HEX));
      end = Math.max(end, Long.parseLong(range.group(2), HEX));
    }
    long resident = 0;
    long inHeap = 0;
    for (String line : mappings) {
      Matcher mapping = MAPPING.matcher(line);
      if (mapping.matches()) {
        long from = Math.max(start, Long.parseUnsignedLong(mapping.group(1), HEX));
        // The vsyscall page lies in the upper half of the address space, so its end is negative as
        // a long.
        long to = Long.parseUnsignedLong(mapping.group(2), HEX);
        inHeap = to < 0 ? 0 : Math.max(0, Math.min(end, to) - from);
        continue;
      }
      Matcher size = RESIDENT.matcher(line);
      if (size.matches()) {
        resident += Math.min(inHeap, Long.parseLong(size.group(1)) * KILOBYTE);
      }
    }
    return resident;
  }
}
