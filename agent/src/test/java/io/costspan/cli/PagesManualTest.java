package io.costspan.cli;

import io.costspan.manual.Manual;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pages whose examples are run from top to bottom: a block {@code json NAME} is a file of that
 * name, in a block {@code console} each line behind {@code $} is a command, followed by what it
 * prints.
 */
class PagesManualTest {
  private static final String FENCE = "```";
  private static final Pattern FILE = Pattern.compile("```json (\\S+)");
  private static final String PROGRAM = "$ java -jar costspan-agent.jar ";

  @TempDir Path dir;

  /** The files of the tutorial are there for other pages too. */
  @ParameterizedTest
  @ValueSource(strings = {"provider-files.md", "command-line.md"})
  void page_showsWhatItsCommandsPrint(String page) throws IOException {
    String tutorial = rendered("provider-files.md");
    Manual.check(page, page.equals("provider-files.md") ? tutorial : rendered(page));
  }

  private String rendered(String page) throws IOException {
    List<String> rendered = new ArrayList<>();
    Iterator<String> lines = Files.readAllLines(Path.of("..", "docs", page)).iterator();
    while (lines.hasNext()) {
      String line = lines.next();
      rendered.add(line);
      Matcher file = FILE.matcher(line);
      if (file.matches()) {
        List<String> content = block(lines);
        Files.write(dir.resolve(file.group(1)), content);
        rendered.addAll(content);
        rendered.add(FENCE);
      } else if (line.equals(FENCE + "console")) {
        block(lines).stream()
            .filter(text -> text.startsWith("$ "))
            .forEach(text -> run(text, rendered));
        rendered.add(FENCE);
      }
    }
    return String.join("\n", rendered) + "\n";
  }

  private static List<String> block(Iterator<String> lines) {
    List<String> block = new ArrayList<>();
    for (String line = lines.next(); !line.equals(FENCE); line = lines.next()) {
      block.add(line);
    }
    return block;
  }

  private void run(String command, List<String> rendered) {
    rendered.add(command);
    String[] words =
        Stream.of(command.substring(PROGRAM.length()).split(" "))
            .map(this::word)
            .toArray(String[]::new);
    Run run = Run.of(words);
    (run.out() + run.err())
        .replace(dir + "/", "")
        .stripTrailing()
        .lines()
        .map(String::stripTrailing)
        .forEach(rendered::add);
  }

  private String word(String word) {
    Path file = dir.resolve(word);
    return !word.startsWith("-") && Files.exists(file) ? file.toString() : word;
  }
}
