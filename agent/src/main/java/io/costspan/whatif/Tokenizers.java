package io.costspan.whatif;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens one model makes of a text for each token of another. Models that share a
 * tokenizer make the same number. For others there is a range, from what recorded replies of each
 * tokenizer say: their reported tokens for each token of the agent's own estimate; see
 * docs/what-if.md.
 */
public final class Tokenizers {
  /**
   * How many times as many tokens the other model makes.
   *
   * @param least null if it is not known
   * @param most null if it is not known
   */
  public record Ratio(@Nullable BigDecimal least, @Nullable BigDecimal most) {
    private static final int DECIMALS = 2;

    static final Ratio UNKNOWN = new Ratio(null, null);

    /** Rounded outwards. */
    private static Ratio between(Tokenizer from, Tokenizer to) {
      return new Ratio(
          to.least.divide(from.most, DECIMALS, RoundingMode.FLOOR),
          to.most.divide(from.least, DECIMALS, RoundingMode.CEILING));
    }

    /** Whether there is a range. */
    public boolean isKnown() {
      return least != null;
    }
  }

  /** A tokenizer, by the beginnings of the names of its models. */
  private enum Tokenizer {
    // 28 replies
    O200K("gpt-4o|gpt-4\\.1|gpt-4\\.5|gpt-5|chatgpt-4o|gpt-oss|o1|o3|o4-mini", "0.92", "1.09"),
    // 4 replies
    CL100K("gpt-4(?![.o])|gpt-3\\.5|gpt-35", "0.96", "1.03"),
    // 18 replies
    CLAUDE_3("claude-3|claude-(?:opus|sonnet|haiku)-4(?!-[7-9])", "1.01", "1.18"),
    // 1 to 1.35 times as many as the former, says Anthropic's migration guide; 2 replies
    CLAUDE_4_7("claude-(?:opus|sonnet|haiku)-(?:4-[7-9]|5)", "1.01", "1.62"),
    // 13 replies
    GEMINI("gemini-[23]", "0.98", "1.11"),
    // 17 replies
    MISTRAL("mistral|ministral", "0.96", "1.24");

    private final Pattern names;
    private final BigDecimal least;
    private final BigDecimal most;

    Tokenizer(String names, String least, String most) {
      this.names = Pattern.compile("(?:.*[/.])?(?:" + names + ").*");
      this.least = new BigDecimal(least);
      this.most = new BigDecimal(most);
    }

    private static @Nullable Tokenizer of(String model) {
      String name = model.toLowerCase(Locale.ROOT);
      for (Tokenizer each : values()) {
        if (each.names.matcher(name).matches()) {
          return each;
        }
      }
      return null;
    }
  }

  private static final Ratio CLAUDE = new Ratio(BigDecimal.ONE, new BigDecimal("1.35"));
  private static final Ratio CLAUDE_BACK = new Ratio(new BigDecimal("0.74"), BigDecimal.ONE);

  private Tokenizers() {}

  /** Null if both models make the same number of tokens of a text. */
  static @Nullable Ratio ratio(String from, String to) {
    Tokenizer before = Tokenizer.of(from);
    Tokenizer after = Tokenizer.of(to);
    if (from.equalsIgnoreCase(to) || (before != null && before == after)) {
      return null;
    }
    if (before == null || after == null) {
      return Ratio.UNKNOWN;
    }
    return switch (before) {
      case CLAUDE_3 -> after == Tokenizer.CLAUDE_4_7 ? CLAUDE : Ratio.between(before, after);
      case CLAUDE_4_7 -> after == Tokenizer.CLAUDE_3 ? CLAUDE_BACK : Ratio.between(before, after);
      default -> Ratio.between(before, after);
    };
  }
}
