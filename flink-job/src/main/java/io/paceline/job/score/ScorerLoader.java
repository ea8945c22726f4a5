package io.paceline.job.score;

import io.paceline.scoring.Scorer;
import java.io.Serializable;

/** Opens the bundle in a folder; TensorFlow in production. */
public interface ScorerLoader extends Serializable {

  /**
   * A warm scorer.
   *
   * @throws Exception with a clear message where the bundle is unfit
   */
  Scorer load(String path) throws Exception;
}
