package io.costspan.condition;

import static java.util.stream.Collectors.joining;

import io.costspan.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on several named values, all of which must be met.
 *
 * @param <S> the type whose values are tested
 */
public final class Conditions<S> {
  private final SortedMap<String, Clause<S>> byName;

  /** The same as an array, because calls test them often. */
  private final Clause<S>[] clauses;

  /** The condition on one of them. */
  private record Clause<S>(Asked<S> asked, Accepted accepted) {}

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Conditions(SortedMap<String, Clause<S>> byName) {
    this.byName = byName;
    this.clauses = byName.values().toArray(new Clause[0]);
  }

  /**
   * Reads {@code {"name": accepted, ...}}.
   *
   * @param json null for no conditions
   * @param names looks up a name; refuses unknown names
   */
  public static <S> Conditions<S> parse(
      @Nullable JsonValue json, BiFunction<JsonValue, String, ? extends Asked<S>> names) {
    SortedMap<String, Clause<S>> byName = new TreeMap<>();
    if (json != null) {
      json.members()
          .forEach(
              (name, accepted) ->
                  byName.put(
                      name,
                      new Clause<>(names.apply(accepted, name), Accepted.parse(name, accepted))));
    }
    return new Conditions<>(byName);
  }

  /** Reads one such object, or a list of which any may be met; null for no conditions. */
  public static <S> List<Conditions<S>> parseAny(
      @Nullable JsonValue choices, BiFunction<JsonValue, String, ? extends Asked<S>> names) {
    if (choices == null) {
      return List.of();
    }
    List<JsonValue> all = choices.isArray() ? choices.items() : List.of(choices);
    return all.stream().map(choice -> Conditions.<S>parse(choice, names)).toList();
  }

  public int size() {
    return clauses.length;
  }

  public boolean isEmpty() {
    return clauses.length == 0;
  }

  public boolean hold(S subject) {
    for (Clause<S> clause : clauses) {
      if (!clause.asked.meets(subject, clause.accepted)) {
        return false;
      }
    }
    return true;
  }

  /** Whether there is a value for each name. */
  public boolean areTold(S subject) {
    for (Clause<S> clause : clauses) {
      if (clause.asked.value(subject) == null) {
        return false;
      }
    }
    return true;
  }

  public static <S> boolean anyHolds(List<Conditions<S>> choices, S subject) {
    for (int i = 0; i < choices.size(); i++) {
      if (choices.get(i).hold(subject)) {
        return true;
      }
    }
    return false;
  }

  /** Whether these are met whenever the others are met. */
  public boolean cover(Conditions<S> others) {
    for (Map.Entry<String, Clause<S>> own : byName.entrySet()) {
      Clause<S> theirs = others.byName.get(own.getKey());
      if (theirs == null || !own.getValue().accepted.covers(theirs.accepted)) {
        return false;
      }
    }
    return true;
  }

  /** These conditions and those of the others whose names do not occur here. */
  public Conditions<S> and(Conditions<S> others) {
    SortedMap<String, Clause<S>> both = new TreeMap<>(others.byName);
    both.putAll(byName);
    return new Conditions<>(both);
  }

  /** The same conditions without some names. */
  public Conditions<S> without(Iterable<String> names) {
    SortedMap<String, Clause<S>> rest = new TreeMap<>(byName);
    names.forEach(rest::remove);
    return new Conditions<>(rest);
  }

  /** What is accepted, by name. */
  public SortedMap<String, Accepted> accepted() {
    SortedMap<String, Accepted> accepted = new TreeMap<>();
    byName.forEach((name, clause) -> accepted.put(name, clause.accepted));
    return accepted;
  }

  /**
   * As text for people, such as {@code {quality=hd, size=1024x1792|1792x1024}}; empty if there are
   * none.
   */
  @Override
  public String toString() {
    String all =
        accepted().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(joining(", "));
    return all.isEmpty() ? "" : "{" + all + "}";
  }
}
