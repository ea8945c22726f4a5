package io.paceline.simulator.ipinyou;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random lines of few bid ids, joined in every order and grouping, and read from files. */
class BidRowsPropertyTest {

  @Property(tries = 300, seed = "18")
  void theOrderAndGroupingOfLinesDoNotMatter(@ForAll Random random) throws Exception {
    List<IpinyouLine> lines = new ArrayList<>();
    for (String line : lines(random, 1)) {
      lines.add(IpinyouLine.parse(line, new HashMap<>()));
    }

    BidRows expected = joined(lines);
    Collections.shuffle(lines, random);
    int cut = random.nextInt(lines.size() + 1);
    BidRows other = joined(lines.subList(0, cut)).plus(joined(lines.subList(cut, lines.size())));

    assertThat(other.rows()).isEqualTo(expected.rows());
    assertThat(other.outcomes()).containsExactlyInAnyOrderElementsOf(expected.outcomes());
    assertThat(other.impressions()).isEqualTo(expected.impressions());
    assertThat(expected.plus(expected).rows()).isEqualTo(expected.rows());
  }

  @Property(tries = 200, seed = "19")
  void aLogInMemoryCountsAsTheJoinedLinesDo(@ForAll Random random) throws Exception {
    List<String> lines = lines(random, 3);
    Map<String, BidRows> byBidId = new HashMap<>();
    for (String line : lines) {
      IpinyouLine read = IpinyouLine.parse(line, new HashMap<>());
      byBidId.merge(read.bidId(), BidRows.of(read), BidRows::plus);
    }
    List<LoggedImpression> expected = new ArrayList<>();
    byBidId.values().forEach(rows -> expected.addAll(rows.impressions()));

    Path folder = Files.createTempDirectory("log");
    try {
      int cut = random.nextInt(lines.size() + 1);
      Path first = Files.write(folder.resolve("1.txt"), lines.subList(0, cut));
      Path second = Files.write(folder.resolve("2.txt"), lines.subList(cut, lines.size()));
      assertThat(impressions(List.of(first, second))).containsExactlyInAnyOrderElementsOf(expected);
    } finally {
      Files.deleteIfExists(folder.resolve("1.txt"));
      Files.deleteIfExists(folder.resolve("2.txt"));
      Files.delete(folder);
    }
  }

  private static List<LoggedImpression> impressions(List<Path> files) {
    try {
      return IpinyouLog.read(files).impressions();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("no impression");
      return List.of();
    }
  }

  private static BidRows joined(List<IpinyouLine> lines) {
    return lines.stream().map(BidRows::of).reduce(BidRows.NONE, BidRows::plus);
  }

  private static List<String> lines(Random random, int bidIds) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(9); i++) {
      String[] row =
          LogLines.published("b" + random.nextInt(bidIds), "2021010809301525" + random.nextInt(2));
      row = LogLines.with(row, 3, "user " + random.nextInt(2));
      row = LogLines.with(row, 18, random.nextInt(9) == 0 ? "4000" : "500" + random.nextInt(2));
      int kind = random.nextInt(5);
      row = LogLines.with(row, 2, kind < 3 ? "1" : Integer.toString(kind - 1));
      lines.add(
          kind == 0
              ? LogLines.withFlags(Integer.toString(random.nextInt(2)), row)
              : LogLines.line(row));
    }
    return lines;
  }
}
