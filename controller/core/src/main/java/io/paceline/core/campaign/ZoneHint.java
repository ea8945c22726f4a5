package io.paceline.core.campaign;

import io.paceline.core.json.NearestName;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells which zones a person may have meant by a name that is no zone's id: by an abbreviation,
 * which often stands for several zones, by a city, by an offset in another form, by the name that
 * Windows has for a zone, or by a mistyped id.
 */
final class ZoneHint {

  /** Zones by abbreviation or Windows name, in upper case. */
  private static final Map<String, List<String>> MEANT = new HashMap<>();

  private static final Pattern OFFSET =
      Pattern.compile("(?:UTC|GMT)?\\s*([+\u2212-])\\s*(\\d{1,2})(?:[:.]?(\\d{2}))?");

  private static final int MAX_OFFSET_HOURS = 14;
  private static final int HOUR_MINUTES = 60;

  static {
    meant("EST", "America/New_York", "America/Panama", "-05:00");
    meant("EDT", "America/New_York");
    meant("ET", "America/New_York");
    meant("CST", "America/Chicago", "America/Costa_Rica", "-06:00", "Asia/Shanghai");
    meant("CDT", "America/Chicago", "America/Havana");
    meant("CT", "America/Chicago");
    meant("MST", "America/Denver", "America/Phoenix", "-07:00");
    meant("MDT", "America/Denver");
    meant("MT", "America/Denver");
    meant("PST", "America/Los_Angeles", "-08:00", "Asia/Manila");
    meant("PDT", "America/Los_Angeles");
    meant("PT", "America/Los_Angeles");
    meant("AKST", "America/Anchorage");
    meant("AKDT", "America/Anchorage");
    meant("HST", "Pacific/Honolulu", "-10:00");
    meant("HDT", "America/Adak");
    meant("AST", "America/Halifax", "America/Puerto_Rico", "-04:00", "Asia/Riyadh");
    meant("ADT", "America/Halifax");
    meant("NST", "America/St_Johns");
    meant("NDT", "America/St_Johns");
    meant("BRT", "America/Sao_Paulo");
    meant("ART", "America/Argentina/Buenos_Aires");
    meant("CLT", "America/Santiago");
    meant("CLST", "America/Santiago");
    meant("COT", "America/Bogota");
    meant("PET", "America/Lima");
    meant("BST", "Europe/London", "Asia/Dhaka");
    meant("IST", "Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem");
    meant("IDT", "Asia/Jerusalem");
    meant("WEST", "Europe/Lisbon");
    meant("CEST", "Europe/Berlin", "Europe/Paris", "Europe/Rome");
    meant("MEZ", "Europe/Berlin", "Europe/Vienna", "Europe/Zurich");
    meant("MESZ", "Europe/Berlin", "Europe/Vienna", "Europe/Zurich");
    meant("EEST", "Europe/Athens", "Europe/Helsinki", "Europe/Bucharest");
    meant("MSK", "Europe/Moscow");
    meant("TRT", "Europe/Istanbul");
    meant("SAST", "Africa/Johannesburg");
    meant("WAT", "Africa/Lagos");
    meant("CAT", "Africa/Maputo");
    meant("EAT", "Africa/Nairobi");
    meant("GST", "Asia/Dubai");
    meant("PKT", "Asia/Karachi");
    meant("NPT", "Asia/Kathmandu");
    meant("ICT", "Asia/Bangkok", "Asia/Ho_Chi_Minh");
    meant("WIB", "Asia/Jakarta");
    meant("WITA", "Asia/Makassar");
    meant("WIT", "Asia/Jayapura");
    meant("SGT", "Asia/Singapore");
    meant("MYT", "Asia/Kuala_Lumpur");
    meant("HKT", "Asia/Hong_Kong");
    meant("PHT", "Asia/Manila");
    meant("JST", "Asia/Tokyo");
    meant("KST", "Asia/Seoul");
    meant("AWST", "Australia/Perth");
    meant("ACST", "Australia/Adelaide", "Australia/Darwin");
    meant("ACDT", "Australia/Adelaide");
    meant("AEST", "Australia/Sydney", "Australia/Brisbane");
    meant("AEDT", "Australia/Sydney");
    meant("NZST", "Pacific/Auckland");
    meant("NZDT", "Pacific/Auckland");
    meant("CHST", "Pacific/Guam");
    meant("SST", "Pacific/Pago_Pago");
    meant("UK", "Europe/London");
    meant("EASTERN STANDARD TIME", "America/New_York");
    meant("CENTRAL STANDARD TIME", "America/Chicago");
    meant("MOUNTAIN STANDARD TIME", "America/Denver");
    meant("PACIFIC STANDARD TIME", "America/Los_Angeles");
    meant("GMT STANDARD TIME", "Europe/London");
    meant("W. EUROPE STANDARD TIME", "Europe/Berlin");
    meant("ROMANCE STANDARD TIME", "Europe/Paris");
    meant("CENTRAL EUROPE STANDARD TIME", "Europe/Budapest");
    meant("CENTRAL EUROPEAN STANDARD TIME", "Europe/Warsaw");
    meant("RUSSIAN STANDARD TIME", "Europe/Moscow");
    meant("INDIA STANDARD TIME", "Asia/Kolkata");
    meant("CHINA STANDARD TIME", "Asia/Shanghai");
    meant("TOKYO STANDARD TIME", "Asia/Tokyo");
    meant("AUS EASTERN STANDARD TIME", "Australia/Sydney");
  }

  private ZoneHint() {}

  private static void meant(String name, String... zones) {
    MEANT.put(name, List.of(zones));
  }

  /** The names for which zones are known, in upper case. */
  static Set<String> names() {
    return Set.copyOf(MEANT.keySet());
  }

  /**
   * A hint to append to a sentence that ends with the name.
   *
   * @param typed a name that is no zone's id
   * @return {@code ", which may stand for X, Y or Z"} or {@code ", did you mean X?"}, or an empty
   *     string where nothing is near
   */
  static String of(String typed) {
    for (String zone : ZoneId.getAvailableZoneIds()) {
      if (zone.equalsIgnoreCase(typed.strip())) {
        return ", did you mean " + zone + "?";
      }
    }
    List<String> zones = MEANT.get(typed.strip().toUpperCase(Locale.ROOT));
    if (zones == null) {
      zones = ofCity(typed);
    }
    if (zones.isEmpty()) {
      zones = ofOffset(typed);
    }
    if (!zones.isEmpty()) {
      return ", which may stand for " + listed(zones);
    }
    return NearestName.hint(typed, ZoneId.getAvailableZoneIds());
  }

  /** The zones that are named after a city: New York is the zone America/New_York. */
  private static List<String> ofCity(String typed) {
    String city = "/" + typed.strip().replace(' ', '_').toLowerCase(Locale.ROOT);
    Set<String> zones = new TreeSet<>();
    for (String zone : ZoneId.getAvailableZoneIds()) {
      if (zone.toLowerCase(Locale.ROOT).endsWith(city) && !zone.startsWith("SystemV/")) {
        zones.add(zone);
      }
    }
    return List.copyOf(zones);
  }

  /** An offset as a zone's id has it: UTC+5:30 is +05:30. */
  private static List<String> ofOffset(String typed) {
    Matcher offset = OFFSET.matcher(typed.strip().toUpperCase(Locale.ROOT));
    if (!offset.matches()) {
      return List.of();
    }
    int hours = Integer.parseInt(offset.group(2));
    int minutes = offset.group(3) == null ? 0 : Integer.parseInt(offset.group(3));
    if (hours > MAX_OFFSET_HOURS || minutes >= HOUR_MINUTES) {
      return List.of();
    }
    String sign = offset.group(1).equals("+") ? "+" : "-";
    return List.of(String.format(Locale.ROOT, "%s%02d:%02d", sign, hours, minutes));
  }

  private static String listed(List<String> zones) {
    List<String> first = new ArrayList<>(zones);
    String last = first.remove(first.size() - 1);
    return first.isEmpty() ? last : String.join(", ", first) + " or " + last;
  }
}
