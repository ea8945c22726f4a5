package io.paceline.job.scoring;

import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.Scorer;
import java.io.Serializable;

/** Opens announced bundles, with TensorFlow in production. */
public interface ScorerLoader extends Serializable {

  /**
   * Opens a bundle and returns its scorer, warm: trial calls have made the first real call fast.
   *
   * @param first true where no bundle is in use yet, so that even a slow one is better than none
   * @throws Exception with a clear message where the bundle is invalid or not the announced one
   */
  Scorer load(AnnouncedBundle bundle, boolean first) throws Exception;
}
