package io.costspan.manual;

import java.util.List;

/**
 * What AI APIs send, or leave out, that makes a naive reading wrong by a factor. The display name
 * of a test that shows how a trap is avoided begins with the number of the trap, as in {@code trap
 * 17: ...}.
 */
final class BillingTraps {
  static final List<Group> GROUPS =
      List.of(
          new Group(
              "Which counts contain which",
              """
              1 | OpenAI's `cached_tokens` are part of `prompt_tokens`. | They are subtracted from the prompt and billed at their own rate.
              2 | Anthropic and Bedrock count cached tokens in addition to `input_tokens`. | Both are billed, each at its own rate.
              3 | Gemini's `thoughtsTokenCount` is not part of `candidatesTokenCount`. | Output is the sum of the two.
              4 | Gemini's `toolUsePromptTokenCount` is not part of `promptTokenCount`. | It is added to the input.
              5 | xAI counts reasoning in addition to the completion in its chat API, but as part of the output in its Responses API. | Each API is read in its own way.
              6 | Reasoning is part of the output of OpenAI, Azure, DeepSeek and Groq. | It is not added again.
              10 | Anthropic reports compaction and advisor steps in a separate list. | They are added, the advisor's at the price of its own model.
              11 | Bedrock's Converse API sends each cache count under two names. | Only one of them is read.
              22 | Cohere sends `tokens` as well as `billed_units`. | Only `billed_units` are billed.
              33 | Groq sends its usage in two places, and a breakdown that repeats the total. | Only one of them is read.
              34 | DeepSeek reports cached tokens under three names. | They are counted once.
              54 | A cache write with a lifetime of one hour costs more than one of five minutes. | The breakdown by lifetime is read; writes beyond it are taken to have the lifetime that it shows.
              65 | Bedrock's streams of OpenAI's models include cached tokens in the input, and their total counts them twice. | They are subtracted from the input; replies that are not streamed are read as they count.
              67 | Gemini's replies in OpenAI's format show thoughts only in the total. | Whatever the total has beyond prompt and completion is output.
              62 | Counts by modality do not add up to their total. | The remainder is text.
              """),
          new Group(
              "Streams",
              """
              7 | Several events of a stream repeat a growing usage count. | The last one is used; nothing is added up.
              8 | In Anthropic's last events, the input can be a multiple of what `message_start` reported. | The later figure is used.
              66 | Kimi's streams in Anthropic's format begin with the whole prompt and end with the part that was not cached. | The later figures are used, even if they are lower.
              69 | Anthropic's streams begin with the model that was asked, even if it declines and another one answers. | The one that answers is billed; a part of an answer that the first one gave is billed at its own price.
              9 | Anthropic's deltas leave out what did not change. | An absent count keeps its value; it is not zero.
              12 | An OpenAI stream reports no usage unless the application requests it. | Tokens are estimated from the text, and flagged as estimated.
              13 | The usage may come before the last chunk, or after the one with the finish reason. | The stream is read to its end.
              19 | Azure's first chunk has an empty model and id. | The first values that are not empty are used.
              32 | LiteLLM's cost header is sent before the stream has begun. | It is ignored, and the usage is rated.
              52 | A stream that breaks or is closed early still costs something. | What has arrived is estimated and flagged.
              """),
          new Group(
              "Jobs, repeats and retries",
              """
              14 | Polling a job or fetching a stored response shows its usage again. | A job or response is billed once, by its id.
              16 | A batch costs half, and reports its usage twice: in the batch object and in the results. | It is billed once, at the price for batches.
              71 | Nobody saw which length or size was ordered of a video that is done. | What orders mean by default is taken, and flagged as estimated.
              36 | The URL of a result in fal's queue lacks part of the model's name. | The name is remembered from the submission, by request id.
              37 | The result of a job may be sent to a webhook, which the agent does not see. | The job is billed by what the submission says, or else settled later as an estimate.
              43 | Each part of a paginated result (AWS Textract) repeats the number of pages. | They are counted once per job.
              51 | A client or SDK retries failed requests on its own. | Each exchange is judged separately: a success is billed, a failed attempt is not.
              68 | Several calls use one container of the code interpreter or the shell. | It is one session, priced by its size, and billed with the call that shows it first.
              56 | Two layers in one JVM see the same call. | It is rated only once.
              """),
          new Group(
              "Model, tier and price",
              """
              17 | A request asks for a service tier, and another one serves it. | The tier in the reply sets the price.
              18 | A deployment, alias or router hides the model. | The model in the reply is used. An inference profile that hides the model is unrated until a price file names it.
              21 | Provisioned throughput is paid by the hour. | Its calls are free, `provisioned`, where the reply or a card of yours says so.
              53 | A long context makes the whole request more expensive, not only the tokens above the limit. | All of its tokens have the higher rate, including output.
              55 | Some prices depend on the time of day. | The start of the call decides, in UTC.
              59 | Self-hosted models and free hosts use the names of models that cost money. | Their calls cost nothing.
              """),
          new Group(
              "What is free, and what is not",
              """
              15 | Endpoints that count tokens reply with `input_tokens`. | Counting is free.
              20 | A content filter has emptied the answer, but its usage is still billed. | A reply with status 200 is billed by its usage.
              39 | Runway charges for work that moderation stops, and refunds other failures. | The rating does the same.
              70 | A failed reply may hold something that looks like a result. | Without a successful status, only figures that the provider reports are billed.
              50 | A reply with status 200 contains an error. | It is free; not even a fee per request is charged.
              57 | A gateway or search service answers from its cache. | A reply is free if its headers or its body declare it a cache hit.
              """),
          new Group(
              "Images and videos",
              """
              24 | Fewer images or videos arrive than were requested. | Only delivered ones are billed.
              25 | Size and quality are `auto` in the request. | The values in the reply are used.
              35 | fal's header counts units, which may be images, megapixels or seconds. | It is multiplied by the price of that model's unit.
              38 | Replicate shows compute seconds even for models that are billed by output. | Such models are billed by their output, the others by seconds.
              40 | The reply to a video extension shows the length of the whole video. | The seconds that were requested are billed.
              """),
          new Group(
              "Audio, text and documents",
              """
              23 | Whisper's `duration` is exact, but its bill is rounded up. | The seconds stated in the usage are billed.
              41 | A recording with several channels is billed for each of them. | Its duration is multiplied by the number of channels.
              42 | ElevenLabs' `character-cost` counts credits. | It is not read as characters.
              44 | A translation into several languages is billed for each of them. | Characters are multiplied by the number of languages, unless a header reports the sum.
              45 | Several features may be requested for one image. | Each of them is billed.
              46 | Java's `length()` counts UTF-16 units. | Code points are counted, including whitespace and markup.
              """),
          new Group(
              "Tools and searches",
              """
              26 | An image made by a tool within a Responses call has its own tokens and model. | These are billed, or else the image itself.
              27 | Opening a page is listed like a search. | The stated number of searches is billed, or else the items that are searches.
              28 | Gemini 3 bills each distinct query, Gemini 2 each grounded prompt. | For Gemini 3, queries are counted without duplicates and empty ones; for Gemini 2, one search is counted per prompt.
              29 | The input tokens already include what a search found. | Only the fee per search is added.
              """),
          new Group(
              "Costs that the provider states",
              """
              30 | OpenRouter's `cost` includes the upstream cost, which it also states. | The two are not added up.
              31 | xAI states its cost in ticks. | 10,000,000,000 ticks are one dollar.
              58 | Platforms such as SAP's and Salesforce's report the usage of the model twice, and bill in units of their own. | The final result is read once, in the contract unit.
              64 | Perplexity's manual contradicts itself on how Deep Research counts reasoning and citations. | Its own total is used; without one, both are added.
              """),
          new Group(
              "What HTTP hardly shows",
              """
              47 | A realtime session bills its context again with every response. | Sessions over WebSocket are unrated rather than misread.
              48 | The total of Gemini's live sessions leaves out the thoughts. | They are unrated as well.
              49 | xAI reports realtime usage in a place where other providers report none. | Its sessions are unrated as well.
              60 | Work over gRPC, or on files in a bucket, shows no usage. | It is counted as unrated, by host, so that the gap is visible.
              61 | A reply may consist of hundreds of megabytes of base64. | It is skipped as it passes by, and memory stays bounded.
              63 | Model and size of an upload are in parts of a form. | Small text parts are read, and files are skipped.
              """));

  private BillingTraps() {}

  /** Traps of one kind, one line each: {@code number | trap | what Costspan does}. */
  record Group(String title, String lines) {
    List<Trap> traps() {
      return lines.lines().map(Trap::of).toList();
    }
  }

  /** One trap and how it is avoided. */
  record Trap(int number, String trap, String escape) {
    private static Trap of(String line) {
      String[] cells = line.split(" \\| ");
      return new Trap(Integer.parseInt(cells[0]), cells[1], cells[2]);
    }
  }
}
