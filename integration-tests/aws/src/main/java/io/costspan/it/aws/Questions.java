package io.costspan.it.aws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** What is asked, and whom. */
final class Questions {
  static final String PRO = "us.amazon.nova-pro-v1:0";

  /** Answers in a stream. */
  static final String MICRO = "us.amazon.nova-micro-v1:0";

  /** Answers at the second attempt. */
  static final String LITE = "us.amazon.nova-lite-v1:0";

  private Questions() {}

  static Message question() {
    return Message.builder()
        .role(ConversationRole.USER)
        .content(ContentBlock.fromText("What does it cost?"))
        .build();
  }

  static <B extends AwsClientBuilder<B, ?>> B at(String url, B builder) {
    return builder
        .endpointOverride(URI.create(url))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
  }
}
