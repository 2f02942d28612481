package io.costspan.it.traced;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/**
 * The AWS SDK for Bedrock on Apache HttpClient 4, which the OpenTelemetry agent makes spans for.
 */
record Bedrock(BedrockRuntimeClient client) {
  private static final String MODEL = "us.amazon.nova-pro-v1:0";

  static Bedrock at(String url) {
    return new Bedrock(
        BedrockRuntimeClient.builder()
            .endpointOverride(URI.create(url + "/bedrock"))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
            .httpClientBuilder(ApacheHttpClient.builder())
            .build());
  }

  void converse() {
    Message question =
        Message.builder()
            .role(ConversationRole.USER)
            .content(ContentBlock.fromText("What does it cost?"))
            .build();
    client.converse(request -> request.modelId(MODEL).messages(question));
  }

  void invoke() {
    String body =
        "{\"messages\": [{\"role\": \"user\", \"content\": [{\"text\": \"What does it cost?\"}]}]}";
    client.invokeModel(request -> request.modelId(MODEL).body(SdkBytes.fromUtf8String(body)));
  }
}
