package io.costspan.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.config.Config;
import io.costspan.owner.Owners;
import io.costspan.usage.Attribution;
import io.costspan.usage.UsageRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** For whom calls are made, as requests say it. */
class UsersTest {
  private static final String CHAT = "https://api.openai.com/v1/chat/completions";
  private static final String MESSAGES = "https://api.anthropic.com/v1/messages";

  /** {@code printf alice@acme.example | sha256sum | cut -c 1-12}. */
  private static final String HASH = "b29433513db8";

  private final Traffic traffic = new Traffic();

  @Test
  void user_ofARequest_isItsHash() {
    ask("owner.user=hash");

    assertThat(user(CHAT, "{'model':'gpt-4o','user':'alice@acme.example'}")).isEqualTo(HASH);
    assertThat(user(CHAT, "{'safety_identifier':'alice@acme.example','user':'x'}")).isEqualTo(HASH);
    assertThat(user(CHAT, "{'metadata':{'user_id':'alice@acme.example'}}")).isEqualTo(HASH);
    assertThat(user(MESSAGES, "{'metadata':{'user_id':'alice@acme.example'}}")).isEqualTo(HASH);
  }

  @Test
  void user_ofARequestWithoutOne_isNone() {
    ask("owner.user=hash");

    assertThat(user(CHAT, "{'model':'gpt-4o','user':''}")).isNull();
    assertThat(user(CHAT, "{'model':'gpt-4o','user':{'name':'alice'}}")).isNull();
    assertThat(user(MESSAGES, "{}")).isNull();
  }

  @Test
  void user_unlessAskedFor_isNotLookedAt() {
    ask("owner.key=true");

    assertThat(user(CHAT, "{'user':'alice@acme.example'}")).isNull();
  }

  @Test
  void owner_ofThatName_precedesTheUser() {
    Attribution known = new Attribution(Map.of("user", "bob"), null);

    assertThat(known.with(HASH)).isSameAs(known);
    assertThat(Attribution.NONE.with(HASH).owners()).containsExactly(Map.entry("user", HASH));
    assertThat(Attribution.NONE.with(null)).isSameAs(Attribution.NONE);
  }

  private void ask(String options) {
    traffic.attribute(Owners.of(Config.load(options), Map.of()));
  }

  private @Nullable String user(String url, String request) {
    UsageRecord record = traffic.post(url, request).json("{'id':'x'}");
    assertThat(record.toString()).doesNotContain("alice");
    return record.conversation().user();
  }
}
