package io.paceline.job.scoring;

import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.Scorer;
import java.io.Serializable;

/** Opens an announced bundle; TensorFlow in production. */
public interface ScorerLoader extends Serializable {

  /**
   * A warm scorer.
   *
   * @param first true where no bundle is in use yet: then one that is slow is better than none
   * @throws Exception with a clear message where the bundle is unfit or another one than that
   */
  Scorer load(AnnouncedBundle bundle, boolean first) throws Exception;
}
