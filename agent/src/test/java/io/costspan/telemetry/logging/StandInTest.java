package io.costspan.telemetry.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the bundled libraries use of java.util.logging, our stand-in has. */
class StandInTest {
  private static final String REPLACED = "java.util.logging.";

  @Test
  void standIn_hasEveryMemberThatLibrariesUse() {
    Set<String> used =
        new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .withImportOption(place -> !place.contains("testing"))
                .importPackages("io.opentelemetry", "io.prometheus")
                .stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .map(JavaAccess::getTarget)
                .filter(target -> target.getOwner().getName().startsWith(REPLACED))
                .map(target -> ours(target.getFullName()))
                .collect(Collectors.toSet());
    Set<String> offered =
        new ClassFileImporter()
            .importClasses(Logger.class, Level.class).stream()
                .flatMap(type -> type.getMembers().stream())
                .map(member -> member.getFullName())
                .collect(Collectors.toSet());

    assertThat(used).isNotEmpty();
    assertThat(offered).containsAll(used);
  }

  private static String ours(String name) {
    return name.replace(REPLACED, Logger.class.getPackageName() + ".");
  }
}
