package io.paceline.deploy.replay;

import io.paceline.deploy.cli.CommandAction;
import io.paceline.deploy.cli.OutputFile;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.simulator.replay.AuctionLog;
import io.paceline.simulator.replay.AuctionLogReader;
import io.paceline.simulator.replay.Landscape;
import io.paceline.simulator.replay.Replay;
import io.paceline.simulator.replay.ReplayRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** {@code ./paceline replay}: reads the logs, plays them, writes figures and report. */
public final class ReplayLogs implements CommandAction<ReplayOptions> {
  private final PrintStream out;

  /** Prints to {@code out}. */
  public ReplayLogs(PrintStream out) {
    this.out = out;
  }

  @Override
  public int run(ReplayOptions options) throws IOException {
    List<ReplayRun> played;
    try {
      List<AuctionLog> logs = options.files().stream().map(AuctionLogReader::read).toList();
      List<Landscape> landscapes = options.landscapes().stream().map(Landscape::read).toList();
      for (AuctionLog log : logs) {
        if (log.pctr() == null) {
          out.printf("%s has no click probabilities: every auction counts alike%n", log.name());
        }
      }
      played = Replay.play(options.task(), logs, landscapes);
    } catch (IllegalArgumentException e) {
      throw UserFacingException.of(e);
    }
    out.print(ReplayTable.of(played));
    if (options.json() != null) {
      write(options.json(), "--json", ReplayJson.lines(played));
      out.println("Figures: " + options.json());
    }
    if (options.html() != null) {
      write(options.html(), "--html", ReplayPage.of(played));
      out.println("Report:  " + options.html());
    }
    return 0;
  }

  private static void write(Path file, String option, String text) {
    try {
      OutputFile.write(file, text);
    } catch (IOException e) {
      throw new UserFacingException(option + ": " + file + " cannot be written: give another", e);
    }
  }
}
