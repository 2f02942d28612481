package io.costspan.reading;

import io.costspan.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders for other values: {@code {owner}/{name}}. Missing if one of the values
 * is.
 */
record Template(List<Piece> pieces, String text) implements Field.Source {
  private static final Pattern HOLE = Pattern.compile("\\{([^{}]+)}|[^{]+|\\{");

  /** A literal text or the value of a placeholder; one of them is null. */
  record Piece(@Nullable String text, @Nullable Field hole) {
    @Nullable String in(@Nullable Object[] cells) {
      return hole == null ? text : hole.text(cells);
    }
  }

  static Field.Source parse(JsonValue at, String text, FormulaParser.FieldNames names) {
    if (text.indexOf('{') < 0) {
      return new Field.Literal(text);
    }
    List<Piece> pieces = new ArrayList<>();
    Matcher piece = HOLE.matcher(text);
    while (piece.find()) {
      String name = piece.group(1);
      pieces.add(
          name == null ? new Piece(piece.group(), null) : new Piece(null, names.get(at, name)));
    }
    return new Template(List.copyOf(pieces), text);
  }

  @Override
  public @Nullable Object in(@Nullable Object[] cells) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < pieces.size(); i++) {
      String text = pieces.get(i).in(cells);
      if (text == null) {
        return null;
      }
      joined.append(text);
    }
    return joined.toString();
  }

  @Override
  public String toString() {
    return "'" + text + "'";
  }
}
