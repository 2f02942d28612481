package io.costspan.whatif;

import io.costspan.usage.UsageRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Another model does the same work with as many tokens. Tier, size and quality stay as they were.
 *
 * @param from the calls that change
 * @param provider of the other model, null for that of the call
 * @param model as a rate card names it
 */
public record OtherModel(ModelPattern from, @Nullable String provider, String model)
    implements Change {

  /**
   * Reads {@code gpt-4o=anthropic/claude-haiku-5-5}; without a provider it is that of the call.
   *
   * @param isProvider whether a word is the name of a provider with prices
   * @throws IllegalArgumentException with a message that says what would be valid
   */
  public static OtherModel of(String text, Predicate<String> isProvider) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new IllegalArgumentException(
          "\"" + text + "\": use MODEL=PROVIDER/MODEL, such as gpt-4o=anthropic/claude-haiku-5-5");
    }
    ModelPattern from = ModelPattern.of(text.substring(0, equals));
    String to = text.substring(equals + 1);
    int slash = to.indexOf('/');
    return slash > 0 && isProvider.test(to.substring(0, slash))
        ? new OtherModel(from, to.substring(0, slash), to.substring(slash + 1))
        : new OtherModel(from, null, to);
  }

  @Override
  public @Nullable UsageRecord applied(UsageRecord usage) {
    return from.matches(usage) ? moved(usage) : null;
  }

  private UsageRecord moved(UsageRecord usage) {
    Map<String, String> attributes = new HashMap<>(usage.attributes());
    // They name the model that did the work, and would lead back to its card.
    attributes.remove(UsageRecord.UPSTREAM);
    attributes.remove("deployment");
    return new UsageRecord(
        provider == null ? usage.provider() : provider,
        usage.operation(),
        model,
        null,
        usage.responseId(),
        usage.quantities(),
        attributes,
        null,
        usage.billing());
  }
}
