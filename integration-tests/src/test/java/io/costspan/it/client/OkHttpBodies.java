package io.costspan.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

/** What {@link OkHttp} shows of bodies that an application wrote itself, if a model is spent. */
final class OkHttpBodies {
  private static final String REFUSED = "gpt-4o-mini: failed with class java.io.IOException\n";
  private static final String SENT = BlockedModelCases.OTHER_MODEL + ": status 200\n";

  private OkHttpBodies() {}

  static void check(Run watched) {
    assertThat(watched.application().get(OkHttp.BLOCKED_BODIES))
        .isEqualTo(REFUSED.repeat(4) + SENT.repeat(4) + "its own failure: true\nended well\n");
    assertThat(watched.server().get(OkHttp.BLOCKED_BODIES))
        .noneMatch(seen -> seen.contains("gpt-4o-mini"))
        // OkHttp 3.14 sends the head of a request whose body has failed with the next request.
        .filteredOn(seen -> seen.contains("{\"model\":"))
        .hasSize(4)
        .allMatch(seen -> seen.contains("{\"model\":\"" + BlockedModelCases.OTHER_MODEL + "\"}"))
        .filteredOn(seen -> seen.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked"))
        .hasSize(2);
  }
}
