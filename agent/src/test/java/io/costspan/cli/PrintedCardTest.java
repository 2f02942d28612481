package io.costspan.cli;

import static io.costspan.rating.Call.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Call;
import io.costspan.usage.UsageMeter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code prices show --json} prints is a card that prices the same: shown for every shape of
 * price that vendors are known to use, with amounts worked out by hand.
 */
class PrintedCardTest {
  private static final String CREDITS =
      """
      {"id":"copilot/credits","provider":"copilot","model":"*","currency":"x:copilot_credit","price":[
       {"meter":"requests","rate":"2","when":{"kind":"generative"}},
       {"meter":"requests","rate":"10","when":{"kind":"graph"}},
       {"meter":"requests","rate":"5","when":{"kind":"action"}}]}""";

  @TempDir Path folder;

  static Stream<Arguments> prices() {
    return Stream.of(
        prices(
            "E1 image by quality and size: 2 x 0.12",
            """
            {"id":"c","provider":"p","model":"dall-e-3","price":[
             {"meter":"images","rate":"0.12","when":{"quality":"hd","size":["1792x1024","1024x1792"]}},
             {"meter":"images","rate":"0.08","when":{"quality":"hd"}},
             {"meter":"images","rate":"0.04"}]}""",
            call("p", "dall-e-3")
                .used(UsageMeter.IMAGES, 2)
                .with("quality", "hd")
                .with("size", "1792x1024"),
            "0.24"),
        prices(
            "E2 image tokens: (23 x 5 + 1056 x 32) / 1M",
            """
            {"id":"c","provider":"p","model":"gpt-image-1.5*","price":[
             {"meter":"input_tokens","rate":"8","when":{"modality":"image"}},
             {"meter":"input_tokens","rate":"5"},
             {"meter":"output_tokens","rate":"32","when":{"modality":"image"}},
             {"meter":"output_tokens","rate":"10"}]}""",
            call("p", "gpt-image-1.5")
                .used(UsageMeter.INPUT_TOKENS, 23)
                .used(UsageMeter.OUTPUT_TOKENS, 1056, "modality", "image"),
            "0.033907"),
        prices(
            "E3 blended, in a batch: (0.018117 + 0.013965) / 2 + 0.01",
            """
            {"id":"c","provider":"p","model":"sonnet","price":[
             {"meter":"tool_calls","rate":"10","per":"1000","when":{"tool":"web_search"}},
             {"meter":"input_tokens","rate":"6","when":{"context":">200000"}},
             {"meter":"input_tokens","rate":"3"},{"meter":"output_tokens","rate":"15"}],
             "times":[{"by":"0.5","when":{"service_tier":"batch"},"on":"*_tokens"}]}""",
            call("p", "sonnet")
                .used(UsageMeter.INPUT_TOKENS, 6039)
                .used(UsageMeter.OUTPUT_TOKENS, 931)
                .used(UsageMeter.TOOL_CALLS, 1, "tool", "web_search")
                .with("service_tier", "batch"),
            "0.026041"),
        prices(
            "E4 fee by search context: 0.008 + 150 x 1 / 1M",
            """
            {"id":"c","provider":"p","model":"sonar","price":[
             {"meter":"requests","rate":"0.012","when":{"search_context":"high"}},
             {"meter":"requests","rate":"0.008","when":{"search_context":"medium"}},
             {"meter":"requests","rate":"0.005"},{"meter":"*_tokens","rate":"1"}]}""",
            call("p", "sonar")
                .used(UsageMeter.REQUESTS, 1)
                .used(UsageMeter.INPUT_TOKENS, 100)
                .used(UsageMeter.OUTPUT_TOKENS, 50)
                .with("search_context", "medium"),
            "0.00815"),
        prices(
            "E5 begun megapixels: 2 x 0.025",
            """
            {"id":"c","provider":"p","model":"flux","price":[
             {"meter":"pixels","rate":"0.025","per":"1048576","round":"up"}]}""",
            call("p", "flux").used(UsageMeter.PIXELS, 1920 * 1080),
            "0.05"),
        prices(
            "E6 video with sound: 5 x 0.112",
            """
            {"id":"c","provider":"p","model":"kling/*","price":[
             {"meter":"video_seconds","rate":"0.112","when":{"audio":"true"}},
             {"meter":"video_seconds","rate":"0.084"}]}""",
            call("p", "kling/o3").used(UsageMeter.VIDEO_SECONDS, 5).with("audio", "true"),
            "0.56"),
        prices(
            "E7 graphics card by the hour: 12.4 x 1.89 / 3600",
            """
            {"id":"c","provider":"p","model":"*","price":[
             {"meter":"compute_seconds","rate":"1.89","per":"3600","when":{"hardware":"H100"}}]}""",
            call("p", "app").used(UsageMeter.COMPUTE_SECONDS, "12.4").with("hardware", "H100"),
            "0.00651"),
        prices(
            "E8 graphics card by the second: 8.2 x 0.000975",
            """
            {"id":"c","provider":"p","model":"*","price":[
             {"meter":"compute_seconds","rate":"0.000975","when":{"hardware":"gpu-l40s"}}]}""",
            call("p", "app").used(UsageMeter.COMPUTE_SECONDS, "8.2").with("hardware", "gpu-l40s"),
            "0.007995"),
        prices(
            "E9 characters: 412 x 15 / 1M",
            """
            {"id":"c","provider":"p","model":"tts-1*","price":[
             {"meter":"characters","rate":"15","per":"1000000"}]}""",
            call("p", "tts-1").used(UsageMeter.CHARACTERS, 412),
            "0.00618"),
        prices(
            "E10 seconds at a price per minute: 62 x 0.006 / 60",
            """
            {"id":"c","provider":"p","model":"whisper-1","price":[
             {"meter":"audio_seconds","rate":"0.006","per":"60"}]}""",
            call("p", "whisper-1").used(UsageMeter.AUDIO_SECONDS, 62),
            "0.0062"),
        prices(
            "E11 search units: 3 x 2 / 1000",
            """
            {"id":"c","provider":"p","model":"rerank-*","price":[
             {"meter":"search_units","rate":"2","per":"1000"}]}""",
            call("p", "rerank-v3.5").used(UsageMeter.SEARCH_UNITS, 3),
            "0.006"),
        prices(
            "E12 half of it inside the month's allowance: 4000 x 20 / 1M",
            """
            {"id":"c","provider":"p","model":"*","when":{"operation":"translate"},
             "used":{"characters":"496000"},"price":[
             {"meter":"characters","per":"1000000","over":"month",
              "bands":[{"upto":"500000","rate":"0"},{"rate":"20"}]}]}""",
            call("p", null).operation("translate").used(UsageMeter.CHARACTERS, 8000),
            "0.08"),
        prices(
            "E13 features of an image, one free: 0.0015 + 0.0035",
            """
            {"id":"c","provider":"p","model":"*","price":[
             {"meter":"images","rate":"0","when":{"feature":"SAFE_SEARCH","features":"LABEL"}},
             {"meter":"images","rate":"3.5","per":"1000","when":{"feature":"WEB"}},
             {"meter":"images","rate":"1.5","per":"1000"}]}""",
            call("p", null)
                .with("features", "LABEL,SAFE_SEARCH,WEB")
                .used(UsageMeter.IMAGES, 1, "feature", "LABEL")
                .used(UsageMeter.IMAGES, 1, "feature", "SAFE_SEARCH")
                .used(UsageMeter.IMAGES, 1, "feature", "WEB"),
            "0.005"),
        prices(
            "E13 begun hundreds, at least three: 3 x 0.0001",
            """
            {"id":"c","provider":"p","model":"*","price":[
             {"meter":"characters","rate":"0.0001","per":"100","round":"up","min":"300"}]}""",
            call("p", null).used(UsageMeter.CHARACTERS, 120),
            "0.0003"),
        prices(
            "E14 price per call with a group's ratio: 0.05 x 0.8",
            """
            {"id":"c","provider":"p","model":"some-video-*",
             "price":[{"meter":"requests","rate":"0.05"}],"times":[{"by":"0.8"}]}""",
            call("p", "some-video-2").used(UsageMeter.REQUESTS, 1),
            "0.04"),
        prices(
            "E15 contract units: 2 + 10 + 5",
            CREDITS.replace("copilot/credits", "c").replace("\"copilot\"", "\"p\""),
            credits(),
            "17"),
        prices(
            "E15 contract units that a card gives a price: 17 x 0.01",
            CREDITS.replace("\"*\"", "\"none\"")
                + ",\n"
                + """
                {"id":"c","provider":"p","model":"*","like":"copilot/credits","currency":"USD",
                 "times":[{"by":"0.01"}]}""",
            credits(),
            "0.17"),
        prices(
            "E15 begun thousands of tokens: 4",
            """
            {"id":"c","provider":"p","model":"*","currency":"x:einstein_request","price":[
             {"meter":["input_tokens","output_tokens"],"rate":"1","per":"2000","round":"up"}]}""",
            call("p", null).used(UsageMeter.INPUT_TOKENS, 6500),
            "4"));
  }

  private static Call credits() {
    return call("p", null)
        .used(UsageMeter.REQUESTS, 1, "kind", "generative")
        .used(UsageMeter.REQUESTS, 1, "kind", "graph")
        .used(UsageMeter.REQUESTS, 1, "kind", "action");
  }

  private static Arguments prices(String name, String cards, Call call, String amount) {
    String model = cards.replaceAll("(?s).*\"id\":\"c\",.*?\"model\":\"([^\"]+?)\\*?\".*", "$1");
    return arguments(name, cards, model, call, amount);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("prices")
  void printedCard_readAgain_pricesTheSame(
      String name, String cards, String model, Call call, String amount) throws IOException {
    Path file = folder.resolve("prices.json");
    Files.writeString(file, "{\"cards\":[" + cards + "]}");

    Run run = Run.of("prices", "show", "p", model, "--json", "--prices", file.toString());

    List<String> printed = run.out().lines().toList();
    assertThat(printed).hasSize(1);
    assertThat(call.rate(TestPrices.users(cards)).amount()).isEqualTo(new BigDecimal(amount));
    assertThat(call.rate(TestPrices.users(printed.get(0))))
        .usingRecursiveComparison()
        .isEqualTo(call.rate(TestPrices.users(cards)));
  }

  @Test
  void printedDiscount_onWhatAnotherCardSays_staysOne() throws IOException {
    Path file = folder.resolve("prices.json");
    Files.writeString(
        file,
        """
        {"cards":[{"id":"c","provider":"openai","model":"*","like":"*","times":[{"by":"0.9"}]}]}""");

    Run run = Run.of("prices", "list", "openai", "--json", "--prices", file.toString());

    Call call = call("openai", "gpt-4o").used(UsageMeter.INPUT_TOKENS, 1_000_000);
    String printed = run.out().lines().findFirst().orElseThrow();
    assertThat(call.rate(TestPrices.users(printed)).amount()).isEqualTo(new BigDecimal("2.25"));
  }
}
