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
 * How much of the Java heap lies in memory. The heap's committed part is more than that until every
 * page of it was used once, so that resident memory less committed memory grows where nothing else
 * does.
 */
final class HeapPages {

  private static final Path MAPPINGS = Path.of("/proc/self/smaps");
  private static final Pattern MAPPING = Pattern.compile("^([0-9a-f]+)-([0-9a-f]+) .*");
  private static final Pattern RESIDENT = Pattern.compile("^Rss: +(\\d+) kB$");

  /** What {@code jcmd GC.heap_info} says of a generation or region: from, in use until, until. */
  private static final Pattern RANGE =
      Pattern.compile("\\[0x([0-9a-f]+), (?:0x[0-9a-f]+, )?0x([0-9a-f]+)\\)");

  private static final int HEX = 16;
  private static final int KILOBYTE = 1_024;

  private HeapPages() {}

  /** Bytes of this process's heap that lie in memory; 0 where the system does not tell. */
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
   * The same of any process.
   *
   * @param heapInfo what {@code jcmd GC.heap_info} says of it
   * @param mappings lines of its {@code smaps}
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
        // The vsyscall page lies in the upper half of all addresses, which is negative here.
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
