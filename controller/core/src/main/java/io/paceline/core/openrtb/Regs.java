package io.paceline.core.openrtb;

/**
 * Legal signals (OpenRTB 2.6 section 3.2.3; {@code regs.ext.gdpr} in 2.5).
 *
 * @param coppa true where the request falls under COPPA
 * @param gdpr true where the request falls under GDPR; Paceline reads no consent so far and treats
 *     such a request as one without consent
 */
public record Regs(boolean coppa, boolean gdpr) {

  /** True where the user may be recognised and a profile kept. */
  public boolean profilingAllowed() {
    return !coppa && !gdpr;
  }
}
