package io.costspan.identity;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The name that a Spring Boot application gives itself, looked for as OpenTelemetry's agent does.
 */
final class SpringName {
  private static final String NAME = "spring.application.name";

  private static final Pattern ARGUMENT =
      Pattern.compile("(?:^|\\s)--spring\\.application\\.name=(\\S+)");

  /** {@code bootstrap} is read by Spring Cloud. */
  private static final List<String> FILES = List.of("application", "bootstrap");

  /** Where Spring Boot puts the application in its jar. */
  static final String FAT_JAR = "BOOT-INF/classes/";

  private final Surroundings jvm;

  private SpringName(Surroundings jvm) {
    this.jvm = jvm;
  }

  /** The name, or null if there is none, as in any other application. */
  static @Nullable String in(Surroundings jvm) {
    return new SpringName(jvm).find();
  }

  private @Nullable String find() {
    Stream<String> settings =
        Stream.of(
                argument(),
                jvm.property().apply(NAME),
                jvm.environment().apply("SPRING_APPLICATION_NAME"))
            .filter(SpringName::isName);
    return Stream.concat(settings, FILES.stream().flatMap(this::ofFiles)).findFirst().orElse(null);
  }

  private @Nullable String argument() {
    String command = jvm.property().apply("sun.java.command");
    Matcher argument = ARGUMENT.matcher(command == null ? "" : command);
    return argument.find() ? argument.group(1) : null;
  }

  /** The working directory comes before the class path. */
  private Stream<String> ofFiles(String file) {
    return Stream.of(
            jvm.file(),
            jvm.resource(),
            (Function<String, byte @Nullable []>) name -> jvm.resource().apply(FAT_JAR + name))
        .flatMap(place -> ofPlace(file, place));
  }

  private static Stream<String> ofPlace(String file, Function<String, byte @Nullable []> place) {
    return Stream.of(
            Settings.inProperties(place.apply(file + ".properties"), NAME),
            Settings.inYaml(place.apply(file + ".yml"), NAME),
            Settings.inYaml(place.apply(file + ".yaml"), NAME))
        .filter(SpringName::isName);
  }

  /** A placeholder is not resolved, so it says nothing. */
  private static boolean isName(@Nullable String text) {
    return text != null && !text.isBlank() && !text.contains("${");
  }
}
