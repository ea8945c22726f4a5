package io.paceline.training.trainer;

/**
 * How to train.
 *
 * @param seed seed of everything that is drawn at random: the first weights, the order of the rows,
 *     the ids that {@link IdDropout} removes, and the exchanged values of {@link FeatureImportance}
 * @param maxEpochs passes over the training rows at most; training stops earlier where the held-out
 *     loss stops falling
 * @param batchRows rows per step
 * @param learningRate learning rate of Adagrad
 */
public record TrainerOptions(long seed, int maxEpochs, int batchRows, double learningRate) {

  /** The options that have served well: 5 epochs at most, 256 rows a step, rate 0.05. */
  public static final TrainerOptions DEFAULT = new TrainerOptions(1L, 5, 256, 0.05);

  /** Checks that all options but the seed are positive. */
  public TrainerOptions {
    if (maxEpochs < 1 || batchRows < 1 || !(learningRate > 0.0)) {
      throw new IllegalArgumentException("epochs, batch rows and learning rate must be positive");
    }
  }
}
