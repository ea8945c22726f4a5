package io.paceline.training.trainer;

import java.util.ArrayList;
import java.util.List;

/** One model trained on the planted log, shared by the tests: training takes seconds. */
public final class TrainedFixture {

  public static final List<PlantedLog.Row> ROWS = new PlantedLog(1L).rows(40_000);

  /** The progress that the trainer reported. */
  public static final List<TrainingProgress> PROGRESS = new ArrayList<>();

  public static final TrainedModel MODEL = train();

  private TrainedFixture() {}

  private static TrainedModel train() {
    try {
      return Trainer.train(PlantedLog.examples(ROWS), TrainerOptions.DEFAULT, PROGRESS::add);
    } catch (UnusableLogException e) {
      throw new AssertionError(e);
    }
  }
}
