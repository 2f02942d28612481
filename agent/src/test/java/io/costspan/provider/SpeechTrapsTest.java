package io.costspan.provider;

import static io.costspan.provider.Traffic.cost;
import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Rater;
import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text to speech and other sounds: what is billed, and at what price. */
class SpeechTrapsTest {
  private final Traffic traffic = new Traffic();

  @Test
  @DisplayName("trap 42: the header counts credits, not characters")
  void elevenLabs_costHeader_isInCreditsNotCharacters() {
    UsageRecord record =
        traffic
            .post(
                "https://api.elevenlabs.io/v1/text-to-speech/voice-1?output_format=mp3_44100_128",
                "{'text':'" + "a".repeat(735) + "','model_id':'eleven_flash_v2_5'}")
            .header("character-cost", "403")
            .header("request-id", "speech-1")
            .reply(200, "audio/mpeg", "ID3");

    assertThat(record).counts("credits 403").costs("403 x:elevenlabs_credit");
    String plan =
        """
        {"id":"me/starter","provider":"elevenlabs","model":"*","like":"elevenlabs/credits","currency":"USD","times":[{"by":"0.000167"}]}""";
    // 403 x 0.000167
    assertThat(cost(record, new Rater(TestPrices.users(plan)))).isEqualTo("0.067301");
  }

  @Test
  void elevenLabs_withoutHeader_countsCodePointsAtTheModelsFactor() {
    String url = "https://api.elevenlabs.io/v1/text-to-speech/voice-1/stream";
    String text = "'text':'\ud83d\ude00 hi'";

    // Four characters: one smile, a blank and two letters.
    assertThat(
            traffic
                .post(url, "{" + text + ",'model_id':'eleven_turbo_v2_5'}")
                .reply(200, "audio/mpeg", "ID3"))
        .costs("2 x:elevenlabs_credit");
    assertThat(traffic.post(url, "{" + text + "}").reply(200, "audio/mpeg", "ID3"))
        .costs("4 x:elevenlabs_credit");
    assertThat(traffic.post(url, "{" + text + "}").json(422, "{'detail':{}}")).costs("free failed");
  }

  @ParameterizedTest
  @CsvSource({
    "sound-generation",
    "music",
    "music/stream",
    "dubbing",
    "speech-to-speech/v",
    "audio-isolation"
  })
  void elevenLabs_otherSounds_areBilledInCreditsOrNotKnown(String path) {
    String url = "https://api.elevenlabs.io/v1/" + path;

    assertThat(
            traffic
                .post(url, "{'text':'rain'}")
                .header("character-cost", "100")
                .reply(200, "audio/mpeg", "ID3"))
        .costs("100 x:elevenlabs_credit");
    assertThat(traffic.post(url, "{'text':'rain'}").reply(200, "audio/mpeg", "ID3"))
        .costs("unrated no_usage");
  }

  @Test
  void deepgram_spokenCharacters_areStated() {
    UsageRecord record =
        traffic
            .post("https://api.deepgram.com/v1/speak?model=aura-2-thalia-en", "{'text':'hello'}")
            .header("dg-char-count", "1000")
            .header("dg-model-name", "aura-2-thalia-en")
            .reply(200, "audio/mpeg", "ID3");

    assertThat(record).costs("0.03");
    assertThat(
            traffic
                .post("https://api.deepgram.com/v1/speak", "{'text':'hello'}")
                .reply(200, "audio/mpeg", "ID3"))
        .as("five characters of the first generation")
        .costs("0.000075");
  }

  @ParameterizedTest
  @CsvSource({
    "en-US-Chirp3-HD-Charon, 0.0003",
    "en-US-Neural2-A,        0.00016",
    "de-DE-Studio-B,         0.0016",
    "en-US-Wavenet-A,        unrated unknown_model",
  })
  void googleVoice_selectsThePrice(String voice, String price) {
    // Ten characters, markup included; the month's free ones are taken as used up.
    assertThat(
            traffic
                .post(
                    "https://texttospeech.googleapis.com/v1/text:synthesize",
                    "{'input':{'ssml':'<p>abc</p>'},'voice':{'name':'%s'}}".formatted(voice))
                .json("{'audioContent':'UklGRg=='}"))
        .costs(price);
  }

  @ParameterizedTest
  @CsvSource({
    "en-US-AvaMultilingualNeural,       0.000075",
    "en-US-Ava:DragonHDLatestNeural,    0.00011",
    "my-voice,                          unrated unknown_model",
  })
  void azureSpeech_countsTextOutsideTagsAtTheVoicesPrice(String voice, String price) {
    // Five characters.
    assertThat(
            traffic
                .request(
                    "POST",
                    "https://westeurope.tts.speech.microsoft.com/cognitiveservices/v1",
                    "application/ssml+xml",
                    "<speak version='1.0'><voice name='%s'>a<break/> b&amp;c</voice></speak>"
                        .formatted(voice))
                .reply(200, "audio/mpeg", "ID3"))
        .costs(price);
  }

  @Test
  void polly_statesCharactersAndTheEngineSelectsThePrice() {
    String url = "https://polly.eu-west-1.amazonaws.com/v1/speech";

    assertThat(
            traffic
                .post(url, "{'Text':'<speak>hello</speak>','Engine':'neural'}")
                .header("x-amzn-RequestCharacters", "1000")
                .reply(200, "audio/mpeg", "ID3"))
        .costs("0.016");
    assertThat(
            traffic
                .post(url, "{'Text':'hello'}")
                .header("x-amzn-RequestCharacters", "1000")
                .reply(200, "audio/mpeg", "ID3"))
        .costs("0.004");
    assertThat(
            traffic
                .post("https://polly.eu-west-1.amazonaws.com/v1/synthesisTasks", "{}")
                .json(
                    "{'SynthesisTask':{'Engine':'generative','TaskId':'t','RequestCharacters':2000}}"))
        .costs("0.06");
    assertThat(
            traffic
                .get("https://polly.eu-west-1.amazonaws.com/v1/synthesisTasks/t")
                .json("{'SynthesisTask':{'RequestCharacters':2000}}"))
        .costs("free not_billable");
  }

  @Test
  void xai_speech_isBilledByCharactersAndSeconds() {
    assertThat(
            traffic
                .post("https://api.x.ai/v1/tts", "{'text':'" + "a".repeat(1000) + "'}")
                .reply(200, "audio/mpeg", "ID3"))
        .costs("0.0042");
    assertThat(traffic.post("https://api.x.ai/v1/stt", "{}").json("{'duration':360}"))
        .costs("0.01");
  }

  @ParameterizedTest
  @CsvSource({
    "wss api.deepgram.com/v1/listen",
    "wss api.deepgram.com/v1/agent/converse",
    "wss api.elevenlabs.io/v1/text-to-speech/v/stream-input",
    "wss api.cartesia.ai/tts/websocket",
    "wss streaming.assemblyai.com/v3/ws",
    "wss api.hume.ai/v0/evi/chat",
    "wss api.lmnt.com/v1/ai/speech/stream",
    "wss westeurope.stt.speech.microsoft.com/speech/recognition/conversation/cognitiveservices/v1",
    "wss westeurope.tts.speech.microsoft.com/cognitiveservices/websocket/v1",
    "wss transcribestreaming.us-east-1.amazonaws.com/stream-transcription-websocket",
  })
  void sessions_thatHttpDoesNotShow_areUnratedNotMissing(String url) {
    assertThat(traffic.get(url.replace("wss ", "https://")).reply(101, "text/plain", ""))
        .costs("unrated unknown_operation");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "https://api.cartesia.ai/tts/bytes | {'model_id':'sonic-3','transcript':'abc'}",
        "https://api.lmnt.com/v1/ai/speech/bytes | {'model':'blizzard','text':'abc'}",
        "https://api.fish.audio/v1/tts | {'text':'abc'}",
        "https://api.hume.ai/v0/tts | {'utterances':[{'text':'ab'},{'text':'c'}]}",
      })
  void speech_withoutAPublicPrice_keepsItsCharacters(String url, String body) {
    UsageRecord record = traffic.post(url, body).reply(200, "audio/wav", "RIFF");

    assertThat(record).counts("characters 3").costs("unrated unknown_model");
  }
}
