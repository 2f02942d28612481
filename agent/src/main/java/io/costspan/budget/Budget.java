package io.costspan.budget;

import io.costspan.config.BudgetOption;
import io.costspan.pipeline.Preview;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ExchangeRates;
import io.costspan.usage.CallStart;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One budget, and what was spent of it. */
interface Budget {
  BudgetOption terms();

  /** Whether what was counted so far is of use for a budget on other terms. */
  default boolean isLike(BudgetOption other) {
    return terms().name().equals(other.name())
        && terms().limit().currency().equals(other.limit().currency())
        && terms().limit().period().equals(other.limit().period())
        && terms().split().equals(other.split());
  }

  /** Other terms apply from now on, to what is already spent as well. */
  void change(BudgetOption others, ExchangeRates rates, long nowMillis);

  /** Counts a call. */
  void add(RatedCall call, long nowMillis);

  /**
   * Why a call may not be made; null if it may.
   *
   * @param preview finds out more about it, if that matters
   */
  @Nullable String refusal(CallStart start, Preview preview, long nowMillis);

  /** Whether it refuses calls now because of what only their bodies may say. */
  default boolean looksAtBodies(long nowMillis) {
    return false;
  }

  /** Warns of what is reached without a call. */
  default void check(long nowMillis) {}

  /** Whether anything of it is to be kept for the next start. */
  default boolean isKept() {
    return false;
  }

  /** What is to be kept for the next start. */
  default void keep(Consumer<StateLine> lines) {}

  /** Takes over what an earlier JVM has counted. Returns whether the line is about this budget. */
  default boolean restore(StateLine line, long nowMillis) {
    return false;
  }

  /** How it stands, for people. */
  default List<String> lines(long nowMillis) {
    return List.of(Wording.rule(terms()));
  }

  /** Shows how it stands for each value that it is split by. */
  default void forEach(long nowMillis, Consumer<Standing> reader) {}
}
