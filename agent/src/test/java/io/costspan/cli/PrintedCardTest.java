package io.costspan.cli;

import static io.costspan.rating.Call.call;
import static io.costspan.usage.UsageMeter.AUDIO_SECONDS;
import static io.costspan.usage.UsageMeter.CHARACTERS;
import static io.costspan.usage.UsageMeter.COMPUTE_SECONDS;
import static io.costspan.usage.UsageMeter.IMAGES;
import static io.costspan.usage.UsageMeter.INPUT_TOKENS;
import static io.costspan.usage.UsageMeter.OUTPUT_TOKENS;
import static io.costspan.usage.UsageMeter.PIXELS;
import static io.costspan.usage.UsageMeter.REQUESTS;
import static io.costspan.usage.UsageMeter.SEARCH_UNITS;
import static io.costspan.usage.UsageMeter.TOOL_CALLS;
import static io.costspan.usage.UsageMeter.VIDEO_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Call;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code prices show --json} prints is a card that prices the same: shown for every shape of
 * price that vendors are known to use, with amounts worked out by hand.
 */
class PrintedCardTest {
  @TempDir Path folder;

  /** A card of the provider p and what a call costs by it. */
  record Shape(String name, String model, String cards, Call call, String amount) {
    @Override
    public String toString() {
      return name;
    }

    /** With a card that stands above. */
    Shape below(String card) {
      return new Shape(name, model, card + ",\n" + cards, call, amount);
    }
  }

  /**
   * @param words of the card, behind its model
   */
  private static Shape shape(String name, String model, String words, Call call, String amount) {
    String card = "{\"id\":\"c\",\"provider\":\"p\",\"model\":\"%s\",%s}".formatted(model, words);
    return new Shape(name, model.replaceFirst("(?<=.)\\*$", ""), card, call, amount);
  }

  static Stream<Shape> shapes() {
    return Stream.of(
        shape(
            "image by quality and size: 2 x 0.12",
            "dall-e-3",
            """
            "price":[
             {"meter":"images","rate":"0.12","when":{"quality":"hd","size":["1792x1024","1024x1792"]}},
             {"meter":"images","rate":"0.08","when":{"quality":"hd"}},
             {"meter":"images","rate":"0.04"}]""",
            call("p", "dall-e-3").used(IMAGES, 2).with("quality", "hd").with("size", "1792x1024"),
            "0.24"),
        shape(
            "image tokens: (23 x 5 + 1056 x 32) / 1M",
            "gpt-image-1.5*",
            """
            "price":[
             {"meter":"input_tokens","rate":"8","when":{"modality":"image"}},
             {"meter":"input_tokens","rate":"5"},
             {"meter":"output_tokens","rate":"32","when":{"modality":"image"}},
             {"meter":"output_tokens","rate":"10"}]""",
            call("p", "gpt-image-1.5")
                .used(INPUT_TOKENS, 23)
                .used(OUTPUT_TOKENS, 1056, "modality", "image"),
            "0.033907"),
        shape(
            "blended, in a batch: (0.018117 + 0.013965) / 2 + 0.01",
            "sonnet",
            """
            "price":[
             {"meter":"tool_calls","rate":"10","per":"1000","when":{"tool":"web_search"}},
             {"meter":"input_tokens","rate":"6","when":{"context":">200000"}},
             {"meter":"input_tokens","rate":"3"},{"meter":"output_tokens","rate":"15"}],
             "times":[{"by":"0.5","when":{"service_tier":"batch"},"on":"*_tokens"}]""",
            call("p", "sonnet")
                .used(INPUT_TOKENS, 6039)
                .used(OUTPUT_TOKENS, 931)
                .used(TOOL_CALLS, 1, "tool", "web_search")
                .with("service_tier", "batch"),
            "0.026041"),
        shape(
            "fee by search context: 0.008 + 150 x 1 / 1M",
            "sonar",
            """
            "price":[
             {"meter":"requests","rate":"0.012","when":{"search_context":"high"}},
             {"meter":"requests","rate":"0.008","when":{"search_context":"medium"}},
             {"meter":"requests","rate":"0.005"},{"meter":"*_tokens","rate":"1"}]""",
            call("p", "sonar")
                .used(REQUESTS, 1)
                .used(INPUT_TOKENS, 100)
                .used(OUTPUT_TOKENS, 50)
                .with("search_context", "medium"),
            "0.00815"),
        shape(
            "begun megapixels: 2 x 0.025",
            "flux",
            """
            "price":[{"meter":"pixels","rate":"0.025","per":"1048576","round":"up"}]""",
            call("p", "flux").used(PIXELS, 1920 * 1080),
            "0.05"),
        shape(
            "video with sound: 5 x 0.112",
            "kling/*",
            """
            "price":[
             {"meter":"video_seconds","rate":"0.112","when":{"audio":"true"}},
             {"meter":"video_seconds","rate":"0.084"}]""",
            call("p", "kling/o3").used(VIDEO_SECONDS, 5).with("audio", "true"),
            "0.56"),
        shape(
            "graphics card by the hour: 12.4 x 1.89 / 3600",
            "*",
            """
            "price":[{"meter":"compute_seconds","rate":"1.89","per":"3600","when":{"hardware":"H100"}}]""",
            call("p", "app").used(COMPUTE_SECONDS, "12.4").with("hardware", "H100"),
            "0.00651"),
        shape(
            "graphics card by the second: 8.2 x 0.000975",
            "*",
            """
            "price":[{"meter":"compute_seconds","rate":"0.000975","when":{"hardware":"gpu-l40s"}}]""",
            call("p", "app").used(COMPUTE_SECONDS, "8.2").with("hardware", "gpu-l40s"),
            "0.007995"),
        shape(
            "characters: 412 x 15 / 1M",
            "tts-1*",
            """
            "price":[{"meter":"characters","rate":"15","per":"1000000"}]""",
            call("p", "tts-1").used(CHARACTERS, 412),
            "0.00618"),
        shape(
            "seconds at a price per minute: 62 x 0.006 / 60",
            "whisper-1",
            """
            "price":[{"meter":"audio_seconds","rate":"0.006","per":"60"}]""",
            call("p", "whisper-1").used(AUDIO_SECONDS, 62),
            "0.0062"),
        shape(
            "search units: 3 x 2 / 1000",
            "rerank-*",
            """
            "price":[{"meter":"search_units","rate":"2","per":"1000"}]""",
            call("p", "rerank-v3.5").used(SEARCH_UNITS, 3),
            "0.006"),
        shape(
            "half of it inside the month's allowance: 4000 x 20 / 1M",
            "*",
            """
            "when":{"operation":"translate"},"used":{"characters":"496000"},"price":[
             {"meter":"characters","per":"1000000","over":"month",
              "bands":[{"upto":"500000","rate":"0"},{"rate":"20"}]}]""",
            call("p", null).operation("translate").used(CHARACTERS, 8000),
            "0.08"),
        shape(
            "features of an image, one free: 0.0015 + 0.0035",
            "*",
            """
            "price":[
             {"meter":"images","rate":"0","when":{"feature":"SAFE_SEARCH","features":"LABEL"}},
             {"meter":"images","rate":"3.5","per":"1000","when":{"feature":"WEB"}},
             {"meter":"images","rate":"1.5","per":"1000"}]""",
            call("p", null)
                .with("features", "LABEL,SAFE_SEARCH,WEB")
                .used(IMAGES, 1, "feature", "LABEL")
                .used(IMAGES, 1, "feature", "SAFE_SEARCH")
                .used(IMAGES, 1, "feature", "WEB"),
            "0.005"),
        shape(
            "begun hundreds, at least three: 3 x 0.0001",
            "*",
            """
            "price":[{"meter":"characters","rate":"0.0001","per":"100","round":"up","min":"300"}]""",
            call("p", null).used(CHARACTERS, 120),
            "0.0003"),
        shape(
            "price per call with a group's ratio: 0.05 x 0.8",
            "some-video-*",
            """
            "price":[{"meter":"requests","rate":"0.05"}],"times":[{"by":"0.8"}]""",
            call("p", "some-video-2").used(REQUESTS, 1),
            "0.04"),
        shape("contract units: 2 + 10 + 5", "*", CREDITS, credits(), "17"),
        shape(
                "contract units that a card gives a price: 17 x 0.01",
                "*",
                """
                "like":"copilot/credits","currency":"USD","times":[{"by":"0.01"}]""",
                credits(),
                "0.17")
            .below(
                """
                {"id":"copilot/credits","provider":"copilot","model":"none",%s}"""
                    .formatted(CREDITS)),
        shape(
            "begun thousands of tokens: 4",
            "*",
            """
            "currency":"x:einstein_request","price":[
             {"meter":["input_tokens","output_tokens"],"rate":"1","per":"2000","round":"up"}]""",
            call("p", null).used(INPUT_TOKENS, 6500),
            "4"));
  }

  private static final String CREDITS =
      """
      "currency":"x:copilot_credit","price":[
       {"meter":"requests","rate":"2","when":{"kind":"generative"}},
       {"meter":"requests","rate":"10","when":{"kind":"graph"}},
       {"meter":"requests","rate":"5","when":{"kind":"action"}}]""";

  private static Call credits() {
    return call("p", null)
        .used(REQUESTS, 1, "kind", "generative")
        .used(REQUESTS, 1, "kind", "graph")
        .used(REQUESTS, 1, "kind", "action");
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void printedCard_readAgain_pricesTheSame(Shape shape) throws IOException {
    Run run =
        Run.of("prices", "show", "p", shape.model(), "--json", "--prices", file(shape.cards()));

    assertThat(run.out().lines()).hasSize(1);
    shape.call().costs(shape.amount(), TestPrices.users(shape.cards()));
    assertThat(shape.call().rate(TestPrices.users(run.out())))
        .usingRecursiveComparison()
        .ignoringFields("charges.source") // the card, whose price id is compared
        .isEqualTo(shape.call().rate(TestPrices.users(shape.cards())));
  }

  @Test
  void printedDiscount_onWhatAnotherCardSays_staysOne() throws IOException {
    String discount =
        """
        {"id":"c","provider":"openai","model":"*","like":"*","times":[{"by":"0.9"}]}""";

    Run run = Run.of("prices", "list", "openai", "--json", "--prices", file(discount));

    Call call = call("openai", "gpt-4o").used(INPUT_TOKENS, 1_000_000);
    String printed = run.out().lines().findFirst().orElseThrow();
    assertThat(call.rate(TestPrices.users(printed)).amount()).isEqualTo(new BigDecimal("2.25"));
  }

  @Test
  void printedCards_ofAModelWithAPriceOfOnesOwn_areAPriceFile() throws IOException {
    String discount =
        """
        {"id":"me/all","provider":"openai","model":"*","like":"*","times":[{"by":"0.9"}],"source":"contract"}""";
    Run shown = Run.of("prices", "show", "openai", "gpt-4o", "--json", "--prices", file(discount));

    // The bundled card below prices no call any more.
    assertThat(shown.out().lines()).hasSize(1);
    assertThat(Run.of("prices", "check", file(shown.out())).out())
        .isEqualTo("All good: 1 rate card\n");
  }

  private String file(String cards) throws IOException {
    return Files.writeString(folder.resolve("prices.json"), "{\"cards\":[" + cards + "]}")
        .toString();
  }
}
