package io.costspan.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.TestPrices;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameGroupsTest {
  @ParameterizedTest
  @CsvSource({
    "openai, gpt-4o-2024-08-06, gpt-4o-2024-08-06",
    "openai, gpt-4o, gpt-4o-2024-08-06",
    "openai, gpt-4o-2024-08-06, gpt-4o",
    "anthropic, Claude Haiku 4.5, claude-haiku-4-5-20251001",
    "anthropic, claude-3-5-sonnet-20241022, claude-3-5-sonnet-latest",
    "aws.bedrock, Claude4.6Sonnet, us.anthropic.claude-sonnet-4-6-20260501-v1:0",
    "aws.bedrock, Claude 3.5 Sonnet, anthropic.claude-3-5-sonnet-20240620-v1:0",
    "aws.bedrock, Claude4Sonnet, anthropic.claude-sonnet-4-20250514-v1:0",
    "aws.bedrock, Nova2.0Lite, amazon.nova-2-lite-v1:0",
    "aws.bedrock, NovaPro, eu.amazon.nova-pro-v1:0",
    "aws.bedrock, openai.gpt-oss-120b, openai.gpt-oss-120b-1:0",
    "aws.bedrock, DeepSeek-R1, deepseek.r1-v1:0",
    "aws.bedrock, Claude4.6Sonnet, "
        + "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6-20260501-v1:0",
    "azure.ai.openai, gpt-4o-0806, gpt-4o-2024-08-06",
    "azure.ai.openai, o4-mini-0416, o4-mini-2025-04-16",
    "azure.ai.openai, gpt-5.4-nano, gpt-5.4-nano-2026-03-05",
    "azure.ai.openai, gpt-3.5-turbo, gpt-35-turbo",
    "gcp.gemini, gemini 2.5 flash, gemini-2.5-flash",
    "gcp.gemini, Gemini 2.0 Flash, models/gemini-2.0-flash-001",
    "gcp.vertex_ai, Gemini 2.5 Pro, publishers/google/models/gemini-2.5-pro",
    "openrouter, anthropic/claude-sonnet-4.5, anthropic/claude-4.5-sonnet-20250929"
  })
  void names_ofTheSameModel_match(String provider, String their, String own) {
    assertThat(groups(Set.of(their), own(provider, own)).isMatched(their)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-4o-2024-05-13, gpt-4o-2024-08-06",
    "openai, gpt-4.5-preview, gpt-5.4-preview",
    "openai, gpt-4o-mini, gpt-4o",
    "anthropic, Claude Opus 4.5, claude-sonnet-4-5",
    "aws.bedrock, Claude4.6Sonnet, anthropic.claude-sonnet-4-5-20250929-v1:0",
    "aws.bedrock, Nova2.0Lite, amazon.nova-lite-v1:0",
    "azure.ai.openai, gpt-4o-0513, gpt-4o-2024-08-06",
    "openrouter, deepseek/deepseek-r1:free, deepseek/deepseek-r1"
  })
  void names_ofOtherModels_doNotMatch(String provider, String their, String own) {
    assertThat(groups(Set.of(their), own(provider, own)).isMatched(their)).isFalse();
  }

  @Test
  void deployment_matchesByTheModelThatAnswered() {
    OwnName own = new OwnName("azure.ai.openai", "gpt-4o-2024-08-06", "our-chat");

    assertThat(groups(Set.of("gpt-4o-0806"), own).label(own)).isEqualTo("gpt-4o-0806");
  }

  @Test
  void deployment_withoutAnAnswer_matchesIfItIsNamedLikeTheModel() {
    OwnName own = new OwnName("azure.ai.openai", null, "gpt-4o-mini");

    assertThat(groups(Set.of("gpt-4o-mini-0718"), own).label(own)).isEqualTo("gpt-4o-mini-0718");
  }

  @Test
  void equalNames_keepSnapshotsApart() {
    OwnName may = own("openai", "gpt-4o-2024-05-13");
    OwnName august = own("openai", "gpt-4o-2024-08-06");
    NameGroups groups = groups(Set.of("gpt-4o-2024-05-13", "gpt-4o-2024-08-06"), may, august);

    assertThat(groups.label(may)).isEqualTo("gpt-4o-2024-05-13");
    assertThat(groups.label(august)).isEqualTo("gpt-4o-2024-08-06");
  }

  @Test
  void nameWithoutDate_joinsTheSnapshotsThatItMayMean() {
    OwnName undated = own("openai", "gpt-4o");
    OwnName august = own("openai", "gpt-4o-2024-08-06");
    NameGroups groups = groups(Set.of("gpt-4o-2024-05-13", "gpt-4o-2024-08-06"), undated, august);

    assertThat(groups.label(undated)).isEqualTo("gpt-4o-2024-05-13, gpt-4o-2024-08-06");
    assertThat(groups.label(august)).isEqualTo("gpt-4o-2024-05-13, gpt-4o-2024-08-06");
  }

  @Test
  void serviceWithoutModels_isThatOfTheProvider() {
    OwnName own = new OwnName("aws.textract", null, null);

    assertThat(groups(Set.of("aws.textract"), own).isMatched("aws.textract")).isTrue();
  }

  @Test
  void aliasOfTheUsersCard_matches() {
    String card =
        "{'id': 'house/large', 'provider': 'house', 'model': ['big-one', 'large'], 'price':"
            + " [{'meter': 'input_tokens', 'rate': '1'}]}";
    OwnName own = own("house", "large");
    NameGroups groups =
        new NameGroups(Set.of("Big One"), List.of(own), TestPrices.users(card).get());

    assertThat(groups.isMatched("Big One")).isTrue();
  }

  @Test
  void cardForAnyModel_matchesNothing() {
    String card =
        "{'id': 'house/any', 'provider': 'house', 'model': '*', 'price':"
            + " [{'meter': 'input_tokens', 'rate': '1'}]}";
    OwnName own = own("house", "large");
    NameGroups groups = new NameGroups(Set.of("small"), List.of(own), TestPrices.users(card).get());

    assertThat(groups.isMatched("small")).isFalse();
    assertThat(groups.label(own)).isEqualTo("large");
  }

  private static OwnName own(String provider, String model) {
    return new OwnName(provider, model, null);
  }

  private static NameGroups groups(Set<String> theirs, OwnName... ours) {
    return new NameGroups(
        theirs, Stream.of(ours).collect(Collectors.toList()), TestPrices.bundled().get());
  }
}
