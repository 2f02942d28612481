package io.costspan.ratecard;

import io.costspan.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cards of one bundled file. Each is a line, which begins with the card's id, provider and
 * models, so a card is found without reading the others: an application calls few models, and to
 * read all cards of a large provider takes a cold JVM tens of milliseconds. That the files obey
 * this, and all other rules, is tested when they are built.
 */
final class BundledFile {
  private static final String ID = "{\"id\": \"";
  private static final String MODEL = "\"model\": ";

  private final String name;
  private final CardFinder others;
  private final Map<String, Line> lines = new LinkedHashMap<>();

  /**
   * @param others finds cards of other files for {@code like}
   */
  BundledFile(String name, String content, CardFinder others) {
    this.name = name;
    this.others = others;
    int number = 0;
    for (String text : content.split("\n")) {
      number++;
      if (text.startsWith(ID)) {
        lines.put(quoted(text, ID.length() - 1).get(0), new Line(number, text));
      }
    }
  }

  /** In the order of the file. */
  List<ListedCard> listed() {
    return List.copyOf(lines.values());
  }

  @Nullable RateCard find(String id) {
    Line line = lines.get(id);
    return line == null ? null : line.card();
  }

  private @Nullable RateCard findLike(String id) {
    return lines.containsKey(id) ? find(id) : others.find(id);
  }

  /** One string in quotes at that place, or a list of them; they need no escapes. */
  private static List<String> quoted(String text, int at) {
    char closing = text.charAt(at) == '[' ? ']' : '"';
    String[] parts = text.substring(at, text.indexOf(closing, at + 1)).split("\"");
    List<String> quoted = new ArrayList<>();
    for (int i = 1; i < parts.length; i += 2) {
      quoted.add(parts[i]);
    }
    return quoted;
  }

  private final class Line implements ListedCard {
    private final int number;
    private final String text;
    private final List<String> models;
    private @Nullable RateCard card;

    Line(int number, String text) {
      this.number = number;
      this.text = text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
      models = quoted(text, text.indexOf(MODEL) + MODEL.length());
      models.replaceAll(ModelNames::normalise);
    }

    @Override
    public List<String> models() {
      return models;
    }

    /** Messages name the line of the file. */
    @Override
    public synchronized RateCard card() {
      RateCard known = card;
      if (known == null) {
        JsonValue json = JsonValue.parse(name, "\n".repeat(number - 1) + text);
        known = CardReader.read(json, false, BundledFile.this::findLike);
        card = known;
      }
      return known;
    }
  }
}
