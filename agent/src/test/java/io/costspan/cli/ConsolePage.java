package io.costspan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page whose examples are run from top to bottom: a block such as {@code json NAME} is a file of
 * that name, in a block {@code console} each line behind {@code $} is a command, followed by what
 * it prints. All files that commands name lie in one directory.
 */
record ConsolePage(String name, Path directory) {
  private static final String FENCE = "```";
  private static final Pattern FILE = Pattern.compile("```(?:json|csv) (\\S+)");
  private static final String PROGRAM = "$ java -jar costspan-agent.jar ";

  /** A word of a command, perhaps in quotes. */
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  /** A word that names files, even if there are none yet. */
  private static final Pattern FILES =
      Pattern.compile("[\\w.*-]+\\.(?:jsonl?|jsonl\\.gz|csv|html|har)");

  /** The page with what its commands print now. */
  String rendered() throws IOException {
    List<String> rendered = new ArrayList<>();
    Iterator<String> lines = Files.readAllLines(Path.of("..", "docs", name)).iterator();
    while (lines.hasNext()) {
      String line = lines.next();
      rendered.add(line);
      Matcher file = FILE.matcher(line);
      if (file.matches()) {
        List<String> content = block(lines);
        Files.write(directory.resolve(file.group(1)), content);
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
    if (!command.startsWith(PROGRAM)) {
      throw new AssertionError(name + ": no command of the jar: " + command);
    }
    Run run = Run.of(words(command.substring(PROGRAM.length())));
    (run.out() + run.err())
        .replace(directory + "/", "")
        .stripTrailing()
        .lines()
        .map(String::stripTrailing)
        .forEach(rendered::add);
  }

  private String[] words(String text) {
    return WORD.matcher(text).results().map(this::word).toArray(String[]::new);
  }

  private String word(MatchResult word) {
    String quoted = word.group(1) == null ? word.group(2) : word.group(1);
    return place(quoted == null ? word.group() : quoted);
  }

  private String place(String word) {
    Path file = directory.resolve(word);
    boolean named = FILES.matcher(word).matches() || Files.exists(file);
    return !word.startsWith("-") && named ? file.toString() : word;
  }
}
