package io.paceline.core.pacing;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The laws by which budgets can be paced, by name. The job's option, the replays and their help
 * read this list: a new law is a class and a line here. Tables and the help show the laws in this
 * order.
 */
public final class PacingLaws {

  /**
   * A law that can be chosen.
   *
   * @param name {@link PacingLaw#name}, at most 20 characters, which is the width of its column in
   *     the replays' table
   * @param description what it does, for people; at most 56 characters, so that it takes one line
   *     of the help
   * @param create makes the law; its argument is the prior for observations that say nothing of the
   *     market, null for none
   */
  public record Choice(
      String name, String description, Function<@Nullable MarketPrior, PacingLaw> create) {}

  /** All laws; the first one is the default. */
  public static final List<Choice> ALL =
      List.of(
          new Choice(Resolving.NAME, "re-solves on a learned spend curve", Resolving::new),
          new Choice(
              DualMirrorDescent.NAME,
              "dual mirror descent against the deviation from the plan",
              prior -> new DualMirrorDescent()),
          new Choice(
              NoPacing.NAME, "no pacing: every bid is the maximum bid", prior -> new NoPacing()));

  /** The name of the law that paces budgets unless another one is chosen. */
  public static final String DEFAULT = ALL.get(0).name();

  private PacingLaws() {}

  /**
   * The law of that name, without a prior for observations that say nothing of the market.
   *
   * @throws IllegalArgumentException if there is none; the message is one sentence for people
   */
  public static PacingLaw of(String name) {
    for (Choice choice : ALL) {
      if (choice.name().equals(name)) {
        return choice.create().apply(null);
      }
    }
    throw new IllegalArgumentException(
        "there is no pacing law \"" + name + "\"; take one of " + names());
  }

  /** The names of all laws, separated by commas. */
  public static String names() {
    return String.join(", ", ALL.stream().map(Choice::name).toList());
  }
}
