package io.paceline.core.notice;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The keys that sign notices: the first one signs, all of them verify. So a key can be replaced
 * while tokens that the old one signed are still on their way.
 *
 * @param keys at least one, each with an id of its own
 */
public record NoticeKeys(List<Key> keys) implements Serializable {

  /** Shortest secret accepted, bytes. */
  public static final int MIN_SECRET_BYTES = 16;

  /** Id of a key that is given without one. */
  public static final int DEFAULT_ID = 0;

  private static final int MAX_ID = 255;

  /**
   * One key.
   *
   * @param id from 0 to 255; each token carries that of the key that signed it
   * @param secret shared by all tasks of the job, at least {@value #MIN_SECRET_BYTES} bytes
   */
  public record Key(int id, String secret) implements Serializable {

    /**
     * Checks id and secret.
     *
     * @throws IllegalArgumentException for an id outside its range or a secret that is too short
     */
    public Key {
      if (id < 0 || id > MAX_ID) {
        throw new IllegalArgumentException(
            "the id of a key that signs notices must be from 0 to " + MAX_ID + ", got " + id);
      }
      int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
      if (bytes < MIN_SECRET_BYTES) {
        throw new IllegalArgumentException(
            "the secret of key "
                + id
                + " that signs notices must have at least "
                + MIN_SECRET_BYTES
                + " bytes, got "
                + bytes);
      }
    }

    /** The id alone, since logs must not tell the secret. */
    @Override
    public String toString() {
      return "key " + id;
    }
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException where there is no key, or where two have the same id
   */
  public NoticeKeys {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("at least one key must sign notices");
    }
    for (int i = 0; i < keys.size(); i++) {
      int id = keys.get(i).id();
      if (keys.subList(0, i).stream().anyMatch(key -> key.id() == id)) {
        throw new IllegalArgumentException("two keys that sign notices have the id " + id);
      }
    }
  }

  /** The only key, with the id {@value #DEFAULT_ID}. */
  public static NoticeKeys of(String secret) {
    return new NoticeKeys(List.of(new Key(DEFAULT_ID, secret)));
  }

  /**
   * Reads keys as options write them, {@code 1:SECRET,0:SECRET}. A secret must not have a comma.
   *
   * @throws IllegalArgumentException with one sentence that does not repeat a secret
   */
  public static NoticeKeys parse(String text) {
    List<Key> keys = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String key = part.strip();
      if (!key.isEmpty()) {
        keys.add(key(key, keys.size() + 1));
      }
    }
    return new NoticeKeys(keys);
  }

  private static Key key(String text, int place) {
    int colon = text.indexOf(':');
    String id = colon < 0 ? "" : text.substring(0, colon).strip();
    if (id.isEmpty() || id.length() > 3 || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException(
          "the key at place " + place + " that signs notices must be written like 1:SECRET");
    }
    return new Key(Integer.parseInt(id), text.substring(colon + 1));
  }

  /** The ids, in order, for a message. */
  String ids() {
    return keys.stream().map(key -> String.valueOf(key.id())).collect(Collectors.joining(", "));
  }
}
