package io.costspan.usage;

import org.jspecify.annotations.Nullable;

/**
 * What a call says about whom it is for and what it continues.
 *
 * @param id the provider's id of the conversation, null if the call names none
 * @param user the hash of the user that the request names; null if it names none, or if nobody
 *     asked for it
 */
public record Conversation(@Nullable String id, @Nullable String user) {
  /** Nothing is known. */
  public static final Conversation NONE = new Conversation(null, null);

  /** That conversation; a shared object for none. */
  public static Conversation of(@Nullable String id) {
    return id == null ? NONE : new Conversation(id, null);
  }

  Conversation with(String user) {
    return new Conversation(id, user);
  }
}
