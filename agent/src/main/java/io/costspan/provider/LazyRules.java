package io.costspan.provider;

import io.costspan.reading.ReaderDefinition;
import io.costspan.reading.UsageRules;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rules that are compiled when the first call needs them, which never happens for most readers. */
final class LazyRules {
  private final Supplier<ReaderDefinition> definition;
  private final boolean estimates;
  private volatile @Nullable UsageRules compiled;

  LazyRules(Supplier<ReaderDefinition> definition, boolean estimates) {
    this.definition = definition;
    this.estimates = estimates;
  }

  /** The rules. Two threads that ask first at the same time may each get their own. */
  UsageRules get() {
    UsageRules rules = compiled;
    if (rules == null) {
      rules = new UsageRules(definition.get(), estimates);
      compiled = rules;
    }
    return rules;
  }
}
