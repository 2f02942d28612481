package io.costspan.it.aws;

import io.costspan.it.apps.Transcript;
import java.util.List;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** Calls Bedrock's stand-in with the HTTP clients that the SDK chooses, and with the others. */
public final class BedrockApp {
  private static final AttributeMap TRUST =
      AttributeMap.builder().put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true).build();
  private static final AttributeMap HTTP2 =
      TRUST.toBuilder().put(SdkHttpConfigurationOption.PROTOCOL, Protocol.HTTP2).build();

  private BedrockApp() {}

  /** URL over TLS, then the clients. */
  public static void main(String[] arguments) {
    String url = arguments[0];
    for (String client : List.of(arguments).subList(1, arguments.length)) {
      Transcript.section(client, () -> call(url, client));
    }
    System.exit(0);
  }

  private static void call(String url, String client) {
    switch (client) {
      case "default-async" -> AsyncCalls.onDefault(url);
      case "default" -> SyncCalls.onDefault(url);
      case "netty-http1" ->
          new AsyncCalls(url, NettyNioAsyncHttpClient.builder().buildWithDefaults(TRUST)).run();
      case "crt-async" ->
          new AsyncCalls(url, AwsCrtAsyncHttpClient.builder().buildWithDefaults(HTTP2)).run();
      case "crt-async-http1" ->
          new AsyncCalls(url, AwsCrtAsyncHttpClient.builder().buildWithDefaults(TRUST)).run();
      case "crt" -> new SyncCalls(url, AwsCrtHttpClient.builder().buildWithDefaults(TRUST)).run();
      case "apache4" ->
          new SyncCalls(url, ApacheHttpClient.builder().buildWithDefaults(TRUST)).run();
      case "url-connection" ->
          new SyncCalls(url, UrlConnectionHttpClient.builder().buildWithDefaults(TRUST)).run();
      default -> throw new IllegalArgumentException(client);
    }
  }
}
