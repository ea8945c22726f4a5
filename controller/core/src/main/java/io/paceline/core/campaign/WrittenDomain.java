package io.paceline.core.campaign;

import io.paceline.core.json.FieldReader;
import io.paceline.core.json.JsonValue;
import io.paceline.core.json.Shown;
import io.paceline.core.openrtb.DomainNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the domains and addresses of a campaign. A domain with letters beyond ASCII is brought into
 * the form in which it is registered and in which exchanges send it ({@code xn--…}), by the same
 * rules as the domains of requests.
 */
final class WrittenDomain {

  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

  /** Length in characters of the longest domain name that RFC 1035 allows. */
  private static final int DOMAIN_LENGTH = 253;

  /**
   * The characters that the rules of 2003 replace or drop and those of 2008 keep (UTS 46, section
   * 4): sharp s, final sigma and the two joiners. With them, one name stands for two domains that
   * may belong to two owners.
   */
  private static final Pattern DEVIATION = Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

  private static final String WWW = "www.";

  private static final Pattern AUTHORITY =
      Pattern.compile("(?i)(https://(?:[^/?#@]*@)?)([^/?#@:]+)(.*)", Pattern.DOTALL);

  private WrittenDomain() {}

  /**
   * The advertiser's domain, without {@code www.}, because exchanges and publishers compare it like
   * that; or null.
   */
  static @Nullable String advertiser(FieldReader reader, JsonValue value) {
    String domain = read(reader, value);
    // The domain www.com stays as it is, because com alone would be no domain.
    return domain != null && domain.startsWith(WWW) && domain.indexOf('.', WWW.length()) > 0
        ? domain.substring(WWW.length())
        : domain;
  }

  /** A domain that a campaign targets or avoids, or null. */
  static @Nullable String targeted(FieldReader reader, JsonValue value) {
    String domain = read(reader, value);
    if (domain != null && domain.startsWith(WWW)) {
      // The domains of requests are stored without www., so the entry would never match; without
      // www. it also stands for all other sub-domains, which is for its author to decide.
      reader.fault(value, "must not begin with www., write " + domain.substring(WWW.length()));
      return null;
    }
    return domain;
  }

  private static @Nullable String read(FieldReader reader, JsonValue value) {
    String typed = reader.text(value);
    if (typed == null || isAmbiguous(reader, value, typed)) {
      return null;
    }
    String domain = DomainNames.ascii(typed.toLowerCase(Locale.ROOT));
    if (domain == null || domain.length() > DOMAIN_LENGTH || !DOMAIN.matcher(domain).matches()) {
      reader.fault(
          value,
          "must be a bare domain such as shop.example, without scheme or path, got "
              + Shown.quoted(typed));
      return null;
    }
    return domain;
  }

  private static boolean isAmbiguous(FieldReader reader, JsonValue value, String typed) {
    Matcher deviation = DEVIATION.matcher(typed);
    if (!deviation.find()) {
      return false;
    }
    reader.fault(
        value,
        "has "
            + described(deviation.group())
            + ", with which a name stands for one domain by the rules of 2003 and for another by"
            + " those of 2008; write the registered form (xn--…) of the one that is meant, got "
            + Shown.quoted(typed));
    return true;
  }

  private static String described(String character) {
    return switch (character) {
      case "\u200c" -> "a zero-width non-joiner (U+200C)";
      case "\u200d" -> "a zero-width joiner (U+200D)";
      default -> "the letter " + character;
    };
  }

  /** An address that begins with https://, or null. */
  static @Nullable String httpsAddress(FieldReader reader, String name) {
    JsonValue value = reader.required(name);
    String text = value == null ? null : reader.text(value);
    if (value == null || text == null) {
      return null;
    }
    String address = text;
    Matcher parts = AUTHORITY.matcher(text);
    if (parts.matches() && !isAscii(parts.group(2))) {
      if (isAmbiguous(reader, value, parts.group(2))) {
        return null;
      }
      String host = DomainNames.ascii(parts.group(2).toLowerCase(Locale.ROOT));
      if (host != null) {
        address = parts.group(1) + host + parts.group(3);
      }
    }
    if (!isHttps(address)) {
      reader.fault(
          value, "must be an address that begins with https://, got " + Shown.quoted(text));
      return null;
    }
    return address;
  }

  private static boolean isHttps(String address) {
    try {
      URI uri = new URI(address);
      return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }
}
