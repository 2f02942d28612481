package io.costspan.provider;

import static io.costspan.provider.Traffic.quantities;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** What the way of bytes may do to any provider's reply. */
class WireTrapsTest {
  private static final String CHAT = "https://api.openai.com/v1/chat/completions";
  private static final String JSON = "application/json";
  private static final String QUESTION = "{\"model\":\"gpt-4o\"}";

  /** A chat completion of 100 and 10 tokens, packed by the reference encoder. */
  private static final byte[] BROTLI =
      Base64.getDecoder()
          .decode(
              "GwABSIzTFfOilHEfIcksRJub5m7+hxcimvYICYMMkh76JjF1WPosbzF/CO3L7wXJF2NjYxKqfFHNQlYFxXPDUiiM"
                  + "wu6OQmn61blPUOoRpfmjiQggBDyHkAmRB7g8dH51Z1FtPRZivRNbx+eGCWoNneIqaKUQozd813pXuCaGMGCf"
                  + "807gHAfvws/tXG8e+SrIh2SmxpEyoT5AWRgD");

  private final Traffic traffic = new Traffic();

  @Test
  void brotli_isReadLikeAnyOther() {
    UsageRecord record =
        traffic.post(CHAT, QUESTION).header("Content-Encoding", "br").reply(200, JSON, BROTLI);
    assertThat(record.responseModel()).isEqualTo("gpt-4o-2024-08-06");
    assertThat(quantities(record)).containsExactly("input_tokens 100", "output_tokens 10");
  }

  @Test
  void zstd_isUnratedWithItsReason() {
    byte[] magic = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
    UsageRecord record =
        traffic.post(CHAT, QUESTION).header("Content-Encoding", "zstd").reply(200, JSON, magic);
    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.UNSUPPORTED_ENCODING));
  }
}
