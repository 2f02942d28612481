package io.costspan.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether everything that is woven is found, and nothing else is looked at for long. */
class TargetsTest {
  @Test
  void of_everyPlaceOfEveryHook_isWovenByItsInstrumentation() {
    List<String> places = new ArrayList<>();
    for (String name : Targets.names()) {
      ClientInstrumentation client = Targets.of(name);
      for (String place : client == null ? List.<String>of() : places(client)) {
        assertThat(Targets.has(place)).as(place).isTrue();
        // Which Reactor Netty names, too, because it needs it.
        if (!place.startsWith("io/netty/")) {
          assertThat(Targets.of(place)).as(place).hasSameClassAs(client);
        }
        places.add(place);
      }
    }
    assertThat(places).contains("okhttp3/internal/http/RealInterceptorChain");
    assertThat(places.stream().distinct()).hasSizeGreaterThan(50);
  }

  private static List<String> places(ClientInstrumentation client) {
    return client.hooks().stream()
        .flatMap(hook -> hook.places().stream())
        .flatMap(place -> List.of(Hook.alternatives(place)).stream())
        .map(place -> place.replace('.', '/'))
        .toList();
  }

  @Test
  void has_everyName_hasAMeaning() {
    for (String name : Targets.names()) {
      boolean isOfInterest =
          Targets.of(name) != null
              || Targets.isOfBuilder(name)
              || Targets.isOfJdk(name)
              || Targets.isOfOwnTls(name)
              || Targets.isOfRequests(name.replace('/', '.'));
      assertThat(isOfInterest).as(name).isTrue();
      assertThat(Unwatched.has(name)).as(name).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java/lang/Object",
        "javax/net/ssl/SSLContext",
        "okhttp3/OkHttpClient$Builder",
        "org/apache/http/impl/client/HttpClientBuilder",
        "io/opentelemetry/sdk/trace/SdkSpanBuilder",
        "opentelemetry/sdk/OpenTelemetrySdk",
        ""
      })
  void has_otherClass_isNot(String name) {
    assertThat(Targets.has(name)).isFalse();
    assertThat(Targets.of(name)).isNull();
    assertThat(Unwatched.has(name)).isFalse();
  }

  @Test
  void isOf_whatIsNotWoven_tellsItApart() {
    assertThat(Targets.isOfBuilder("okhttp3/OkHttpClient")).isTrue();
    assertThat(Targets.isOfJdk(Targets.TLS_ENGINE)).isTrue();
    assertThat(Targets.isOfOwnTls(Targets.TLS_OF_KTOR)).isTrue();
    assertThat(Targets.isOfJdk(Targets.TLS_OF_KTOR)).isFalse();
    assertThat(Targets.isOfOwnTls(Targets.TLS_ENGINE)).isFalse();
    assertThat(Unwatched.of("io/grpc/internal/ManagedChannelImpl")).isEqualTo("gRPC");
  }
}
