package io.costspan.provider;

import static io.costspan.provider.Traffic.cost;
import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Speech to text: what is billed, and at what price. */
class TranscriptionTrapsTest {
  private final Traffic traffic = new Traffic();

  @Test
  void elevenLabs_transcript_isAsLongAsItsLastWord() {
    UsageRecord record =
        traffic
            .post("https://api.elevenlabs.io/v1/speech-to-text", "{'model_id':'scribe_v1'}")
            .json("{'transcripts':[{'words':[{'end':12.5},{'end':36}]},{'words':[{'end':30}]}]}");

    // 36 s x 0.22 / 3600
    assertThat(record).costs("0.0022");
  }

  @Test
  @DisplayName("trap 41: each channel is billed")
  void deepgram_multichannel_multipliesTheDuration() {
    String reply =
        "{'metadata':{'request_id':'r','duration':30.5,'channels':2,'model_info':{'id':{'arch':'nova-3'}}}}";
    String url = "https://api.deepgram.com/v1/listen?model=nova-3";

    assertThat(traffic.post(url, "{}").json(reply)).counts("audio_seconds 30.5");
    assertThat(traffic.post(url + "&multichannel=true", "{}").json(reply))
        .counts("audio_seconds 61.0");
    assertThat(traffic.post(url + "&multichannel=false", "{}").json(reply))
        .counts("audio_seconds 30.5");
  }

  @Test
  void deepgram_extras_costBesideTheSeconds() {
    String reply = "{'metadata':{'duration':60,'channels':1}}";
    String url = "https://api.deepgram.com/v1/listen?model=nova-3";

    assertThat(traffic.post(url, "{}").json(reply)).costs("0.0043");
    assertThat(traffic.post(url + "&language=multi", "{}").json(reply)).costs("0.0052");
    // 0.0043 + 0.002
    assertThat(traffic.post(url + "&diarize=true", "{}").json(reply)).costs("0.0063");
    assertThat(traffic.post(url + "&redact=pci&redact=ssn", "{}").json(reply))
        .costs("0.0043 without no_rate.requests");
    assertThat(traffic.post(url + "&callback=x", "{}").json("{'request_id':'r'}"))
        .costs("unrated no_usage");
  }

  @Test
  void deepgram_withoutAskedModel_takesTheOneThatWorked() {
    assertThat(
            traffic
                .post("https://api.deepgram.com/v1/listen", "{}")
                .json(
                    "{'metadata':{'duration':60,'channels':1,'model_info':{'id':{'arch':'nova-2'}}}}"))
        .costs("0.0043");
  }

  @Test
  void assemblyAi_job_isBilledOnceWithItsExtras() {
    String url = "https://api.assemblyai.com/v2/transcript";
    String done =
        """
        {"id":"assembly-1","status":"completed","audio_duration":3600,"speech_model_used":"universal-2",
         "speaker_labels":true,"entity_detection":true,"sentiment_analysis":false}""";

    assertThat(
            traffic
                .post(url, "{'audio_url':'https://a.example/a.mp3'}")
                .json("{'id':'assembly-1','status':'queued'}"))
        .costs("free not_billable");
    assertThat(traffic.get(url + "/assembly-1").json("{'id':'assembly-1','status':'processing'}"))
        .costs("free not_billable");
    // 0.15 + 0.02 + 0.08
    assertThat(traffic.get(url + "/assembly-1").json(done)).costs("0.25");
    assertThat(traffic.get(url + "/assembly-1").json(done)).costs("free already_rated");
  }

  @ParameterizedTest
  @CsvSource({"best, 0.37", "nano, 0.12"})
  void assemblyAi_bestAndNano_areNotSwapped(String model, String dollars) {
    assertThat(
            traffic
                .get("https://api.assemblyai.com/v2/transcript/" + model)
                .json(
                    "{'id':'assembly-%s','status':'completed','audio_duration':3600,'speech_model':'%s'}"
                        .formatted(model, model)))
        .costs(dollars);
  }

  @Test
  void assemblyAi_failedTranscript_isFree() {
    assertThat(
            traffic
                .get("https://api.assemblyai.com/v2/transcript/a")
                .json("{'id':'a','status':'error','audio_duration':null}"))
        .costs("free failed");
  }

  @Test
  void gladia_billsEachChannelOnce() {
    String url = "https://api.gladia.io/v2/pre-recorded/gladia-1";
    String done =
        """
        {"id":"gladia-1","status":"done","result":{"metadata":{"audio_duration":1800,"number_of_distinct_channels":2,"billing_time":3600}}}""";

    assertThat(traffic.get(url).json("{'id':'gladia-1','status':'processing'}"))
        .costs("free not_billable");
    assertThat(traffic.get(url).json(done)).costs("0.61");
    assertThat(traffic.get(url).json(done)).costs("free already_rated");
    assertThat(
            traffic
                .get("https://api.gladia.io/v2/pre-recorded/gladia-2")
                .json(done.replace("gladia-1", "gladia-2").replace(",\"billing_time\":3600", "")))
        .counts("audio_seconds 3600");
  }

  @Test
  void pyannote_shortSound_isBilledAsTwentySeconds() {
    String url = "https://api.pyannote.ai/v1/";
    String done =
        "{'jobId':'%s','status':'succeeded','output':{'diarization':[{'end':2.5},{'end':%s}]}}";

    assertThat(
            traffic
                .post(url + "diarize", "{'url':'https://a.example/a.wav','transcription':true}")
                .json("{'jobId':'pyannote-1','status':'created'}"))
        .costs("free not_billable");
    // 3600 s of transcription, remembered from the submit
    assertThat(traffic.get(url + "jobs/pyannote-1").json(done.formatted("pyannote-1", "3600")))
        .costs("0.168 EUR");
    // 20 x 0.112 / 3600, of 9 s; the amount does not end
    UsageRecord job = traffic.get(url + "jobs/pyannote-2").json(done.formatted("pyannote-2", "9"));
    assertThat(cost(job)).startsWith("0.00062222222222").endsWith(" EUR");
    assertThat(job.estimated()).isTrue();
  }

  @Test
  void revAi_job_isBilledOnce() {
    String url = "https://api.rev.ai/speechtotext/v1/jobs/rev-1";
    String done = "{'id':'rev-1','status':'transcribed','duration_seconds':1800}";

    assertThat(traffic.get(url).json(done)).costs("0.1");
    assertThat(traffic.get(url).json(done)).costs("free already_rated");
  }

  @Test
  void googleSpeech_statesWholeSeconds() {
    String recognizer =
        "https://eu-speech.googleapis.com/v2/projects/p/locations/eu/recognizers/_:recognize";

    // 18 x 0.016 / 60
    assertThat(
            traffic
                .post(recognizer, "{'config':{'model':'chirp_3'}}")
                .json("{'results':[],'metadata':{'totalBilledDuration':'18s'}}"))
        .costs("0.0048");
    // 15 x 0.024 / 60 in version 1
    assertThat(
            traffic
                .post("https://speech.googleapis.com/v1/speech:recognize", "{}")
                .json("{'totalBilledTime':'15s'}"))
        .costs("0.006");
  }

  @Test
  void googleSpeechBatch_addsItsFilesOnce() {
    String url = "https://speech.googleapis.com/v2/projects/p/locations/global/operations/o1";
    String done =
        """
        {"name":"projects/p/locations/global/operations/o1","done":true,"response":{"results":{
         "gs://b/1.wav":{"metadata":{"totalBilledDuration":"60s"}},"gs://b/2.wav":{"metadata":{"totalBilledDuration":"30s"}}}}}""";

    assertThat(traffic.get(url).json("{'name':'projects/p/locations/global/operations/o1'}"))
        .costs("free not_billable");
    // 90 x 0.016 / 60
    assertThat(traffic.get(url).json(done)).costs("0.024");
    assertThat(traffic.get(url).json(done)).costs("free already_rated");
  }

  @Test
  void googleSpeechBatch_dynamicBatching_isRememberedFromTheSubmit() {
    String base = "https://speech.googleapis.com/v2/projects/p/locations/global/";
    String name = "'name':'projects/p/locations/global/operations/o2'";

    traffic
        .post(base + "recognizers/_:batchRecognize", "{'processingStrategy':'DYNAMIC_BATCHING'}")
        .json("{" + name + "}");
    // 60 x 0.004 / 60
    assertThat(
            traffic
                .get(base + "operations/o2")
                .json(
                    "{"
                        + name
                        + ",'done':true,'response':{'results':{'gs://b/1.wav':{'metadata':{'totalBilledDuration':'60s'}}}}}"))
        .costs("0.004");
  }

  @Test
  void azureSpeech_ticksAreHundredNanoseconds() {
    // 36 s at a dollar an hour
    assertThat(
            traffic
                .request(
                    "POST",
                    "https://westeurope.stt.speech.microsoft.com/speech/recognition/conversation/cognitiveservices/v1?language=en-US",
                    "audio/wav",
                    "RIFF")
                .json("{'RecognitionStatus':'Success','Offset':10000000,'Duration':350000000}"))
        .costs("0.01");
    assertThat(
            traffic
                .post(
                    "https://res.cognitiveservices.azure.com/speechtotext/transcriptions:transcribe?api-version=1",
                    "{}")
                .json("{'durationMilliseconds':3600000}"))
        .costs("0.66");
  }

  @Test
  void azureSpeechBatch_isBilledOnce() {
    String url = "https://res.cognitiveservices.azure.com/speechtotext/transcriptions";
    String self = "'self':'" + url + "/b1?api-version=1'";
    String done =
        "{" + self + ",'status':'Succeeded','properties':{'durationMilliseconds':3600000}}";

    assertThat(
            traffic.post(url + ":submit", "{}").json(201, "{" + self + ",'status':'NotStarted'}"))
        .costs("free not_billable");
    assertThat(traffic.get(url + "/b1").json(done)).costs("0.36");
    assertThat(traffic.get(url + "/b1").json(done)).costs("free already_rated");
  }

  @Test
  void awsTranscribe_jobsAreSeenButNotTheirLength() {
    String url = "https://transcribe.us-east-1.amazonaws.com/";

    assertThat(
            traffic
                .target(url, "Transcribe.StartTranscriptionJob", "{}")
                .json("{'TranscriptionJob':{'TranscriptionJobStatus':'IN_PROGRESS'}}"))
        .costs("unrated unknown_operation");
    assertThat(traffic.target(url, "Transcribe.GetTranscriptionJob", "{}").json("{}"))
        .costs("free not_billable");
  }

  @Test
  void voxtral_isBilledByTheSecond() {
    assertThat(
            traffic
                .post(
                    "https://api.mistral.ai/v1/audio/transcriptions",
                    "{'model':'voxtral-mini-latest'}")
                .json(
                    "{'model':'voxtral-mini-latest','usage':{'prompt_audio_seconds':36,'prompt_tokens':4,'completion_tokens':9}}"))
        .costs("0.0018");
  }

  @Test
  void groqWhisper_fourSeconds_areBilledAsTen() {
    assertThat(
            traffic
                .post(
                    "https://api.groq.com/openai/v1/audio/transcriptions",
                    "{'model':'whisper-large-v3'}")
                .json("{'duration':4}"))
        .costs("0.0003083");
  }

  @Test
  void whisper_roundedSeconds_countInsteadOfTheDuration() {
    String url = "https://api.openai.com/v1/audio/transcriptions";

    // 37 x 0.006 / 60
    assertThat(
            traffic
                .post(url, "{'model':'whisper-1'}")
                .json("{'duration':36.71,'usage':{'type':'duration','seconds':37}}"))
        .costs("0.0037");
    assertThat(traffic.post(url, "{'model':'whisper-1'}").reply(200, "text/plain", "Hello."))
        .as("a text alone tells nothing")
        .costs("unrated no_usage");
  }

  @Test
  void openAiTranscribe_datedNames_haveThePriceOfSound() {
    String usage =
        "{'usage':{'type':'tokens','input_tokens':1000,'output_tokens':0,'input_token_details':{'audio_tokens':1000}}}";

    assertThat(
            traffic
                .post(
                    "https://api.openai.com/v1/audio/transcriptions",
                    "{'model':'gpt-4o-mini-transcribe-2025-12-15'}")
                .json(usage))
        .costs("0.003");
    assertThat(
            traffic
                .post(
                    "https://r.openai.azure.com/openai/deployments/gpt-4o-transcribe/audio/transcriptions",
                    "{}")
                .json(usage))
        .costs("0.006");
  }

  /** Its replies hold the text alone. */
  @Test
  void cohere_transcript_isUnrated() {
    String form =
        "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n"
            + "cohere-transcribe-03-2026\r\n--b--\r\n";
    UsageRecord record =
        traffic
            .request(
                "POST",
                "https://api.cohere.com/v2/audio/transcriptions",
                "multipart/form-data; boundary=b",
                form)
            .json("{'text':'Hello world'}");

    assertThat(record.operation()).isEqualTo("transcription");
    assertThat(record.requestModel()).isEqualTo("cohere-transcribe-03-2026");
    assertThat(record).costs("unrated no_usage");
  }
}
