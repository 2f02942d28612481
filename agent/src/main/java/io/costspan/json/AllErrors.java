package io.costspan.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds all errors of a file rather than only the first: whatever is refused is removed and the
 * rest is read again, until nothing is refused any more.
 */
public final class AllErrors {
  /** More errors than anybody corrects at a time. */
  private static final int LIMIT = 50;

  private AllErrors() {}

  /**
   * The part of a file to remove because of an error.
   *
   * @param length of the path to the part: how many of the names that lead to the error
   * @param instead what replaces the part, null for nothing
   */
  public record Part(int length, @Nullable String instead) {}

  /**
   * The exceptions that are thrown, in order.
   *
   * @param read reads a value and may throw a {@link JsonException}
   * @param part the part to remove so that nothing else becomes invalid, by the names (or indexes
   *     of elements) that lead to the error; null if the rest cannot be checked
   */
  public static List<JsonException> of(
      JsonValue value, Consumer<JsonValue> read, Function<List<String>, @Nullable Part> part) {
    List<JsonException> errors = new ArrayList<>();
    JsonValue rest = value;
    while (rest != null && errors.size() < LIMIT) {
      try {
        read.accept(rest);
        return errors;
      } catch (JsonException e) {
        errors.add(e);
        rest = without(rest, e.at(), part);
      } catch (StackOverflowError e) {
        errors.add(rest.error("brackets or values are nested too deeply"));
        rest = null;
      }
    }
    return errors;
  }

  private static @Nullable JsonValue without(
      JsonValue value, @Nullable JsonValue wrong, Function<List<String>, @Nullable Part> part) {
    List<String> path = new ArrayList<>();
    if (wrong == null || !find(value, wrong, path) || path.isEmpty()) {
      return null;
    }
    Part out = part.apply(path);
    return out == null ? null : replace(value, path.subList(0, out.length()), out.instead());
  }

  private static boolean find(JsonValue value, JsonValue wanted, List<String> path) {
    if (value == wanted) {
      return true;
    }
    for (Map.Entry<String, JsonValue> below : below(value).entrySet()) {
      path.add(below.getKey());
      if (find(below.getValue(), wanted, path)) {
        return true;
      }
      path.remove(path.size() - 1);
    }
    return false;
  }

  private static Map<String, JsonValue> below(JsonValue value) {
    Map<String, JsonValue> below = new LinkedHashMap<>();
    if (value.isObject()) {
      below.putAll(value.members());
    } else if (value.isArray()) {
      value.items().forEach(item -> below.put(String.valueOf(below.size()), item));
    }
    return below;
  }

  private static JsonValue replace(JsonValue value, List<String> path, @Nullable String instead) {
    Map<String, JsonValue> below = below(value);
    String name = path.get(0);
    JsonValue old = below.get(name);
    if (path.size() > 1 && old != null) {
      below.put(name, replace(old, path.subList(1, path.size()), instead));
    } else if (instead == null) {
      below.remove(name);
    } else {
      below.put(name, JsonValue.parse(value.file(), instead));
    }
    return value.with(value.isArray() ? new ArrayList<>(below.values()) : below);
  }
}
