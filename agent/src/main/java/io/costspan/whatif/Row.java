package io.costspan.whatif;

import io.costspan.rating.ChargeLine;
import io.costspan.rating.Rating;
import io.costspan.usage.UsageMeter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls that cost something, both as recorded and as supposed, in one currency. Not safe for use by
 * several threads.
 */
public final class Row {
  private final Group group;
  private long calls;
  private long estimated;
  private BigDecimal before = BigDecimal.ZERO;
  private BigDecimal after = BigDecimal.ZERO;
  private BigDecimal least = BigDecimal.ZERO;
  private BigDecimal most = BigDecimal.ZERO;
  private BigDecimal output = BigDecimal.ZERO;
  private Tokenizers.@Nullable Ratio ratio;

  /**
   * What the calls of a row have in common.
   *
   * @param from the model or the cards as recorded
   * @param to the same as supposed
   * @param currency ISO 4217 code or {@code x:name}
   */
  public record Group(String from, String to, String currency) implements Comparable<Group> {
    private static final Comparator<Group> ORDER =
        Comparator.comparing(Group::from).thenComparing(Group::to).thenComparing(Group::currency);

    @Override
    public int compareTo(Group other) {
      return ORDER.compare(this, other);
    }
  }

  Row(Group group) {
    this.group = group;
  }

  void add(BigDecimal recorded, Supposed supposed) {
    calls++;
    before = before.add(recorded);
    after = after.add(supposed.amount());
    least = least.add(supposed.least());
    most = most.add(supposed.most());
    output = output.add(supposed.output());
    ratio = supposed.ratio();
    if (supposed.estimated()) {
      estimated++;
    }
  }

  /**
   * What a call would have cost, in the currency of its row.
   *
   * @param least the same if its text were as few tokens as it may be
   * @param most the same if it were as many
   * @param output the part that is for output tokens
   * @param ratio how many times as many tokens it may be, null if as many
   */
  record Supposed(
      BigDecimal amount,
      BigDecimal least,
      BigDecimal most,
      BigDecimal output,
      boolean estimated,
      Tokenizers.@Nullable Ratio ratio) {
    static BigDecimal outputOf(Rating rating) {
      return rating.charges().stream()
          .filter(charge -> charge.meter() == UsageMeter.OUTPUT_TOKENS)
          .map(ChargeLine::amount)
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  public Group group() {
    return group;
  }

  public long calls() {
    return calls;
  }

  /** How many of the calls are an estimate, before or after. */
  public long estimated() {
    return estimated;
  }

  /** What the ledger says. */
  public BigDecimal before() {
    return before;
  }

  /** What it would have been, with as many tokens. */
  public BigDecimal after() {
    return after;
  }

  public BigDecimal difference() {
    return after.subtract(before);
  }

  /** The share of the recorded amount, exact to 34 digits; null if that is zero. */
  public @Nullable BigDecimal change() {
    return before.signum() == 0 ? null : difference().divide(before, MathContext.DECIMAL128);
  }

  /** How the tokens of both models compare, empty if they are the same. */
  public Optional<Tokenizers.Ratio> ratio() {
    return Optional.ofNullable(ratio);
  }

  /** What it would have been, if the text were as few tokens as is known to be possible. */
  public BigDecimal least() {
    return least;
  }

  /** The same, if it were as many. */
  public BigDecimal most() {
    return most;
  }

  /**
   * How many times as many output tokens there may be until both cost the same; null if nothing is
   * charged for output, or if the input alone costs more than before.
   */
  public @Nullable BigDecimal equalAtOutputTimes() {
    BigDecimal left = before.subtract(after.subtract(output));
    return output.signum() == 0 || left.signum() < 0
        ? null
        : left.divide(output, MathContext.DECIMAL128);
  }

  @Override
  public String toString() {
    return group + ": " + before.toPlainString() + " -> " + after.toPlainString();
  }
}
