package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;

import io.costspan.it.client.Client.Ask;
import io.costspan.it.client.Client.Case;
import io.costspan.it.client.Client.Content;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an application sees of calls that a budget by model blocks: one model is spent, named by the
 * URL or in the body, and another one is not.
 */
final class BlockedModelCases {
  static final String SPEND = "model-spend";
  static final String IN_URL = "model-in-url";
  static final String IN_BODY = "model-in-body";
  static final String STREAMED = "model-streamed";
  static final String HTTP2 = "model-h2";
  static final String HTTP2_OTHERS = "model-h2-others";
  static final String OTHERS = "model-others";

  /** Each provider has a budget, too, so that another one is called to spend the model. */
  static final String CEREBRAS_BASE = "/cerebras/v1";

  static final String GROQ_BASE = "/openai/v1";
  static final String GEMINI_BASE = "/v1beta";
  static final String SPENT_MODEL = "costly";
  static final String OTHER_MODEL = "thrifty";
  static final int CALLS = BlockedCases.CALLS;

  /** More than a connection of HTTP/2 carries at once. */
  static final int HTTP2_CALLS = 150;

  private static final int MOST_CALLS = 200;

  private final Client client;
  private final Server server;

  BlockedModelCases(Client client, Server server) {
    this.client = client;
    this.server = server;
  }

  Map<String, Case> all() {
    Map<String, Case> all = new LinkedHashMap<>();
    all.put(SPEND, this::spend);
    all.put(IN_URL, () -> callOften(inUrl(IN_URL, SPENT_MODEL), CALLS));
    all.put(IN_BODY, () -> callOften(inBody(IN_BODY, GROQ_BASE, SPENT_MODEL, false), CALLS));
    all.put(STREAMED, () -> call(inBody(STREAMED, GROQ_BASE, SPENT_MODEL, true)));
    if (client.speaksHttp2()) {
      all.put(HTTP2, () -> callOften(overHttp2(HTTP2, SPENT_MODEL), HTTP2_CALLS));
      all.put(
          HTTP2_OTHERS,
          () -> Cases.readAll(client.prepare(overHttp2(HTTP2_OTHERS, OTHER_MODEL)).send()));
    }
    all.put(
        OTHERS,
        () -> {
          Cases.readAll(client.prepare(inUrl(OTHERS, OTHER_MODEL)).send());
          Cases.readAll(client.prepare(inBody(OTHERS, GROQ_BASE, OTHER_MODEL, false)).send());
        });
    return all;
  }

  private Ask inUrl(String name, String model) {
    String path = GEMINI_BASE + "/models/" + model + ":generateContent";
    return Ask.of("POST", name, server.modelsUrl() + path, Cases.json("{\"contents\":[]}"));
  }

  private Ask overHttp2(String name, String model) {
    return Ask.of("POST", name, server.secureUrl() + Cases.PATH, question(model));
  }

  private static Content question(String model) {
    return Cases.json(Cases.QUESTION.replace("gpt-4o-mini", model));
  }

  private Ask inBody(String name, String base, String model, boolean streams) {
    Content content = question(model);
    return Ask.of(
        "POST",
        name,
        server.modelsUrl() + base + "/chat/completions",
        new Content(content.type(), content.bytes(), streams));
  }

  /** The call that crosses completes; it counts when its last byte is seen, perhaps later. */
  private void spend() {
    for (int call = 0; call < MOST_CALLS; call++) {
      try {
        Cases.length(client.prepare(inBody(SPEND, CEREBRAS_BASE, SPENT_MODEL, false)).send());
      } catch (Exception blocked) {
        return;
      }
    }
    line("was never blocked");
  }

  private void callOften(Ask ask, int calls) {
    for (int call = 0; call < calls; call++) {
      call(ask);
    }
  }

  private void call(Ask ask) {
    try {
      Cases.length(client.prepare(ask).send());
      line("was not blocked");
    } catch (Exception blocked) {
      BlockedCases.show(blocked);
    }
  }
}
