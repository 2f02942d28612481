package io.costspan.ratecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelNamesTest {
  @ParameterizedTest
  @CsvSource({
    "GPT-4o, gpt-4o",
    "' gpt-4o ', gpt-4o",
    "models/gemini-2.5-flash, gemini-2.5-flash",
    "publishers/google/models/gemini-2.5-pro, gemini-2.5-pro",
    "projects/p/locations/us-east5/publishers/anthropic/models/claude-opus-4@20250514, claude-opus-4-20250514",
    "ft:gpt-4o-2024-08-06:acme::AbC123, ft:gpt-4o-2024-08-06:acme::abc123",
    "ft:gpt-4o-mini-2024-07-18, ft:gpt-4o-mini-2024-07-18",
    "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0, amazon.nova-lite-v1:0",
    "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0, us.amazon.nova-lite-v1:0",
    "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1B2, arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2",
  })
  void normalise_keepsWhatThePriceDependsOn(String model, String name) {
    assertThat(ModelNames.normalise(model)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o-2024-08-06, gpt-4o",
    "claude-sonnet-4-5-20250929, claude-sonnet-4-5",
    "command-r-08-2024, command-r",
    "gemini-2.5-flash-preview-04-17, gemini-2.5-flash-preview",
    "gpt-4-0613, gpt-4",
    "gemini-2.0-flash-001, gemini-2.0-flash",
    "claude-3-5-sonnet-latest, claude-3-5-sonnet",
  })
  void candidates_theSnapshotBeforeItsAlias(String name, String alias) {
    assertThat(ModelNames.candidates(name)).containsExactly(name, alias);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5-6-luna, gpt-5.6-luna",
    "gpt-5.6-luna, gpt-5-6-luna",
    "claude-opus-4.5-20251101, claude-opus-4-5-20251101",
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0, us.anthropic.claude-sonnet-4.5-20250929-v1:0",
  })
  void respelt_versionsWithDotsAndDashes(String name, String other) {
    assertThat(ModelNames.respelt(name)).containsExactly(name, other);
  }

  @Test
  void respelt_datesAndSizesStayAsTheyAre() {
    assertThat(ModelNames.respelt("gpt-4-0613")).containsExactly("gpt-4-0613");
    assertThat(ModelNames.respelt("gemma-3-27b-it")).containsExactly("gemma-3-27b-it");
    assertThat(ModelNames.respelt("gpt-4o-2024-08-06")).containsExactly("gpt-4o-2024-08-06");
  }

  @ParameterizedTest
  @CsvSource({
    "mistral-small-2402, 2024-02-29",
    "gpt-4o-2024-08-06, 2024-08-06",
    "claude-sonnet-4-5-20250929, 2025-09-29",
    "anthropic.claude-sonnet-4-5-20250929-v1:0, 2025-09-29",
    "gpt-4-0613, ",
    "gemini-2.0-flash-001, ",
    "gpt-5.6-luna, ",
  })
  void snapshot_isTheDayInTheName(String name, LocalDate day) {
    assertThat(ModelNames.snapshot(name)).isEqualTo(day);
  }

  @Test
  void candidates_aFineTunedModelIsNeverItsBase() {
    assertThat(ModelNames.candidates("ft:gpt-4o-2024-08-06:acme::abc123"))
        .containsExactly("ft:gpt-4o-2024-08-06:acme::abc123", "ft:gpt-4o-2024-08-06", "ft:gpt-4o");
  }

  @Test
  void candidates_aVersionIsNoDate() {
    assertThat(ModelNames.candidates("claude-opus-4-8")).containsExactly("claude-opus-4-8");
    assertThat(ModelNames.candidates("gpt-5.6-luna")).containsExactly("gpt-5.6-luna");
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5, gpt-5-2025-08-07",
    "gpt-5, gpt-5",
    "gpt-5, gpt-5-codex",
    "claude-opus-4, claude-opus-4-20250514",
    "gpt-4, gpt-4-0613",
    "fal-ai/kling/, fal-ai/kling/v2/master",
    "tts-1, tts-1-1106",
    "gemma-3-, gemma-3-27b-it",
  })
  void family_takesNewWords(String prefix, String name) {
    assertThat(ModelNames.isOfFamily(name, prefix)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5, gpt-5.6-luna",
    "gpt-5, gpt-55",
    "gpt-4, gpt-4o",
    "claude-opus-4, claude-opus-4-8",
    "claude-opus-4, claude-opus-4-8-20260601",
    "gpt-oss, gpt-oss-20b",
    "gpt-5, my-gpt-5",
  })
  void family_neverJumpsToAnother(String prefix, String name) {
    assertThat(ModelNames.isOfFamily(name, prefix)).isFalse();
  }
}
