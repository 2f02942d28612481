package io.costspan.reading;

import static java.util.stream.Collectors.joining;

import io.costspan.condition.Accepted;
import io.costspan.condition.Asked;
import io.costspan.condition.Conditions;
import io.costspan.usage.Exactness;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A named value of a reader: the first of its sources that has one, put through its map.
 *
 * @param map texts to what they mean, null keeps them as they are; an absent meaning makes the
 *     value absent
 * @param exactness how good its sources are at best, at worst if one is a guess
 * @param tally the cell of its {@link Tally}, -1 if it has none
 */
record Field(List<Source> sources, @Nullable List<Meaning> map, Exactness exactness, int tally)
    implements Asked<@Nullable Object[]> {
  static final int NO_TALLY = -1;

  Field(List<Source> sources, @Nullable List<Meaning> map, Exactness exactness) {
    this(sources, map, exactness, NO_TALLY);
  }

  /** One place where the value may be found; its text tells people which. */
  @FunctionalInterface
  interface Source {
    @Nullable Object in(@Nullable Object[] cells);
  }

  /** What waits in a cell. */
  record InCell(int cell, String name) implements Source {
    @Override
    public @Nullable Object in(@Nullable Object[] cells) {
      return cells[cell];
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** What something else makes of cells. */
  record Made(Source by, String name) implements Source {
    @Override
    public @Nullable Object in(@Nullable Object[] cells) {
      return by.in(cells);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A count as the reply tells it. */
  record Counted(Field field, List<Field> roots) implements Source {
    @Override
    public @Nullable Object in(@Nullable Object[] cells) {
      return anyTold(roots, cells) ? field.value(cells) : null;
    }
  }

  /** A fixed text. */
  record Literal(String text) implements Source {
    @Override
    public Object in(@Nullable Object[] cells) {
      return text;
    }

    @Override
    public String toString() {
      return "'" + text + "'";
    }
  }

  /**
   * The text that a request means which does not say it: known only if the request was read.
   *
   * @param read the cell that tells
   */
  record Default(String text, int read) implements Source {
    @Override
    public @Nullable Object in(@Nullable Object[] cells) {
      return cells[read] == null ? null : text;
    }

    @Override
    public String toString() {
      return "'" + text + "'";
    }
  }

  /** What a formula makes of other values. */
  record Calculation(FormulaParser.Parsed parsed, String text) implements Source {
    @Override
    public @Nullable Object in(@Nullable Object[] cells) {
      return parsed.formula().of(cells);
    }

    @Override
    public String toString() {
      return "=" + text;
    }
  }

  /** What a value is under conditions; else it is missing. */
  record Conditional(Conditions<@Nullable Object[]> when, Field field) implements Source {
    @Override
    public @Nullable Object in(@Nullable Object[] cells) {
      return when.hold(cells) ? field.value(cells) : null;
    }

    @Override
    public String toString() {
      String places = field.sources.stream().map(Source::toString).collect(joining(", "));
      return places + " when " + when;
    }
  }

  /** What a text, or all texts that begin like a pattern, mean. */
  record Meaning(String pattern, @Nullable String value) {
    static Meaning of(Map.Entry<String, @Nullable String> entry) {
      return new Meaning(entry.getKey(), entry.getValue());
    }
  }

  @Override
  public @Nullable Object value(@Nullable Object[] cells) {
    Object value = raw(cells);
    return map == null || value == null ? value : meaning(map, value);
  }

  /** Of different texts their number counts. */
  @Override
  public boolean meets(@Nullable Object[] cells, Accepted accepted) {
    Object value = value(cells);
    return accepted.test(value instanceof Set ? Values.number(value) : value);
  }

  /** The value before its map. */
  @Nullable Object raw(@Nullable Object[] cells) {
    for (int i = 0; i < sources.size(); i++) {
      Object value = sources.get(i).in(cells);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static boolean isWritten(Source source) {
    return (source instanceof Conditional conditional
            && conditional.field.sources.stream().allMatch(Field::isWritten))
        || source instanceof Literal
        || source instanceof Default
        || source instanceof Template;
  }

  /** The same field, missing unless some conditions hold. */
  Field when(Conditions<@Nullable Object[]> conditions) {
    return new Field(List.of(new Conditional(conditions, this)), null, exactness, tally);
  }

  /** The same field with one more source: behind those on the wire, before a text in quotes. */
  Field or(Source other) {
    List<Source> all = new ArrayList<>(sources);
    int at = 0;
    while (at < all.size() && !isWritten(all.get(at))) {
      at++;
    }
    all.add(at, other);
    return new Field(List.copyOf(all), map, exactness, tally);
  }

  @Nullable String text(@Nullable Object[] cells) {
    Object value = value(cells);
    return value == null ? null : Values.text(value);
  }

  /**
   * The value as a count: {@link Values#UNREADABLE} if it is there and none. What calls tell is
   * never negative; what is calculated may be on its way.
   */
  @Nullable BigDecimal number(@Nullable Object[] cells) {
    Object value = value(cells);
    BigDecimal number = Values.number(value);
    if (number == null) {
      return value == null ? null : Values.UNREADABLE;
    }
    return number.signum() < 0 && calculation() == null ? Values.UNREADABLE : number;
  }

  private @Nullable Calculation calculation() {
    Source first = sources.isEmpty() ? null : sources.get(0);
    if (first instanceof Conditional conditional) {
      return conditional.field.calculation();
    }
    return first instanceof Calculation made ? made : null;
  }

  /** The fields that it is made of, itself if of none. */
  List<Field> roots() {
    Calculation made = calculation();
    return made == null ? List.of(this) : made.parsed().roots();
  }

  /** Whether one of those has a value; so has what is made of numbers alone. */
  static boolean anyTold(List<Field> roots, @Nullable Object[] cells) {
    for (int i = 0; i < roots.size(); i++) {
      if (roots.get(i).value(cells) != null) {
        return true;
      }
    }
    return roots.isEmpty();
  }

  private static @Nullable Object meaning(List<Meaning> map, Object value) {
    if (value instanceof Tally tally) {
      return tally.meaning(map);
    }
    // An entry is a text of a tally that went through the map already.
    return value instanceof Tally.Entry ? value : meaning(map, Values.text(value));
  }

  static @Nullable String meaning(List<Meaning> map, String text) {
    for (Meaning meaning : map) {
      if (Accepted.matches(meaning.pattern(), text)) {
        return meaning.value();
      }
    }
    return text;
  }
}
