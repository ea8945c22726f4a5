package io.paceline.training.preparation;

import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.notice.NoticeKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a preparation is made from. Packed files are read as {@link
 * io.paceline.simulator.ipinyou.LogText} says; files of topics have one message a line.
 *
 * @param logs iPinYou logs in any form of {@link io.paceline.simulator.ipinyou.IpinyouLog}
 * @param trainingLogs messages of topic {@code training-log}
 * @param notices messages of topic {@code notices}
 * @param userEvents messages of topic {@code user-events}
 */
public record PreparationInputs(
    List<Path> logs, List<Path> trainingLogs, Notices notices, List<Path> userEvents) {

  /**
   * Messages of topic {@code notices}.
   *
   * @param files the files, may be empty
   * @param keys keys that the notices are signed with; null where there are none
   * @param exchanges tell what bills and in which unit prices come
   */
  public record Notices(List<Path> files, @Nullable NoticeKeys keys, ExchangeProfiles exchanges) {

    /**
     * The list is copied.
     *
     * @throws IllegalArgumentException where there are files and no keys
     */
    public Notices {
      if (keys == null && !files.isEmpty()) {
        throw new IllegalArgumentException("notices need the key that they are signed with");
      }
      files = List.copyOf(files);
    }
  }

  /** The lists are copied. */
  public PreparationInputs {
    logs = List.copyOf(logs);
    trainingLogs = List.copyOf(trainingLogs);
    userEvents = List.copyOf(userEvents);
  }

  /** Names of all files. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (List<Path> files : List.of(logs, trainingLogs, notices.files(), userEvents)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    }
    return names;
  }
}
