package io.costspan.reading;

import io.costspan.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold of several fields at once. */
record Conditions(List<Condition> all) {
  static final Conditions NONE = new Conditions(List.of());

  /** What must hold of one field. */
  record Condition(Field field, Accepted accepted) {
    boolean holds(@Nullable Object[] cells) {
      return accepted.test(field.value(cells));
    }
  }

  /** Reads {@code {"field": accepted, ...}}. */
  static Conditions parse(JsonValue object, FormulaParser.FieldNames names) {
    return new Conditions(
        object.members().entrySet().stream()
            .map(
                member ->
                    new Condition(
                        names.get(member.getValue(), member.getKey()),
                        Accepted.parse(member.getValue())))
            .toList());
  }

  /** Reads one such object or a list of them, of which any may hold. */
  static List<Conditions> parseAny(@Nullable JsonValue choices, FormulaParser.FieldNames names) {
    if (choices == null) {
      return List.of();
    }
    return (choices.isArray() ? choices.items() : List.of(choices))
        .stream().map(choice -> parse(choice, names)).toList();
  }

  boolean hold(@Nullable Object[] cells) {
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).holds(cells)) {
        return false;
      }
    }
    return true;
  }

  /** Whether all their fields have a value. */
  boolean areTold(@Nullable Object[] cells) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).field().value(cells) == null) {
        return false;
      }
    }
    return true;
  }

  static boolean anyHolds(List<Conditions> choices, @Nullable Object[] cells) {
    for (int i = 0; i < choices.size(); i++) {
      if (choices.get(i).hold(cells)) {
        return true;
      }
    }
    return false;
  }
}
