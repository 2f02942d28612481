package io.costspan.reconcile;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where bills come from, and which calls of a ledger they charge. */
public enum BillFormat {
  OPENAI("openai", List.of("openai")),
  ANTHROPIC("anthropic", List.of("anthropic")),
  AWS("aws-cur", List.of("aws.")),
  AZURE("azure", List.of("azure.")),
  GOOGLE("google", List.of("gcp.")),
  OPENROUTER("openrouter", List.of("openrouter")),
  CSV("csv", List.of(""));

  private final String wireName;

  /** Names of providers in ledgers; one that ends with a dot begins several. */
  private final List<String> providers;

  BillFormat(String wireName, List<String> providers) {
    this.wireName = wireName;
    this.providers = providers;
  }

  /** The name on the command line, such as {@code aws-cur}. */
  public String wireName() {
    return wireName;
  }

  /** The format of that name, null if there is none. */
  public static @Nullable BillFormat of(String wireName) {
    return Stream.of(values())
        .filter(format -> format.wireName.equals(wireName))
        .findFirst()
        .orElse(null);
  }

  /** All names, for messages. */
  public static String wireNames() {
    return Stream.of(values()).map(BillFormat::wireName).collect(Collectors.joining(", "));
  }

  /** Whether calls of that provider are on such bills. */
  Predicate<String> provider() {
    return provider ->
        providers.stream()
            .anyMatch(
                name ->
                    name.isEmpty() || name.endsWith(".")
                        ? provider.startsWith(name)
                        : provider.equals(name));
  }

  /**
   * How its rows are read.
   *
   * @param columns for {@link #CSV}, the user's names of columns
   * @throws IllegalArgumentException if these are not valid
   */
  BillRows rows(@Nullable String columns) {
    return switch (this) {
      case OPENAI -> new OpenAiRows();
      case ANTHROPIC -> new AnthropicRows();
      case AWS -> new AwsRows();
      case AZURE -> new AzureRows();
      case GOOGLE -> new GoogleRows();
      case OPENROUTER -> new OpenRouterRows();
      case CSV -> new MappedRows(columns == null ? "" : columns);
    };
  }
}
