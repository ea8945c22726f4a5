package io.paceline.deploy.training;

import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.notice.NoticeKeys;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code ./paceline prepare}, already checked.
 *
 * @param logs iPinYou logs
 * @param trainingLogs messages of topic training-log, one a line
 * @param notices messages of topic notices, likewise
 * @param userEvents messages of topic user-events, likewise
 * @param noticeKeys keys that the notices are signed with, null without notices
 * @param exchanges tell what bills and in which unit prices come
 * @param parallelism subtasks of each operator, 1 to 64
 * @param out folder that receives the files
 */
public record PrepareOptions(
    List<Path> logs,
    List<Path> trainingLogs,
    List<Path> notices,
    List<Path> userEvents,
    @Nullable NoticeKeys noticeKeys,
    ExchangeProfiles exchanges,
    int parallelism,
    Path out) {

  /** Where warnings go. */
  public Path logFile() {
    return out.resolve("prepare.log");
  }
}
