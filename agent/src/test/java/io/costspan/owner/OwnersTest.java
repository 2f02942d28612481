package io.costspan.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.config.Config;
import io.costspan.usage.Attribution;
import io.costspan.wire.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnersTest {
  private static final String KEY = "sk-proj-1234567890";

  /** {@code printf sk-proj-1234567890 | sha256sum | cut -c 1-12}. */
  private static final String HASH = "ff17bbb3d78d";

  @Test
  void of_severalPlacesForOneOwner_takesTheFirstInTheirOrder() {
    String all = "owner.baggage=team,owner.header=team:x-team,owner.resource=team,owner.mdc=team";
    Owners owners = owners(all);
    Headers sent = header("X-Team", "sent");
    Map<String, String> carried = Map.of("team", "carried");
    Map<String, String> logged = Map.of("team", "logged");

    assertThat(owners.of(sent, new Noticed(carried, logged, null)).owners()).isEqualTo(carried);
    assertThat(owners.of(sent, new Noticed(Map.of(), logged, null)).owners())
        .containsExactly(Map.entry("team", "sent"));
    assertThat(owners.of(Headers.NONE, new Noticed(Map.of(), logged, null)).owners())
        .containsExactly(Map.entry("team", "deployed"));
    assertThat(
            owners("owner.mdc=team").of(Headers.NONE, new Noticed(Map.of(), logged, null)).owners())
        .isEqualTo(logged);
  }

  @Test
  void notice_baggage_isThatOfTheThread() {
    assertThat(owners("owner.baggage=mine:team").notice(key -> "its " + key).baggage())
        .containsExactly(Map.entry("mine", "its team"));
  }

  @Test
  void of_key_isItsHash() {
    assertThat(keyOf(header("Authorization", "Bearer " + KEY))).isEqualTo(HASH);
    assertThat(keyOf(header("x-api-key", KEY))).isEqualTo(HASH);
    assertThat(keyOf(header("Authorization", "DeepL-Auth-Key " + KEY))).isEqualTo(HASH);
    assertThat(keyOf(Headers.NONE)).isNull();
  }

  @Test
  void of_signatureOfAws_isTheHashOfTheKeysId() {
    String id = "AWS4-HMAC-SHA256 Credential=" + KEY + "/20261128/us-east-1/bedrock/aws4_request,";

    assertThat(keyOf(header("Authorization", id + " Signature=one"))).isEqualTo(HASH);
    assertThat(keyOf(header("Authorization", id + " Signature=two"))).isEqualTo(HASH);
  }

  @Test
  void of_namedKey_isItsName(@TempDir Path directory) throws IOException {
    Path names = Files.writeString(directory.resolve("keys.properties"), HASH + "=research\n");

    String options = "owner.key=true,owner.keys=@" + names;
    assertThat(owners(options, Baggage.NONE, header("Authorization", "Bearer " + KEY)))
        .containsExactly(Map.entry("key", "research"));
  }

  @Test
  void of_nothingAskedFor_readsNoHeader() {
    Attribution attribution =
        of(
            "caller=off",
            Baggage.NONE,
            name -> {
              throw new AssertionError(name);
            });

    assertThat(attribution).isSameAs(Attribution.NONE);
  }

  @Test
  void dependOnThread_nobodyShowsCallers_looksForNone() {
    assertThat(dependOnThread("caller=span")).isTrue();
    assertThat(dependOnThread("caller=span,telemetry=none")).isFalse();
    assertThat(dependOnThread("caller=span,spans=none")).isFalse();
    assertThat(dependOnThread("caller=span,spans=none,ledger=ai.jsonl")).isTrue();
    assertThat(dependOnThread("caller=metrics,spans=none")).isTrue();
    assertThat(dependOnThread("caller=off,ledger=ai.jsonl")).isFalse();
  }

  private static boolean dependOnThread(String options) {
    return owners(options).dependOnThread();
  }

  @Test
  void of_hostileValue_isEscapedAndCut() {
    String value = "\u001b[31m" + "x".repeat(10_000);

    assertThat(owners("owner.header=x-team", Baggage.NONE, header("x-team", value)).get("x-team"))
        .hasSizeLessThan(300)
        .startsWith("\\u001b");
  }

  private static Headers header(String name, String value) {
    return asked -> asked.equalsIgnoreCase(name) ? value : null;
  }

  private static String keyOf(Headers request) {
    return owners("owner.key=true", Baggage.NONE, request).get("key");
  }

  private static Map<String, String> owners(String options, Baggage baggage, Headers request) {
    return of(options, baggage, request).owners();
  }

  private static Owners owners(String options) {
    return Owners.of(Config.load(options), Map.of("team", "deployed"));
  }

  private static Attribution of(String options, Baggage baggage, Headers request) {
    Owners owners = owners(options);
    return owners.of(request, owners.notice(baggage));
  }
}
