package io.paceline.training.trainer;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The network's weights and constants as arrays by name, each flattened row by row (see {@link
 * ModelGraph} for names and shapes).
 *
 * @param values arrays by name; not to be written to
 */
public record ModelWeights(Map<String, float[]> values) {

  /** The map is copied, the arrays are not. */
  public ModelWeights {
    values = new LinkedHashMap<>(values);
  }

  /** One array. */
  public float[] get(String name) {
    float[] array = values.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no weights named " + name);
    }
    return array;
  }
}
