package io.costspan.manual;

import java.util.List;

/**
 * What AI APIs send, or leave out, that makes a plain reading of it wrong by a factor. A test that
 * shows how one is escaped begins its display name with {@code trap 17: ...}.
 */
final class BillingTraps {
  static final List<Group> GROUPS =
      List.of(
          new Group(
              "Which counts contain which",
              """
              1 | OpenAI's `cached_tokens` are part of `prompt_tokens`. | They are subtracted from the prompt and billed at their own rate.
              2 | Anthropic and Bedrock count cached tokens beside `input_tokens`. | They are added.
              3 | Gemini's `thoughtsTokenCount` is not part of `candidatesTokenCount`. | Output is the sum of both.
              4 | Gemini's `toolUsePromptTokenCount` is not part of `promptTokenCount`. | It is input as well.
              5 | xAI counts reasoning beside the completion in its chat API, inside the output in its Responses API. | Each API is read as it counts.
              6 | Reasoning is part of the output of OpenAI, Azure, DeepSeek and Groq. | It is not added again.
              10 | Anthropic's compaction and advisor steps stand in a list beside the usage. | They are added, the advisor's at the price of its own model.
              11 | Bedrock's Converse sends each cache count under two names. | One of them is read.
              22 | Cohere sends `tokens` beside `billed_units`. | Only billed units are billed.
              33 | Groq sends its usage in two places, and a breakdown that repeats the whole. | One of them is read.
              34 | DeepSeek tells cached tokens under three names. | They are one fact.
              54 | A cache write that is to last an hour is dearer than one for five minutes. | The split by duration is read; writes beyond it are of the kind that it shows.
              65 | Bedrock's streams of OpenAI's models count cached tokens inside the input, and its total counts them twice. | They are taken out of the input; unstreamed replies are read as they count.
              67 | Gemini's replies in OpenAI's form show thoughts in the total alone. | What the total has beyond prompt and completion is output.
              62 | Counts by modality do not add up to their total. | The rest is text.
              """),
          new Group(
              "Streams",
              """
              7 | Several events of a stream repeat a usage that grows. | The last one counts; nothing is summed.
              8 | Anthropic's last events can multiply the input that `message_start` told. | The later figure counts.
              66 | Kimi's streams in Anthropic's form begin with the whole prompt, and end with what was not cached. | The later figures count, downwards too.
              9 | Anthropic's deltas leave out what did not change. | What is absent keeps its value; it is not zero.
              12 | An OpenAI stream tells no usage unless the application asks for it. | Tokens are estimated from the texts, and flagged as estimated.
              13 | The usage may come before the last chunk, or after the one with the finish reason. | The stream is read to its end.
              19 | Azure's first chunk has an empty model and id. | The first that are not empty count.
              32 | LiteLLM's cost header is sent before the stream has begun. | It is not believed; the usage is rated.
              52 | A stream that breaks or is closed has cost something. | What came so far is estimated and flagged.
              """),
          new Group(
              "Jobs, repeats and retries",
              """
              14 | Polling a job or fetching a stored response shows its usage again. | A job or response is billed once, by its id.
              16 | A batch costs half, and tells its usage twice: in its object and in its results. | One of them is billed, at the batch's price, once.
              36 | The address of a result in fal's queue lacks part of the model's name. | The name is remembered from the submit, by request id.
              37 | The result of a job may go to a webhook, which no call shows. | It is billed by what the submit said, else settled later as an estimate.
              43 | Each part of a paged result (AWS Textract) repeats the number of pages. | They count once per job.
              51 | A client or SDK repeats failed requests on its own. | Each exchange counts by itself: a success is billed, a failed attempt is not.
              68 | Several calls use one container of the code interpreter. | It is one session, of its size, billed with the call that shows it first.
              56 | Two layers of one JVM see the same call. | It is rated in one place.
              """),
          new Group(
              "Model, tier and price",
              """
              17 | A request asks for a service tier, and another one serves it. | The tier in the reply sets the price.
              18 | A deployment, alias or router hides the model. | The model in the reply counts; an inference profile that hides it is unrated until a price file names it.
              21 | Provisioned throughput is paid by the hour. | Its calls cost nothing by the token.
              53 | A long context makes the whole request dearer, not only the tokens above the limit. | All of its tokens take the higher rate, output too.
              55 | Some prices depend on the time of day. | The start of the call counts, in UTC.
              59 | Models on one's own machine, and free hosts, bear the names of models that cost. | They cost nothing by the call.
              """),
          new Group(
              "What is free, and what is not",
              """
              15 | Endpoints that count tokens reply with `input_tokens`. | Counting is free.
              20 | A content filter has emptied the answer, and its usage is still billed. | A reply of 200 is billed by its usage.
              39 | Runway charges for what moderation stops, and refunds other failures. | So does the rating.
              50 | A reply of status 200 holds an error. | It is free; no fee per request is charged.
              57 | A gateway or search service answers from its cache. | What its headers or replies call a hit is free.
              """),
          new Group(
              "Images and videos",
              """
              24 | Fewer images or videos arrive than were asked for. | Those that were delivered count.
              25 | Size and quality are `auto` in the request. | What the reply says counts.
              35 | fal's header counts units, which may be images, megapixels or seconds. | It is multiplied by the price of that model's unit.
              38 | Replicate shows compute seconds for models that are sold by output. | Such models are billed by their output, the others by seconds.
              40 | The reply to a video extension shows the length of the whole film. | The seconds asked for are billed.
              """),
          new Group(
              "Sound, text and documents",
              """
              23 | Whisper's `duration` is exact, its bill is rounded up. | The stated seconds of the usage count.
              41 | A recording of several channels is billed for each. | Its duration is multiplied by the channels.
              42 | ElevenLabs' `character-cost` counts credits. | It is not taken for characters.
              44 | A translation into several languages is billed for each. | Characters are multiplied by the targets, unless a header tells the sum.
              45 | Several features may be asked of one image. | Each of them is billed.
              46 | Java's `length()` counts UTF-16 units. | A character is a code point; blanks and markup count too.
              """),
          new Group(
              "Tools and searches",
              """
              26 | An image made by a tool inside a Responses call has tokens and a model of its own. | They are billed as such, else by the image.
              27 | Opening a page is listed like a search. | The stated number of searches counts, else the items that searched.
              28 | Gemini 3 bills each different query, Gemini 2 each grounded prompt. | Queries are counted without repeats and blanks, or once.
              29 | What a search found is in the input tokens already. | Only the fee per search comes on top.
              """),
          new Group(
              "Costs that the provider states",
              """
              30 | OpenRouter's `cost` contains the upstream's cost, which it states too. | They are not added.
              31 | xAI states its cost in ticks. | 10,000,000,000 of them are a dollar.
              58 | Wrappers such as SAP's and Salesforce's hold the usage of the model twice, and bill in units of their own. | The final result is read once, in the contract's unit.
              64 | Perplexity's Deep Research adds reasoning and citations in ways that differ by page of its manual. | Its own total counts; without it both are added.
              """),
          new Group(
              "What HTTP hardly shows",
              """
              47 | A realtime session bills its context again with every response. | Sessions over WebSocket are unrated rather than misread.
              48 | The total of Gemini's live sessions leaves out the thoughts. | They are unrated as well.
              49 | xAI's realtime usage stands where others have none. | They are unrated as well.
              60 | Work over gRPC, or on files in a bucket, shows no usage. | It is counted as unrated, by host, so that the gap can be seen.
              61 | A reply may be hundreds of megabytes of base64. | It is passed over as it goes by; memory stays bounded.
              63 | Model and size of an upload stand in parts of a form. | Small text parts are read, files are passed over.
              """));

  private BillingTraps() {}

  /** Traps of one kind, a line each: {@code number | trap | what Costspan does}. */
  record Group(String title, String lines) {
    List<Trap> traps() {
      return lines.lines().map(Trap::of).toList();
    }
  }

  /** One trap and how it is escaped. */
  record Trap(int number, String trap, String escape) {
    private static Trap of(String line) {
      String[] cells = line.split(" \\| ");
      return new Trap(Integer.parseInt(cells[0]), cells[1], cells[2]);
    }
  }
}
