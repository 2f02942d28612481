package io.costspan;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The "only" sentences of ARCHITECTURE.md. */
@AnalyzeClasses(packages = "io.costspan", importOptions = DoNotIncludeTests.class)
class RoomsTest {
  private static final String[] WITH_BINARY_FRACTIONS =
      rooms("telemetry", "series", "home", "flight");

  @ArchTest
  static final ArchRule onlyInstrument_knowsByteBuddyAndClients =
      only(
          rooms("instrument"),
          resideInAnyPackage(
                  "net.bytebuddy..",
                  "okhttp3..",
                  "org.apache.http..",
                  "org.apache.hc..",
                  "org.eclipse.jetty..",
                  "io.netty..",
                  "reactor..",
                  "org.reactivestreams..",
                  "software.amazon.awssdk..",
                  "io.vertx..")
              .or(JavaClass.Predicates.resideInAPackage("java.net.http..")));

  @ArchTest
  static final ArchRule onlyTelemetry_knowsOpenTelemetry =
      only(rooms("telemetry"), resideInAnyPackage("io.opentelemetry.."));

  @ArchTest
  static final ArchRule profile_knowsNoHome =
      noClasses()
          .that()
          .resideInAnyPackage(rooms("profile"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.opentelemetry..", "io.costspan.telemetry..");

  @ArchTest
  static final ArchRule series_knowNoHome =
      noClasses()
          .that()
          .resideInAnyPackage(rooms("series"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.opentelemetry..", "io.costspan.telemetry..");

  @ArchTest
  static final ArchRule onlyCli_knowsPicocli = only(rooms("cli"), resideInAnyPackage("picocli.."));

  @ArchTest
  static final ArchRule onlyOwnThreads_makesThreads =
      noClasses()
          .that()
          .resideOutsideOfPackages(rooms("health", "cli"))
          .should()
          .callConstructorWhere(
              DescribedPredicate.describe(
                  "a thread or a pool of them is made",
                  call -> makesThreads(call.getTargetOwner())))
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.Executors");

  private static boolean makesThreads(JavaClass type) {
    return type.isAssignableTo(Thread.class)
        || type.isAssignableTo("java.util.concurrent.ExecutorService")
        || type.isAssignableTo("java.util.Timer");
  }

  @ArchTest
  static final ArchRule onlyWire_knowsBrotli =
      only(rooms("wire"), resideInAnyPackage("org.brotli.."));

  @ArchTest
  static final ArchRule onlyReadersAndWritersOfFiles_knowJackson =
      only(
          rooms("json", "ledger", "history", "page", "cli"), resideInAnyPackage("com.fasterxml.."));

  @ArchTest
  static final ArchRule onlyPage_servesHttp =
      only(rooms("page"), resideInAnyPackage("com.sun.net.httpserver.."));

  @ArchTest
  static final ArchRule onlyRatingAndBehind_knowsPrices =
      noClasses()
          .that()
          .resideInAnyPackage(
              rooms(
                  "wire",
                  "cells",
                  "usage",
                  "verdict",
                  "reading",
                  "provider",
                  "exchange",
                  "instrument"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(rooms("ratecard", "rating"));

  @ArchTest
  static final ArchRule wire_knowsNoRuleAndNoProvider =
      noClasses()
          .that()
          .resideInAnyPackage(rooms("wire"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(rooms("cells", "reading", "provider", "exchange"));

  @ArchTest
  static final ArchRule tokens_knowBytesOnly =
      classes()
          .that()
          .resideInAnyPackage(rooms("tokens"))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java.lang..", "org.jspecify..", "io.costspan.tokens..");

  @ArchTest
  static final ArchRule cells_knowWireAndConditionsOnly =
      classes()
          .that()
          .resideInAnyPackage(rooms("cells"))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.lang..",
              "java.math..",
              "java.util..",
              "org.jspecify..",
              "io.costspan.json..",
              "io.costspan.condition..",
              "io.costspan.wire..",
              "io.costspan.cells..");

  @ArchTest
  static final ArchRule usage_isFactsOnly =
      classes()
          .that()
          .resideInAnyPackage(rooms("usage"))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.lang..",
              "java.math..",
              "java.time..",
              "java.util..",
              "org.jspecify..",
              "io.costspan.health..",
              "io.costspan.usage..");

  @ArchTest
  static final ArchRule verdict_knowsFactsOnly =
      classes()
          .that()
          .resideInAnyPackage(rooms("verdict"))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.lang..", "org.jspecify..", "io.costspan.usage..", "io.costspan.verdict..");

  @ArchTest
  static final ArchRule condition_knowsNeitherReadersNorCards =
      classes()
          .that()
          .resideInAnyPackage(rooms("condition"))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.lang..",
              "java.math..",
              "java.time..",
              "java.util..",
              "org.jspecify..",
              "io.costspan.json..",
              "io.costspan.condition..");

  @ArchTest
  static final ArchRule ratingAndOutputs_seeUsageNeverReading =
      noClasses()
          .that()
          .resideInAnyPackage(rooms("rating", "ratecard", "telemetry", "ledger", "receipt", "page"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(rooms("wire", "cells", "reading", "verdict", "provider", "exchange"));

  @ArchTest
  static final ArchRule onlyCli_knowsImporter =
      noClasses()
          .that()
          .resideOutsideOfPackages(rooms("cli", "importer"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(rooms("importer"));

  @ArchTest
  static final ArchRule onlyQuestionsAndCli_knowHistory =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              rooms("history", "report", "whatif", "focus", "reconcile", "cli"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(rooms("history"));

  @ArchTest
  static final ArchRule focus_knowsPastCallsAndPricesOnly =
      classes()
          .that()
          .resideInAnyPackage(rooms("focus"))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.lang..",
              "java.math..",
              "java.time..",
              "java.util..",
              "org.jspecify..",
              "io.costspan.focus..",
              "io.costspan.history..",
              "io.costspan.json..",
              "io.costspan.pipeline..",
              "io.costspan.ratecard..",
              "io.costspan.rating..",
              "io.costspan.usage..");

  @ArchTest
  static final ArchRule whatif_isPure =
      classes()
          .that()
          .resideInAnyPackage(rooms("whatif"))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.lang..",
              "java.math..",
              "java.time..",
              "java.util..",
              "org.jspecify..",
              "io.costspan.usage..",
              "io.costspan.ratecard..",
              "io.costspan.rating..",
              "io.costspan.pipeline..",
              "io.costspan.whatif..");

  @ArchTest
  static final ArchRule history_knowsNoQuestion =
      noClasses()
          .that()
          .resideInAnyPackage(rooms("history"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(rooms("report", "whatif", "focus", "reconcile", "cli"));

  @ArchTest
  static final ArchRule reconcile_knowsFactsMoneyAndNames =
      classes()
          .that()
          .resideInAnyPackage(rooms("reconcile"))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.lang..",
              "java.math..",
              "java.nio.charset..",
              "java.time..",
              "java.util..",
              "org.jspecify..",
              "io.costspan.json..",
              "io.costspan.pipeline..",
              "io.costspan.ratecard..",
              "io.costspan.rating..",
              "io.costspan.reconcile..",
              "io.costspan.usage..");

  @ArchTest
  static final ArchRule ratecard_knowsNoHttp =
      noClasses()
          .that()
          .resideInAnyPackage(rooms("ratecard"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "io.costspan.provider..");

  @ArchTest
  static final ArchRule onlyNet_callsOverHttp =
      noClasses()
          .that()
          .resideOutsideOfPackages(rooms("net", "bootstrap"))
          .should()
          .callMethod(java.net.URL.class, "openConnection")
          .orShould()
          .callMethod(java.net.URL.class, "openStream");

  @ArchTest
  static final ArchRule net_knowsNoCall =
      noClasses()
          .that()
          .resideInAnyPackage(rooms("net"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(rooms("exchange", "provider", "rating", "ratecard", "telemetry"));

  @ArchTest
  static final ArchRule rating_isPure =
      classes()
          .that()
          .resideInAnyPackage(rooms("rating"))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.lang..",
              "java.math..",
              "java.time..",
              "java.util..",
              "org.jspecify..",
              "io.costspan.usage..",
              "io.costspan.ratecard..",
              "io.costspan.rating..");

  @ArchTest
  static final ArchRule rating_isGivenTheTime =
      noClasses()
          .that()
          .resideInAnyPackage(rooms("rating", "ratecard"))
          .should()
          .callMethodWhere(DescribedPredicate.describe("a clock is read", RoomsTest::readsClock));

  @ArchTest
  static final ArchRule bootstrap_knowsOnlyTheJdk =
      classes()
          .that()
          .resideInAnyPackage(rooms("bootstrap"))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "io.costspan.bootstrap..");

  @ArchTest
  static final ArchRule onlyTelemetry_holdsBinaryFractions =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackages(WITH_BINARY_FRACTIONS)
          .should()
          .notHaveRawType(binaryFraction());

  @ArchTest
  static final ArchRule onlyTelemetry_returnsBinaryFractions =
      codeUnits()
          .that()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackages(WITH_BINARY_FRACTIONS)
          .should()
          .notHaveRawReturnType(binaryFraction());

  @ArchTest
  static final ArchRule onlyTelemetry_roundsMoneyToDouble =
      noClasses()
          .that()
          .resideOutsideOfPackages(WITH_BINARY_FRACTIONS)
          .should()
          .callMethod(BigDecimal.class, "doubleValue");

  @ArchTest
  static final ArchRule rooms_knowEachOtherInOneDirection =
      slices().matching("io.costspan.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule everyRoom_isNullMarked = classes().should(liveInANullMarkedPackage());

  private static ArchRule only(String[] rooms, DescribedPredicate<? super JavaClass> libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat(libraries);
  }

  private static String[] rooms(String... names) {
    return Arrays.stream(names).map(name -> "io.costspan." + name + "..").toArray(String[]::new);
  }

  private static DescribedPredicate<JavaClass> binaryFraction() {
    Set<String> names = Set.of("double", "float", "java.lang.Double", "java.lang.Float");
    return DescribedPredicate.describe(
        "double or float", type -> names.contains(type.getBaseComponentType().getName()));
  }

  private static boolean readsClock(JavaMethodCall call) {
    String method = call.getTarget().getName();
    return List.of("now", "currentTimeMillis", "nanoTime").contains(method);
  }

  private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    return new ArchCondition<>("live in a package that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(new SimpleConditionEvent(type, marked, type.getPackageName()));
      }
    };
  }
}
