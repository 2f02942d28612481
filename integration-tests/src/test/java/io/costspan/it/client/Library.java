package io.costspan.it.client;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.RunningJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The clients under contract. */
enum Library {
  OKHTTP4,
  OKHTTP5,
  APACHE4,
  APACHE5,
  JDK_SYNC,
  JDK_ASYNC;

  /**
   * Runs one of our programs in that child with the library on its class path. Its arguments are
   * the given ones, the client's name and the {@link Server}.
   */
  Finished run(ChildJvm child, Class<?> program, Server server, String... first) {
    return start(child, program, server, first).await();
  }

  /** As above, but returns at once. */
  RunningJvm start(ChildJvm child, Class<?> program, Server server, String... first) {
    List<String> arguments = new ArrayList<>(List.of(first));
    arguments.add(client());
    arguments.addAll(server.arguments());
    return on(child).start(program.getName(), arguments.toArray());
  }

  /** As {@link Clients} knows it. */
  private String client() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private ChildJvm on(ChildJvm child) {
    ChildJvm unlisted = child.unlisted();
    return isJdk() ? unlisted : unlisted.classPath(Build.clientClassPath(client()));
  }

  /** Whether closing the stream of a body reads what is left of it. */
  boolean readsTheRestOfAStream() {
    return this == APACHE4 || this == APACHE5;
  }

  /** Whether closing a reply reads what is left of its body. */
  boolean readsTheRestOfAReply() {
    return this == APACHE5;
  }

  private boolean isJdk() {
    return this == JDK_SYNC || this == JDK_ASYNC;
  }
}
