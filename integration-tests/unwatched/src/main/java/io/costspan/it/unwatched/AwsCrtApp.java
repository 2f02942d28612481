package io.costspan.it.unwatched;

import java.net.URI;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** One call through AWS's CRT client, whose TLS is native code. */
public final class AwsCrtApp {
  private AwsCrtApp() {}

  /** Host and port. */
  public static void main(String[] arguments) throws Exception {
    AttributeMap trustAll =
        AttributeMap.builder().put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true).build();
    try (SdkHttpClient client = AwsCrtHttpClient.builder().buildWithDefaults(trustAll)) {
      SdkHttpRequest request =
          SdkHttpRequest.builder()
              .method(SdkHttpMethod.GET)
              .uri(URI.create("https://" + arguments[0] + ":" + arguments[1] + "/v1/models"))
              .putHeader("Host", arguments[0])
              .build();
      var call =
          client.prepareRequest(HttpExecuteRequest.builder().request(request).build()).call();
      Called.awaitEnd(call.httpResponse().statusCode());
    }
  }
}
