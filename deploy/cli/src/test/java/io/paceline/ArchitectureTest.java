package io.paceline;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * States all rooms, which are packages, and every arrow between them: an arrow that is not stated
 * in {@link #ARROWS} is forbidden. The test stands in this module because this one sees all others
 * but the broker's, which uses no other module.
 */
@AnalyzeClasses(
    packages = "io.paceline",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeGenerated.class
    })
class ArchitectureTest {

  /** JMH generates the loops around benchmarks into packages of its own. */
  static final class DoNotIncludeGenerated implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/jmh_generated/");
    }
  }

  private static final String ROOT = "io.paceline.";
  private static final String CORE = ROOT + "core..";
  private static final String SIMULATOR = ROOT + "simulator..";
  private static final String MODEL = ROOT + "model..";
  private static final String TRAINING = ROOT + "training..";
  private static final String JOB = ROOT + "job..";
  private static final String DEPLOY = ROOT + "deploy..";

  /**
   * Each room with the rooms that it may know; a room is listed after all rooms that it may know.
   */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          room("core.clock"),
          room("core.money"),
          room("core.json", "core.money"),
          room("core.exchange", "core.json", "core.money"),
          room("core.openrtb", "core.exchange", "core.json", "core.money"),
          room("core.bidding", "core.openrtb"),
          room("core.campaign", "core.clock", "core.json", "core.openrtb"),
          room("core.notice", "core.exchange", "core.json", "core.money", "core.openrtb"),
          room("core.market", "core.bidding", "core.exchange", "core.notice"),
          room("core.pacing", "core.bidding", "core.campaign", "core.json", "core.money"),
          room("core.ledger", "core.exchange", "core.money", "core.notice", "core.pacing"),
          room("core.profile", "core.campaign", "core.json", "core.notice", "core.openrtb"),
          room(
              "core.eligibility",
              "core.campaign",
              "core.clock",
              "core.notice",
              "core.openrtb",
              "core.profile"),
          room(
              "core.scoring",
              "core.bidding",
              "core.eligibility",
              "core.json",
              "core.market",
              "core.openrtb",
              "core.pacing"),
          room(
              "core.allocation",
              "core.bidding",
              "core.eligibility",
              "core.openrtb",
              "core.scoring"),
          room(
              "core.spend",
              "core.allocation",
              "core.bidding",
              "core.campaign",
              "core.clock",
              "core.eligibility",
              "core.exchange",
              "core.ledger",
              "core.money",
              "core.notice",
              "core.openrtb",
              "core.pacing"),
          room("simulator.exchange", "core.campaign", "core.openrtb"),
          room(
              "simulator.ipinyou",
              "core.campaign",
              "core.eligibility",
              "core.openrtb",
              "simulator.exchange"),
          room("simulator.laws", "core.pacing"),
          room("simulator.replay", "core.pacing", "simulator.ipinyou", "simulator.laws"),
          room(
              "simulator.synthetic",
              "core.campaign",
              "core.openrtb",
              "simulator.exchange",
              "simulator.ipinyou"),
          room(
              "simulator.rehearsal",
              "core.allocation",
              "core.bidding",
              "core.campaign",
              "core.clock",
              "core.eligibility",
              "core.exchange",
              "core.json",
              "core.ledger",
              "core.market",
              "core.money",
              "core.notice",
              "core.openrtb",
              "core.pacing",
              "core.profile",
              "core.scoring",
              "core.spend",
              "simulator.exchange",
              "simulator.ipinyou",
              "simulator.synthetic"),
          room(
              "model.features", "core.eligibility", "core.openrtb", "core.profile", "core.scoring"),
          room(
              "model.bundle",
              "core.bidding",
              "core.campaign",
              "core.pacing",
              "core.scoring",
              "model.features"),
          room(
              "model.tensorflow",
              "core.bidding",
              "core.campaign",
              "core.clock",
              "core.eligibility",
              "core.scoring",
              "model.bundle",
              "model.features"),
          room("training.dataset", "core.pacing", "core.scoring", "model.bundle"),
          room("training.statistics", "core.bidding", "core.market", "core.pacing", "model.bundle"),
          room(
              "training.trainer",
              "core.bidding",
              "core.campaign",
              "core.eligibility",
              "core.market",
              "core.openrtb",
              "core.profile",
              "core.scoring",
              "model.bundle",
              "model.features",
              "simulator.ipinyou",
              "training.dataset",
              "training.statistics"),
          room(
              "training.preparation",
              "core.eligibility",
              "core.exchange",
              "core.market",
              "core.money",
              "core.notice",
              "core.openrtb",
              "core.pacing",
              "core.profile",
              "core.scoring",
              "model.bundle",
              "model.features",
              "simulator.ipinyou",
              "training.dataset",
              "training.statistics"),
          room(
              "job.options",
              "core.clock",
              "core.exchange",
              "core.ledger",
              "core.money",
              "core.notice",
              "core.pacing"),
          room(
              "job.kafka", "core.clock", "core.json", "core.notice", "core.openrtb", "job.options"),
          room("job.serialization"),
          room("job.state"),
          room("job.checkpoint", "core.clock"),
          room(
              "job.control",
              "core.campaign",
              "core.clock",
              "core.eligibility",
              "core.exchange",
              "core.market",
              "core.pacing",
              "core.scoring",
              "job.kafka",
              "job.serialization",
              "job.state"),
          room(
              "job.eligibility",
              "core.clock",
              "core.eligibility",
              "core.exchange",
              "core.ledger",
              "core.market",
              "core.money",
              "core.notice",
              "core.openrtb",
              "core.profile",
              "core.scoring",
              "job.control",
              "job.kafka",
              "job.options",
              "job.serialization"),
          room(
              "job.market",
              "core.bidding",
              "core.clock",
              "core.exchange",
              "core.market",
              "core.notice",
              "core.scoring",
              "job.control",
              "job.serialization",
              "job.state",
              "model.bundle"),
          room(
              "job.scoring",
              "core.allocation",
              "core.clock",
              "core.eligibility",
              "core.exchange",
              "core.ledger",
              "core.openrtb",
              "core.scoring",
              "job.eligibility",
              "job.options",
              "model.features"),
          room(
              "job.spend",
              "core.allocation",
              "core.campaign",
              "core.clock",
              "core.eligibility",
              "core.exchange",
              "core.json",
              "core.ledger",
              "core.money",
              "core.notice",
              "core.openrtb",
              "core.pacing",
              "core.scoring",
              "core.spend",
              "job.control",
              "job.kafka",
              "job.options",
              "job.serialization",
              "job.state",
              "model.features"),
          room(
              "job.topology",
              "core.allocation",
              "core.clock",
              "core.eligibility",
              "core.exchange",
              "core.notice",
              "core.openrtb",
              "core.pacing",
              "core.profile",
              "core.scoring",
              "job.control",
              "job.eligibility",
              "job.kafka",
              "job.market",
              "job.options",
              "job.scoring",
              "job.serialization",
              "job.spend"),
          room(
              "job",
              "job.checkpoint",
              "job.kafka",
              "job.options",
              "job.topology",
              "model.tensorflow"),
          room("deploy.cli"),
          room("deploy.page"),
          room("deploy.broker", "deploy.cli"),
          room("deploy.kafka", "deploy.cli", "job.kafka"),
          room(
              "deploy.budgets",
              "core.json",
              "core.notice",
              "deploy.cli",
              "deploy.kafka",
              "job.kafka"),
          room("deploy.campaigns", "core.campaign", "deploy.cli", "deploy.kafka", "job.kafka"),
          room("deploy.exchanges", "core.exchange", "deploy.cli", "deploy.kafka", "job.kafka"),
          room("deploy.cluster", "deploy.cli"),
          room(
              "deploy.local",
              "deploy.broker",
              "deploy.cli",
              "deploy.cluster",
              "deploy.kafka",
              "job",
              "job.options"),
          room(
              "deploy.exchange",
              "core.campaign",
              "core.clock",
              "core.money",
              "core.notice",
              "core.openrtb",
              "deploy.kafka",
              "job.kafka",
              "simulator.exchange"),
          room("deploy.replay", "deploy.cli", "deploy.page", "simulator.replay"),
          room(
              "deploy.rehearsal",
              "core.campaign",
              "core.json",
              "core.money",
              "core.pacing",
              "core.scoring",
              "deploy.cli",
              "deploy.page",
              "deploy.report",
              "job.market",
              "model.bundle",
              "model.tensorflow",
              "simulator.ipinyou",
              "simulator.rehearsal"),
          room(
              "deploy.report",
              "core.campaign",
              "core.openrtb",
              "deploy.cli",
              "deploy.page",
              "model.bundle",
              "training.trainer"),
          room(
              "deploy.training",
              "core.exchange",
              "core.notice",
              "deploy.cli",
              "deploy.report",
              "job.options",
              "model.bundle",
              "model.features",
              "simulator.ipinyou",
              "simulator.synthetic",
              "training.dataset",
              "training.preparation",
              "training.trainer"),
          room(
              "deploy.bench",
              "core.allocation",
              "core.bidding",
              "core.campaign",
              "core.clock",
              "core.eligibility",
              "core.ledger",
              "core.money",
              "core.notice",
              "core.openrtb",
              "core.profile",
              "core.scoring",
              "deploy.cli",
              "deploy.cluster",
              "deploy.kafka",
              "deploy.local",
              "deploy.training",
              "job",
              "job.control",
              "job.eligibility",
              "job.kafka",
              "job.options",
              "job.spend",
              "job.topology",
              "model.bundle",
              "model.tensorflow",
              "simulator.exchange",
              "simulator.synthetic",
              "training.trainer"),
          room(
              "deploy.demo",
              "core.campaign",
              "core.clock",
              "core.exchange",
              "core.ledger",
              "core.openrtb",
              "core.pacing",
              "core.scoring",
              "deploy.cli",
              "deploy.cluster",
              "deploy.exchange",
              "deploy.kafka",
              "deploy.local",
              "deploy.report",
              "deploy.training",
              "job",
              "job.kafka",
              "job.options",
              "model.bundle",
              "model.tensorflow",
              "simulator.exchange",
              "simulator.ipinyou",
              "simulator.rehearsal",
              "simulator.synthetic",
              "training.statistics",
              "training.trainer"),
          room(
              "deploy.launcher",
              "deploy.bench",
              "deploy.budgets",
              "deploy.campaigns",
              "deploy.cli",
              "deploy.demo",
              "deploy.exchanges",
              "deploy.rehearsal",
              "deploy.replay",
              "deploy.training"));

  private static Entry<String, Set<String>> room(String name, String... mayKnow) {
    return Map.entry(name, Set.of(mayKnow));
  }

  private static String roomOf(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(ROOT) ? name.substring(ROOT.length()) : null;
  }

  private static final ArchCondition<JavaClass> ONLY_KNOW_STATED_ROOMS =
      new ArchCondition<>("only know the rooms that are stated") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          String from = roomOf(type);
          if (!ARROWS.containsKey(from)) {
            events.add(
                SimpleConditionEvent.violated(
                    type,
                    String.format(
                        "%s is in room %s, which ArchitectureTest does not list: add the room with"
                            + " the rooms that it may know, or move the class into one that is"
                            + " listed",
                        type.getSimpleName(), from)));
            return;
          }
          for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            String to = roomOf(dependency.getTargetClass().getBaseComponentType());
            if (to != null && !to.equals(from) && !ARROWS.get(from).contains(to)) {
              events.add(
                  SimpleConditionEvent.violated(
                      type,
                      String.format(
                          "room %s may not know room %s: move what %s needs of %s into a room that"
                              + " both may know, or have it handed in through an interface of %s;"
                              + " only where the house is meant to change, state the arrow in"
                              + " ArchitectureTest. %s",
                          from,
                          to,
                          type.getSimpleName(),
                          dependency.getTargetClass().getSimpleName(),
                          from,
                          dependency.getDescription())));
            }
          }
        }
      };

  @ArchTest
  static final ArchRule everyArrowIsStated =
      classes().that().resideInAPackage("io.paceline..").should(ONLY_KNOW_STATED_ROOMS);

  @Test
  void noArrowRunsBack() {
    ARROWS.forEach(
        (room, known) -> {
          Deque<String> ahead = new ArrayDeque<>(known);
          Set<String> reached = new HashSet<>();
          while (!ahead.isEmpty()) {
            String next = ahead.pop();
            if (reached.add(next)) {
              ahead.addAll(ARROWS.get(next));
            }
          }
          assertThat(reached).as("what " + room + " leads to").doesNotContain(room);
        });
  }

  /**
   * The job uses only modules that take part in decisions: neither the trainer's nor the
   * simulator's.
   */
  @Test
  void theJobKnowsNeitherTrainerNorSimulator() {
    assertThat(modulesOf("job")).containsExactlyInAnyOrder("core", "model", "job");
    assertThat(modulesOf("core")).containsExactly("core");
    assertThat(modulesOf("model")).containsExactlyInAnyOrder("core", "model");
    assertThat(modulesOf("simulator")).containsExactlyInAnyOrder("core", "simulator");
  }

  private static Set<String> modulesOf(String module) {
    return ARROWS.entrySet().stream()
        .filter(room -> module(room.getKey()).equals(module))
        .flatMap(room -> Stream.concat(Stream.of(room.getKey()), room.getValue().stream()))
        .map(ArchitectureTest::module)
        .collect(Collectors.toSet());
  }

  private static String module(String room) {
    return room.split("\\.", 2)[0];
  }

  /** All of Jackson but the generator, which {@code core.json.JsonBytes} hands out. */
  private static final DescribedPredicate<JavaClass> JACKSON_BUT_ITS_GENERATOR =
      resideInAPackage("com.fasterxml.jackson..")
          .and(DescribedPredicate.not(type(JsonGenerator.class)))
          .as("belong to Jackson and are not its generator");

  /** {@code System.nanoTime()}, {@code Instant.now()} and their like, called or referred to. */
  private static final DescribedPredicate<JavaAccess<?>> READS_THE_CLOCK =
      DescribedPredicate.describe(
          "reads the clock",
          access -> {
            String name = access.getName();
            return access.getTargetOwner().isEquivalentTo(System.class)
                ? name.equals("currentTimeMillis") || name.equals("nanoTime")
                : access.getTargetOwner().getPackageName().equals("java.time")
                    && (name.equals("now") || name.startsWith("system"));
          });

  @ArchTest
  static final ArchRule theControllerKnowsNoFlinkKafkaOrTensorFlow =
      noClasses()
          .that()
          .resideInAnyPackage(CORE, SIMULATOR)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..", "org.apache.kafka..", "org.tensorflow..", "org.slf4j..")
          .because(
              "it decides in plain Java: hand in what it needs, and let the operator around it"
                  + " talk");

  @ArchTest
  static final ArchRule ofCoreAndJobOnlyOneRoomReadsJson =
      noClasses()
          .that(
              resideInAnyPackage(CORE, JOB)
                  .and(DescribedPredicate.not(resideInAPackage(ROOT + "core.json.."))))
          .should()
          .dependOnClassesThat(JACKSON_BUT_ITS_GENERATOR)
          .because(
              "core.json bounds every document and names every place: parse with its"
                  + " DocumentParser, read with its JsonObject or FieldReader, and write with the"
                  + " generator that its JsonBytes hands out");

  @ArchTest
  static final ArchRule onlyTwoRoomsTouchTensorFlow =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "model.tensorflow..", ROOT + "training.trainer..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tensorflow..")
          .because("others use the port core.scoring.Scorer");

  /**
   * Features, statistics, trainer and scorer know nothing of Flink; only the preparation runs on
   * it.
   */
  @ArchTest
  static final ArchRule ofFeaturePrepOnlyThePreparationKnowsFlink =
      noClasses()
          .that(
              resideInAnyPackage(MODEL, TRAINING)
                  .and(DescribedPredicate.not(resideInAPackage(ROOT + "training.preparation.."))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..")
          .because(
              "training.preparation wraps plain functions of the other rooms in Flink's operators");

  /** One clock serves the core, the simulator, the model and the job. */
  @ArchTest
  static final ArchRule onlyOneClassReadsTheClock =
      noClasses()
          .that(
              resideInAnyPackage(CORE, SIMULATOR, MODEL, JOB)
                  .and(DescribedPredicate.not(simpleName("SystemClock"))))
          .should()
          .accessTargetWhere(READS_THE_CLOCK)
          .because(
              "the caller hands the time or a core.clock.WallClock in, so that tests and replays"
                  + " choose it");

  @ArchTest
  static final ArchRule chanceIsSeeded =
      noClasses()
          .that()
          .resideOutsideOfPackage(DEPLOY)
          .should()
          .callConstructor(Random.class)
          .orShould()
          .callConstructor(SplittableRandom.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(ThreadLocalRandom.class)
          .because("a run has to repeat: take a seed");

  @ArchTest
  static final ArchRule nothingIsPrinted =
      noClasses()
          .that()
          .resideOutsideOfPackages(DEPLOY, ROOT + "broker..", ROOT + "job")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace")
          .because("the job logs, counts and writes dead letters; only its entry prints its help");
}
