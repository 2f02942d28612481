package io.costspan.reading;

import io.costspan.cells.Cell;
import io.costspan.cells.Values;
import io.costspan.condition.Accepted;
import io.costspan.condition.Conditions;
import io.costspan.json.JsonValue;
import io.costspan.usage.Quantity;
import io.costspan.verdict.EndedCall;
import io.costspan.verdict.Verdict;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a call was read, for people who write provider files or doubt an amount. It is made from what
 * the reader contains when the call is over, so that calls without an explanation pay nothing for
 * it.
 *
 * @param reader where the reader is written
 * @param values its values, in order
 * @param counts the results of its quantities, or those of its estimate if that is used
 * @param answers the questions that were asked to judge the call, in order, with their answers
 * @param read the places in the reply that its values read
 * @param ignored places of numbers that are not billable usage; {@code *} stands for anything
 */
public record Explanation(
    JsonValue reader,
    List<Told> values,
    List<Told> counts,
    Map<String, String> answers,
    List<Read> read,
    Set<String> ignored) {
  /** Anything other than a name, a number or a listed word may be confidential, even a prompt. */
  private static final Pattern WORD = Pattern.compile("[!-~]{1,64}");

  /**
   * A value of the call.
   *
   * @param text null if the call does not have it
   * @param source where it was found, or all places where it was looked for
   */
  public record Told(String name, @Nullable String text, String source) {}

  /**
   * A place that is read.
   *
   * @param where what must hold of the element around it, by path below that element
   */
  public record Read(String path, Map<String, Accepted> where) {}

  private static List<Read> read(List<Cell> cells) {
    return cells.stream()
        .flatMap(cell -> cell.paths().stream().map(path -> new Read(path, cell.where())))
        .toList();
  }

  static Explanation of(UsageRules rules, @Nullable Object[] cells, RuleCall call) {
    Map<String, String> answers = new LinkedHashMap<>();
    Verdict verdict = Verdict.of(listening(call, answers));
    addRules(rules, cells, answers, call);
    return new Explanation(
        rules.definition().at(),
        values(rules, cells),
        counts(rules, call, verdict),
        answers,
        read(rules.places().response.cells()),
        rules.ignored());
  }

  /** The same call, but recording the facts that are requested, which led to its verdict. */
  private static EndedCall listening(EndedCall call, Map<String, String> answers) {
    return (EndedCall)
        Proxy.newProxyInstance(
            EndedCall.class.getClassLoader(),
            new Class<?>[] {EndedCall.class},
            (proxy, method, arguments) -> {
              Object answer = method.invoke(call, arguments);
              answers.put(method.getName(), String.valueOf(answer));
              return answer;
            });
  }

  /** Adds the words that apply: the evidence that was seen, and what makes the call free. */
  private static void addRules(
      UsageRules rules, @Nullable Object[] cells, Map<String, String> answers, EndedCall call) {
    List<JsonValue> names = rules.items("evidence");
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (rules.billing().evidence().get(i).value(cells) != null) {
        seen.add(names.get(i).toString());
      }
    }
    if (!seen.isEmpty()) {
      boolean signs = call.evidence() == EndedCall.Evidence.SIGNS_ONLY;
      boolean proof = !signs || Verdict.succeeded(call.status());
      answers.replace("evidence", (proof ? "seen: " : "signs only: ") + String.join(", ", seen));
    }
    JsonValue free = rules.definition().word("free");
    rules
        .billing()
        .free()
        .forEach(
            any -> {
              if (free != null && Conditions.anyHolds(any.when(), cells)) {
                JsonValue rule = free.need(any.reason());
                answers.put(any.reason(), rule + ", line " + rule.line());
              }
            });
  }

  private static List<Told> values(UsageRules rules, @Nullable Object[] cells) {
    List<Told> values = new ArrayList<>();
    String written = written(rules.definition());
    for (String name : rules.definition().values().keySet()) {
      Field field = rules.field(name);
      if (field != null) {
        boolean word = field.map() != null || isWord(name, rules, written);
        values.add(told(name, field, word, where(rules.definition(), name), cells));
      }
    }
    return values;
  }

  private static String written(ReaderDefinition reader) {
    return reader.words().values() + " " + reader.values().values();
  }

  /** Whether the texts of a value are names, or conditions accept certain ones of it. */
  private static boolean isWord(String name, UsageRules rules, String written) {
    return rules.attributes().stream().anyMatch(attribute -> attribute.getKey().equals(name))
        || UsageRules.MODELS.contains(name)
        || name.equals(UsageRules.RESPONSE_ID)
        || name.equals(UsageRules.CONVERSATION_ID)
        || Pattern.compile("[{ ]" + Pattern.quote(name) + "(}|=(?!\\*))").matcher(written).find();
  }

  private static String where(ReaderDefinition reader, String name) {
    JsonValue value = reader.values().get(name);
    JsonValue where = value != null && value.isObject() ? value.get("where") : null;
    return where == null ? "" : " where " + where;
  }

  private static Told told(
      String name, Field field, boolean word, String where, @Nullable Object[] cells) {
    List<String> places = new ArrayList<>();
    for (Field.Source source : field.sources()) {
      if (source instanceof Field.Counted count) {
        return told(name, count.field(), word, where, cells);
      }
      if (source.in(cells) != null) {
        boolean shown = word || !Places.isBody(source.toString());
        return new Told(name, shown(field.value(cells), shown), source + where);
      }
      places.add(source.toString());
    }
    return new Told(name, null, String.join(", ", places) + where);
  }

  private static @Nullable String shown(@Nullable Object value, boolean word) {
    if (value == null) {
      return null;
    }
    BigDecimal number = Values.number(value);
    String text = number == null ? Values.text(value) : number.toPlainString();
    boolean safe = WORD.matcher(text).matches() && (word || !(value instanceof String));
    return safe || number != null ? text : "(a text of " + text.length() + " characters)";
  }

  private static List<Told> counts(UsageRules rules, RuleCall call, Verdict verdict) {
    boolean guessed = verdict.by() == Verdict.Figures.GUESSED;
    List<WorkRule> all = guessed ? rules.estimate() : rules.quantities();
    List<JsonValue> written = rules.items(guessed ? "estimate" : "quantities");
    List<Told> counts = new ArrayList<>();
    for (int i = 0; verdict.by() != Verdict.Figures.NONE && i < all.size(); i++) {
      for (Quantity quantity : call.quantities(verdict, all.get(i))) {
        counts.add(told(quantity, written.get(i)));
      }
    }
    return counts;
  }

  private static Told told(Quantity quantity, JsonValue written) {
    String name = quantity.meter().wireName();
    String attributes = quantity.attributes().isEmpty() ? "" : " " + quantity.attributes();
    List<JsonValue> measures = written.isArray() ? written.items() : List.of(written);
    String formulas =
        measures.stream()
            .map(measure -> measure.need("count").scalar())
            .collect(Collectors.joining(" or "));
    return new Told(
        name + attributes,
        quantity.count().toPlainString(),
        "= " + formulas + ", " + quantity.exactness().wireName() + ", line " + written.line());
  }
}
