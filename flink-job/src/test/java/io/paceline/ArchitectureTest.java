package io.paceline;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/** Rooms and arrows of the architecture: what may know what. */
@AnalyzeClasses(packages = "io.paceline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String JOB = "io.paceline.job..";

  /** The rooms of module controller. */
  private static final String[] CONTROLLER = {
    "io.paceline.openrtb..",
    "io.paceline.campaign..",
    "io.paceline.profile..",
    "io.paceline.eligibility..",
    "io.paceline.scoring..",
    "io.paceline.allocation..",
    "io.paceline.bidding..",
    "io.paceline.market..",
    "io.paceline.pacing..",
    "io.paceline.ledger..",
    "io.paceline.spend..",
    "io.paceline.notice..",
    "io.paceline.clock..",
    "io.paceline.auction..",
    "io.paceline.replay.."
  };

  /** The rooms of module feature-prep. */
  private static final String[] FEATURE_PREP = {
    "io.paceline.features..",
    "io.paceline.statistics..",
    "io.paceline.prepared..",
    "io.paceline.preparation..",
    "io.paceline.training..",
    "io.paceline.bundle..",
    "io.paceline.tensorflow..",
    "io.paceline.oracle.."
  };

  /** {@code Instant.now()}, {@code Clock.systemUTC()} and their like. */
  private static final DescribedPredicate<JavaCall<?>> THAT_READS_THE_CLOCK =
      DescribedPredicate.describe(
          "that reads the clock",
          call ->
              call.getTargetOwner().getPackageName().equals("java.time")
                  && (call.getName().equals("now") || call.getName().startsWith("system")));

  /** A room that nobody listed would be free of every rule below. */
  @ArchTest
  static final ArchRule everyRoomIsListed =
      classes()
          .that()
          .resideInAPackage("io.paceline..")
          .should(
              ArchConditions.be(
                  resideInAnyPackage(CONTROLLER)
                      .or(resideInAnyPackage(FEATURE_PREP))
                      .or(resideInAPackage(JOB))));

  @ArchTest
  static final ArchRule theCoreKnowsNoFlinkKafkaOrTensorFlow =
      noClasses()
          .that()
          .resideInAnyPackage(CONTROLLER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..", "org.apache.kafka..", "org.tensorflow..", "org.slf4j..");

  @ArchTest
  static final ArchRule theCoreKnowsNoRoomAroundIt =
      noClasses()
          .that()
          .resideInAnyPackage(CONTROLLER)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(FEATURE_PREP).or(resideInAnyPackage(JOB, "io.paceline.local..")));

  /**
   * The exchange keeps books of its own: they prove the ledger only while neither knows the other.
   */
  @ArchTest
  static final ArchRule theExchangeKnowsNothingOfOurMoney =
      noClasses()
          .that()
          .resideInAPackage("io.paceline.auction..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.paceline.ledger..", "io.paceline.pacing..", "io.paceline.spend..");

  @ArchTest
  static final ArchRule onlyTwoRoomsTouchTensorFlow =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.paceline.tensorflow..", "io.paceline.training..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tensorflow..");

  /** Features, statistics, training and the scorer are plain Java; one room runs them on Flink. */
  @ArchTest
  static final ArchRule ofFeaturePrepOnlyThePreparationKnowsFlink =
      noClasses()
          .that(
              resideInAnyPackage(FEATURE_PREP)
                  .and(DescribedPredicate.not(resideInAPackage("io.paceline.preparation.."))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule preparationKnowsNoJob =
      noClasses()
          .that()
          .resideInAnyPackage(FEATURE_PREP)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(JOB, "io.paceline.local..");

  @ArchTest
  static final ArchRule theJobKnowsNoLauncher =
      noClasses()
          .that()
          .resideInAPackage(JOB)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.paceline.local..", "io.paceline.broker..");

  @ArchTest
  static final ArchRule arrowsBetweenRoomsNeverRunBack =
      slices().matching("io.paceline.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theCoreReadsNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(CONTROLLER)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethodWhere(THAT_READS_THE_CLOCK);

  @ArchTest
  static final ArchRule chanceIsSeeded =
      noClasses()
          .should()
          .callConstructor(Random.class)
          .orShould()
          .callConstructor(SplittableRandom.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(ThreadLocalRandom.class);

  @ArchTest
  static final ArchRule nothingIsPrinted =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace");

  @ArchTest
  static final ArchRule arrowsBetweenTheJobsRoomsNeverRunBack =
      slices().matching("io.paceline.job.(*)..").should().beFreeOfCycles();
}
