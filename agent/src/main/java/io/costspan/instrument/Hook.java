package io.costspan.instrument;

import java.util.List;

/**
 * Methods of a target class, and the advice that is woven into them.
 *
 * @param advice simple name of a class nested in the instrumentation, or the binary name of any
 *     other class; a name, because the agent's class loader must not load it
 * @param places classes that have such a method in every version of the client; empty if that
 *     depends on the version. Where versions have one of some classes, they are separated by {@code
 *     |}
 * @param instead methods of which one is enough in their place
 */
public record Hook(MethodMatch methods, String advice, List<String> places, MethodMatch instead) {
  /** For methods that some versions do not have. */
  public Hook(MethodMatch methods, String advice) {
    this(methods, advice, List.of(), MethodMatch.none());
  }

  /**
   * The same, for methods that every version has there: if one of these classes comes without or
   * not at all, the client is left alone.
   */
  public Hook in(String... classes) {
    return new Hook(methods, advice, List.of(classes), instead);
  }

  /** The same, but other versions have those methods instead. */
  public Hook orElse(MethodMatch others) {
    return new Hook(methods, advice, places, others);
  }

  /** Whether that class is not as expected. */
  boolean misses(TargetClass type) {
    return isPlace(type.name()) && !isIn(type) && !type.has(instead);
  }

  private boolean isPlace(String type) {
    for (String place : places) {
      for (String alternative : alternatives(place)) {
        if (alternative.equals(type)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Of which a version has one. */
  static String[] alternatives(String place) {
    return place.split("\\|");
  }

  boolean isIn(TargetClass type) {
    return type.has(methods);
  }
}
