package io.costspan.instrument;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.costspan.telemetry.Sightings;

/** What keeps a client's package out of the agent's loader. */
@AnalyzeClasses(packages = "io.costspan", importOptions = DoNotIncludeTests.class)
class PluginLoadingTest {
  private static final String CLIENTS = "io.costspan.instrument.*..";

  @ArchTest
  static final ArchRule agent_knowsOnlyInstrumentationsOfClients =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLIENTS)
          .should()
          .dependOnClassesThat(
              resideInAPackage(CLIENTS).and(not(assignableTo(ClientInstrumentation.class))));

  @ArchTest
  static final ArchRule instrumentation_knowsNothingElseOfItsClient =
      classes()
          .that()
          .implement(ClientInstrumentation.class)
          .should()
          .onlyDependOnClassesThat(
              resideInAPackage("java..")
                  .or(resideInAPackage("net.bytebuddy.."))
                  .or(resideInAPackage("io.costspan.instrument"))
                  .or(belongToAnyOf(Sightings.class))
                  .or(assignableTo(ClientInstrumentation.class)));
}
