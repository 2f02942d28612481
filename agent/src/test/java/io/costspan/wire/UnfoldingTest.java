package io.costspan.wire;

import static io.costspan.provider.UsageAssert.assertThat;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.provider.Traffic;
import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that unfold to much more than they are. */
class UnfoldingTest {
  private static final String CHAT = "https://api.openai.com/v1/chat/completions";
  private static final String IMAGES = "https://api.openai.com/v1/images/generations";
  private static final String JSON = "application/json";
  private static final String USAGE =
      "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":10,\"total_tokens\":110}";
  private static final int TOKENS_OF_TWO_HOURS = 2 * 60 * 60 * 50;
  private static final String[] WORDS = {"the", "cat", "sat", "on", "a", "mat", "and", "slept"};

  private final Traffic traffic = new Traffic();

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "gzip, gzip"})
  void bomb_usageBehindIt_isUnsupportedEncoding(String coding) {
    String bomb = "{\"padding\":\"" + "a".repeat(64 << 20) + "\"," + USAGE + "}";
    assertThat(chat(coding, bomb).billing())
        .isEqualTo(Billing.unknown(Reasons.UNSUPPORTED_ENCODING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "gzip, gzip"})
  void bomb_usageBeforeIt_isRated(String coding) {
    String bomb = "{" + USAGE + ",\"padding\":\"" + "a".repeat(64 << 20) + "\"}";
    assertThat(chat(coding, bomb)).counts("input_tokens 100", "output_tokens 10");
  }

  @Test
  void megabyte_ofOneLetter_isRated() {
    String padding = "{\"padding\":\"" + "a".repeat(1_000_000) + "\"," + USAGE + "}";
    assertThat(chat("gzip", padding)).counts("input_tokens 100", "output_tokens 10");
  }

  @Test
  void image_ofEightMegabytes_isRated() {
    byte[] image = new byte[6 << 20];
    new Random(1).nextBytes(image);
    String reply =
        "{\"data\":[{\"b64_json\":\""
            + Base64.getEncoder().encodeToString(image)
            + "\"}],\"usage\":{\"input_tokens\":50,\"output_tokens\":4160,\"total_tokens\":4210}}";
    UsageRecord record =
        traffic
            .post(IMAGES, "{'model':'gpt-image-1'}")
            .header("Content-Encoding", "gzip")
            .reply(200, JSON, packed("gzip", reply));
    assertThat(record).counts("input_tokens 50", "output_tokens 4160 {modality=image}");
  }

  /** Packed as one whole, which unfolds to more than any stream that is flushed by events. */
  @Test
  void stream_ofTwoHours_isRated() {
    StringBuilder stream = new StringBuilder();
    for (int token = 0; token < TOKENS_OF_TWO_HOURS; token++) {
      String delta = "{\"delta\":{\"content\":\" " + WORDS[token % 31 % WORDS.length] + "\"}}";
      stream.append(event("\"choices\":[" + delta + "]"));
    }
    stream.append(event("\"choices\":[]," + USAGE)).append("data: [DONE]\n\n");
    byte[] packed = packed("gzip", stream.toString());
    assertThat(stream.length() / packed.length).isBetween(60, 190);

    UsageRecord record =
        traffic
            .post(CHAT, "{'model':'gpt-4o','stream':true}")
            .header("Content-Encoding", "gzip")
            .reply(200, "text/event-stream", packed);
    assertThat(record).counts("input_tokens 100", "output_tokens 10");
    assertThat(record.billing()).isEqualTo(Billing.BILLED);
  }

  private static String event(String members) {
    return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
        + "\"model\":\"gpt-4o-2024-08-06\",\"system_fingerprint\":\"fp_1\","
        + members
        + "}\n\n";
  }

  private UsageRecord chat(String coding, String reply) {
    return traffic
        .post(CHAT, "{'model':'gpt-4o'}")
        .header("Content-Encoding", coding)
        .reply(200, JSON, packed(coding, reply));
  }

  private static byte[] packed(String codings, String text) {
    byte[] packed = text.getBytes(US_ASCII);
    for (String coding : codings.split(", ")) {
      packed = packed(coding, packed);
    }
    return packed;
  }

  private static byte[] packed(String coding, byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        coding.equals("gzip") ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
