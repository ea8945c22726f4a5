package io.paceline.deploy.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.notice.NoticeKeys;
import io.paceline.deploy.bench.BenchOptions;
import io.paceline.deploy.cli.CommandAction;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.demo.DemoOptions;
import io.paceline.deploy.exchange.ExchangeSettings;
import io.paceline.deploy.rehearsal.RehearseOptions;
import io.paceline.deploy.replay.ReplayOptions;
import io.paceline.deploy.training.PrepareOptions;
import io.paceline.deploy.training.TrainOptions;
import io.paceline.job.options.ExchangeProfileOptions;
import io.paceline.simulator.replay.Fraction;
import io.paceline.simulator.replay.Protocol;
import io.paceline.simulator.replay.ReplayLaw;
import io.paceline.simulator.replay.ReplayLaws;
import io.paceline.simulator.replay.ReplayTask;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacelineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private DemoOptions demo;
  private PrepareOptions prepare;
  private TrainOptions train;
  private BenchOptions bench;
  private ReplayOptions replay;
  private RehearseOptions rehearse;
  private Throwable failure;

  @AfterEach
  void forgetLogSettings() {
    System.clearProperty("paceline.log");
    System.clearProperty("paceline.log.level");
  }

  @Test
  void aDemoWithoutOptionsHasTheDocumentedDefaults() {
    assertThat(run("demo")).isZero();

    assertThat(demo)
        .isEqualTo(
            new DemoOptions(
                new DemoOptions.DayOptions(3.0, List.of(), 30, 500.0, false),
                new ExchangeSettings.Notices(200L, 0.05, 0.0),
                false,
                1L,
                1,
                false,
                8081,
                false,
                Path.of("target", "demo")));
    assertThat(demo.webUiPort()).isEqualTo(8081);
    assertThat(System.getProperty("paceline.log")).isEqualTo(demo.logFile().toString());
  }

  @Test
  void whoNamesTheRateOrALogsMinutesGetsThem(@TempDir Path folder) throws Exception {
    Path log = Files.createFile(folder.resolve("log.txt"));

    run("demo", "--minutes", "1");
    assertThat(demo.day().asAsked()).isFalse();
    run("demo", "--rate", "500");
    assertThat(demo.day().asAsked()).isTrue();
    run("demo", "--log", log.toString());
    assertThat(demo.day().asAsked()).isFalse();
    run("demo", "--log", log.toString(), "--minutes", "3");
    assertThat(demo.day().asAsked()).isTrue();
  }

  @Test
  void everyOptionOfADemoIsRead(@TempDir Path folder) {
    assertThat(
            run(
                "demo",
                "--minutes",
                "0.5",
                "--headless",
                "--parallelism",
                "2",
                "--campaigns",
                "5",
                "--rate",
                "50.5",
                "--seed",
                "-7",
                "--notice-delay",
                "0",
                "--duplicates",
                "0.5",
                "--lost",
                "0.25",
                "--garbage",
                "--strict",
                "--out",
                folder.toString()))
        .isZero();

    assertThat(demo)
        .isEqualTo(
            new DemoOptions(
                new DemoOptions.DayOptions(0.5, List.of(), 5, 50.5, true),
                new ExchangeSettings.Notices(0L, 0.5, 0.25),
                true,
                -7L,
                2,
                true,
                8081,
                true,
                folder));
    assertThat(demo.webUiPort()).as("any free port").isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "demo --minutes 0, '--minutes must be from 0.1 to 1,440, got 0'",
    "demo --minutes NaN, --minutes must be from 0.1 to 1",
    "demo --minutes soon, Invalid value for option '--minutes'",
    "demo --port 65536, '--port must be from 0 to 65,535, got 65,536'",
    "demo --parallelism 0, --parallelism must be from 1 to 64",
    "demo --campaigns 0, --campaigns must be from 1 to 1",
    "demo --rate 0.5, --rate must be from 1 to 50",
    "demo --notice-delay 1001, --notice-delay must be from 0 to 1",
    "demo --duplicates 1.1, --duplicates must be from 0 to 1",
    "demo --lost -0.1, --lost must be from 0 to 1",
    "demo --headless --port 9000, --port cannot be used with --headless",
    "demo --log x --rate 9, --rate cannot be used with --log: it shapes the synthetic market only",
    "demo --log nowhere.txt, '--log: there is no readable file nowhere.txt'",
    "demo --out pom.xml, '--out: pom.xml is a file, not a folder'",
    "demo --minuts 3, Unknown options: '--minuts'",
    "train, train needs --log FILE or --prepared DIR",
    "train --prepared nowhere, '--prepared: there is no folder nowhere'",
    "train --log pom.xml --prepared src, '--prepared cannot be used with --log'",
    "prepare, 'prepare needs --log FILE, or --training-log FILE with --notices FILE'",
    "prepare --log pom.xml nowhere.txt, '--log: there is no readable file nowhere.txt'",
    "prepare --training-log pom.xml, --training-log and --notices go together",
    "prepare --training-log pom.xml --notices pom.xml, --notices needs --notice-secret",
    "prepare --log pom.xml --parallelism 0, --parallelism must be from 1 to 64",
    "train --log pom.xml --out src, '--out: src exists already: give a folder that does not'",
    "train --log pom.xml --out /, '--out: / exists already: give a folder that does not'",
    "train --log pom.xml --out no/.., '--out: no/.. exists already: give a folder that does not'",
    "train --log pom.xml --out pom.xml/m, '--out: pom.xml is a file, not a folder'",
    "prepare --log pom.xml --notice-secrets 1:short, '--notice-secrets: the secret of key 1'",
    "prepare --log pom.xml --notice-secrets 1:sixteen-letters! --notice-secret sixteen-letters!,"
        + " '--notice-secrets takes the place of --notice-secret'",
    "prepare --log pom.xml --notice-secret short, '--notice-secret must have at least 16 bytes'",
    "train --log nowhere.txt, '--log: there is no readable file nowhere.txt'",
    "bench fast, Invalid value for positional parameter at index 0 (BENCHMARK)",
    "bench --rounds 0, '--rounds must be from 1 to 99, got 0'",
    "bench --campaigns 0, --campaigns must be from 1 to 10",
    "bench --eligible 0, --eligible must be from 1 to 10",
    "bench --rate 0, --rate must be from 1 to 20",
    "bench --burst-rate 0, --burst-rate must be from 1 to 100",
    "bench --parallelism 65, '--parallelism must be from 1 to 64, got 65'",
    "bench --json src, '--json: src is a folder, not a file'",
    "bench --json pom.xml/rows.json, '--json: pom.xml is a file, not a folder'",
    "bench --out pom.xml, '--out: pom.xml is a file, not a folder'",
    "rehearse --days 0, '--days must be from 1'",
    "rehearse --requests-per-day 0, '--requests-per-day must be from 1'",
    "rehearse --currency euros, '--currency must be a code of three letters such as EUR, got"
        + " euros'",
    "rehearse --speed 0.5, '--speed must be from 1 to 14,400, got 0.5'",
    "rehearse --speed 20000, '--speed must be from 1 to 14,400, got 20,000'",
    "rehearse --speed NaN, '--speed must be from 1 to 14,400, got'",
    "rehearse --model nowhere, '--model: there is no folder nowhere'",
    "rehearse --log nowhere.txt, '--log: there is no readable file nowhere.txt'",
    "rehearse --log pom.xml --requests-per-day 5, '--requests-per-day cannot be used with --log: a"
        + " log has requests of its own'",
    "rehearse --campaigns nowhere.json, '--campaigns: there is no readable file nowhere.json'",
    "rehearse --script nowhere.jsonl, '--script: there is no readable file nowhere.jsonl'",
    "rehearse --json out --html ./out, '--html: ./out is the file of --json: give another'",
    "rehearse --campaigns pom.xml --json ./pom.xml, '--json: ./pom.xml is the file of --campaigns:"
        + " give another'",
    "rehearse --script pom.xml --html pom.xml, '--html: pom.xml is the file of --script'",
    "rehearse --log pom.xml --html pom.xml, '--html: pom.xml is the file of --log'",
    "replay pom.xml --protocol flight --landscape pom.xml --json pom.xml, '--json: pom.xml is the"
        + " file of FILE: give another'",
    "replay pom.xml --protocol flight --landscape pom.xml --json a/out --html a/b/../out, '--html:"
        + " a/b/../out is the file of --json'",
    "replay, Missing required options and parameters: '--protocol=NAME'",
    "replay pom.xml --protocol fast --landscape pom.xml, '--protocol: there is no protocol"
        + " \"fast\"'",
    "replay nowhere.txt --protocol flight --landscape pom.xml, 'FILE: there is no readable file'",
    "replay pom.xml --protocol flight --landscape no.json, '--landscape: there is no readable"
        + " file'",
    "replay pom.xml --protocol flight --landscape pom.xml --fractions 0, '--fractions: a fraction"
        + " must'",
    "replay pom.xml --protocol flight --landscape pom.xml --law best, '--law: there is no law"
        + " \"best\"'",
    "replay pom.xml --protocol flight --landscape pom.xml --plan odd, '--plan must be even or"
        + " traffic'",
    "replay pom.xml --protocol flight --landscape pom.xml --episode 0, '--episode must be from 1'",
    "campaigns, 'campaigns needs one of: check FILE…, put FILE, pause ID, stop, start, list'",
    "campaigns check, Missing required parameter: 'FILE'",
    "campaigns put, Missing required parameter: 'FILE'",
    "campaigns put nowhere.json, 'put: there is no readable file nowhere.json'",
    "campaigns pause, Missing required parameter: 'ID'",
    "campaigns list --bootstrap nine, '--bootstrap must be HOST:PORT, or several separated by"
        + " commas, got nine'",
    "campaigns --bootstrap nine list, '--bootstrap must be HOST:PORT'",
    "exchanges list --bootstrap nine, '--bootstrap must be HOST:PORT'",
    "budgets list --bootstrap a:1;b:2, '--bootstrap must be HOST:PORT'",
    "exchanges, 'exchanges needs one of: list, resume NAME'",
    "exchanges resume, Missing required parameter: 'NAME'",
    "budgets, 'budgets needs one of: adjust BUDGET --amount A --reason TEXT, list'",
    "budgets adjust b --amount=0 --reason r, 'amount: must be a number of currency units'",
    "dmeo, Unmatched argument at index 0: 'dmeo'",
  })
  void aWrongCommandLineIsToldInOneSentence(String commandLine, String sentence) {
    assertThat(run(commandLine.split(" ", -1))).isEqualTo(2);

    assertThat(err.toString().lines().findFirst().orElseThrow())
        .startsWith("paceline: " + sentence);
    assertThat(err.toString()).contains("--help").doesNotContain("\tat ");
    assertThat(demo).isNull();
    assertThat(prepare).isNull();
    assertThat(train).isNull();
    assertThat(bench).isNull();
    assertThat(replay).isNull();
  }

  @Test
  void aReplayHasTheDocumentedDefaults() {
    assertThat(run("replay", "pom.xml", "--protocol", "wrong-start", "--landscape", "pom.xml"))
        .isZero();

    assertThat(replay.files()).containsExactly(Path.of("pom.xml"));
    assertThat(replay.json()).isNull();
    assertThat(replay.task().protocol()).isEqualTo(Protocol.WRONG_START);
    assertThat(replay.task().fractions())
        .extracting(Fraction::typed)
        .containsExactly("1/32", "1/16", "1/8", "1/4", "1/2");
    assertThat(replay.task().episode()).isEqualTo(1_000);
    assertThat(replay.task().laws()).containsExactly(ReplayLaws.DEFAULT);
    assertThat(replay.task().traffic()).isFalse();
    assertThat(replay.task().baseBid()).isNaN();
    assertThat(replay.task().minimumToWin()).isFalse();
  }

  @Test
  void everyOptionOfAReplayIsRead(@TempDir Path folder) throws Exception {
    Path one = Files.createFile(folder.resolve("one.txt"));
    Path two = Files.createFile(folder.resolve("two.txt"));
    String commandLine =
        "replay ONE TWO --protocol multi --fractions 1/8,.5 --episode 50 --landscape ONE,TWO --law"
            + " all --plan traffic --lin-base-bid 60 --minimum-to-win --json FOLDER/j --html"
            + " FOLDER/h";

    assertThat(
            run(
                commandLine
                    .replace("ONE", one.toString())
                    .replace("TWO", two.toString())
                    .replace("FOLDER", folder.toString())
                    .split(" ", -1)))
        .isZero();

    assertThat(replay)
        .isEqualTo(
            new ReplayOptions(
                List.of(one, two),
                List.of(one, two),
                new ReplayTask(
                    Protocol.MULTI,
                    List.of(new Fraction("1/8", 0.125), new Fraction(".5", 0.5)),
                    50,
                    ReplayLaws.ALL,
                    true,
                    60,
                    true),
                folder.resolve("j"),
                folder.resolve("h")));
  }

  @Test
  void theHelpOfAReplayNamesAndDescribesEveryLaw() {
    assertThat(run("replay", "--help")).isZero();

    String help = out.toString();
    assertThat(help.replaceAll("\\s+", " "))
        .contains(
            "all, or some of "
                + ReplayLaws.ALL.stream().map(ReplayLaw::name).collect(Collectors.joining(", "))
                + " (default: resolving).");
    assertThat(help.lines().map(line -> line.strip().replaceAll("\\s+", " ")))
        .containsAll(
            ReplayLaws.ALL.stream().map(law -> law.name() + " " + law.description()).toList());
  }

  @Test
  void aBenchWithoutOptionsMeasuresEverythingInFiveRounds() {
    assertThat(run("bench")).isZero();

    assertThat(bench)
        .isEqualTo(
            new BenchOptions(
                BenchOptions.Benchmark.ALL,
                null,
                5,
                null,
                50,
                2_000.0,
                30_000.0,
                List.of(10_000, 1_000_000),
                List.of(BenchOptions.StateBackend.HASHMAP, BenchOptions.StateBackend.ROCKSDB),
                1,
                Path.of("target", "bench")));
    assertThat(bench.benchmark().includes(BenchOptions.Benchmark.LATENCY)).isTrue();
    assertThat(bench.benchmark().includes(BenchOptions.Benchmark.SWAP))
        .as("what disturbs is measured by name only")
        .isFalse();
    assertThat(System.getProperty("paceline.log")).isEqualTo(bench.logFile().toString());
  }

  @Test
  void everyOptionOfABenchIsRead(@TempDir Path folder) {
    Path json = folder.resolve("rows.json");

    assertThat(
            run(
                "bench",
                "latency",
                "--json",
                json.toString(),
                "--rounds",
                "3",
                "--campaigns",
                "3000",
                "--eligible",
                "40",
                "--rate",
                "500",
                "--burst-rate",
                "9000",
                "--remembered",
                "500,20000000",
                "--backend",
                "rocksdb",
                "--parallelism",
                "2",
                "--out",
                folder.toString()))
        .isZero();

    assertThat(bench)
        .isEqualTo(
            new BenchOptions(
                BenchOptions.Benchmark.LATENCY,
                json,
                3,
                3_000,
                40,
                500.0,
                9_000.0,
                List.of(500, 20_000_000),
                List.of(BenchOptions.StateBackend.ROCKSDB),
                2,
                folder));
    assertThat(bench.benchmark().includes(BenchOptions.Benchmark.THROUGHPUT)).isFalse();
  }

  @Test
  void clicksMayStandInAFileOfTheirOwn(@TempDir Path folder) throws Exception {
    Path imp = Files.createFile(folder.resolve("imp.txt"));
    Path clk = Files.createFile(folder.resolve("clk.txt"));

    run("train", "--log", imp.toString(), clk.toString(), "--out", folder.resolve("m").toString());
    assertThat(train.logs()).containsExactly(imp, clk);
    run("prepare", "--log", imp.toString(), clk.toString());
    assertThat(prepare.logs()).containsExactly(imp, clk);
    run("demo", "--log", imp.toString(), "--log", clk.toString());
    assertThat(demo.day().logs()).containsExactly(imp, clk);
  }

  @Test
  void trainingGetsItsFiles(@TempDir Path folder) throws Exception {
    Path log = Files.createFile(folder.resolve("log.txt"));

    assertThat(run("train", "--log", log.toString(), "--out", folder.resolve("m").toString()))
        .isZero();

    assertThat(train).isEqualTo(new TrainOptions(List.of(log), null, folder.resolve("m")));
    assertThat(run("train", "--prepared", folder.toString(), "--out", "m")).isZero();
    assertThat(train).isEqualTo(new TrainOptions(List.of(), folder, Path.of("m")));
  }

  @Test
  void aPreparationGetsAllItsFiles(@TempDir Path folder) throws Exception {
    Path one = Files.createFile(folder.resolve("1"));
    Path two = Files.createFile(folder.resolve("2"));

    assertThat(
            run(
                ("prepare --training-log %1$s %2$s --notices %2$s --user-events %1$s --log %1$s"
                        + " --notice-secret sixteen-letters! --exchange adx.bills=win --exchange"
                        + " known=openx --out %3$s")
                    .formatted(one, two, folder)
                    .split(" ", -1)))
        .isZero();

    assertThat(prepare)
        .isEqualTo(
            new PrepareOptions(
                List.of(one),
                List.of(one, two),
                List.of(two),
                List.of(one),
                NoticeKeys.of("sixteen-letters!"),
                ExchangeProfileOptions.of(Map.of("adx.bills", "win", "known", "openx")),
                2,
                folder));
    assertThat(System.getProperty("paceline.log")).isEqualTo(prepare.logFile().toString());
  }

  @Test
  void aFailureIsOneSentenceAndExitCodeOne() {
    failure = new UserFacingException("port 8081 is taken: give another with --port");

    assertThat(run("demo")).isEqualTo(1);

    assertThat(err).hasToString("paceline: " + failure.getMessage() + System.lineSeparator());
  }

  @Test
  void tooLittleMemoryIsOneSentenceWithTheMend() {
    failure = new OutOfMemoryError("Java heap space");

    assertThat(run("demo")).isEqualTo(1);

    assertThat(err.toString())
        .startsWith("paceline: out of memory (Java heap space): give more with PACELINE_JAVA_OPTS")
        .doesNotContain("\tat ");
  }

  @Test
  void aStackTraceIsShownOnlyWhenAskedFor() {
    failure = new IllegalStateException("a hole");

    assertThat(run("demo")).isEqualTo(1);
    assertThat(err.toString())
        .contains("internal error", "a hole", "--verbose tells more")
        .doesNotContain("\tat ");

    assertThat(run("demo", "--verbose")).isEqualTo(1);
    assertThat(err.toString()).contains("\tat ");
    assertThat(System.getProperty("paceline.log.level")).isEqualTo("info");
  }

  @Test
  void aRehearsalWithoutOptionsPlaysOneDayOfTheMarket() {
    assertThat(run("rehearse")).isZero();

    assertThat(rehearse)
        .isEqualTo(
            new RehearseOptions(
                List.of(), 1, List.of(), null, 1, 1L, 100_000L, "USD", null, null, null));
  }

  @Test
  void aRehearsalTakesSeveralCampaignFiles() {
    int code =
        run(
            "rehearse --campaigns pom.xml pom.xml --days 3 --currency eur --script pom.xml"
                .split(" ", -1));

    assertThat(code).isZero();
    assertThat(rehearse.campaigns()).containsExactly(Path.of("pom.xml"), Path.of("pom.xml"));
    assertThat(rehearse.days()).isEqualTo(3);
    assertThat(rehearse.currency()).isEqualTo("EUR");
    assertThat(rehearse.script()).isEqualTo(Path.of("pom.xml"));
  }

  @Test
  void everyCommandExplainsItself() {
    assertThat(run()).isZero();
    assertThat(out.toString())
        .contains(
            "Commands:",
            "demo",
            "prepare",
            "train",
            "replay",
            "rehearse",
            "bench",
            "campaigns",
            "budgets",
            "exchanges");
    assertThat(run("demo", "--help")).isZero();
    assertThat(out.toString()).contains("--minutes=N", "default: 3", "--garbage");
    assertThat(run("train", "--help")).isZero();
    assertThat(out.toString()).contains("--log=FILE");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void campaignFilesAreCheckedWithoutABroker(@TempDir Path folder) throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.json"), "{\"id\": 5}");
    Path good =
        Files.writeString(
            folder.resolve("good.json"),
            """
            {"id": "shoes", "adomain": "shoes.example", "dailyBudget": 1, "maxBidCpm": 1,
             "flightStart": "2026-03-01T00:00", "flightEnd": "2026-04-01T00:00",
             "creatives": [{"id": "r", "w": 300, "h": 250,
                            "imageUrl": "https://cdn.example/a.png",
                            "landingPage": "https://shoes.example/"}]}
            """);

    assertThat(run("campaigns", "check", good.toString())).isZero();
    assertThat(out.toString()).contains(good + ": no fault, 1 campaign");
    assertThat(run("campaigns", "check", good.toString(), bad.toString())).isEqualTo(1);
    assertThat(out.toString()).contains(bad + ": 5: id: must be text in quotes, got 5");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void onlyTheVerbsThatAskABrokerOfferOne() {
    assertThat(run("campaigns", "check", "--help")).isZero();
    assertThat(out.toString()).contains("FILE").doesNotContain("--bootstrap");
    assertThat(run("campaigns", "put", "--help")).isZero();
    assertThat(out.toString()).contains("--bootstrap");
  }

  @Test
  void aMissingBrokerIsToldWithTheMend() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }

    assertThat(run("campaigns", "list", "--bootstrap", "127.0.0.1:" + closed)).isEqualTo(1);

    assertThat(err.toString())
        .startsWith("paceline: no Kafka broker answers at 127.0.0.1:" + closed)
        .contains("--bootstrap");
  }

  private int run(String... args) {
    return Paceline.commandLine(
            work(options -> demo = options),
            work(options -> prepare = options),
            work(options -> train = options),
            work(options -> replay = options),
            work(options -> rehearse = options),
            work(options -> bench = options))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private <T> CommandAction<T> work(Consumer<T> seen) {
    return options -> {
      if (failure instanceof Error error) {
        throw error;
      } else if (failure instanceof Exception exception) {
        throw exception;
      }
      seen.accept(options);
      return 0;
    };
  }
}
