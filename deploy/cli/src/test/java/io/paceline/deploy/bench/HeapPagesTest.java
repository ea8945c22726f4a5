package io.paceline.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class HeapPagesTest {

  private static final String HEAP =
      """
       PSYoungGen      total 229376K, used 21053K [0x00000000f0000000, 0x00000000f4000000, 0x0000000100000000)
        eden space 196608K, 10% used [0x00000000f0000000,0x00000000f148f4d0,0x00000000fc000000)
       ParOldGen       total 262144K, used 164146K [0x00000000e0000000, 0x00000000f0000000, 0x00000000f0000000)
       Metaspace       used 47711K, committed 48640K, reserved 1114112K
      """;

  private static final List<String> MAPPINGS =
      List.of(
          "d0000000-e0000000 rw-p 00000000 00:00 0 ",
          "Size:             262144 kB",
          "Rss:                 999 kB",
          "e0000000-f0000000 rw-p 00000000 00:00 0 ",
          "Rss:                 100 kB",
          "Pss:                 100 kB",
          "ffff0000-7f0000000000 rw-p 00000000 00:00 0 ",
          "Rss:              100000 kB",
          "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0  [vsyscall]",
          "Rss:                   4 kB");

  @Test
  void onlyWhatLiesInTheHeapCounts() {
    assertThat(HeapPages.residentBytes(HEAP, MAPPINGS))
        .as("the old generation, and of what reaches beyond the heap as much as can be of it")
        .isEqualTo(100 * 1_024 + 0x10000);
  }

  @Test
  void thisProcesssHeapLiesInMemoryAsFarAsItIsUsed() throws Exception {
    Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/smaps")), "no /proc/self/smaps");
    assertThat(HeapPages.residentBytes())
        .isBetween(1L << 20, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax());
  }
}
