package io.costspan.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * What can be found out about a call before it is sent, beyond its start. Each answer is looked for
 * when it is asked for. No method throws.
 */
@FunctionalInterface
public interface Preview {
  /** The logical request to which the call belongs; null if that is not known. */
  @Nullable LogicalRequest request();

  /**
   * The model that the request names.
   *
   * @return empty if calls of its kind have none; null if it cannot be known yet
   */
  default @Nullable String model() {
    return null;
  }

  /**
   * What stands for the user whom the request names.
   *
   * @return empty if it names none, or if users are no owners; null if it cannot be known yet
   */
  default @Nullable String user() {
    return null;
  }

  /**
   * Waits for more to be known, which may be before the call is sent: then the same is asked again.
   *
   * @param goesOn what to do if it is not, and the call is sent as it is
   * @return false if no more will be known
   */
  default boolean defer(Runnable goesOn) {
    return false;
  }
}
