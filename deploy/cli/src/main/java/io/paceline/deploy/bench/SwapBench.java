package io.paceline.deploy.bench;

import io.paceline.core.scoring.ModelAnnouncementCodec;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.kafka.Outbox;
import io.paceline.job.kafka.Topic;
import io.paceline.model.bundle.Bundle;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** Measures what happens when another bundle is announced while the job bids. */
final class SwapBench {

  private static final double WARM_UP_SECONDS = 3;
  private static final double WITHOUT_SECONDS = 5;
  private static final double SWAP_SECONDS = 8;
  private static final double AFTERWARDS_SECONDS = 1;
  private static final double NANOS_PER_MILLI = 1e6;

  private static final int OLD = 0;
  private static final int NEW = 1;
  private static final int OTHER = 2;

  private final Arena arena;
  private final PrintStream out;

  SwapBench(Arena arena, PrintStream out) {
    this.arena = arena;
    this.out = out;
  }

  /** Measures the row of one rate and set of campaigns. */
  BenchRow run(BenchCampaigns set, double rate, int rounds, Bundle next) throws Exception {
    double[] without = new double[rounds];
    double[] during = new double[rounds];
    double[] difference = new double[rounds];
    double[] taken = new double[rounds];
    int unanswered = 0;
    int[] answers = new int[OTHER + 1];
    for (int round = 0; round < rounds; round++) {
      Replies replies = round(set, rate, next);
      int announced = replies.at(WARM_UP_SECONDS + WITHOUT_SECONDS);
      int first = replies.first(NEW, announced);
      if (first < 0) {
        throw new UserFacingException(
            "bundle "
                + next.version()
                + " did not take over within "
                + SWAP_SECONDS
                + " s; bench.log says why");
      }
      double swapped = replies.dueNanos()[first] / 1e9;
      without[round] = replies.percentiles(replies.at(WARM_UP_SECONDS), announced).p99Millis();
      during[round] =
          replies.percentiles(announced, replies.at(swapped + AFTERWARDS_SECONDS)).p99Millis();
      difference[round] = during[round] - without[round];
      taken[round] = (replies.dueNanos()[first] - replies.dueNanos()[announced]) / NANOS_PER_MILLI;
      unanswered += replies.unanswered();
      for (int kind = 0; kind < answers.length; kind++) {
        answers[kind] += replies.count(kind, 0, replies.kinds().length);
      }
      out.printf(
          Locale.ROOT,
          "  swap, round %d of %d: p99 %.1f ms without, %.1f ms during; taken over after %,.0f"
              + " ms%n",
          round + 1,
          rounds,
          without[round],
          during[round],
          taken[round]);
    }
    return new SwapRow(
        Medians.rounded(rate),
        set.campaigns().size(),
        new SwapRow.Times(
            Medians.rounded(Medians.of(without)),
            Medians.rounded(Medians.of(during)),
            Medians.rounded(Medians.of(difference)),
            Medians.rounded(Medians.of(taken))),
        new SwapRow.Counts(unanswered, answers[OLD], answers[NEW], answers[OTHER]));
  }

  private Replies round(BenchCampaigns set, double rate, Bundle next) throws Exception {
    BenchTraffic traffic = new BenchTraffic();
    long[] before = OpenLoop.evenly(new long[0], rate, WARM_UP_SECONDS + WITHOUT_SECONDS);
    long[] due = OpenLoop.evenly(before, rate, SWAP_SECONDS);
    Contender job = new JobContender(set);
    try (Contender.Started runs = arena.start(job, traffic);
        Outbox announcer = new Outbox(arena.bootstrapServers())) {
      WarmUp.settle(new Backlog(arena.bootstrapServers(), traffic), job, runs, out);
      Replies replies =
          new OpenLoop(arena.bootstrapServers(), due)
              .run(
                  traffic,
                  answer -> kind(answer, next.version()),
                  Map.of(
                      before.length,
                      () ->
                          announcer.send(
                              Topic.MODELS,
                              "model",
                              ModelAnnouncementCodec.encode(next.announcement()))));
      announcer.flush();
      return replies;
    }
  }

  private static int kind(byte[] answer, String newVersion) {
    if (AnswerKind.of(answer) != AnswerKind.BID) {
      return OTHER;
    }
    return AnswerKind.isScoredBy(answer, newVersion) ? NEW : OLD;
  }
}
