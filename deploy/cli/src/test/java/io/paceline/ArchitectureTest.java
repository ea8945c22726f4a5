package io.paceline;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
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
 * The house: its rooms, which are packages, and every arrow between them. What is not stated in
 * {@link #ARROWS} is forbidden. This module sees all others but the broker's, which knows nobody.
 */
@AnalyzeClasses(packages = "io.paceline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "io.paceline.";
  private static final String CORE = ROOT + "core..";
  private static final String SIMULATOR = ROOT + "simulator..";
  private static final String MODEL = ROOT + "model..";
  private static final String TRAINING = ROOT + "training..";
  private static final String DEPLOY = ROOT + "deploy..";

  /** Each room with the rooms that it may know, nearest to the ground first. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          room("core.clock"),
          room("core.openrtb"),
          room("core.bidding", "core.openrtb"),
          room("core.campaign", "core.openrtb"),
          room("core.notice", "core.openrtb"),
          room("core.market", "core.bidding", "core.notice"),
          room("core.pacing", "core.bidding", "core.campaign"),
          room("core.ledger", "core.notice", "core.pacing"),
          room("core.profile", "core.campaign"),
          room("core.eligibility", "core.campaign", "core.openrtb", "core.profile"),
          room("core.scoring", "core.bidding", "core.eligibility", "core.openrtb"),
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
              "core.ledger",
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
              "core.eligibility",
              "core.scoring",
              "model.bundle",
              "model.features"),
          room("training.prepared", "core.pacing", "core.scoring", "model.bundle"),
          room("training.statistics", "core.bidding", "core.market", "core.pacing", "model.bundle"),
          room(
              "training.trainer",
              "core.campaign",
              "core.eligibility",
              "core.market",
              "core.openrtb",
              "core.pacing",
              "core.profile",
              "core.scoring",
              "model.bundle",
              "model.features",
              "simulator.ipinyou",
              "training.prepared",
              "training.statistics"),
          room(
              "training.oracle",
              "core.bidding",
              "core.eligibility",
              "core.scoring",
              "model.bundle",
              "model.features",
              "training.trainer"),
          room(
              "training.preparation",
              "core.eligibility",
              "core.market",
              "core.notice",
              "core.openrtb",
              "core.pacing",
              "core.profile",
              "core.scoring",
              "model.bundle",
              "model.features",
              "simulator.ipinyou",
              "training.prepared",
              "training.statistics",
              "training.trainer"),
          room("job.options", "core.clock", "core.ledger"),
          room("job.kafka", "core.notice", "core.openrtb", "job.options"),
          room("job.serialization"),
          room(
              "job.control",
              "core.campaign",
              "core.clock",
              "core.eligibility",
              "core.market",
              "core.pacing",
              "core.scoring",
              "job.kafka",
              "job.serialization",
              "model.bundle"),
          room(
              "job.eligibility",
              "core.clock",
              "core.eligibility",
              "core.ledger",
              "core.market",
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
              "core.market",
              "core.notice",
              "core.scoring",
              "job.control",
              "job.options",
              "job.serialization",
              "model.bundle"),
          room(
              "job.scoring",
              "core.allocation",
              "core.bidding",
              "core.eligibility",
              "core.ledger",
              "core.market",
              "core.openrtb",
              "core.scoring",
              "job.eligibility",
              "job.options",
              "model.features"),
          room(
              "job.spend",
              "core.allocation",
              "core.campaign",
              "core.eligibility",
              "core.ledger",
              "core.notice",
              "core.openrtb",
              "core.pacing",
              "core.scoring",
              "core.spend",
              "job.control",
              "job.kafka",
              "job.options",
              "job.serialization",
              "model.features"),
          room(
              "job.topology",
              "core.allocation",
              "core.eligibility",
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
          room("job", "job.kafka", "job.options", "job.topology", "model.tensorflow"),
          room("deploy.cli"),
          room("deploy.broker", "deploy.cli"),
          room("deploy.campaigns", "core.campaign", "deploy.cli"),
          room("deploy.cluster", "deploy.cli"),
          room(
              "deploy.exchange",
              "core.campaign",
              "core.clock",
              "core.notice",
              "core.openrtb",
              "job.kafka",
              "simulator.exchange"),
          room(
              "deploy.prepare",
              "core.notice",
              "deploy.cli",
              "training.preparation",
              "training.prepared"),
          room("deploy.replay", "deploy.cli", "simulator.replay"),
          room(
              "deploy.report", "core.campaign", "core.openrtb", "model.bundle", "training.trainer"),
          room(
              "deploy.train",
              "deploy.cli",
              "deploy.report",
              "model.bundle",
              "model.features",
              "simulator.ipinyou",
              "simulator.synthetic",
              "training.prepared",
              "training.trainer"),
          room(
              "deploy.bench",
              "core.allocation",
              "core.bidding",
              "core.campaign",
              "core.eligibility",
              "core.notice",
              "core.openrtb",
              "core.profile",
              "core.scoring",
              "deploy.broker",
              "deploy.cli",
              "deploy.cluster",
              "deploy.train",
              "job",
              "job.eligibility",
              "job.kafka",
              "job.options",
              "job.spend",
              "job.topology",
              "model.bundle",
              "model.tensorflow",
              "simulator.exchange",
              "simulator.synthetic",
              "training.oracle"),
          room(
              "deploy.demo",
              "core.campaign",
              "core.clock",
              "core.ledger",
              "core.openrtb",
              "core.pacing",
              "core.scoring",
              "deploy.broker",
              "deploy.cli",
              "deploy.cluster",
              "deploy.exchange",
              "deploy.report",
              "deploy.train",
              "job",
              "job.kafka",
              "job.options",
              "model.bundle",
              "model.tensorflow",
              "simulator.exchange",
              "simulator.ipinyou",
              "simulator.synthetic",
              "training.statistics",
              "training.trainer"),
          room(
              "deploy.launcher",
              "deploy.bench",
              "deploy.campaigns",
              "deploy.cli",
              "deploy.demo",
              "deploy.prepare",
              "deploy.replay",
              "deploy.train"));

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
                            + " the rooms that it may know, or move the class into one that is listed",
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
                          "room %s may not know room %s: move what %s needs of %s into a room that both"
                              + " may know, or have it handed in through an interface of %s; only where"
                              + " the house is meant to change, state the arrow in ArchitectureTest. %s",
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

  /** What the job's class path holds decides; it would not without a module's boundary. */
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

  /** {@code Instant.now()}, {@code Clock.systemUTC()} and their like. */
  private static final DescribedPredicate<JavaCall<?>> THAT_READS_THE_CLOCK =
      DescribedPredicate.describe(
          "that reads the clock",
          call ->
              call.getTargetOwner().getPackageName().equals("java.time")
                  && (call.getName().equals("now") || call.getName().startsWith("system")));

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
              "it decides in plain Java: hand in what it needs, and let the operator around it talk");

  @ArchTest
  static final ArchRule onlyTwoRoomsTouchTensorFlow =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "model.tensorflow..", ROOT + "training.trainer..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tensorflow..")
          .because("others use the port core.scoring.Scorer");

  /** Features, statistics, training and the scorer are plain Java; one room runs them on Flink. */
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

  @ArchTest
  static final ArchRule theControllerReadsNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(CORE, SIMULATOR)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethodWhere(THAT_READS_THE_CLOCK)
          .because("the caller hands the time in, so that tests and replays choose it");

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
          .resideOutsideOfPackages(DEPLOY, ROOT + "broker..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace")
          .because("the job logs, counts and writes dead letters");
}
