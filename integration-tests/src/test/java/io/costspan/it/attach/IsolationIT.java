package io.costspan.it.attach;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.FixedValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that carries other versions of what the agent bundles. */
class IsolationIT {
  @ParameterizedTest
  @MethodSource("io.costspan.it.Jdk#all")
  void application_withOtherVersions_runsOnItsOwn(Jdk jdk) {
    try (AiStandIn standIn = AiStandIn.empty()) {
      standIn.server().stubFor(any(anyUrl()).willReturn(okJson("{}")));

      Finished without = program(jdk).run(Application.class.getName(), standIn.url());
      Finished with =
          program(jdk)
              .agent("endpoints=" + standIn.url() + "=openai")
              .run(Application.class.getName(), standIn.url());

      assertThat(with.transcript())
          .isEqualTo(without.transcript())
          .contains("byte-buddy-1.14", "jackson-core-2.17", "opentelemetry-api-1.42");
      assertThat(with.stderr()).contains("costspan receipt");
    }
  }

  private static ChildJvm program(Jdk jdk) {
    return ChildJvm.on(jdk)
        .classPath(
            Build.testClasses(), Build.existing("integration-tests/target/other-versions") + "/*");
  }

  /** Uses each library after the agent has used its own, and says where it got it from. */
  static final class Application {
    public static void main(String[] arguments) throws Exception {
      AttachIT.Caller.call(arguments[0]);
      makeClass();
      parse();
      registerGlobal();
    }

    private static void makeClass() throws Exception {
      Object made =
          new ByteBuddy()
              .subclass(Object.class)
              .method(named("toString"))
              .intercept(FixedValue.value("made"))
              .make()
              .load(Application.class.getClassLoader())
              .getLoaded()
              .getDeclaredConstructor()
              .newInstance();
      System.out.println(made + " by " + source(ByteBuddy.class));
    }

    private static void parse() throws Exception {
      try (JsonParser parser = new JsonFactory().createParser("[1]")) {
        parser.nextToken();
        System.out.println(parser.nextIntValue(0) + " by " + source(JsonParser.class));
      }
    }

    /** Fails if anybody has touched the global before. */
    private static void registerGlobal() {
      GlobalOpenTelemetry.set(OpenTelemetry.noop());
      System.out.println("registered with " + source(OpenTelemetry.class));
    }

    private static Path source(Class<?> type) {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
          .getFileName();
    }
  }
}
