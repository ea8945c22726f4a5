package io.paceline.deploy.training;

import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.notice.NoticeKeys;
import io.paceline.deploy.cli.CommandAction;
import io.paceline.deploy.cli.LogSettings;
import io.paceline.deploy.cli.OptionCheck;
import io.paceline.deploy.cli.ParallelismOption;
import io.paceline.job.options.ExchangeProfileOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./paceline prepare}: reads and checks the options. */
@Command(
    name = "prepare",
    sortOptions = false,
    header = "Prepares logs for training: statistics, curves, profiles, joined examples.",
    description = {
      "",
      "Runs on Flink's batch mode. Give iPinYou logs, or the messages of the job's topics, one a"
          + " line: training-log with the notices of the same time, and"
          + " user-events if there are any. Files that are packed with gzip or bzip2 are unpacked"
          + " while they are read. Lines that cannot be used are listed in rejected.jsonl.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command.
public final class PrepareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      arity = "1..*",
      description = "iPinYou logs, in any of their forms.")
  private List<Path> logs = new ArrayList<>();

  @Option(
      names = "--training-log",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Messages of topic training-log.")
  private List<Path> trainingLogs = new ArrayList<>();

  @Option(
      names = "--notices",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Messages of topic notices; needed with --training-log.")
  private List<Path> notices = new ArrayList<>();

  @Option(
      names = "--user-events",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Messages of topic user-events.")
  private List<Path> userEvents = new ArrayList<>();

  @Option(
      names = "--notice-secret",
      paramLabel = "KEY",
      description =
          "Key that signed the notices, which is the job's --notice.secret. --notices needs this"
              + " option or --notice-secrets.")
  private @Nullable String noticeSecret;

  @Option(
      names = "--notice-secrets",
      paramLabel = "ID:KEY,...",
      description =
          "In place of --notice-secret, all keys that signed the notices, as in the job's"
              + " --notice.secrets.")
  private @Nullable String noticeSecrets;

  @Option(
      names = "--exchange",
      paramLabel = "NAME.OPTION=VALUE",
      description =
          "How an exchange differs from others, as in the job's options exchange.NAME.OPTION, for"
              + " example adx.bills=win. May be given several times.")
  private Map<String, String> exchanges = new LinkedHashMap<>();

  @Mixin private ParallelismOption parallelism = new ParallelismOption(2);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "${sys:paceline.home:-.}/target/prepared",
      description =
          "Folder that receives the files; files of an earlier preparation are replaced (default:"
              + " target/prepared of the checkout).")
  private Path out;

  private final CommandAction<PrepareOptions> work;

  /** A command that hands its checked options to {@code work}. */
  public PrepareCommand(CommandAction<PrepareOptions> work) {
    this.work = work;
  }

  @Override
  public Integer call() throws Exception {
    OptionCheck check = new OptionCheck(spec);
    check.that(
        !logs.isEmpty() || !trainingLogs.isEmpty(),
        "prepare needs --log FILE, or --training-log FILE with --notices FILE");
    check.that(
        trainingLogs.isEmpty() == notices.isEmpty(),
        "--training-log and --notices go together: the notices tell what came of the bids");
    check.that(
        notices.isEmpty() || noticeSecret != null || noticeSecrets != null,
        "--notices needs --notice-secret or --notice-secrets: a notice that no such key signed does"
            + " not count");
    check.that(
        noticeSecret == null
            || noticeSecret.getBytes(StandardCharsets.UTF_8).length >= NoticeKeys.MIN_SECRET_BYTES,
        "--notice-secret must have at least "
            + NoticeKeys.MIN_SECRET_BYTES
            + " bytes: the job has accepted no shorter one");
    check.that(
        noticeSecret == null || noticeSecrets == null,
        "--notice-secrets takes the place of --notice-secret; give one of them");
    logs.forEach(file -> check.readableFile("--log", file));
    trainingLogs.forEach(file -> check.readableFile("--training-log", file));
    notices.forEach(file -> check.readableFile("--notices", file));
    userEvents.forEach(file -> check.readableFile("--user-events", file));
    check.folder("--out", out);
    PrepareOptions options =
        new PrepareOptions(
            List.copyOf(logs),
            List.copyOf(trainingLogs),
            List.copyOf(notices),
            List.copyOf(userEvents),
            noticeKeys(check),
            exchangeProfiles(check),
            parallelism.checked(check),
            out.normalize());
    LogSettings.writeTo(options.logFile());
    return work.run(options);
  }

  private ExchangeProfiles exchangeProfiles(OptionCheck check) {
    try {
      return ExchangeProfileOptions.of(exchanges);
    } catch (IllegalArgumentException e) {
      check.that(false, "--exchange NAME.OPTION=VALUE: " + e.getMessage());
      throw e;
    }
  }

  private @Nullable NoticeKeys noticeKeys(OptionCheck check) {
    if (noticeSecrets == null) {
      return noticeSecret == null ? null : NoticeKeys.of(noticeSecret);
    }
    try {
      return NoticeKeys.parse(noticeSecrets);
    } catch (IllegalArgumentException e) {
      check.that(false, "--notice-secrets: " + e.getMessage());
      throw e;
    }
  }
}
