package io.costspan.it.sdk;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.Build;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The versions on the page are those of the class paths on which the programs run. */
@Tag("sdks")
@Tag("long")
class SdksPageIT {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[a-z0-9-]+` [^|]*)\\| ([^|]*)\\|");

  /** Artifacts, and the version that follows the last of them; the JDK's own clients have none. */
  private static final Pattern JARS = Pattern.compile("((?:`[a-z0-9-]+`,? )+)(v?[0-9][^ ,]*)");

  private static final Pattern NAME = Pattern.compile("`([a-z0-9-]+)`");

  @Test
  void page_eachRow_namesWhatIsOnOneClassPath() throws IOException {
    List<Set<String>> classPaths = classPaths();
    String page = Files.readString(Build.existing("docs/compatibility.md"));
    List<String> sdks = new ArrayList<>();
    for (Matcher row = ROW.matcher(page); row.find(); sdks.add(row.group(1))) {
      Set<String> jars = jars(row.group(1) + row.group(2));
      assertThat(classPaths).as("%s in %s", jars, row.group()).anyMatch(it -> it.containsAll(jars));
    }
    assertThat(sdks).hasSizeGreaterThan(15);
  }

  private static Set<String> jars(String cells) {
    return JARS.matcher(cells)
        .results()
        .flatMap(
            jars ->
                NAME.matcher(jars.group(1))
                    .results()
                    .map(name -> name.group(1) + "-" + jars.group(2) + ".jar"))
        .collect(toSet());
  }

  private static List<Set<String>> classPaths() throws IOException {
    List<Set<String>> classPaths = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Build.existing("integration-tests"), 4)) {
      for (Path file : files.filter(it -> it.endsWith("target/class-path.txt")).toList()) {
        classPaths.add(
            Stream.of(Files.readString(file).strip().split(File.pathSeparator))
                .map(jar -> Path.of(jar).getFileName().toString())
                .collect(toSet()));
      }
    }
    return classPaths;
  }
}
