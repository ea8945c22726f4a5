package io.paceline.core.openrtb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds objections in a text of the IAB's Global Privacy Platform: a header that lists the sections
 * (Fibonacci-coded, in base64), then the sections, separated by {@code ~}. The sections US Privacy
 * (6), US national (7), California, Virginia, Colorado, Utah and Connecticut (8 to 12) are decoded.
 * Sections 1 to 4 (header, signal integrity and the European framework) hold no opt-out. Of every
 * other section that applies, and of one that cannot be decoded, an objection is assumed.
 */
final class GppOptOut {

  private static final int MAX_LENGTH = 8_192;
  private static final int US_PRIVACY = 6;

  /** Sections of the header, signal integrity and the two versions of the European framework. */
  private static final Set<Integer> WITHOUT_OPT_OUT = Set.of(1, 2, 3, 4);

  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /**
   * By section and version, one letter for each field of two bits that follows the version. Whether
   * the user got notice: n of sharing, s, h and t of the opt-outs of sale, of sharing and of
   * targeted advertising. S, H and T are these opt-outs themselves. c is consent for a child, p
   * consent to further use, v service provider mode. A point is any other field.
   */
  private static final Map<String, String> LAYOUTS =
      Map.of(
          "7.1", "nsht..SHT............ccp..v",
          "7.2", "nsht..SHT................cccp..v",
          "8.1", "sh.SH.........ccp..v",
          "9.1", "nstST........c..v",
          "10.1", "nstST.......c..v",
          "11.1", "nst.ST........c..v",
          "12.1", "nstST........ccc..v");

  private GppOptOut() {}

  /**
   * Whether a section that applies holds an objection or cannot be read.
   *
   * @param gpp the text, or null
   * @param applying the sections that apply; empty where that is not known, so that all do
   */
  static boolean isOptedOut(@Nullable String gpp, Set<Integer> applying) {
    Map<Integer, String> sections;
    try {
      sections = gpp == null ? Map.of() : sections(gpp);
    } catch (IllegalArgumentException e) {
      // The European framework alone is no matter of opt-outs, whatever the text says.
      return applying.isEmpty() || !WITHOUT_OPT_OUT.containsAll(applying);
    }
    for (int id : applying.isEmpty() ? sections.keySet() : applying) {
      if (!WITHOUT_OPT_OUT.contains(id) && objects(id, sections.get(id))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the text has section 2, the European framework's; false where it cannot be read. */
  static boolean hasEuropeanSection(@Nullable String gpp) {
    try {
      return gpp != null && sections(gpp).containsKey(2);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether a US Privacy text objects to the sale of data or cannot be read. */
  static boolean objectsToSale(String usPrivacy) {
    return !usPrivacy.matches("1[YNyn-]{3}") || Character.toUpperCase(usPrivacy.charAt(2)) == 'Y';
  }

  private static boolean objects(int id, @Nullable String section) {
    if (section == null) {
      return true;
    }
    if (id == US_PRIVACY) {
      return objectsToSale(section);
    }
    try {
      String[] parts = section.split("\\.", -1);
      Bits core = new Bits(parts[0]);
      String layout = LAYOUTS.get(id + "." + core.next(6));
      if (layout == null || objects(layout, core)) {
        return true;
      }
      for (int i = 1; i < parts.length; i++) {
        Bits part = new Bits(parts[i]);
        // A part of type 1 holds the browser's Global Privacy Control.
        if (part.next(2) != 1 || part.next(1) == 1) {
          return true;
        }
      }
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  private static boolean objects(String layout, Bits core) {
    Map<Character, Integer> notices = new HashMap<>();
    boolean objects = false;
    for (int i = 0; i < layout.length(); i++) {
      char field = layout.charAt(i);
      int value = core.next(2);
      objects |=
          switch (field) {
            case 'n', 's', 'h', 't' -> value >= 2;
            case 'S', 'H', 'T' ->
                // 1 means opted out, 2 not opted out, 0 not applicable; 3 is undefined. A 2 counts
                // as an objection where the user got no notice of the opt-out.
                value == 1
                    || value == 3
                    || (value == 2 && notices.getOrDefault(Character.toLowerCase(field), 0) == 0);
            case 'c' -> value != 0;
            case 'p' -> value >= 2;
            case 'v' -> value == 1;
            default -> false;
          };
      notices.put(field, value);
    }
    return objects;
  }

  private static Map<Integer, String> sections(String gpp) {
    if (gpp.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("too long");
    }
    String[] parts = gpp.split("~", -1);
    Bits header = new Bits(parts[0]);
    if (header.next(6) != 3 || header.next(6) != 1) {
      throw new IllegalArgumentException("no header");
    }
    List<Integer> ids = new ArrayList<>(new TreeSet<>(header.range()));
    if (ids.size() != parts.length - 1) {
      throw new IllegalArgumentException("sections are missing");
    }
    Map<Integer, String> sections = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      sections.put(ids.get(i), parts[i + 1]);
    }
    return sections;
  }

  /** Bits of a base64 text, six a digit. */
  private static final class Bits {
    private final String text;
    private int at;

    Bits(String text) {
      this.text = text;
    }

    int next(int count) {
      int value = 0;
      for (int i = 0; i < count; i++, at++) {
        int digit = at / 6 < text.length() ? DIGITS.indexOf(text.charAt(at / 6)) : -1;
        if (digit < 0) {
          throw new IllegalArgumentException("no such bit");
        }
        value = 2 * value + ((digit >> (5 - at % 6)) & 1);
      }
      return value;
    }

    /**
     * A list of numbers and ranges of numbers, each given by its distance from the number before.
     */
    List<Integer> range() {
      List<Integer> ids = new ArrayList<>();
      int last = 0;
      for (int left = next(12); left > 0; left--) {
        boolean several = next(1) == 1;
        int first = last + fibonacci();
        last = several ? first + fibonacci() : first;
        if (last > 1_000) {
          throw new IllegalArgumentException("no such section");
        }
        for (int id = first; id <= last; id++) {
          ids.add(id);
        }
      }
      return ids;
    }

    /** A number as a sum of Fibonacci numbers, ended by two ones in a row. */
    private int fibonacci() {
      int sum = 0;
      int one = 1;
      int two = 2;
      for (int before = 0, i = 0; i < 20; i++) {
        int bit = next(1);
        if (bit == 1 && before == 1) {
          return sum;
        }
        sum += bit * one;
        int three = one + two;
        one = two;
        two = three;
        before = bit;
      }
      throw new IllegalArgumentException("no end of a number");
    }
  }
}
