package io.costspan.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.Billing;
import io.costspan.usage.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reply that HTTP calls a failure costs nothing, whoever sends it and whatever it looks like. */
class FailedRepliesTest {
  private static final List<Integer> FAILURES = List.of(400, 422, 429, 500, 503);

  /** None of them counts anything. */
  private static final List<String> BODIES =
      List.of(
          "",
          "upstream connect error",
          "{}",
          "[]",
          "{'error':'m'}",
          "{'error':{'message':'m','type':'t'}}",
          "{'message':'m'}",
          "{'detail':'m'}",
          "{'detail':[{'msg':'m','loc':['body','prompt']}]}",
          "{'code':'c','errors':['m'],'request_id':'r'}",
          """
          {"id":"r","name":"n","status":"completed","state":"succeeded","done":true,"text":"t","url":"u",
           "image":{"url":"u"},"images":[{"url":"u","b64_json":"QQ=="}],"video":{"url":"u"},"videos":[{"url":"u"}],
           "audio":{"url":"u"},"data":[{"url":"u","b64_json":"QQ=="}],"output":["u"],"results":[{"id":"r"}],
           "artifacts":[{"base64":"QQ==","finishReason":"SUCCESS"}],"predictions":[{"bytesBase64Encoded":"QQ=="}],
           "response":{"videos":[{"uri":"u"}]},"result":{"sample":"u"}}""");

  private int operations;

  @Test
  void failedReply_ofAnyOperation_isNeverBilled() {
    List<String> billed = new ArrayList<>();
    ProviderFiles files = new ProviderFiles(BundledProviders.sources(), true);
    BundledProviders.files().stream()
        .map(ProviderFile::name)
        .map(files::file)
        .filter(file -> !file.hosts().isEmpty())
        .forEach(file -> file.operations().keySet().forEach(key -> send(file, key, billed)));

    assertThat(billed).isEmpty();
    assertThat(operations).isGreaterThan(500);
  }

  private void send(ProviderFile file, String operation, List<String> billed) {
    String[] words = operation.split(" ");
    String url = url(file, words[1]);
    String header = words.length > 2 ? words[2] : "";
    operations++;
    Traffic traffic = new Traffic();
    for (int status : FAILURES) {
      for (String body : BODIES) {
        UsageRecord record = request(traffic, words[0], url, header).json(status, body);
        Billing.Kind kind = record.billing().kind();
        if (kind == Billing.Kind.BILLED || kind == Billing.Kind.PARTIAL) {
          billed.add(file.name() + " " + operation + " " + status + " " + body);
        }
      }
    }
  }

  private static Traffic.Request request(
      Traffic traffic, String method, String url, String header) {
    String body =
        "{'model':'m','prompt':'p','input':'i','text':'t','num_images':1,'duration':'5','n':1}";
    return header.startsWith("x-amz-target:")
        ? traffic.target(url, header.substring(header.indexOf(':') + 1).replace("*", "X"), body)
        : traffic.request(method, url, "application/json", body);
  }

  private static String url(ProviderFile file, String path) {
    String base = file.bases().isEmpty() ? "" : file.bases().get(0);
    String host = file.hosts().get(0).replace("*", "x");
    return "https://" + filled(host) + filled(base) + filled(path);
  }

  /** A text that the pattern matches. */
  private static String filled(String pattern) {
    return pattern
        .replaceAll("\\{\\w+\\*\\*}", "x/y")
        .replaceAll("\\{\\w+=([^}*]*)\\**}", "$1x")
        .replaceAll("\\{\\w+}", "x")
        .replace("**", "x");
  }
}
