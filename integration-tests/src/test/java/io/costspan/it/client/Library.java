package io.costspan.it.client;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import java.util.Locale;

/** The clients under contract. */
enum Library {
  OKHTTP4,
  OKHTTP5,
  APACHE4,
  APACHE5,
  JDK_SYNC,
  JDK_ASYNC;

  /** As {@link Clients} knows it. */
  String client() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** That child with the library on its class path. */
  ChildJvm on(ChildJvm child) {
    return isJdk() ? child : child.classPath(Build.clientClassPath(client()));
  }

  private boolean isJdk() {
    return this == JDK_SYNC || this == JDK_ASYNC;
  }
}
