package io.costspan.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.config.Config;
import io.costspan.owner.Owners;
import io.costspan.pipeline.Admission;
import io.costspan.pipeline.Preview;
import io.costspan.provider.Catalog;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.usage.CallStart;
import io.costspan.wire.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is found out about a request before it is sent, by the rules of its provider. */
class BodyPreviewTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String QUESTION =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"model\":\"gpt-4o\",\"user\":\"eve\"}";

  private final Catalog catalog = Catalog.load(List.of(), List.of());
  private final List<Preview> previews = new ArrayList<>();
  private final Exchanges exchanges = new Exchanges(catalog, new FakeProvider());
  private int shown;

  @AfterEach
  void close() {
    Gate.close();
  }

  @Test
  void model_inTheBody_isReadOnceWhenAsked() {
    Preview preview = preview("api.openai.com", post(CHAT), held(QUESTION));

    assertThat(shown).isZero();
    assertThat(preview.model()).isEqualTo("gpt-4o");
    assertThat(preview.model()).isEqualTo("gpt-4o");
    assertThat(shown).isEqualTo(1);
  }

  @Test
  void model_inTheUrl_needsNoBody() {
    Preview preview =
        preview(
            "generativelanguage.googleapis.com",
            post("/v1beta/models/gemini-2.5-pro:generateContent"),
            held("{}"));

    assertThat(preview.model()).isEqualTo("gemini-2.5-pro");
    assertThat(shown).isZero();
  }

  @Test
  void model_ofADeployment_needsNoBody() {
    Request request = post("/openai/deployments/team-gpt/chat/completions");

    assertThat(preview("acme.openai.azure.com", request, HeldBody.UNSEEN).model())
        .isEqualTo("team-gpt");
  }

  @Test
  void model_behindBytesThatAreNotNeeded_isNotWaitedFor() {
    String text = "{\"model\":\"gpt-4o\",\"prompt\":\"" + "x".repeat(1 << 20) + "\"";

    assertThat(preview("api.openai.com", post(CHAT), held(text)).model()).isEqualTo("gpt-4o");
  }

  @Test
  void model_ofAFormWhoseTypeOnlyTheBodyKnows_isRead() {
    String form =
        "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n--b--\r\n";
    HeldBody body =
        new HeldBody() {
          @Override
          public boolean show(BodyTap tap) {
            tap.bytes(ByteBuffer.wrap(form.getBytes(UTF_8)).asReadOnlyBuffer());
            return true;
          }

          @Override
          public String contentType() {
            return "multipart/form-data; boundary=b";
          }
        };

    assertThat(preview("api.openai.com", post("/v1/audio/transcriptions"), body).model())
        .isEqualTo("whisper-1");
  }

  @Test
  void model_bodyThatCannotBeShown_isNotKnown() {
    assertThat(preview("api.openai.com", post(CHAT), HeldBody.UNSEEN).model()).isNull();
  }

  @Test
  void model_notNamedByTheRequest_isNotGuessed() {
    assertThat(preview("api.openai.com", post(CHAT), held("{\"messages\":[]}")).model()).isNull();
  }

  @Test
  void model_ofCallsThatHaveNone_isEmpty() {
    Request search = Request.of("GET", "/res/v1/web/search?q=hello", Headers.NONE);

    assertThat(preview("api.search.brave.com", search, HeldBody.UNSEEN).model()).isEmpty();
  }

  @Test
  void model_bodyThatThrows_isNotKnown() {
    HeldBody broken =
        tap -> {
          throw new StackOverflowError("the application's");
        };

    assertThat(preview("api.openai.com", post(CHAT), broken).model()).isNull();
  }

  @Test
  void model_bodyThatThrowsAfterIt_isKnown() {
    HeldBody broken =
        tap -> {
          show(tap, QUESTION);
          throw new IOException("the application's");
        };

    assertThat(preview("api.openai.com", post(CHAT), broken).model()).isEqualTo("gpt-4o");
  }

  @Test
  void model_beyondTheLimit_isNotLookedFor() {
    String filler = "x".repeat(HeldBody.LIMIT_BYTES);

    assertThat(
            preview(
                    "api.openai.com",
                    post(CHAT),
                    held("{\"prompt\":\"" + filler + "\",\"model\":\"gpt-4o\"}"))
                .model())
        .isNull();
  }

  @Test
  void user_ofTheBody_isAHashOfTheId() {
    exchanges.attribute(Owners.of(Config.load("owner.user=hash"), Map.of()));
    Preview preview = preview("api.openai.com", post(CHAT), held(QUESTION));

    assertThat(preview.user()).matches("[0-9a-f]{12}");
    assertThat(preview.model()).isEqualTo("gpt-4o");
    assertThat(shown).isEqualTo(1);
  }

  @Test
  void user_notNamed_isEmptyOnceTheBodyWasRead() {
    exchanges.attribute(Owners.of(Config.load("owner.user=hash"), Map.of()));

    assertThat(preview("api.openai.com", post(CHAT), held("{\"model\":\"m\"}")).user()).isEmpty();
    assertThat(preview("api.openai.com", post(CHAT), HeldBody.UNSEEN).user()).isNull();
  }

  @Test
  void user_thatIsNoOwner_isNotLookedFor() {
    assertThat(preview("api.openai.com", post(CHAT), held(QUESTION)).user()).isEmpty();
    assertThat(shown).isZero();
  }

  private static Request post(String path) {
    return Request.of("POST", path, Headers.NONE);
  }

  private HeldBody held(String text) {
    return tap -> {
      shown++;
      show(tap, text);
      return true;
    };
  }

  private static void show(BodyTap tap, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    tap.bytes(bytes, 0, bytes.length);
  }

  private Preview preview(String host, Request request, HeldBody body) {
    exchanges.admit(new Asked());
    Gate.install(exchanges);
    Endpoint endpoint = Gate.endpoint(host, 443);
    assertThat(Gate.refuse(endpoint, request, null, body)).isNull();
    return previews.remove(0);
  }

  /** Keeps what it is asked with. */
  private final class Asked implements Admission {
    @Override
    public String refusal(CallStart start) {
      return null;
    }

    @Override
    public String refusal(CallStart start, Preview preview) {
      previews.add(preview);
      return null;
    }
  }
}
