package io.paceline.deploy.campaigns;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.campaign.CampaignFile;
import io.paceline.core.campaign.InvalidCampaignException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks files of campaigns without a broker. The files are judged as if {@code put} took them one
 * after the other, in the given order, while no campaign is booked yet. So this check finds every
 * fault of a file, and what {@code put} would refuse because of an earlier file.
 */
final class CampaignCheck {

  private final CampaignCodec codec = new CampaignCodec();

  /** The campaigns of the files so far, as they would be booked, by id. */
  private final Map<String, Campaign> booked = new TreeMap<>();

  /** The file from which each campaign was booked last. */
  private final Map<String, Path> sources = new HashMap<>();

  private final List<String> lines = new ArrayList<>();
  private int faults;

  private CampaignCheck() {}

  /**
   * What the check found.
   *
   * @param lines one line for each fault, for each note, and for the result of each file; every
   *     line begins with the name of its file
   * @param faults number of faults; 0 where {@code put} would take all files
   */
  record Result(List<String> lines, int faults) {}

  /** Checks the files. */
  static Result of(List<Path> files) {
    CampaignCheck check = new CampaignCheck();
    files.forEach(check::file);
    return new Result(List.copyOf(check.lines), check.faults);
  }

  private void file(Path file) {
    List<String> found = new ArrayList<>();
    try {
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            Files.isDirectory(file) ? "it is a folder, not a file" : "there is no such file");
      }
      CampaignFile read = codec.decodeFile(Files.readAllBytes(file));
      read.notes().forEach(note -> lines.add(file + ": note: " + note));
      noteRepeats(file, read.campaigns());
      for (Campaign campaign : CampaignEdits.toWrite(booked, Map.of(), read.campaigns())) {
        booked.put(campaign.id(), campaign);
      }
      read.campaigns().forEach(campaign -> sources.put(campaign.id(), file));
      int count = read.campaigns().size();
      lines.add(file + ": no fault, " + count + (count == 1 ? " campaign" : " campaigns"));
    } catch (InvalidCampaignException e) {
      found.addAll(e.faults());
    } catch (IOException e) {
      found.add("cannot be read: " + e.getMessage());
    }
    found.forEach(fault -> lines.add(file + ": " + fault));
    if (!found.isEmpty()) {
      lines.add(file + ": " + found.size() + (found.size() == 1 ? " fault" : " faults"));
    }
    faults += found.size();
  }

  /** Notes campaigns that an earlier file states, too: this file edits them, perhaps by mistake. */
  private void noteRepeats(Path file, List<Campaign> campaigns) {
    for (Campaign campaign : campaigns) {
      Path earlier = sources.get(campaign.id());
      if (earlier != null) {
        lines.add(
            file + ": note: " + campaign.id() + ": is in " + earlier + ", too; this file edits it");
      }
    }
  }
}
