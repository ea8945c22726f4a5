package io.paceline.core.openrtb;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Coarse kinds of device, after OpenRTB's {@code devicetype} (AdCOM list "Device Types"). */
public enum DeviceType {
  /** The request does not state the type, and the user agent does not reveal it. */
  UNKNOWN(0),
  /** Personal computer (2). */
  DESKTOP(2),
  /** Phone (4) or mobile in general (1). */
  PHONE(4),
  /** Tablet (5). */
  TABLET(5),
  /** Connected TV (3), set-top box (7), connected device (6). */
  TV(3);

  private static final List<String> TV_MARKS =
      List.of(
          "smarttv", "smart-tv", "smart tv", "appletv", "apple tv", "googletv", "hbbtv", "roku");
  private static final List<String> TABLET_MARKS = List.of("ipad", "tablet", "kindle", "silk/");
  private static final List<String> PHONE_MARKS =
      List.of("iphone", "ipod", "mobile", "phone", "blackberry", "opera mini");
  private static final List<String> DESKTOP_MARKS = List.of("windows", "macintosh", "x11", "linux");

  private final int code;

  DeviceType(int code) {
    this.code = code;
  }

  /** The OpenRTB code that is written for this type, 0 for unknown. */
  public int code() {
    return code;
  }

  /** The type for an OpenRTB code; new codes and codes of no use here give {@link #UNKNOWN}. */
  public static DeviceType ofCode(int code) {
    return switch (code) {
      case 1, 4 -> PHONE;
      case 2 -> DESKTOP;
      case 3, 6, 7 -> TV;
      case 5 -> TABLET;
      default -> UNKNOWN;
    };
  }

  /**
   * Guesses the type from marks in the user agent.
   *
   * @param ua user agent, may be null
   */
  public static DeviceType guessedFrom(@Nullable String ua) {
    if (ua == null) {
      return UNKNOWN;
    }
    String text = ua.toLowerCase(Locale.ROOT);
    if (containsAny(text, TV_MARKS)) {
      return TV;
    }
    if (text.contains("windows nt")) {
      // Checked before the tablet marks: Internet Explorer on a personal computer says "Tablet PC".
      return DESKTOP;
    }
    if (containsAny(text, TABLET_MARKS)) {
      return TABLET;
    }
    if (containsAny(text, PHONE_MARKS)) {
      return PHONE;
    }
    if (text.contains("android")) {
      // Android's browsers say "Mobile" on phones only.
      return TABLET;
    }
    return containsAny(text, DESKTOP_MARKS) ? DESKTOP : UNKNOWN;
  }

  private static boolean containsAny(String text, List<String> marks) {
    for (String mark : marks) {
      if (text.contains(mark)) {
        return true;
      }
    }
    return false;
  }
}
