package io.costspan.recordings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.costspan.wire.Headers;
import java.net.URL;
import java.util.Locale;

/** An exchange to be replayed, broken in some way or whole. */
record Sample(
    String id,
    String method,
    URL url,
    Headers requestHeaders,
    byte[] request,
    int status,
    Headers responseHeaders,
    byte[] response) {

  int length() {
    return request.length + response.length;
  }

  Sample withRequest(byte[] other) {
    return new Sample(id, method, url, requestHeaders, other, status, responseHeaders, response);
  }

  Sample withResponse(byte[] other) {
    return new Sample(id, method, url, requestHeaders, request, status, responseHeaders, other);
  }

  /** The response claims to be something else. */
  Sample claiming(String contentType, String contentEncoding) {
    Headers claims =
        name ->
            switch (name.toLowerCase(Locale.ROOT)) {
              case "content-type" -> contentType;
              case "content-encoding" -> contentEncoding;
              default -> responseHeaders.get(name);
            };
    return new Sample(id, method, url, requestHeaders, request, status, claims, response);
  }

  @Override
  public String toString() {
    return id
        + (" as " + responseHeaders.get("content-type"))
        + (" in " + responseHeaders.get("content-encoding"))
        + (": " + new String(request, ISO_8859_1))
        + (" -> " + new String(response, ISO_8859_1));
  }
}
