package io.costspan.spend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page of the manual whose snippets are put to work. */
public final class Page {
  private static final Pattern SNIPPET = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL);

  private Page() {}

  /** The cards that docs/price-files.md shows as recipes. */
  public static List<String> recipes() {
    List<String> recipes = new ArrayList<>(snippets("docs/price-files.md", "Your contract"));
    recipes.addAll(snippets("docs/price-files.md", "Your deployment names"));
    return recipes;
  }

  /** The JSON snippets below a heading, up to the next. */
  static List<String> snippets(String file, String heading) {
    String page = read(Path.of("..", file));
    int start = page.indexOf("\n## " + heading + "\n");
    int end = page.indexOf("\n## ", start + 1);
    return SNIPPET
        .matcher(page.substring(start, end < 0 ? page.length() : end))
        .results()
        .map((MatchResult snippet) -> snippet.group(1))
        .toList();
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
