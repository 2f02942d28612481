package io.costspan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One reply, at least, for each reader of OpenAI, Anthropic and Gemini, so that all of them can be
 * tried wherever recordings are missing. Single quotes stand for double ones.
 */
final class HandMadeReplies {
  private static final Instant MADE = Instant.parse("2026-08-21T12:00:00Z");
  private static final String OPENAI = "https://api.openai.com/v1";
  private static final String ANTHROPIC = "https://api.anthropic.com/v1";
  private static final String GEMINI = "https://generativelanguage.googleapis.com/v1beta";
  private static final String TOKENS =
      "'usage':{'input_tokens':100,'input_tokens_details':{'cached_tokens':20},'output_tokens':50,"
          + "'output_tokens_details':{'reasoning_tokens':30},'total_tokens':150}";
  private static final String CHAT_TOKENS =
      "'usage':{'prompt_tokens':100,'prompt_tokens_details':{'cached_tokens':20},"
          + "'completion_tokens':50,'completion_tokens_details':{'reasoning_tokens':30},'total_tokens':150}";
  private static final String IMAGE_TOKENS =
      "{'data':[{'b64_json':'x'}],'usage':{'input_tokens':50,'input_tokens_details':{'image_tokens':40,"
          + "'text_tokens':10},'output_tokens':60,'total_tokens':110}}";

  private HandMadeReplies() {}

  static List<RecordedReplies.Named> all() {
    return List.of(
        post(OPENAI + "/chat/completions", "gpt-audio", chatWithSound()),
        post(OPENAI + "/responses", "gpt-5", toolResponse()),
        get(
            OPENAI + "/responses/resp_9",
            "{'id':'resp_9','background':true,'status':'completed','model':'gpt-5',"
                + TOKENS
                + "}"),
        post(OPENAI + "/images/generations", "gpt-image-1", IMAGE_TOKENS),
        post(OPENAI + "/images/generations", "dall-e-3", "{'data':[{'url':'u'}]}"),
        post(OPENAI + "/images/edits", "gpt-image-1", IMAGE_TOKENS),
        stream(
            OPENAI + "/audio/speech",
            "gpt-4o-mini-tts",
            "{'type':'speech.audio.done','usage':{'input_tokens':14,'output_tokens':101,'total_tokens':115}}"),
        post(OPENAI + "/audio/transcriptions", "whisper-1", "{'text':'a','duration':8.5}"),
        post(
            OPENAI + "/audio/transcriptions",
            "whisper-1",
            "{'text':'a','usage':{'type':'duration','seconds':9}}"),
        post(
            OPENAI + "/audio/transcriptions",
            "gpt-4o-transcribe",
            "{'text':'a','usage':{'input_tokens':14,'input_token_details':{'audio_tokens':13,'text_tokens':1},'output_tokens':45,'total_tokens':59}}"),
        post(
            OPENAI + "/videos",
            "sora-2",
            "{'id':'video_9','model':'sora-2','status':'completed','seconds':'4'}"),
        get(
            OPENAI + "/batches/batch_9",
            "{'id':'batch_9','status':'completed','model':'gpt-5','request_counts':{'total':2,'completed':2,'failed':0},"
                + TOKENS
                + "}"),
        get(
            OPENAI + "/threads/thread_9/runs/run_9",
            "{'id':'run_9','object':'thread.run','model':'gpt-4o','status':'completed','usage':{'prompt_tokens':100,'prompt_token_details':{'cached_tokens':20},'completion_tokens':50,'total_tokens':150}}"),
        post(ANTHROPIC + "/messages", "claude-opus-4-8", message()),
        get(
            ANTHROPIC + "/messages/batches/msgbatch_9/results",
            "{'custom_id':'a','result':{'type':'succeeded','message':" + message() + "}}"),
        post(
            ANTHROPIC + "/chat/completions",
            "claude-opus-4-8",
            "{'model':'claude-opus-4-8',"
                + "'usage':{'prompt_tokens':100,'completion_tokens':50,'total_tokens':150}}"),
        post(GEMINI + "/models/gemini-2.5-flash:generateContent", "gemini-2.5-flash", modalities()),
        post(
            GEMINI + "/models/gemini-embedding-001:embedContent",
            "gemini-embedding-001",
            "{'embedding':{'values':[0.1]},'usageMetadata':{'promptTokenCount':9,'totalTokenCount':9}}"),
        post(
            GEMINI + "/models/imagen-4.0-generate-001:predict",
            "imagen-4.0-generate-001",
            "{'predictions':[{'bytesBase64Encoded':'x'},{'bytesBase64Encoded':'y'}]}"),
        post(
            GEMINI + "/interactions",
            "gemini-2.5-flash",
            "{'id':'i_9','model':'gemini-2.5-flash','status':'completed'," + interaction() + "}"),
        get(
            GEMINI + "/interactions/i_8",
            "{'id':'i_8','model':'gemini-2.5-flash','status':'completed'," + interaction() + "}"),
        post(
            GEMINI + "/openai/chat/completions",
            "gemini-2.5-flash",
            "{'model':'gemini-2.5-flash'," + CHAT_TOKENS + "}"));
  }

  private static String chatWithSound() {
    return "{'model':'gpt-audio','usage':{'prompt_tokens':64,'prompt_tokens_details':{'audio_tokens':44},"
        + "'completion_tokens':50,'completion_tokens_details':{'audio_tokens':30},'total_tokens':114}}";
  }

  private static String toolResponse() {
    return "{'id':'resp_8','model':'gpt-5','tools':[{'type':'image_generation','model':'gpt-image-1'}],"
        + "'tool_usage':{'image_gen':{'input_tokens':30,'input_tokens_details':{'image_tokens':10,'text_tokens':20},"
        + "'output_tokens':196,'output_tokens_details':{'image_tokens':196},'total_tokens':226},"
        + "'web_search':{'num_requests':2}},"
        + TOKENS
        + "}";
  }

  private static String message() {
    return "{'id':'msg_9','type':'message','model':'claude-opus-4-8','usage':{'input_tokens':100,"
        + "'cache_read_input_tokens':30,'cache_creation_input_tokens':50,"
        + "'cache_creation':{'ephemeral_5m_input_tokens':20,'ephemeral_1h_input_tokens':30},"
        + "'output_tokens':40,'output_tokens_details':{'thinking_tokens':25},"
        + "'server_tool_use':{'web_search_requests':2},'iterations':["
        + "{'type':'compaction','input_tokens':7,'cache_read_input_tokens':1,'cache_creation_input_tokens':2,'output_tokens':3},"
        + "{'type':'message','input_tokens':100,'output_tokens':40}]}}";
  }

  private static String modalities() {
    return "{'modelVersion':'gemini-2.5-flash','usageMetadata':{'promptTokenCount':900,'cachedContentTokenCount':300,"
        + "'toolUsePromptTokenCount':60,'candidatesTokenCount':80,'thoughtsTokenCount':40,'totalTokenCount':1080,"
        + "'promptTokensDetails':[{'modality':'TEXT','tokenCount':300},{'modality':'AUDIO','tokenCount':200},"
        + "{'modality':'IMAGE','tokenCount':250},{'modality':'VIDEO','tokenCount':150}],"
        + "'cacheTokensDetails':[{'modality':'TEXT','tokenCount':240},{'modality':'AUDIO','tokenCount':60}]}}";
  }

  private static String interaction() {
    return "'usage':{'total_input_tokens':100,'total_cached_tokens':20,'total_thought_tokens':30,"
        + "'total_output_tokens':50,'total_tokens':180}";
  }

  private static RecordedReplies.Named post(String url, String model, String reply) {
    return made("POST", url, "{'model':'" + model + "'}", "application/json", reply);
  }

  private static RecordedReplies.Named get(String url, String reply) {
    return made("GET", url, "", "application/json", reply);
  }

  private static RecordedReplies.Named stream(String url, String model, String document) {
    String request = "{'model':'" + model + "','input':'Hello'}";
    return made("POST", url, request, "text/event-stream", "data: " + document + "\n\n");
  }

  private static RecordedReplies.Named made(
      String method, String url, String request, String type, String reply) {
    HarMessage sent = new HarMessage(Map.of("content-type", "application/json"), json(request));
    HarMessage received = new HarMessage(Map.of("content-type", type), json(reply));
    HarEntry entry = new HarEntry(MADE, 0, method, url, sent, 200, received);
    return new RecordedReplies.Named("hand-made " + url, entry);
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }
}
