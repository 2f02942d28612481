package io.costspan.reconcile;

import io.costspan.ratecard.ModelNames;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of a model's name, however it is spelt: {@code Claude4.6Sonnet} and {@code
 * us.anthropic.claude-sonnet-4-6-20260501-v1:0} have the same.
 *
 * @param words in the order of the alphabet
 * @param version its numbers, without zeros
 * @param date digits of its snapshot, empty if it has none
 */
record ModelWords(String words, String version, String date) {
  private static final Pattern CAPITAL =
      Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=\\d)(?=[A-Z][a-z])");

  /** The only name with a capital in it that others spell without. */
  private static final Pattern DEEPSEEK = Pattern.compile("DeepSeek", Pattern.CASE_INSENSITIVE);

  private static final Pattern OWNER =
      Pattern.compile(
          "^(?:.*/|(?:us|eu|apac|au|jp|in|ca|us-gov|global)\\.)?"
              + "(?:(?:anthropic|amazon|meta|mistral|cohere|ai21|stability|openai|google|qwen|nvidia"
              + "|minimax|moonshot|zai|writer|luma|twelvelabs)\\.(?=[a-z]))?");

  /** Versions on Bedrock: {@code -v1:0}, {@code -1:0}. */
  private static final Pattern VERSION = Pattern.compile("-v?\\d+:\\d+$");

  /** Azure's spelling of {@code gpt-3.5}. */
  private static final Pattern GPT_35 = Pattern.compile("^gpt-35(?=-|$)");

  private static final Pattern ENDING = Pattern.compile("-(?:latest|maas|default)$");
  private static final Pattern SPLIT = Pattern.compile("[^a-z0-9]+|(?<=[a-z])(?=\\d)");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  static ModelWords of(String name) {
    String plain = DEEPSEEK.matcher(name.strip()).replaceAll("deepseek");
    String spaced = CAPITAL.matcher(plain).replaceAll("-").replaceAll("[\\s_]+", "-");
    String owned = OWNER.matcher(ModelNames.normalise(spaced)).replaceFirst("");
    String named = GPT_35.matcher(owned).replaceFirst("gpt-3.5");
    String base = VERSION.matcher(named).replaceFirst("");
    String family = ModelNames.family(base);
    String date =
        base.substring(family.length()).replaceFirst("-v\\d.*|:.*", "").replaceAll("\\D", "");
    String[] parts = SPLIT.split(ENDING.matcher(family).replaceFirst(""));
    return new ModelWords(
        Stream.of(parts)
            .filter(part -> !part.isEmpty() && !NUMBER.matcher(part).matches())
            .sorted()
            .collect(Collectors.joining(" ")),
        Stream.of(parts)
            .filter(part -> NUMBER.matcher(part).matches() && !part.matches("0+"))
            .collect(Collectors.joining(".")),
        date);
  }

  /** Whether both may name the same: snapshots agree unless they have different dates. */
  boolean agreesWith(ModelWords other) {
    return words.equals(other.words) && version.equals(other.version) && hasDateOf(other);
  }

  /** Whether one has no date, or both have the same, be it without the year. */
  boolean hasDateOf(ModelWords other) {
    return date.endsWith(other.date) || other.date.endsWith(date);
  }
}
