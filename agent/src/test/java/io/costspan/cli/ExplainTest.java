package io.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
  private static final String PROVIDER =
      """
      {"provider": "acme", "hosts": ["api.acme.test"],
       "operations": {"POST /chat": {"operation": "chat", "reader": "chat"}},
       "readers": {"chat": {
         "values": {
           "request_model": "request:model",
           "prompt": "request:prompt",
           "error": "error",
           "input": ["usage.in", "used.in"],
           "cached": "usage.cached",
           "output": "usage.out",
           "calls": {"count": "output[]", "where": {"type": "call"}}
         },
         "free": {"failed": {"error": "*"}},
         "evidence": ["input"],
         "quantities": [
           {"meter": "input_tokens", "count": "input - cached"},
           {"meter": "cached_input_tokens", "count": "cached"},
           {"meter": "output_tokens", "count": "output"}
         ]
       }}}
      """;
  private static final String PRICES =
      """
      {"cards": [
        {"id": "acme/all", "provider": "acme", "model": "*", "source": "test", "price": [
          {"meter": "*_tokens", "rate": "9", "when": {"service_tier": "batch"}},
          {"meter": "input_tokens", "rate": "2"}, {"meter": "output_tokens", "rate": "8"},
          {"meter": "cached_input_tokens", "rate": "1"}
        ]}
      ]}
      """;
  private static final String USAGE =
      "{'usage': {'in': 1200, 'cached': 200, 'out': 30, 'total': 1230}, 'seed': 7}";

  @TempDir Path dir;

  @Test
  void explain_value_hasThePlaceThatItCameFrom() throws IOException {
    assertThat(explain(PROVIDER, USAGE))
        .contains("read by " + dir.resolve("acme.json") + ", line 3")
        .containsPattern("(?m)^ {2}input +1200 +usage\\.in$")
        .containsPattern("(?m)^ {2}request_model +m-1 +request:model$");
  }

  @Test
  void explain_missingValue_namesEveryPlaceLookedAt() throws IOException {
    assertThat(explain(PROVIDER, "{'usage': {'out': 30}}"))
        .containsPattern("(?m)^ {2}input +- +usage\\.in, used\\.in$")
        .containsPattern("(?m)^ {2}calls +- +count of output\\[\\] where \\{type=call\\}$");
  }

  @Test
  void explain_quantity_hasItsFormulaAndItsLine() throws IOException {
    assertThat(explain(PROVIDER, USAGE))
        .containsPattern("(?m)^ {2}input_tokens +1000 += input - cached, reported, line 16$");
  }

  @Test
  void explain_price_hasItsCardAndItsLine() throws IOException {
    assertThat(explain(PROVIDER, USAGE))
        .containsPattern(
            "(?m)^ {2}input_tokens +input_tokens 2 USD per 1000000: card acme/all, .*prices.json, line 2$")
        .contains("input_tokens 1000 x 2/1000000 = 0.002")
        .containsPattern("(?m)^ {2}rated +0\\.00244 USD$");
  }

  @Test
  void explain_verdict_isWhatWasAskedForIt() throws IOException {
    assertThat(explain(PROVIDER, USAGE))
        .containsPattern("(?m)^ {2}HTTP status +200$")
        .containsPattern("(?m)^ {2}evidence of usage +seen: input$")
        .containsPattern("(?m)^ {2}counts that the reply reports +whole$");
  }

  @Test
  void explain_failedReply_showsSignsThatProveNothing() throws IOException {
    String signs = PROVIDER.replace("\"evidence\": [\"input\"]", "\"evidence\": [\"calls\"]");
    String reply = "{'output': [{'type': 'call'}]}";

    assertThat(explain(signs, 503, reply))
        .containsPattern("(?m)^ {2}evidence of usage +signs only: calls$")
        .containsPattern("(?m)^ {2}free +0 USD failed$");
    assertThat(explain(signs, 200, reply))
        .containsPattern("(?m)^ {2}evidence of usage +seen: calls$");
  }

  @Test
  void explain_freeCall_namesTheRuleOfTheFile() throws IOException {
    assertThat(explain(PROVIDER, "{'error': {'code': 7}}"))
        .containsPattern("(?m)^ {2}the reply says that it failed +\\{error=\\*}, line 13$")
        .containsPattern("(?m)^ {2}free +0 USD failed$");
  }

  @Test
  void explain_misspeltOptionalPath_showsTheNumberThatNobodyReads() throws IOException {
    String misspelt = PROVIDER.replace("usage.cached", "usage.cachd");

    assertThat(explain(misspelt, USAGE)).containsPattern("UNREAD\\s+usage\\.cached +200\\n");
    assertThat(explain(PROVIDER, USAGE)).doesNotContain("usage.cached  200");
  }

  @Test
  void explain_numberOutsideOfUsage_isNotListed() throws IOException {
    assertThat(explain(PROVIDER, USAGE)).containsPattern("UNREAD\\s+usage\\.total +1230\\n\\n$");
  }

  @Test
  void explain_numberBesideOneThatIsRead_isListedWhateverItsObjectIsCalled() throws IOException {
    assertThat(explain(PROVIDER, "{'used': {'in': 3, 'out': 4}}"))
        .containsPattern("UNREAD\\s+used\\.out +4\\n");
  }

  /** Whoever describes a new API sees what there is to read. */
  @Test
  void explain_nothingRead_listsEveryNumberThatIsLikeUsage() throws IOException {
    assertThat(
            explain(
                PROVIDER,
                "{'created': 17, 'stats': {'in': 3, 'out': 4}, 'meta': {'tokens': {'a': 5}}, 'results': [{'token_count': 6, 'score': 0.5, 'embedding': [0.1]}], 'seed': 7, 'index': 8}"))
        .containsPattern(
            "UNREAD *\\n +meta\\.tokens\\.a +5\\n +results\\[]\\.token_count +6\\n +stats\\.in +3\\n +stats\\.out +4\\n\\n$");
  }

  @Test
  void explain_callThatNoFileDescribes_listsWhatIsLikeUsage() throws IOException {
    String other = PROVIDER.replace("POST /chat", "POST /other");

    assertThat(explain(other, "{'used': {'in': 3}}"))
        .contains("No reader of a provider file applies")
        .containsPattern("UNREAD *\\n +used\\.in +3\\n\\n$");
  }

  @Test
  void explain_elementThatNoConditionMeets_isListedWithWhatTheyAskFor() throws IOException {
    String parts =
        PROVIDER.replace(
            "\"cached\": \"usage.cached\"",
            "\"cached\": {\"sum\": \"usage.parts[].n\", \"where\": {\"kind\": \"cached\"}}");

    assertThat(
            explain(
                parts,
                "{'usage': {'in': 9, 'out': 1, 'parts': [{'kind': 'cached', 'n': 2}, {'kind': 'text', 'n': 7}]}}"))
        .containsPattern("UNREAD\\s+usage\\.parts\\[\\]\\.n \\[kind=text\\] +7\\n\\n$");
  }

  @Test
  void explain_numberThatTheFileIgnores_isNotListed() throws IOException {
    String ignoring =
        PROVIDER.replace(
            "\"free\": {", "\"ignored\": {\"*.total\": \"sum of the others\"}, \"free\": {");

    assertThat(explain(ignoring, USAGE)).doesNotContain("UNREAD");
  }

  @Test
  void explain_prompt_isNotShown() throws IOException {
    assertThat(explain(PROVIDER, USAGE))
        .containsPattern("(?m)^ {2}prompt +\\(a text of 12 characters\\) +request:prompt$")
        .doesNotContain("Tell");
  }

  @Test
  void explain_textThatIsNoNameAndNoConditionAsksFor_isNotShownThoughItIsOneWord()
      throws IOException {
    String answer = PROVIDER.replace("\"error\": \"error\"", "\"error\": \"answer\"");

    assertThat(explain(answer, "{'answer': 'Yes', 'usage': {'in': 1, 'out': 1}}"))
        .containsPattern("(?m)^ {2}error +\\(a text of 3 characters\\) +answer$");
  }

  @Test
  void explain_json_isRefused() throws IOException {
    Run run = Run.of("rate", "--explain", "--json", write("x.har", "{}"));

    assertThat(run.exitCode()).isEqualTo(Main.CHECK_FAILED);
    assertThat(run.err()).contains("--explain is for people");
  }

  private String explain(String provider, String reply) throws IOException {
    return explain(provider, 200, reply);
  }

  /** Single quotes of the reply stand for double ones. */
  private String explain(String provider, int status, String reply) throws IOException {
    write("acme.json", provider);
    write("prices.json", PRICES);
    String har =
        """
        {"log": {"entries": [{"startedDateTime": "2026-08-21T12:00:00Z",
          "request": {"method": "POST", "url": "https://api.acme.test/chat", "headers": [],
            "postData": {"mimeType": "application/json",
              "text": "{\\"model\\": \\"m-1\\", \\"prompt\\": \\"Tell me more\\"}"}},
          "response": {"status": %d, "headers": [],
            "content": {"mimeType": "application/json", "text": "%s"}}}]}}
        """
            .formatted(status, reply.replace("'", "\\\""));
    String file = write("call.har", har);
    Run run = Run.of("rate", "--explain", "--prices", dir.toString(), file);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run.out();
  }

  private String write(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content).toString();
  }
}
