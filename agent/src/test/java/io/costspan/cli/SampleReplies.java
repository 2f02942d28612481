package io.costspan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The exchanges that {@link SampleLedger} repeats: the demo's replies, the recorded ones that the
 * project carries, and a few written by hand. Some are longer on some days than on others: all
 * token counts of a reply are multiplied alike. Single quotes stand for double ones.
 */
final class SampleReplies {
  private static final Path RECORDED =
      Path.of("../integration-tests/src/test/resources/recorded/__files");
  private static final Path DEMO = Path.of("../demo/src/main/resources/io/costspan/demo/replies");

  private static final String OPENAI = "https://api.openai.com/v1";
  private static final String ANTHROPIC = "https://api.anthropic.com/v1";
  private static final String GEMINI = "https://generativelanguage.googleapis.com/v1beta";
  private static final String COPILOT =
      "https://directline.botframework.com/v3/directline/conversations/";
  private static final String SALESFORCE =
      "https://api.salesforce.com/einstein/platform/v1/models/sfdc_ai__DefaultOpenAIGPT4OmniMini";

  private static final Pattern TOKENS = Pattern.compile("(_tokens[\"'] ?: ?)(\\d+)");

  private SampleReplies() {}

  /** An exchange at a time; no two of the same kind have the same number. */
  interface Reply {
    HarEntry at(Instant time, int number);
  }

  /** The demo's chat of that model, without a stream. */
  static Reply demoChat(String model) {
    return (time, number) ->
        chat(time, model, "application/json", times(read(DEMO, model + ".json"), length(number)));
  }

  /** The demo's streamed chat of that model. */
  static Reply demoStream(String model) {
    return (time, number) ->
        chat(time, model, "text/event-stream", times(read(DEMO, model + ".sse"), length(number)));
  }

  /** The demo's chat that fails, because the server is overloaded. */
  static HarEntry overloaded(Instant time, int number) {
    String error = "{'error':{'message':'The server is overloaded','type':'server_error'}}";
    return post(time, OPENAI + "/chat/completions", "{'model':'gpt-5'}", 500, error);
  }

  /** The demo's image: HD and wide every fourth time, else square. */
  static HarEntry image(Instant time, int number) {
    String wide = number % 4 == 3 ? ",'quality':'hd','size':'1792x1024'" : ",'size':'1024x1024'";
    String request = "{'model':'dall-e-3','n':1" + wide + "}";
    return post(time, OPENAI + "/images/generations", request, 200, read(DEMO, "dall-e-3.json"));
  }

  /** The demo's answer with two searches of the web. */
  static HarEntry webSearch(Instant time, int number) {
    String reply = times(read(DEMO, "claude-sonnet-4-5.json"), length(number));
    return post(time, ANTHROPIC + "/messages", "{'model':'claude-sonnet-4-5'}", 200, reply);
  }

  /** A night's batch of gpt-4o-mini. */
  static HarEntry batch(Instant time, int number) {
    String reply =
        "{'id':'batch_%d','status':'completed','model':'gpt-4o-mini-2024-07-18','request_counts':{'total':40,'completed':40,'failed':0},'usage':{'input_tokens':52000,'input_tokens_details':{'cached_tokens':0},'output_tokens':8000,'output_tokens_details':{'reasoning_tokens':0},'total_tokens':60000}}";
    return entry(
        time, "GET", OPENAI + "/batches/batch_" + number, "", 200, reply.formatted(number));
  }

  /** A recorded chat whose stream was asked without its usage, so that it is estimated. */
  static HarEntry streamWithoutUsage(Instant time, int number) {
    return chat(
        time, "gpt-4o-mini", "text/event-stream", read(RECORDED, "openai-chat-without-usage.sse"));
  }

  static HarEntry recordedChat(Instant time, int number) {
    return chat(time, "gpt-4.1-nano", "application/json", read(RECORDED, "openai-chat.json"));
  }

  static HarEntry recordedMessage(Instant time, int number) {
    String request = "{'model':'claude-sonnet-4-5'}";
    return post(
        time, ANTHROPIC + "/messages", request, 200, read(RECORDED, "anthropic-message.json"));
  }

  static HarEntry recordedGemini(Instant time, int number) {
    String url = GEMINI + "/models/gemini-2.5-flash:generateContent";
    return post(time, url, "{}", 200, read(RECORDED, "gemini-generate.json"));
  }

  static HarEntry recordedRerank(Instant time, int number) {
    String request = "{'model':'rerank-v3.5','query':'q','documents':['a','b']}";
    return post(
        time,
        "https://api.cohere.com/v2/rerank",
        request,
        200,
        read(RECORDED, "cohere-rerank.json"));
  }

  static HarEntry search(Instant time, int number) {
    return post(time, "https://api.perplexity.ai/search", "{'query':'q'}", 200, "{'results':[]}");
  }

  /** A message of a bot, which costs credits of a contract. */
  static HarEntry botMessage(Instant time, int number) {
    String reply =
        "{'activities':[{'type':'message','id':'c%d|1','from':{'id':'b','name':'Helpdesk','role':'bot'},'text':'hi'}],'watermark':'2'}";
    return entry(
        time, "GET", COPILOT + "c" + number + "/activities", "", 200, reply.formatted(number));
  }

  /** A generation that costs requests of a contract, one for 2,000 tokens begun. */
  static HarEntry salesforce(Instant time, int number) {
    String reply =
        "{'generationDetails':{'generations':[],'parameters':{'model':'gpt-4o-mini-2024-07-18','usage':{'prompt_tokens':1300,'completion_tokens':250,'total_tokens':1550}}}}";
    return post(time, SALESFORCE + "/chat-generations", "{}", 200, times(reply, length(number)));
  }

  /** A search by a tool for which no table has Azure's fee. */
  static HarEntry azureSearch(Instant time, int number) {
    String url = "https://acme.openai.azure.com/openai/v1/responses";
    String reply =
        "{'id':'resp_%d','status':'completed','model':'gpt-4o','output':[{'type':'web_search_call','status':'completed','action':{'type':'search'}},{'type':'message'}],'usage':{'input_tokens':900,'input_tokens_details':{'cached_tokens':0},'output_tokens':200,'output_tokens_details':{'reasoning_tokens':0},'total_tokens':1100}}";
    String request = "{'model':'gpt-4o','tools':[{'type':'web_search_preview'}]}";
    return post(time, url, request, 200, reply.formatted(number));
  }

  /** Most conversations are short, some long. */
  private static int length(int number) {
    int[] lengths = {1, 1, 2, 1, 3, 1, 1, 6, 2, 1, 4, 1, 9};
    return lengths[number % lengths.length];
  }

  private static String times(String reply, int length) {
    return TOKENS
        .matcher(reply)
        .replaceAll(count -> count.group(1) + Long.parseLong(count.group(2)) * length);
  }

  private static HarEntry chat(Instant time, String model, String type, String reply) {
    String request =
        "{'model':'"
            + model
            + "','messages':[{'role':'user','content':'What does it cost?'}],'stream':"
            + type.equals("text/event-stream")
            + "}";
    return entry(time, "POST", OPENAI + "/chat/completions", request, 200, type, reply);
  }

  private static HarEntry post(Instant time, String url, String request, int status, String reply) {
    return entry(time, "POST", url, request, status, reply);
  }

  private static HarEntry entry(
      Instant time, String method, String url, String request, int status, String reply) {
    return entry(time, method, url, request, status, "application/json", reply);
  }

  private static HarEntry entry(
      Instant time,
      String method,
      String url,
      String request,
      int status,
      String type,
      String reply) {
    HarMessage sent = new HarMessage(Map.of("content-type", "application/json"), json(request));
    HarMessage received =
        new HarMessage(
            Map.of("content-type", type),
            reply.startsWith("{'") ? json(reply) : reply.getBytes(UTF_8));
    long duration = 300 + reply.length();
    return new HarEntry(time, duration, method, url, sent, status, received);
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }

  private static String read(Path folder, String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
