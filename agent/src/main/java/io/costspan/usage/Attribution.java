package io.costspan.usage;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose money a call spends, and for what.
 *
 * @param owners by the names that the options give them; empty if not known
 * @param caller the application's method that made the call, such as {@code com.acme.Shop.answer};
 *     null if not known
 */
public record Attribution(Map<String, String> owners, @Nullable String caller) {
  /** Nothing is known. */
  public static final Attribution NONE = new Attribution(Map.of(), null);

  /** The owner that the user stands for whom a request names. */
  public static final String USER = "user";

  public Attribution {
    owners = Map.copyOf(owners);
  }

  /**
   * The same, for a call that is made for that user.
   *
   * @param user what stands for the user, null if not known; an owner of this name precedes it
   */
  public Attribution with(@Nullable String user) {
    if (user == null || owners.containsKey(USER)) {
      return this;
    }
    Map<String, String> all = new HashMap<>(owners);
    all.put(USER, user);
    return new Attribution(all, caller);
  }
}
