package io.paceline.simulator.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Plays logs by a protocol; the entry point of this package. */
public final class Replay {

  private Replay() {}

  /**
   * Plays the task: log after log, or all logs together in protocol multi.
   *
   * @param landscapes one for all logs, or one for each in their order
   * @throws IllegalArgumentException if the number of landscapes is neither one nor that of the
   *     logs, or if a log lacks what the protocol needs; the message is one sentence for people
   */
  public static List<ReplayRun> play(
      ReplayTask task, List<AuctionLog> logs, List<Landscape> landscapes) {
    if (landscapes.size() != 1 && landscapes.size() != logs.size()) {
      throw new IllegalArgumentException(
          "there are "
              + logs.size()
              + " files and "
              + landscapes.size()
              + " landscapes; give one --landscape for all files, or one for each in their order");
    }
    List<AuctionLog> ready = new ArrayList<>();
    for (int f = 0; f < logs.size(); f++) {
      Landscape landscape = landscape(landscapes, f);
      AuctionLog log = logs.get(f).scoredOr(landscape.clickRate());
      ready.add(task.protocol() == Protocol.INTRADAY ? byHour(log) : log);
    }
    List<ReplayRun> runs = new ArrayList<>();
    if (task.protocol() == Protocol.MULTI) {
      List<Landscape> own =
          IntStream.range(0, ready.size()).mapToObj(f -> landscape(landscapes, f)).toList();
      return new SeveralCampaigns(task, ready, own).play();
    }
    for (int f = 0; f < ready.size(); f++) {
      AuctionLog log = ready.get(f);
      Landscape landscape = landscape(landscapes, f);
      runs.addAll(
          task.protocol() == Protocol.FIRST_PRICE
              ? new FirstPrice(log, landscape).play()
              : new SingleBudget(task, log, landscape).play());
    }
    return runs;
  }

  private static Landscape landscape(List<Landscape> landscapes, int file) {
    return landscapes.get(landscapes.size() == 1 ? 0 : file);
  }

  /**
   * Sorts the log by hour and otherwise keeps its order, so a log of several days is played as one
   * day.
   */
  private static AuctionLog byHour(AuctionLog log) {
    int[] hour = log.hour();
    if (hour == null) {
      throw new IllegalArgumentException(
          log.name() + " has no fourth column with the hour, which protocol intraday needs");
    }
    int[] rows =
        IntStream.range(0, log.size())
            .boxed()
            .sorted(Comparator.comparingInt((Integer row) -> hour[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    return log.rows(rows);
  }
}
