package io.costspan.it.client;

import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.RunningJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The clients under contract. */
enum Library {
  OKHTTP4,
  OKHTTP5,
  APACHE4,
  APACHE5,
  JDK_SYNC,
  JDK_ASYNC,
  /** {@code HttpURLConnection}. */
  JDK_URL,
  REACTOR_NETTY,
  APACHE4_ASYNC,
  APACHE5_ASYNC,
  AWS_NETTY,
  VERTX_CLIENT,
  JETTY;

  private static final int FIRST_TO_BREAK_OFF = 25;

  /** All of them on all JDKs. */
  static Stream<Arguments> everywhere() {
    return Jdk.all().stream()
        .flatMap(jdk -> Stream.of(values()).map(library -> Arguments.of(jdk, library)));
  }

  /** Each of them on one of the JDKs. */
  static Stream<Arguments> inTurns() {
    return Stream.of(values()).map(library -> Arguments.of(library.turn(), library));
  }

  /** Each of them on the other JDKs. */
  static Stream<Arguments> inOtherTurns() {
    return Stream.of(values())
        .flatMap(
            library ->
                Jdk.all().stream()
                    .filter(jdk -> !jdk.equals(library.turn()))
                    .map(jdk -> Arguments.of(jdk, library)));
  }

  /** Those whose turn the JDK is that runs the tests, for what is tried on no other one. */
  static Stream<Library> here() {
    return Stream.of(values()).filter(library -> library.turn().equals(Jdk.running()));
  }

  /** The others. */
  static Stream<Library> elsewhere() {
    return Stream.of(values()).filter(library -> !library.turn().equals(Jdk.running()));
  }

  private Jdk turn() {
    List<Jdk> jdks = Jdk.all();
    return jdks.get(ordinal() % jdks.size());
  }

  /**
   * Runs one of our programs in that child with the library on its class path. Its arguments are
   * the given ones, the client's name and the {@link Server}.
   */
  Finished run(ChildJvm child, Class<?> program, Server server, String... first) {
    return start(child, program, server, first).await();
  }

  /** As above, but returns at once. */
  RunningJvm start(ChildJvm child, Class<?> program, Server server, String... first) {
    return startOn(on(child), program, server, first);
  }

  /** As above, with the version of the library that the child has on its class path. */
  Finished runOnItsJars(ChildJvm child, Class<?> program, Server server) {
    return startOn(child.unlisted(), program, server).await();
  }

  private RunningJvm startOn(ChildJvm child, Class<?> program, Server server, String... first) {
    List<String> arguments = new ArrayList<>(List.of(first));
    arguments.add(client());
    arguments.addAll(server.arguments());
    return child.start(program.getName(), arguments.toArray());
  }

  /** As {@link Clients} knows it. */
  String client() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it is loaded only once in a JVM. */
  boolean isOfTheJdk() {
    return this == JDK_SYNC || this == JDK_ASYNC || this == JDK_URL;
  }

  private ChildJvm on(ChildJvm child) {
    return child.unlisted().classPath(classPath());
  }

  /** The library itself, empty if it is the JDK's. */
  String classPath() {
    return switch (this) {
      case JDK_SYNC, JDK_ASYNC, JDK_URL -> "";
      case REACTOR_NETTY, VERTX_CLIENT, JETTY -> Build.moduleClassPath(client());
      case AWS_NETTY -> Build.awsClassPath();
      default -> Build.clientClassPath(client());
    };
  }

  /** Whether it holds a request's body where a call begins, so that the model in it is known. */
  boolean holdsBodies() {
    return switch (this) {
      case AWS_NETTY -> false;
      default -> true;
    };
  }

  /** The same over HTTP/2, where a request that is given up early takes room in one of them. */
  boolean holdsBodiesOverHttp2() {
    return holdsBodies() && this != VERTX_CLIENT;
  }

  /** Whether it is seen what a body begins with that is published or written in pieces. */
  boolean showsWhatStreams() {
    return switch (this) {
      case REACTOR_NETTY, VERTX_CLIENT, JDK_SYNC, JDK_ASYNC -> true;
      // Its application here sends in pieces what it has in an array.
      case APACHE5_ASYNC -> true;
      default -> false;
    };
  }

  /** How many calls at once its {@link Client} makes to a host at least. */
  int connections() {
    return this == VERTX_CLIENT ? 5 : 48;
  }

  /** Whether an open reply that the application drops is left to the garbage collector. */
  boolean letsGoOfWhatIsDropped() {
    return switch (this) {
      case OKHTTP4, OKHTTP5, APACHE4, APACHE5, JDK_URL -> true;
      // What waits for their bytes holds all that belongs to a call.
      default -> false;
    };
  }

  /** Whether closing the stream of a body reads what is left of it. */
  boolean readsTheRestOfAStream() {
    return this == APACHE4 || this == APACHE5;
  }

  /** Whether what has arrived of a body that nobody reads is chance. */
  boolean mayHaveReadTheRest() {
    return this == REACTOR_NETTY;
  }

  /** Whether closing a reply reads what is left of its body. */
  boolean readsTheRestOfAReply() {
    return this == APACHE5;
  }

  /** Whether a body that is shorter than announced breaks on that JDK, and does not just end. */
  boolean breaksOff(Jdk jdk) {
    return this != JDK_URL || jdk.feature() >= FIRST_TO_BREAK_OFF;
  }
}
