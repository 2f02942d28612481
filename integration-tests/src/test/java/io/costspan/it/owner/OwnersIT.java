package io.costspan.it.owner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costspan.it.AiStandIn;
import io.costspan.it.Build;
import io.costspan.it.ChildJvm;
import io.costspan.it.Finished;
import io.costspan.it.Jdk;
import io.costspan.it.Ledger;
import io.costspan.it.OtlpCollector;
import io.costspan.it.Scratch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose money calls spend, and which method of the application spends it. */
class OwnersIT {
  private static final int CALLS_OF_A_TENANT = 80;

  @AutoClose private static final AiStandIn STAND_IN = AiStandIn.of("sdk");

  static Stream<Jdk> jdks() {
    return Jdk.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void calls_ofTwoTenantsOnTheSameThreads_areNeverMixedUp(Jdk jdk) throws Exception {
    try (OtlpCollector collector = new OtlpCollector()) {
      Path ledger = Scratch.folder("ledger").resolve("ai.jsonl");
      Finished finished =
          run(
              jdk,
              collector,
              "owner.header=tenant:x-tenant,owner.baggage=carried:team,owner.mdc=logged:team,"
                  + "owner.key=true,caller=metrics,ledger="
                  + ledger);

      finished.transcript();
      List<JsonNode> lines = Ledger.read(ledger).lines();
      assertThat(lines).hasSize(2 * CALLS_OF_A_TENANT);
      for (JsonNode line : lines) {
        JsonNode owners = line.get("owners");
        String tenant = owners.get("tenant").asText();
        assertThat(owners.get("carried").asText()).as("%s", line).isEqualTo(tenant);
        assertThat(owners.get("logged").asText()).as("%s", line).isEqualTo(tenant);
        assertThat(owners.get("key").asText()).isEqualTo(hash("sk-" + tenant));
        assertThat(line.get("caller").asText()).startsWith(TenantsApp.class.getName() + ".ask");
      }
      for (String tenant : TenantsApp.TENANTS) {
        for (String way : TenantsApp.WAYS) {
          assertThat(calls(collector, tenant, way))
              .as(tenant + " " + way)
              .isEqualTo(CALLS_OF_A_TENANT / TenantsApp.WAYS.size());
        }
      }
      assertThat(finished.stderr()).doesNotContain("warn:").doesNotContain("sk-");
    }
  }

  private static double calls(OtlpCollector collector, String tenant, String way) {
    return collector.points("costspan.calls").stream()
        .filter(point -> tenant.equals(point.attributes().get("costspan.owner.tenant")))
        .filter(
            point ->
                (TenantsApp.class.getName() + "." + way)
                    .equals(point.attributes().get("costspan.caller")))
        .mapToDouble(OtlpCollector.Point::value)
        .max()
        .orElse(0);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void calls_ofMoreOwnersThanTheLimit_areOthersOnMetricsOnly(Jdk jdk) {
    try (OtlpCollector collector = new OtlpCollector()) {
      Path ledger = Scratch.folder("ledger").resolve("ai.jsonl");

      run(jdk, collector, "spans=none,owner.baggage=tenant:team,owner.limit=1,ledger=" + ledger)
          .transcript();

      Set<Object> shown =
          collector.points("costspan.calls").stream()
              .map(point -> point.attributes().get("costspan.owner.tenant"))
              .collect(Collectors.toSet());
      assertThat(shown).hasSize(2).contains("other");
      assertThat(Ledger.read(ledger).lines())
          .extracting(line -> line.get("owners").get("tenant").asText())
          .containsOnly("blue", "red");
    }
  }

  private static Finished run(Jdk jdk, OtlpCollector collector, String options) {
    return ChildJvm.on(jdk)
        .agent("endpoints=" + STAND_IN.url() + "/openai/v1=openai," + options)
        .classPath(Build.testClasses())
        .classPath(Build.clientClassPath("okhttp4"))
        .classPath(Build.clientClassPath("logback"))
        .classPath(Build.clientClassPath("opentelemetry"))
        .run(
            TenantsApp.class.getName(),
            STAND_IN.url() + "/openai/v1/chat/completions",
            collector.url(),
            CALLS_OF_A_TENANT);
  }

  private static String hash(String key) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest).substring(0, 12);
  }
}
