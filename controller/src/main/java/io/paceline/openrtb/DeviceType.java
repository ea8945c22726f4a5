package io.paceline.openrtb;

/** Coarse kinds of device, after OpenRTB's {@code devicetype} (AdCOM list "Device Types"). */
public enum DeviceType {
  /** Not stated and not to be guessed. */
  UNKNOWN,
  /** Personal computer (2). */
  DESKTOP,
  /** Phone (4) or mobile in general (1). */
  PHONE,
  /** Tablet (5). */
  TABLET,
  /** Connected TV (3), set-top box (7), connected device (6). */
  TV
}
