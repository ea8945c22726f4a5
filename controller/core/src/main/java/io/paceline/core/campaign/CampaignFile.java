package io.paceline.core.campaign;

import java.util.List;

/**
 * What a file of campaigns holds.
 *
 * @param campaigns at least one, in the file's order
 * @param notes what its author should know although it is no fault, such as a time that the clocks
 *     skip; each is a sentence of the form {@code place: what is read}
 */
public record CampaignFile(List<Campaign> campaigns, List<String> notes) {

  /** The lists are copied. */
  public CampaignFile {
    campaigns = List.copyOf(campaigns);
    notes = List.copyOf(notes);
  }
}
