package io.costspan.json;

import org.jspecify.annotations.Nullable;

/** A price file that somebody else fetches from a URL. */
public interface Remote {
  /** The URL, as it may be shown. */
  String name();

  /** The newest copy, null as long as there is none. */
  @Nullable RemoteCopy copy();
}
