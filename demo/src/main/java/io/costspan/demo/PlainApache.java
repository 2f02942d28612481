package io.costspan.demo;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** No SDK at all: JSON by hand over Apache HttpClient 5. */
final class PlainApache implements AutoCloseable {
  private static final Pattern ANSWER = Pattern.compile("\"(?:content|message)\":\\s*\"([^\"]*)\"");

  private final CloseableHttpClient client = HttpClients.createDefault();
  private final String baseUrl;

  PlainApache(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  String chat(String model) throws IOException {
    HttpPost post = new HttpPost(baseUrl + "/chat/completions");
    String question =
        """
        {"model": "%s", "messages": [{"role": "user", "content": "What does it cost?"}]}"""
            .formatted(model);
    post.setEntity(new StringEntity(question, ContentType.APPLICATION_JSON));
    return client.execute(
        post,
        response -> response.getCode() + " " + answer(EntityUtils.toString(response.getEntity())));
  }

  private static String answer(String body) {
    Matcher matcher = ANSWER.matcher(body);
    return matcher.find() ? matcher.group(1) : body;
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
