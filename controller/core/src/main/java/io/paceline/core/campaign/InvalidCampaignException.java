package io.paceline.core.campaign;

import java.util.List;

/** Thrown where a campaign may not be used as it is written; holds every fault found. */
public final class InvalidCampaignException extends Exception {
  private static final long serialVersionUID = 1L;

  private final List<String> faults;

  /**
   * @param faults at least one, each a sentence of the form {@code place: what is wrong and what is
   *     right}
   */
  public InvalidCampaignException(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  /** One sentence per fault, in the order in which they were found. */
  public List<String> faults() {
    return faults;
  }
}
