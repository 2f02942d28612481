package io.costspan.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.costspan.health.Excerpt;
import io.costspan.ratecard.RateCard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one rate card differs between two files.
 *
 * @param id of the card
 * @param before null if the card is new
 * @param after null if the card is gone
 */
record CardChange(String id, @Nullable RateCard before, @Nullable RateCard after) {

  boolean isNone() {
    return lines(before, true).equals(lines(after, true));
  }

  /** Whether the cost of any call may differ. */
  boolean isOfAmount() {
    return !lines(before, false).equals(lines(after, false));
  }

  private String kind() {
    if (before == null) {
      return "added";
    }
    return after == null ? "removed" : "changed";
  }

  /**
   * The lines that differ, or all of them if only their order does.
   *
   * @param all whether to include lines that change no amount
   */
  String text(boolean all) {
    List<String> old = lines(before, all);
    List<String> now = lines(after, all);
    List<String> gone = new ArrayList<>(old);
    gone.removeAll(now);
    List<String> come = new ArrayList<>(now);
    come.removeAll(old);
    boolean onlyOrder = gone.isEmpty() && come.isEmpty();
    StringBuilder text = new StringBuilder(kind() + " " + Excerpt.of(id) + System.lineSeparator());
    append("  - ", onlyOrder ? old : gone, text);
    append("  + ", onlyOrder ? now : come, text);
    return text.toString();
  }

  private static void append(String sign, List<String> lines, StringBuilder text) {
    lines.forEach(line -> text.append(sign).append(line).append(System.lineSeparator()));
  }

  /** The lines without column widths, headings, and a source that is just the name of the file. */
  private static List<String> lines(@Nullable RateCard card, boolean all) {
    return card == null
        ? List.of()
        : new CardText(card)
            .toString()
            .lines()
            .map(line -> line.strip().replaceAll(" +", " "))
            .filter(line -> !line.startsWith("METER ") && (all || !isOrigin(line)))
            .filter(line -> !line.equals("source " + fileOf(card)))
            .toList();
  }

  private static boolean isOrigin(String line) {
    return line.startsWith("source ") || line.startsWith("checked ") || line.startsWith("note ");
  }

  private static String fileOf(RateCard card) {
    return card.place().replaceFirst(", line \\d+$", "");
  }

  void writeMembers(JsonGenerator json) throws IOException {
    json.writeStringField("id", id);
    json.writeStringField("change", kind());
    write("before", before, json);
    write("after", after, json);
  }

  private static void write(String name, @Nullable RateCard card, JsonGenerator json)
      throws IOException {
    if (card != null) {
      json.writeObjectFieldStart(name);
      CardJson.writeMembers(card, json);
      json.writeEndObject();
    }
  }
}
