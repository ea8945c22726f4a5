package io.paceline.core.openrtb;

/**
 * Legal signals (OpenRTB 2.6 section 3.2.3, or {@code regs.ext} in 2.5).
 *
 * @param coppa true where the request falls under COPPA
 * @param gdpr true where the request falls under GDPR; Paceline reads no consent so far and treats
 *     such a request as one without consent
 * @param optedOut true where the user objected to the sale or sharing of data or to targeted ads,
 *     by US Privacy, GPP or Global Privacy Control, or where such a signal cannot be read
 */
public record Regs(boolean coppa, boolean gdpr, boolean optedOut) {

  /** Neither law nor objection applies. */
  public static final Regs NONE = new Regs(false, false, false);

  /** A request under GDPR, without an objection. */
  public static final Regs GDPR = new Regs(false, true, false);

  /** True where these signals let the user be recognised and a profile be kept. */
  public boolean profilingAllowed() {
    return !coppa && !gdpr && !optedOut;
  }
}
