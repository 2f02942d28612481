package io.costspan.reading;

import io.costspan.cells.Values;
import io.costspan.json.JsonException;
import io.costspan.json.JsonValue;
import io.costspan.usage.Exactness;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads formulas such as {@code max(0, prompt - cached) + 2 * (a + b)}: names of fields, decimal
 * numbers, {@code + - * /}, brackets, and the functions {@code min}, {@code max}, {@code first}
 * (the first known value) and {@code ceil}.
 */
final class FormulaParser {
  private final JsonValue at;
  private final String text;
  private final FieldNames names;
  private int next;
  private @Nullable Exactness worst;
  private final List<Field> roots = new ArrayList<>();
  private boolean behindMinus;
  private boolean difference;

  /** The fields that a formula may name. */
  @FunctionalInterface
  interface FieldNames {
    /** Refuses, pointing to {@code at}, a name that the reader does not have. */
    Field get(JsonValue at, String name);
  }

  /**
   * A formula, and how exact its result is.
   *
   * @param exactness of the least exact operand; a formula of numbers only is derived
   * @param roots the fields of which one must have a value, or else the result is meaningless: all
   *     except those after a minus; empty for a formula of numbers only
   * @param difference whether anything is subtracted
   */
  record Parsed(Formula formula, Exactness exactness, List<Field> roots, boolean difference) {
    /** Whether the result is based on any value rather than only on numbers in the formula. */
    boolean isTold(@Nullable Object[] cells) {
      return Field.anyTold(roots, cells);
    }
  }

  private FormulaParser(JsonValue at, String text, FieldNames names) {
    this.at = at;
    this.text = text;
    this.names = names;
  }

  static Parsed parse(JsonValue at, String text, FieldNames names) {
    FormulaParser parser = new FormulaParser(at, text, names);
    Formula formula = parser.sum();
    if (parser.peek() != 0) {
      throw parser.refuse("unexpected '" + parser.peek() + "'");
    }
    Exactness worst = parser.worst;
    return new Parsed(
        formula,
        worst == null ? Exactness.DERIVED : worst,
        List.copyOf(parser.roots),
        parser.difference);
  }

  private Formula sum() {
    Formula left = product();
    boolean outer = behindMinus;
    while (peek() == '+' || peek() == '-') {
      char operator = take();
      difference |= operator == '-';
      behindMinus = outer || operator == '-';
      left = Formula.binary(operator, left, product());
    }
    behindMinus = outer;
    return left;
  }

  private Formula product() {
    Formula left = unit();
    while (peek() == '*' || peek() == '/') {
      left = Formula.binary(take(), left, unit());
    }
    return left;
  }

  private Formula unit() {
    char first = peek();
    if (first == '(') {
      take();
      Formula inner = sum();
      expect(')');
      return inner;
    }
    String word = word();
    if (Character.isDigit(first)) {
      return number(word);
    }
    return peek() == '(' ? function(word) : field(word);
  }

  private Formula number(String word) {
    try {
      BigDecimal value = new BigDecimal(word);
      if (Values.sane(value)) {
        return cells -> value;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw refuse("\"" + word + "\" is not a number");
  }

  private Formula field(String name) {
    Field field = names.get(at, name);
    worst = worst == null ? field.exactness() : worst.orWorse(field.exactness());
    if (!behindMinus) {
      roots.addAll(field.roots());
    }
    return field::number;
  }

  private Formula function(String name) {
    List<Formula> arguments = new ArrayList<>();
    do {
      take();
      arguments.add(sum());
    } while (peek() == ',');
    expect(')');
    Formula function = Formula.function(name, arguments);
    if (function == null) {
      throw refuse("unknown function \"" + name + "\"; known functions are min, max, first, ceil");
    }
    return function;
  }

  private String word() {
    peek();
    int start = next;
    while (next < text.length() && isWord(text.charAt(next))) {
      next++;
    }
    if (start == next) {
      throw refuse("a name or a number is missing");
    }
    return text.substring(start, next);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }

  /** The next character that is not whitespace, 0 at the end. */
  private char peek() {
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    return next < text.length() ? text.charAt(next) : 0;
  }

  private char take() {
    char taken = peek();
    next++;
    return taken;
  }

  private void expect(char wanted) {
    if (take() != wanted) {
      throw refuse("'" + wanted + "' is missing");
    }
  }

  private JsonException refuse(String what) {
    return at.error("formula \"" + text + "\": " + what);
  }
}
