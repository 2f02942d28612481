package io.costspan.unseen;

/**
 * What opened a connection.
 *
 * @param name for people and as {@code costspan.client}
 * @param watched whether the agent watches its calls, so that a connection is news only if no call
 *     goes with it
 * @param fix what a user can do, a sentence without its end
 */
record Client(String name, boolean watched, String fix) {
  private static final String ELSE =
      "use java.net.http, OkHttp or the classic API of Apache HttpClient there";

  static Client watched(String name) {
    return new Client(
        name,
        true,
        "if it is a WebSocket or a call that was made without the client's usual classes, it cannot"
            + " be rated");
  }

  static Client unwatched(String name, String more) {
    return new Client(name, false, ELSE + more);
  }
}
