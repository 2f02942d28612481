package io.costspan.reading;

import io.costspan.json.JsonException;
import io.costspan.json.JsonValue;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The meters that belong together in a reply's usage, and which counts include which: parts are
 * included in their count, unless the reply's own total shows that they are not.
 *
 * @param total the total of the counts of all meters, null if the reply has none
 * @param rest the meter that gets the rest of the total, null if parts have to explain it
 */
record Whole(@Nullable Field total, List<Side> sides, @Nullable Side rest) {
  private static final String TOTAL = "total";
  private static final String REST = "rest";

  /** The maximum number of parts tried outside their count; each doubles the readings. */
  private static final int MOST_PARTS = 8;

  /**
   * The count of one meter.
   *
   * @param cell for the actual value of the count
   */
  record Side(UsageMeter meter, Field count, int cell, List<Field> parts) {
    @Nullable BigDecimal count(@Nullable Object[] cells) {
      return count.number(cells);
    }
  }

  /** The names of the values that are counts, by their meters' names. */
  static Map<String, String> counts(@Nullable JsonValue word) {
    Map<String, String> counts = new LinkedHashMap<>();
    if (word != null) {
      word.members().forEach((meter, names) -> addCount(counts, meter, names));
    }
    return counts;
  }

  private static void addCount(Map<String, String> counts, String meter, JsonValue names) {
    if (!meter.equals(TOTAL) && !meter.equals(REST)) {
      if (names.texts().isEmpty() || names.texts().size() > MOST_PARTS) {
        throw names.error("name the value of the count first, then up to seven of its parts");
      }
      counts.put(meter, names.texts().get(0));
    }
  }

  static @Nullable Whole parse(@Nullable JsonValue word, FieldCompiler fields) {
    if (word == null) {
      return null;
    }
    JsonValue total = word.get(TOTAL);
    List<Side> sides = new ArrayList<>();
    counts(word).forEach((meter, count) -> sides.add(side(word.need(meter), meter, count, fields)));
    return new Whole(
        total == null ? null : fields.get(total, total.text()),
        List.copyOf(sides),
        rest(word.get(REST), sides));
  }

  private static @Nullable Side rest(@Nullable JsonValue word, List<Side> sides) {
    if (word == null) {
      return null;
    }
    UsageMeter meter = meter(word, word.text());
    return sides.stream()
        .filter(side -> side.meter() == meter)
        .findFirst()
        .orElseThrow(() -> word.error("\"rest\" should be one of the meters here"));
  }

  private static Side side(JsonValue at, String meter, String count, FieldCompiler fields) {
    List<String> names = at.texts();
    List<Field> all = names.stream().map(name -> fields.get(at, name)).toList();
    List<Field> parts = all.subList(1, all.size());
    return new Side(meter(at, meter), all.get(0), fields.meant(count), parts);
  }

  private static UsageMeter meter(JsonValue at, String name) throws JsonException {
    UsageMeter meter = UsageMeter.of(name);
    if (meter == null) {
      throw at.error("unknown meter \"" + name + "\"; known meters are " + UsageMeter.wireNames());
    }
    return meter;
  }

  /**
   * Stores the actual values of the counts in their cells.
   *
   * @return the meters whose count is known only from the total
   */
  Set<UsageMeter> settle(@Nullable Object[] cells) {
    BigDecimal sum = total == null ? null : total.number(cells);
    if (sum == null || sum.signum() < 0) {
      return Set.of();
    }
    Side missing = null;
    BigDecimal rest = sum;
    for (int i = 0; i < sides.size(); i++) {
      Side side = sides.get(i);
      BigDecimal count = side.count(cells);
      if (count == null && missing != null) {
        return Set.of();
      }
      missing = count == null ? side : missing;
      rest = count == null ? rest : rest.subtract(count);
    }
    if (rest.signum() < 0) {
      return Set.of();
    }
    if (missing == null) {
      return divide(cells, rest);
    }
    cells[missing.cell()] = rest;
    return EnumSet.of(missing.meter());
  }

  private Set<UsageMeter> divide(@Nullable Object[] cells, BigDecimal left) {
    if (rest == null || left.signum() == 0) {
      raise(cells, left);
      return Set.of();
    }
    new Part(rest, left).raise(cells);
    return EnumSet.of(rest.meter());
  }

  /**
   * Raises counts by parts that they do not include, if one combination alone makes up the rest.
   */
  private void raise(@Nullable Object[] cells, BigDecimal rest) {
    List<Part> parts = rest.signum() == 0 ? List.of() : parts(cells);
    long only = 0;
    for (long choice = 1; choice < 1L << parts.size(); choice++) {
      if (sum(parts, choice).compareTo(rest) == 0) {
        if (only != 0) {
          return;
        }
        only = choice;
      }
    }
    for (int i = 0; i < parts.size(); i++) {
      if ((only >> i & 1) == 1) {
        parts.get(i).raise(cells);
      }
    }
  }

  /** A part that is present. */
  private record Part(Side side, BigDecimal count) {
    void raise(@Nullable Object[] cells) {
      BigDecimal known = side.count(cells);
      cells[side.cell()] = known == null ? count : known.add(count);
    }
  }

  private List<Part> parts(@Nullable Object[] cells) {
    List<Part> parts = new ArrayList<>();
    for (Side side : sides) {
      for (Field field : side.parts()) {
        BigDecimal count = field.number(cells);
        if (count != null && count.signum() > 0 && parts.size() < MOST_PARTS) {
          parts.add(new Part(side, count));
        }
      }
    }
    return parts;
  }

  private static BigDecimal sum(List<Part> parts, long choice) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < parts.size(); i++) {
      sum = (choice >> i & 1) == 1 ? sum.add(parts.get(i).count()) : sum;
    }
    return sum;
  }

  /** Whether no part is larger than the count that includes it. */
  boolean sound(@Nullable Object[] cells) {
    for (int i = 0; i < sides.size(); i++) {
      BigDecimal count = sides.get(i).count(cells);
      List<Field> parts = sides.get(i).parts();
      for (int j = 0; j < parts.size(); j++) {
        BigDecimal part = parts.get(j).number(cells);
        if (part != null && count != null && part.compareTo(count) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Reports the meters whose count is missing. */
  void tell(Work work, @Nullable Object[] cells) {
    for (int i = 0; i < sides.size(); i++) {
      Side side = sides.get(i);
      work.tell(side.meter(), side.count(cells) != null, true);
    }
  }

  /** The meters that belong together. */
  List<UsageMeter> meters() {
    return sides.stream().map(Side::meter).toList();
  }
}
