package io.costspan.it.owner;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.Scratch;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The caller is the method that calls the client, whatever else happens on its thread. */
class CallersIT {
  private static final String PATH = "/v1/chat/completions";

  @AutoClose private final AiStandIn standIn = AiStandIn.empty();

  static Stream<Jdk> jdks() {
    return Jdk.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void calls_withinOneAnotherAndAgain_areEachTheirOwnMethods(Jdk jdk) {
    standIn.server().stubFor(post(urlEqualTo(PATH)).willReturn(okJson("{\"choices\": []}")));
    Path ledger = Scratch.folder("ledger").resolve("ai.jsonl");

    ChildJvm.on(jdk)
        .unlisted()
        .agent("telemetry=none,endpoints=" + standIn.url() + "/v1=openai,ledger=" + ledger)
        .classPath(Build.testClasses())
        .classPath(Build.clientClassPath("okhttp4"))
        .classPath(Build.clientClassPath("apache4"))
        .classPath(Build.clientClassPath("apache5"))
        .run(
            CallersApp.class.getName(),
            standIn.url() + PATH,
            standIn.url().replace("localhost", "127.0.0.1") + PATH)
        .transcript();

    assertThat(Ledger.read(ledger).columns("requestModel", "caller"))
        .containsExactly(
            Stream.of(
                    "okHttp",
                    "okHttpLater",
                    "okHttpTwice",
                    "okHttpTwice",
                    "okHttpTwiceLater",
                    "okHttpTwiceLater",
                    "advise",
                    "advise",
                    "okHttpAdvised",
                    "route",
                    "okHttpAfterFailure",
                    "jdk",
                    "jdkLater",
                    "apache4",
                    "apache5",
                    "apache5Within",
                    "okHttpWithin")
                .map(method -> method + " " + CallersApp.class.getName() + "." + method)
                .toArray(String[]::new));
  }
}
