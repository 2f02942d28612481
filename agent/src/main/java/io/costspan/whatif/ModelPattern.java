package io.costspan.whatif;

import io.costspan.usage.UsageRecord;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The calls of a model, such as {@code gpt-4o}, {@code openai/gpt-4o*} or {@code tavily/*}. */
public final class ModelPattern {
  private final String text;
  private final Pattern pattern;

  private ModelPattern(String text) {
    this.text = text;
    String quoted = "\\Q" + text.toLowerCase(Locale.ROOT).replace("*", "\\E.*\\Q") + "\\E";
    this.pattern = Pattern.compile(quoted);
  }

  /**
   * Reads a pattern, in which {@code *} stands for any characters.
   *
   * @throws IllegalArgumentException if there is nothing to read
   */
  public static ModelPattern of(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("name a model, such as gpt-4o or openai/gpt-4o*");
    }
    return new ModelPattern(text);
  }

  /**
   * Whether the model that was asked for or the one that answered has such a name, alone or behind
   * its provider.
   */
  boolean matches(UsageRecord usage) {
    return matches(usage.provider(), usage.requestModel())
        || matches(usage.provider(), usage.responseModel());
  }

  private boolean matches(String provider, @Nullable String model) {
    String name = model == null ? "" : model.toLowerCase(Locale.ROOT);
    return pattern.matcher(provider + "/" + name).matches()
        || (!name.isEmpty() && pattern.matcher(name).matches());
  }

  @Override
  public String toString() {
    return text;
  }
}
