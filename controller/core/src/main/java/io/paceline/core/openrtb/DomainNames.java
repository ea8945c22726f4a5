package io.paceline.core.openrtb;

import java.net.IDN;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Brings the domains that exchanges write into the form in which Paceline compares them. */
public final class DomainNames {

  // Matches also the broken forms that occur in the wild: "http:/a.com", "http: //a.com".
  private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*:\\s*/+\\s*");

  private static final int MAX_LENGTH = 253;
  private static final int MAX_ESCAPES = 3;
  private static final int ASCII_END = 128;

  private DomainNames() {}

  /**
   * The domain in lower case, without scheme, user, port, path and {@code www.}. An escaped address
   * is unescaped, and an international domain is written as {@code xn--…}.
   *
   * @param text a domain or an address, may be null
   * @return the domain, or null where there is none
   */
  public static @Nullable String normalised(@Nullable String text) {
    String rest = text;
    String domain = bare(rest);
    // Some senders escape an address, or escape an escaped one once more.
    for (int i = 0; i < MAX_ESCAPES && rest != null && domain != null; i++) {
      if (domain.indexOf('%') < 0) {
        break;
      }
      rest = unescaped(rest);
      domain = bare(rest);
    }
    if (domain == null) {
      return null;
    }
    String ascii = ascii(domain);
    return ascii == null ? domain : ascii;
  }

  /** The text with {@code %41} and the like replaced; as it is where that is impossible. */
  private static String unescaped(String text) {
    try {
      // A plus stands for itself in a path.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /**
   * An international domain in the form in which it is registered ({@code xn--…}), by the rules of
   * 2003 (RFC 3490); any other domain as it is. Requests and campaigns have to use the same rules,
   * because these forms are compared.
   *
   * @param domain a bare domain in lower case
   * @return the form, or null where these rules allow no such domain
   */
  public static @Nullable String ascii(String domain) {
    if (domain.chars().allMatch(c -> c < ASCII_END)) {
      return domain;
    }
    try {
      return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable String bare(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String domain = text.strip().toLowerCase(Locale.ROOT);
    Matcher scheme = SCHEME.matcher(domain);
    if (scheme.lookingAt()) {
      domain = domain.substring(scheme.end());
    } else if (domain.startsWith("//")) {
      domain = domain.substring(2);
    }
    domain = domain.substring(0, endOfAuthority(domain));
    domain = domain.substring(domain.lastIndexOf('@') + 1);
    int colon = domain.indexOf(':');
    if (colon >= 0) {
      domain = domain.substring(0, colon);
    }
    if (domain.startsWith("www.")) {
      domain = domain.substring("www.".length());
    }
    while (domain.endsWith(".")) {
      domain = domain.substring(0, domain.length() - 1);
    }
    return orNull(domain);
  }

  /**
   * The domain, or null where it is empty or longer than RFC 1035 allows; no campaign could target
   * such a domain.
   */
  static @Nullable String orNull(String domain) {
    return domain.isEmpty() || domain.length() > MAX_LENGTH ? null : domain;
  }

  private static int endOfAuthority(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' || c == '?' || c == '#' || c == '\\' || Character.isWhitespace(c)) {
        return i;
      }
    }
    return text.length();
  }
}
