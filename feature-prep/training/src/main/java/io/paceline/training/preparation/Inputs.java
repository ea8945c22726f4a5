package io.paceline.training.preparation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a preparation is made from. A file whose name ends in {@code .gz} is unpacked while it is
 * read; files of topics have one message a line.
 *
 * @param logs iPinYou logs in any form of {@link io.paceline.simulator.ipinyou.IpinyouLog}
 * @param trainingLogs messages of topic {@code training-log}
 * @param notices messages of topic {@code notices}
 * @param userEvents messages of topic {@code user-events}
 * @param noticeSecret key that the notices are signed with; null where there are none
 * @param billsOnWin exchanges that send no billing notice, so that their win notice counts as the
 *     billing
 */
public record Inputs(
    List<Path> logs,
    List<Path> trainingLogs,
    List<Path> notices,
    List<Path> userEvents,
    String noticeSecret,
    List<String> billsOnWin) {

  /** The lists are copied. */
  public Inputs {
    logs = List.copyOf(logs);
    trainingLogs = List.copyOf(trainingLogs);
    notices = List.copyOf(notices);
    userEvents = List.copyOf(userEvents);
    billsOnWin = List.copyOf(billsOnWin);
  }

  /** Inputs from exchanges that all send billing notices. */
  public Inputs(
      List<Path> logs,
      List<Path> trainingLogs,
      List<Path> notices,
      List<Path> userEvents,
      String noticeSecret) {
    this(logs, trainingLogs, notices, userEvents, noticeSecret, List.of());
  }

  /** Names of all files. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (List<Path> files : List.of(logs, trainingLogs, notices, userEvents)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    }
    return names;
  }
}
