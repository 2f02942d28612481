package io.costspan.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.management.ThreadMXBean;
import io.costspan.json.JsonValue;
import io.costspan.wire.Headers;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
  private static final Catalog BUNDLED = Catalog.bundled();

  @ParameterizedTest
  @CsvSource({
    "api.openai.com,                    /v1/chat/completions,                openai,             chat",
    "API.OpenAI.com,                    /v1/embeddings,                      openai,             embeddings",
    "eu.api.openai.com,                 /v1/responses,                       openai,             chat",
    "res.openai.azure.com,              /openai/deployments/d/chat/completions, azure.ai.openai, chat",
    "res.openai.azure.com,              //openai/v1/responses/,              azure.ai.openai,    chat",
    "res.services.ai.azure.com,         /openai/v1/embeddings,               azure.ai.openai,    embeddings",
    "res.services.ai.azure.com,         /models/chat/completions,            azure.ai.openai,    chat",
    "corp.azure-api.net,                /ai/openai/deployments/d/chat/completions, azure.ai.openai, chat",
    "aws-external-anthropic.us-east-1.api.aws, /v1/messages,                 anthropic,          chat",
    "api.anthropic.com,                 /v1/messages,                        anthropic,          chat",
    "generativelanguage.googleapis.com, /v1beta/models/m:generateContent,    gcp.gemini,         generate_content",
    "api.perplexity.ai,                 /chat/completions,                   perplexity,         chat",
    "api.perplexity.ai,                 /search,                             perplexity,         search",
    "bedrock-runtime.us-east-1.amazonaws.com, /model/m/converse,             aws.bedrock,        chat",
    "bedrock-runtime-fips.us-east-1.amazonaws.com, /model/m/converse-stream, aws.bedrock,        chat",
    "bedrock-runtime.cn-north-1.amazonaws.com.cn, /model/m/invoke,           aws.bedrock,        invoke_model",
    "vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com, /model/m/invoke,   aws.bedrock,        invoke_model",
    "bedrock-mantle.us-east-1.api.aws,  /v1/chat/completions,                aws.bedrock,        chat",
    "bedrock-mantle.us-east-1.api.aws,  /openai/v1/responses,                aws.bedrock,        chat",
    "bedrock-mantle.us-east-1.api.aws,  /anthropic/v1/messages,              aws.bedrock,        chat",
    "api.us.elevenlabs.io,              /v1/text-to-speech/v,                elevenlabs,         speech",
    "api.eu.residency.elevenlabs.io,    /v1/speech-to-text,                  elevenlabs,         transcription",
    "api.eu.deepgram.com,               /v1/listen,                          deepgram,           transcription",
    "api.eu.assemblyai.com,             /v2/transcript,                      assemblyai,         transcription",
    "us-central1-speech.googleapis.com, /v1/speech:recognize,                gcp.speech,         transcription",
    "eu-vision.googleapis.com,          /v1/projects/p/images:annotate,      gcp.vision,         image_analysis",
    "polly-fips.us-east-1.amazonaws.com, /v1/speech,                         aws.polly,          speech",
    "api-eur.cognitive.microsofttranslator.com, /translate,                  azure.translator,   translation",
    "res.cognitiveservices.azure.com,   /contentsafety/text:analyze,         azure.content_safety, moderation",
    "westeurope.api.cognitive.microsoft.com, /language/:analyze-text,        azure.language,     text_analysis",
    "us-east5-aiplatform.googleapis.com, /v1/projects/p/locations/us-east5/publishers/anthropic/models/m:rawPredict, gcp.vertex_ai, chat",
    "aiplatform.eu.rep.googleapis.com,  /v1/projects/p/locations/eu/publishers/google/models/m:generateContent, gcp.vertex_ai, generate_content",
    "us-south.ml.cloud.ibm.com,         /ml/v1/text/chat,                    ibm.watsonx.ai,     chat",
    "models.github.ai,                  /inference/chat/completions,         azure.ai.inference, chat",
    "x.azuredatabricks.net,             /serving-endpoints/e/invocations,    databricks,         chat",
  })
  void endpoint_knownHostAndPath_findsProviderAndOperation(
      String host, String path, String provider, String operation) {
    OperationMatch match = post(BUNDLED, host, path);

    assertThat(match.operation().provider()).isEqualTo(provider);
    assertThat(match.operation().name()).isEqualTo(operation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "localhost",
        "openai.com",
        "api.openai.com.evil.org",
        "xapi.openai.com",
        "openai.azure.com",
        ".openai.azure.com.example.com",
        "storage.googleapis.com",
        "bucket.s3.amazonaws.com",
        "translated-files.s3.eu-central-1.amazonaws.com",
        "account.blob.core.windows.net",
        "management.azure.com",
        "cognitiveservices.azure.com",
        "graph.microsoft.com",
        "bedrock-runtime.amazonaws.com"
      })
  void endpoint_otherHost_isNone(String host) {
    assertThat(BUNDLED.endpoint(host, 443)).isNull();
  }

  @Test
  void endpoint_noHost_isNone() {
    assertThat(BUNDLED.endpoint(null, 443)).isNull();
  }

  @Test
  void endpoint_unknownPort_fillsTheDefaultIn() {
    Endpoint endpoint = BUNDLED.endpoint("API.openai.com", -1);

    assertThat(endpoint.port()).isEqualTo(443);
    assertThat(endpoint.host()).isEqualTo("api.openai.com");
  }

  @Test
  void endpoint_allocatesNothing() {
    List<String> hosts =
        List.of("bucket.s3.amazonaws.com", "localhost", "API.OPENAI.COM", "res.openai.azure.com");
    lookUp(hosts, 20_000);

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    threads.getThreadAllocatedBytes(self);
    long before = threads.getThreadAllocatedBytes(self);
    lookUp(hosts, 20_000);
    long allocated = threads.getThreadAllocatedBytes(self) - before;

    assertThat(allocated).isLessThan(20_000);
  }

  private static int lookUp(List<String> hosts, int times) {
    int found = 0;
    for (int i = 0; i < times; i++) {
      found += BUNDLED.endpoint(hosts.get(i & 3), 443) == null ? 0 : 1;
    }
    return found;
  }

  @Test
  void endpoint_regionalPattern_capturesTheRegion() {
    Catalog catalog =
        catalog(
            "{'provider': 'p', 'hosts': ['runtime.{region}.amazonaws.com', 'v-*.x-*.amazonaws.com']}");

    ListedEndpoint endpoint =
        (ListedEndpoint) catalog.endpoint("Runtime.EU-west-1.amazonaws.com", 443);

    assertThat(endpoint.captured()).containsEntry("region", "eu-west-1");
    assertThat(catalog.endpoint("v-1.a.x-2.amazonaws.com", 443)).isNotNull();
    assertThat(catalog.endpoint("runtime.a.b.amazonaws.com", 443)).isNull();
    assertThat(catalog.endpoint("s3.amazonaws.com", 443)).isNull();
  }

  @Test
  void endpoint_hostWithPort_listensThereOnly() {
    Catalog catalog = catalog("{'provider': 'p', 'hosts': ['box:8000', '*:8001']}");

    assertThat(catalog.endpoint("box", 8000)).isNotNull();
    assertThat(catalog.endpoint("box", 443)).isNull();
    assertThat(catalog.endpoint("other", 8000)).isNull();
    assertThat(catalog.endpoint("10.0.0.1", 8001)).isNotNull();
    assertThat(catalog.endpoint("10.0.0.1", -1)).isNull();
  }

  @Test
  void endpoint_hostIsAnIpv6Address_itsLastGroupIsNoPort() {
    Catalog catalog = catalog("{'provider': 'p', 'hosts': ['0:0:0:0:0:0:0:1', '[::2]:8000']}");

    assertThat(catalog.endpoint("0:0:0:0:0:0:0:1", 443)).isNotNull();
    assertThat(catalog.endpoint("[::2]", 8000)).isNotNull();
    assertThat(catalog.endpoint("[::2]", 443)).isNull();
  }

  @Test
  void endpoint_optionOfAProviderWithSeveralFiles_speaksAllItsFormats() {
    Catalog catalog = withOptions("http://localhost:4000=aws.bedrock");

    assertThat(post(catalog, "localhost", 4000, "/model/m/converse").operation().name())
        .isEqualTo("chat");
    assertThat(post(catalog, "localhost", 4000, "/openai/v1/responses").operation().provider())
        .isEqualTo("aws.bedrock");
  }

  @Test
  void unlisted_tellsCallsByTheEndOfTheirPath() {
    Catalog unlisted = Catalog.unlisted();

    assertThat(post(unlisted, "any.corp", "/llm/v1/chat/completions").operation().name())
        .isEqualTo("chat");
    assertThat(post(unlisted, "any.corp", "/v1/models/m:generateContent").url().captured())
        .containsEntry("model", "m");
    assertThat(post(unlisted, "any.corp", "/llm/api/generate").operation().name())
        .isEqualTo("text_completion");
    assertThat(post(unlisted, "any.corp", "/orders")).isNull();
    assertThat(
            unlisted
                .endpoint("any.corp", 443)
                .match(Request.of("GET", "/v1/chat/completions", Headers.NONE)))
        .isNull();
  }

  @Test
  void endpoint_option_listensAtItsPortAndPathOnly() {
    Catalog catalog = withOptions("http://localhost:4000/ai=openai");

    assertThat(catalog.endpoint("localhost", 8080)).isNull();
    assertThat(post(catalog, "localhost", 4000, "/ai/v1/chat/completions").operation().name())
        .isEqualTo("chat");
    assertThat(post(catalog, "localhost", 4000, "/ai/chat/completions").operation().name())
        .isEqualTo("chat");
    assertThat(post(catalog, "localhost", 4000, "/other/chat/completions")).isNull();
    assertThat(post(catalog, "localhost", 4000, "/aix/chat/completions")).isNull();
  }

  @Test
  void endpoint_optionWithoutPort_listensAtTheSchemesDefault() {
    Catalog catalog = withOptions("https://ai.corp/v1=azure.ai.openai");

    assertThat(catalog.endpoint("ai.corp", 80)).isNull();
    assertThat(catalog.endpoint("ai.corp", -1).port()).isEqualTo(443);
    assertThat(post(catalog, "AI.corp", 443, "/v1/responses").operation().provider())
        .isEqualTo("azure.ai.openai");
  }

  @Test
  void endpoint_severalOptionsAtOneHost_areToldApartByPath() {
    Catalog catalog =
        withOptions("http://gateway:8080/o=openai", "http://gateway:8080/a=anthropic");

    assertThat(post(catalog, "gateway", 8080, "/o/v1/responses").operation().provider())
        .isEqualTo("openai");
    assertThat(post(catalog, "gateway", 8080, "/a/v1/messages").operation().provider())
        .isEqualTo("anthropic");
  }

  @Test
  void load_optionOfUnknownProvider_namesTheKnown() {
    assertThatThrownBy(() -> withOptions("http://localhost=nobody"))
        .hasMessageContaining("unknown provider \"nobody\"")
        .hasMessageContaining("anthropic");
  }

  @Test
  void match_azureDeployment_isCaptured() {
    OperationMatch match =
        post(BUNDLED, "res.openai.azure.com", "/openai/deployments/my%20gpt/embeddings");

    assertThat(match.url().captured())
        .containsEntry("deployment", "my gpt")
        .containsEntry("resource", "res");
  }

  @Test
  void match_geminiModel_isCaptured() {
    OperationMatch match =
        post(
            BUNDLED,
            "generativelanguage.googleapis.com",
            "/v1beta/models/gemini-3-flash:streamGenerateContent");

    assertThat(match.url().captured()).containsEntry("model", "gemini-3-flash");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/anything/new, free",
    "DELETE, /v1/anything, free",
    "POST, /v1/anything/new, unknown",
    "POST, /v1/files, free",
    "POST, /v1/moderations, free",
    "POST, /v1/responses/input_tokens, free",
    "GET, /v1/chat/completions/chatcmpl-1, free",
    "GET, /v1/realtime, unknown",
  })
  void match_pathsThatReadNoUsage_areFreeOrUnknown(String method, String path, String name) {
    OperationMatch match =
        BUNDLED.endpoint("api.openai.com", 443).match(Request.of(method, path, Headers.NONE));

    assertThat(match.operation().name()).isEqualTo(name);
  }

  @Test
  void match_spokenFiles_holdAnywhereAndOwnOperationsComeLast() {
    Catalog catalog =
        catalog(
            """
            {'provider': 'p', 'hosts': ['p.example.com'], 'speaks': {'openai': ['/v1']},
             'operations': {'POST /**': {'operation': 'other', 'reader': 'r'}}, 'readers': {'r': {}}}
            """);

    assertThat(post(catalog, "p.example.com", "/a/b/v1/responses").operation().provider())
        .isEqualTo("openai");
    assertThat(post(catalog, "p.example.com", "/v1/files").operation().name()).isEqualTo("free");
    assertThat(post(catalog, "p.example.com", "/a/v1/files").operation().name()).isEqualTo("other");
    assertThat(post(catalog, "p.example.com", "/a/responses").operation().provider())
        .isEqualTo("p");
  }

  @Test
  void match_pathOutsideTheBase_isNoCall() {
    assertThat(post(BUNDLED, "api.openai.com", "/dashboard/x")).isNull();
    assertThat(post(BUNDLED, "www.googleapis.com", "/drive/v3/files")).isNull();
    assertThat(post(BUNDLED, "api.openai.com", "/v1x/chat/completions")).isNull();
  }

  @Test
  void match_queryAndHeader_areCapturedOnlyIfAReaderWantsThem() {
    Catalog catalog =
        catalog(
            """
            {'provider': 'p', 'hosts': ['p.example.com'],
             'operations': {'POST /listen': {'operation': 'transcription', 'reader': 'r'}},
             'readers': {'r': {'values': {'model': 'query:model', 'tier': 'request-header:X-Tier', 'path': 'url:path'}}}}
            """);

    OperationMatch match =
        catalog
            .endpoint("p.example.com", 443)
            .match(Request.of("POST", "/listen?key=s3cret&model=nova%2D3&a", name -> "v:" + name));

    assertThat(match.head().get("query:model")).isEqualTo("nova-3");
    assertThat(match.head().get("header:X-Tier")).isEqualTo("v:X-Tier");
    assertThat(match.url().get("path")).isEqualTo("/listen");
    assertThat(match.url().captured()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Text.Translate,      translate",
    "Text.TranslateBatch, batch",
    "Text.Detect,         text",
    "Text.List,           free",
    "Other.Do,            other",
    ",                    other",
  })
  void match_header_tellsOperationsOfOnePathApart(String target, String name) {
    Catalog catalog =
        catalog(
            """
            {'provider': 'p', 'hosts': ['p.example.com'],
             'operations': {
              'POST /': {'operation': 'other', 'reader': 'r'},
              'POST / x-target:Text.*': {'operation': 'text', 'reader': 'r'},
              'POST / X-Target:Text.TranslateB*': {'operation': 'batch', 'reader': 'r'},
              'POST / x-target:Text.Translate': {'operation': 'translate', 'reader': 'r'}},
             'free': ['/ x-target:Text.List'],
             'readers': {'r': {}}}
            """);
    Headers headers = header -> header.equalsIgnoreCase("X-TARGET") ? target : null;
    Endpoint endpoint = catalog.endpoint("p.example.com", 443);

    assertThat(endpoint.match(Request.of("POST", "/", Headers.NONE)).operation().name())
        .isEqualTo("other");
    assertThat(endpoint.match(Request.of("POST", "/", headers)).operation().name()).isEqualTo(name);
  }

  @Test
  void match_pathsOfOneEndpointInTurns_eachKeepsItsOwnOperationAndCaptures() {
    Catalog catalog =
        catalog(
            """
            {'provider': 'p', 'hosts': ['p.example.com'],
             'operations': {
              'POST /models/{model}': {'operation': 'chat', 'reader': 'r'},
              'GET /models/{model}': {'operation': 'look', 'reader': 'r'}},
             'readers': {'r': {}}}
            """);
    Endpoint endpoint = catalog.endpoint("p.example.com", 443);

    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 100; i++) {
        String path = "/models/m" + i;
        OperationMatch sent = endpoint.match(Request.of("POST", path, Headers.NONE));
        assertThat(sent.operation().name()).isEqualTo("chat");
        assertThat(sent.url().captured()).containsEntry("model", "m" + i);
        assertThat(endpoint.match(Request.of("GET", path, Headers.NONE)).operation().name())
            .isEqualTo("look");
      }
      assertThat(endpoint.match(Request.of("POST", "/other", Headers.NONE)).operation().name())
          .isEqualTo("unknown");
    }
  }

  @Test
  void load_bundledFilesWithoutTrust_compilesEveryReader() {
    assertThatCode(() -> Catalog.load(BundledProviders.files(), List.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void sources_ofTheBuild_listWhatTheFilesSay() {
    assertThat(BundledProviders.sources())
        .extracting(ProviderSource::name, ProviderSource::provider, ProviderSource::hosts)
        .containsExactlyElementsOf(
            BundledProviders.listed().stream()
                .map(listed -> tuple(listed.name(), listed.provider(), listed.hosts()))
                .toList());
  }

  @Test
  void load_dataOnlyProvider_takesOverFormatsAndAddsItsOwn() {
    JsonValue acme =
        TestFiles.file(
            "acme.json",
            "{'provider': 'acme', 'like': 'openai', 'hosts': ['llm.acme.example'], 'free': ['/status']}");
    List<JsonValue> files = new java.util.ArrayList<>(List.of(acme));
    files.addAll(BundledProviders.files());
    Catalog catalog = Catalog.load(files, List.of());

    OperationMatch chat = post(catalog, "llm.acme.example", "/v1/chat/completions");

    assertThat(chat.operation().provider()).isEqualTo("acme");
    assertThat(post(catalog, "llm.acme.example", "/v1/status").operation().name())
        .isEqualTo("free");
    assertThat(post(catalog, "api.openai.com", "/v1/status").operation().name())
        .isEqualTo("unknown");
  }

  private static Catalog catalog(String json) {
    return Catalog.load(List.of(TestFiles.file("p.json", json)), List.of());
  }

  private static Catalog withOptions(String... options) {
    return Catalog.load(
        BundledProviders.files(),
        List.of(options).stream()
            .map(option -> option.split("="))
            .map(parts -> new EndpointOption(URI.create(parts[0]), parts[1]))
            .toList());
  }

  private static OperationMatch post(Catalog catalog, String host, String path) {
    return post(catalog, host, 443, path);
  }

  private static OperationMatch post(Catalog catalog, String host, int port, String path) {
    return catalog.endpoint(host, port).match(Request.of("POST", path, Headers.NONE));
  }
}
