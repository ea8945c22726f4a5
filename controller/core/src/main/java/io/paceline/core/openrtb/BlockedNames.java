package io.paceline.core.openrtb;

import io.paceline.core.json.Scalars;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings the entries of lists of categories and domains into the form in which campaigns name them.
 * Entries may be joined in one text by commas, semicolons, bars or blanks.
 */
final class BlockedNames {

  private static final Pattern SEPARATORS = Pattern.compile("[,;|\\[\\]\"'\\s]+");
  private static final Pattern BLANK_IN_CODE = Pattern.compile("(?i)\\bIAB[\\s_-]+(?=\\d)");
  private static final Pattern BLANK_IN_SCHEME = Pattern.compile("(?<=:)\\s*(?=/)|(?<=:/)\\s+");
  private static final Pattern CODE = Pattern.compile("IAB0*(\\d+)(?:[-_.](?:IAB)?0*(\\d+))?");

  private static final BigDecimal MAX_CODE = BigDecimal.valueOf(Integer.MAX_VALUE);

  /** A number, even one with more digits than are read. */
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");

  private BlockedNames() {}

  /**
   * Categories in upper case, {@code IAB18-2}.
   *
   * @param contentTaxonomy1 true where the list is of content taxonomy 1.0: a name without IAB is
   *     then an exchange's own, which no campaign has; else it is a code of another taxonomy
   * @return null where an entry is of a taxonomy that Paceline cannot map
   */
  static @Nullable List<String> categories(List<String> texts, boolean contentTaxonomy1) {
    List<String> codes = new ArrayList<>(texts.size());
    for (String text : texts) {
      for (String part : SEPARATORS.split(BLANK_IN_CODE.matcher(text).replaceAll("IAB"), -1)) {
        if (part.isEmpty()) {
          continue;
        }
        String upper = part.toUpperCase(Locale.ROOT);
        Matcher code = CODE.matcher(upper);
        if (code.matches()) {
          codes.add("IAB" + code.group(1) + (code.group(2) == null ? "" : "-" + code.group(2)));
        } else if (contentTaxonomy1 && Character.isLetter(upper.charAt(0))) {
          codes.add(upper);
        } else {
          return null;
        }
      }
    }
    return List.copyOf(codes);
  }

  /**
   * Domains; null where an entry has a wildcard (other than a leading {@code *.}) or an escape that
   * cannot be undone, so that nobody knows what it blocks.
   */
  static @Nullable List<String> domains(List<String> texts) {
    List<String> domains = new ArrayList<>(texts.size());
    for (String text : texts) {
      for (String part : SEPARATORS.split(BLANK_IN_SCHEME.matcher(text).replaceAll(""), -1)) {
        String domain = DomainNames.normalised(part.startsWith("*.") ? part.substring(2) : part);
        if (domain != null && (domain.indexOf('*') >= 0 || domain.indexOf('%') >= 0)) {
          return null;
        }
        if (domain != null) {
          domains.add(domain);
        }
      }
    }
    return List.copyOf(domains);
  }

  /** Currencies in upper case; entries that are no code of three letters are left out. */
  static List<String> currencies(List<String> texts) {
    List<String> codes = new ArrayList<>(texts.size());
    for (String text : texts) {
      for (String part : SEPARATORS.split(text, -1)) {
        String code = part.toUpperCase(Locale.ROOT);
        if (code.matches("[A-Z]{3}")) {
          codes.add(code);
        }
      }
    }
    return List.copyOf(codes);
  }

  /**
   * Whole numbers; a number with a fraction, or one too large for an int, is left out.
   *
   * @return null where an entry is no number
   */
  static @Nullable List<Integer> codes(List<String> texts) {
    List<Integer> codes = new ArrayList<>(texts.size());
    for (String text : texts) {
      for (String part : SEPARATORS.split(text, -1)) {
        if (part.isEmpty()) {
          continue;
        }
        BigDecimal number = Scalars.decimal(part);
        if (number != null && isCode(number)) {
          codes.add(number.intValue());
        } else if (number == null && !NUMBER.matcher(part).matches()) {
          return null;
        }
      }
    }
    return List.copyOf(codes);
  }

  private static boolean isCode(BigDecimal number) {
    return number.abs().compareTo(MAX_CODE) <= 0 && number.stripTrailingZeros().scale() <= 0;
  }
}
