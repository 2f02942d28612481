package io.costspan.reading;

import static java.util.stream.Collectors.joining;

import io.costspan.cells.Tally;
import io.costspan.cells.Values;
import io.costspan.condition.Accepted;
import io.costspan.condition.Asked;
import io.costspan.condition.Conditions;
import io.costspan.usage.Exactness;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A named value of a reader: the first of its sources that has a value, translated by its map.
 *
 * @param map translates texts, null for no translation; a text that is translated to nothing makes
 *     the value absent
 * @param exactness the exactness of its best source, or an estimate if one of its sources is
 * @param tally the cell of its {@link Tally}, -1 if it has none
 */
record Field(List<Source> sources, @Nullable List<Meaning> map, Exactness exactness, int tally)
    implements Asked<@Nullable Object[]> {
  static final int NO_TALLY = -1;

  Field(List<Source> sources, @Nullable List<Meaning> map, Exactness exactness) {
    this(sources, map, exactness, NO_TALLY);
  }

  /** One source of the value, whose text names it for people. */
  @FunctionalInterface
  interface Source {
    @Nullable Object in(@Nullable Object[] cells);
  }

  /** The value kept in a cell. */
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

  /** A value that another source makes from cells. */
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

  /** A count as the reply reports it. */
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
   * The default value of a request that does not state one: known only if the request was read.
   *
   * @param read the cell that says whether it was
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

  /**
   * What a request means that does not say it, for a value that only the request shows. If nobody
   * saw the request, it is a guess.
   *
   * @param used the cell that says that it was used
   */
  record Assumed(String text, int used) implements Source {
    @Override
    public Object in(@Nullable Object[] cells) {
      cells[used] = Values.PRESENT;
      return text;
    }

    @Override
    public String toString() {
      return "'" + text + "'";
    }
  }

  /** The result of a formula over other values. */
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

  /** A value under conditions, which is missing if they are not met. */
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

  /** The translation of a text, or of all texts that match a pattern. */
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

  /** For a set of different texts, the value is their number. */
  @Override
  public boolean meets(@Nullable Object[] cells, Accepted accepted) {
    Object value = value(cells);
    return accepted.test(value instanceof Set ? Values.number(value) : value);
  }

  /** The value before translation. */
  @Nullable Object raw(@Nullable Object[] cells) {
    for (int i = 0; i < sources.size(); i++) {
      Object value = sources.get(i).in(cells);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /**
   * Whether nothing that is still to come can change the value.
   *
   * @param whole whether all of the request's body has been seen
   */
  boolean isSettled(@Nullable Object[] cells, boolean whole) {
    for (Source source : sources) {
      if (source.in(cells) != null) {
        return true;
      }
      String place = source.toString();
      boolean asked = Places.isAsked(place) || place.equals(FieldCompiler.OF_JOB);
      if (!asked || (!whole && Places.isOfRequestBody(place))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWritten(Source source) {
    return (source instanceof Conditional conditional
            && conditional.field.sources.stream().allMatch(Field::isWritten))
        || source instanceof Literal
        || source instanceof Default
        || source instanceof Assumed
        || source instanceof Template;
  }

  /** The same field; if only the request shows it, its text in quotes is an assumption. */
  Field assuming(IntSupplier used) {
    boolean asked =
        sources.stream().allMatch(source -> isWritten(source) || Places.isAsked(source.toString()));
    if (!asked || sources.size() < 2) {
      return this;
    }
    List<Source> all = new ArrayList<>();
    for (Source source : sources) {
      all.add(
          source instanceof Literal literal
              ? new Assumed(literal.text(), used.getAsInt())
              : source);
    }
    return new Field(List.copyOf(all), map, exactness, tally);
  }

  /** The same field, missing unless the conditions are met. */
  Field when(Conditions<@Nullable Object[]> conditions) {
    return new Field(List.of(new Conditional(conditions, this)), null, exactness, tally);
  }

  /** The same field with one more source, after those of the exchange and before a fixed text. */
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
   * The value as a count; {@link Values#UNREADABLE} if it is present but not a count. Reported
   * values are never negative; intermediate results may be.
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

  /** The fields from which it is calculated, or the field itself if there are none. */
  List<Field> roots() {
    Calculation made = calculation();
    return made == null ? List.of(this) : made.parsed().roots();
  }

  /** Whether one of these fields has a value; true for a formula of numbers only. */
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
      return tally.translated(text -> meaning(map, text));
    }
    // An entry is a text of a tally that has already been translated.
    return value instanceof Tally.Entry ? value : meaning(map, Values.text(value));
  }

  static @Nullable String meaning(List<Meaning> map, String text) {
    for (int i = 0; i < map.size(); i++) {
      if (Accepted.matches(map.get(i).pattern(), text)) {
        return map.get(i).value();
      }
    }
    return text;
  }
}
