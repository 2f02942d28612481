package io.costspan.provider;

import io.costspan.reading.ReaderDefinition;
import io.costspan.reading.UsageRules;
import org.jspecify.annotations.Nullable;

/** Rules that are compiled when the first call needs them, which for most readers is never. */
final class LazyRules {
  private final ReaderDefinition definition;
  private final boolean estimates;
  private volatile @Nullable UsageRules compiled;

  LazyRules(ReaderDefinition definition, boolean estimates) {
    this.definition = definition;
    this.estimates = estimates;
  }

  /** The rules; two threads that ask at first may each get their own. */
  UsageRules get() {
    UsageRules rules = compiled;
    if (rules == null) {
      rules = new UsageRules(definition, estimates);
      compiled = rules;
    }
    return rules;
  }
}
