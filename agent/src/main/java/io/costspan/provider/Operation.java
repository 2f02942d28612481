package io.costspan.provider;

/** One thing that a provider offers at a path. */
public interface Operation {
  /** Value of {@code gen_ai.provider.name}. */
  String provider();

  /** Value of {@code gen_ai.operation.name}. */
  String name();

  ReaderSpec reader();
}
