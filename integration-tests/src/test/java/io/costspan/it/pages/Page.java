package io.costspan.it.pages;

import io.costspan.it.Build;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the manual; what stands in fences is a snippet, named in the line that opens it. */
public final class Page {
  private static final String UNNAMED = "";
  private static final Pattern SNIPPET =
      Pattern.compile("^```([^\\n]*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private final Map<String, String> snippets = new LinkedHashMap<>();

  /** Reads a page under {@code docs}. */
  public Page(String file) {
    Matcher snippet = SNIPPET.matcher(read(file));
    while (snippet.find()) {
      String name = snippet.group(1).replaceFirst("^\\S* ?", "");
      if (snippets.put(name, snippet.group(2)) != null && !name.equals(UNNAMED)) {
        throw new IllegalStateException("Two snippets of " + file + " have the name " + name);
      }
    }
  }

  private static String read(String file) {
    try {
      return Files.readString(Build.existing("docs/" + file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names, each the second word after the fence. */
  public Set<String> names() {
    return snippets.keySet();
  }

  /** A snippet as it can be pasted. */
  public String text(String name) {
    return snippets.get(name);
  }
}
