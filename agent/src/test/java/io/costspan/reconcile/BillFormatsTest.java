package io.costspan.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BillFormatsTest {
  @Test
  void openai_usage_takesCachedTokensOutOfTheInput() throws IOException {
    assertThat(BillLines.of(BillFormat.OPENAI, "openai-usage.json"))
        .containsExactly(
            "2026-11-03 - vector store bytes: 4096 units",
            "2026-11-03 dall-e-3 calls: 2",
            "2026-11-03 dall-e-3 images: 3 units",
            "2026-11-03 gpt-4o-2024-08-06 cached_input_tokens: 2000 units",
            "2026-11-03 gpt-4o-2024-08-06 calls: 11",
            "2026-11-03 gpt-4o-2024-08-06 input_tokens: 10500 units",
            "2026-11-03 gpt-4o-2024-08-06 output_tokens: 3100 units",
            "2026-11-03 gpt-4o-2024-08-06 tool_calls: 7 units",
            "2026-11-03 text-embedding-3-small calls: 4",
            "2026-11-03 text-embedding-3-small input_tokens: 800 units",
            "2026-11-03 tts-1 calls: 1",
            "2026-11-03 tts-1 characters: 1500 units",
            "2026-11-03 whisper-1 audio_seconds: 61 units",
            "2026-11-03 whisper-1 calls: 1",
            "left out moderation, which is free: 1{}");
  }

  @Test
  void openai_emptyBucket_isADayOfTheBill() throws IOException {
    Bill bill = BillLines.bill(BillFormat.OPENAI, null, ZoneOffset.UTC, "openai-usage.json");

    assertThat(bill.days()).containsExactly(LocalDate.of(2026, 11, 3), LocalDate.of(2026, 11, 4));
    assertThat(bill.isCutOff()).isFalse();
  }

  @Test
  void openai_costs_readLineItems() throws IOException {
    assertThat(BillLines.of(BillFormat.OPENAI, "openai-costs.json"))
        .containsExactly(
            "2026-11-03 - assistants api | file search: 0.01 USD",
            "2026-11-03 - tool_calls: 7 units, 0.07 USD",
            "2026-11-03 gpt-4o-2024-08-06 cached_input_tokens: 2000 units, 0.0025 USD",
            "2026-11-03 gpt-4o-2024-08-06 input_tokens: 10500 units, 0.02625 USD",
            "2026-11-03 gpt-4o-2024-08-06 output_tokens: 3100 units, 0.031 USD",
            "2026-11-03 gpt-audio-mini-2025-12-15 input_tokens: 400 units, 0.004 USD",
            "2026-11-04 - all: 0.06 USD");
  }

  @Test
  void openai_pageThatIsNotTheLast_isTold() throws IOException {
    Bill bill = BillLines.bill(BillFormat.OPENAI, null, ZoneOffset.UTC, "openai-costs.json");

    assertThat(bill.isCutOff()).isTrue();
  }

  @Test
  void openai_usageAndCosts_countTheSameTokensOnce() throws IOException {
    assertThat(BillLines.of(BillFormat.OPENAI, "openai-usage.json", "openai-costs.json"))
        .contains(
            "2026-11-03 gpt-4o-2024-08-06 input_tokens: 10500 units, 0.02625 USD",
            "2026-11-03 gpt-4o-2024-08-06 output_tokens: 3100 units, 0.031 USD");
  }

  @Test
  void openai_csvOfTheDashboard_hasTheSameNames() throws IOException {
    assertThat(BillLines.of(BillFormat.OPENAI, "openai-usage.csv", "openai-costs.csv"))
        .containsExactly(
            "2026-11-03 gpt-4o-2024-08-06 cached_input_tokens: 2000 units",
            "2026-11-03 gpt-4o-2024-08-06 calls: 10",
            "2026-11-03 gpt-4o-2024-08-06 input_tokens: 10000 units, 0.025 USD",
            "2026-11-03 gpt-4o-2024-08-06 output_tokens: 3000 units");
  }

  @Test
  void anthropic_usage_addsUpWritesOfBothLifetimes() throws IOException {
    String[] same = {
      "2026-11-03 claude-haiku-4-5-20251001 cache_write_tokens: 1500 units",
      "2026-11-03 claude-haiku-4-5-20251001 cached_input_tokens: 200 units",
      "2026-11-03 claude-haiku-4-5-20251001 input_tokens: 1500 units",
      "2026-11-03 claude-haiku-4-5-20251001 output_tokens: 700 units",
      "2026-11-03 claude-haiku-4-5-20251001 tool_calls: 10 units"
    };

    assertThat(BillLines.of(BillFormat.ANTHROPIC, "anthropic-usage.json")).containsExactly(same);
    assertThat(BillLines.of(BillFormat.ANTHROPIC, "anthropic-usage.csv")).containsExactly(same);
  }

  @Test
  void anthropic_costs_areCents() throws IOException {
    assertThat(BillLines.of(BillFormat.ANTHROPIC, "anthropic-cost.json"))
        .containsExactly(
            "2026-11-03 - code_execution: 0.05 USD",
            "2026-11-03 - tool_calls: 0.1 USD",
            "2026-11-03 claude-haiku-4-5-20251001 input_tokens: 1.2345 USD",
            "2026-11-04 - all: 0.995 USD");
  }

  @Test
  void anthropic_costsOfTheConsole_areDollars() throws IOException {
    assertThat(BillLines.of(BillFormat.ANTHROPIC, "anthropic-cost.csv"))
        .containsExactly(
            "2026-11-03 Claude Haiku 4.5 cache_write_tokens: 0.02 USD",
            "2026-11-03 Claude Haiku 4.5 input_tokens: 1.5 USD",
            "2026-11-03 Claude Haiku 4.5 output_tokens: 0.5 USD");
  }

  @Test
  void aws_usageTypes_haveModelAndMeter() throws IOException {
    assertThat(BillLines.of(BillFormat.AWS, "aws-cur2.csv"))
        .containsExactly(
            "2026-11-03 - USE1-NovaCanvas-T2I-1024-Standard: 0.08 USD",
            "2026-11-03 Claude 3.5 Sonnet input_tokens: 0.25 USD",
            "2026-11-03 Claude4.6Sonnet cache_write_tokens: 1000 units, 0.00375 USD",
            "2026-11-03 Claude4.6Sonnet cached_input_tokens: 5000 units, 0.0015 USD",
            "2026-11-03 Claude4.6Sonnet input_tokens: 10000 units, 0.03 USD, credit -0.01 USD",
            "2026-11-03 Claude4.6Sonnet output_tokens: 3000 units, 0.045 USD",
            "2026-11-03 Nova2.0Lite input_tokens: 2000 units, 0.0002 USD",
            "2026-11-03 aws.textract all: 0.015 USD",
            "2026-11-03 openai.gpt-oss-120b input_tokens: 4000 units, 0.0006 USD",
            "left out Tax: 1{USD=0.0200000000}",
            "left out other services: 1{USD=0.0104000000}");
  }

  @Test
  void aws_gzip_isUnfolded() throws IOException {
    byte[] plain = Files.readAllBytes(Path.of("src/test/resources/reconcile/aws-cur2.csv"));
    ByteArrayOutputStream folded = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(folded)) {
      gzip.write(plain);
    }
    BillReader reader = new BillReader(BillFormat.AWS, null, ZoneOffset.UTC, day -> true);
    reader.read("cur.csv.gz", new ByteArrayInputStream(folded.toByteArray()));

    assertThat(BillLines.of(reader.bill())).isEqualTo(BillLines.of(BillFormat.AWS, "aws-cur2.csv"));
  }

  @Test
  void aws_columnsOfTheOlderReport_areReadToo() throws IOException {
    String report =
        """
        lineItem/UsageStartDate,lineItem/UsageEndDate,lineItem/LineItemType,lineItem/ProductCode,\
        lineItem/UsageType,lineItem/UsageAmount,lineItem/UnblendedCost,lineItem/CurrencyCode,pricing/unit
        2026-11-03T08:00:00Z,2026-11-03T09:00:00Z,Usage,AmazonBedrock,\
        USE1-NovaPro-input-tokens,2,0.0016,USD,1K tokens
        """;

    assertThat(BillLines.of(bill(BillFormat.AWS, report)))
        .containsExactly("2026-11-03 NovaPro input_tokens: 2000 units, 0.0016 USD");
  }

  @Test
  void aws_rowsOfAMonth_areRefused() {
    String report =
        """
        line_item_usage_start_date,line_item_usage_end_date,line_item_line_item_type,\
        line_item_product_code,line_item_usage_type,line_item_usage_amount,\
        line_item_unblended_cost,line_item_currency_code,pricing_unit
        2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,Usage,AmazonBedrock,\
        USE1-NovaPro-input-tokens,2,0.0016,USD,1K tokens
        """;

    assertThatThrownBy(() -> bill(BillFormat.AWS, report))
        .hasMessage("bill, line 2: covers 30 days; export it by the day or by the hour");
  }

  @Test
  void azure_meterNames_haveModelAndDirection() throws IOException {
    assertThat(BillLines.of(BillFormat.AZURE, "azure-ea.csv"))
        .containsExactly(
            "2026-11-03 gpt-4.1 cached_input_tokens: 2000 units, 0.001 EUR",
            "2026-11-03 gpt-4o-0806 input_tokens: 12000 units, 0.03 EUR",
            "2026-11-03 gpt-4o-0806 output_tokens: 3000 units, 0.03 EUR",
            "2026-11-03 o4-mini-0416 output_tokens: 1000 units, 0.0022 EUR",
            "2026-11-03 text-embedding-3-large input_tokens: 100000 units, 0.013 EUR",
            "left out Purchase: 1{EUR=200}",
            "left out other services: 1{EUR=2.5}");
  }

  @Test
  void azure_customerAgreement_countsInMillions() throws IOException {
    assertThat(BillLines.of(BillFormat.AZURE, "azure-mca.csv"))
        .containsExactly(
            "2026-11-03 gpt-5-nano input_tokens: 250000 units, 0.0125 USD",
            "2026-11-03 gpt-5.4-nano output_tokens: 100000 units, 0.125 USD");
  }

  @Test
  void google_skus_haveModelAndDirection() throws IOException {
    assertThat(BillLines.of(BillFormat.GOOGLE, "google.jsonl"))
        .containsExactly(
            "2026-11-03 - Grounding with Google Search: 0.035 USD",
            "2026-11-03 Gemini 2.5 Pro output_tokens: 2000 units, 0.02 USD",
            "2026-11-03 gcp.vision all: 0.015 USD",
            "2026-11-03 gemini 2.5 flash cached_input_tokens: 1000 units, 0.0001 USD",
            "2026-11-03 gemini 2.5 flash input_tokens: 10000 units, 0.003 USD, credit -0.001 USD",
            "2026-11-03 gemini 2.5 flash output_tokens: 2000 units, 0.005 USD",
            "left out other services: 1{USD=1.5}",
            "left out tax: 1{USD=0.002}");
  }

  @Test
  void google_flatCsv_hasTheSameNames() throws IOException {
    assertThat(BillLines.of(BillFormat.GOOGLE, "google.csv"))
        .containsExactly(
            "2026-11-03 Gemini 2.0 Flash output_tokens: 2000 units, 0.0008 USD,"
                + " credit -0.0002 USD");
  }

  @Test
  void google_hourOfAnotherZone_belongsToItsDay() throws IOException {
    Bill bill =
        BillLines.bill(BillFormat.GOOGLE, null, ZoneId.of("America/Los_Angeles"), "google.csv");

    assertThat(bill.days()).containsExactly(LocalDate.of(2026, 11, 3));
    assertThat(
            BillLines.bill(BillFormat.GOOGLE, null, ZoneId.of("Pacific/Pago_Pago"), "google.csv")
                .days())
        .containsExactly(LocalDate.of(2026, 11, 2));
  }

  @Test
  void openrouter_apiAndCsv_sayTheSame() throws IOException {
    String[] same = {
      "2026-11-03 anthropic/claude-sonnet-4.5 all: 0.015 USD",
      "2026-11-03 anthropic/claude-sonnet-4.5 all_input_tokens: 500 units",
      "2026-11-03 anthropic/claude-sonnet-4.5 calls: 5",
      "2026-11-03 anthropic/claude-sonnet-4.5 output_tokens: 125 units"
    };

    assertThat(BillLines.of(BillFormat.OPENROUTER, "openrouter.csv")).containsExactly(same);
    assertThat(BillLines.of(BillFormat.OPENROUTER, "openrouter.json"))
        .startsWith(same)
        .endsWith("left out paid to other providers with your own keys: 1{USD=0.012}");
  }

  @Test
  void csv_columnsOfTheUser_areRead() throws IOException {
    Bill bill =
        BillLines.bill(
            BillFormat.CSV,
            "day=Date,model=Model,meter=Kind,quantity=Count,amount=Cost,currency=Money,calls=Calls",
            ZoneOffset.UTC,
            "house.csv");

    assertThat(BillLines.of(bill))
        .containsExactly(
            "2026-11-03 gpt-4o Service fee: 0.01 EUR",
            "2026-11-03 gpt-4o calls: 10",
            "2026-11-03 gpt-4o input_tokens: 12000 units, 0.03 EUR",
            "2026-11-03 gpt-4o output_tokens: 3000 units, 0.03 EUR");
  }

  @Test
  void csv_columnForEachMeter_isRead() throws IOException {
    BillReader reader =
        new BillReader(
            BillFormat.CSV,
            "day=Date,model=Model,input_tokens=Prompt,output_tokens=Reply,amount=Cost,currency=CHF",
            ZoneOffset.UTC,
            day -> true);
    reader.read("bill", stream("Date,Model,Prompt,Reply,Cost\n2026-11-03,gpt-4o,5,7,0.5\n"));

    assertThat(BillLines.of(reader.bill()))
        .containsExactly(
            "2026-11-03 gpt-4o all: 0.5 CHF",
            "2026-11-03 gpt-4o input_tokens: 5 units",
            "2026-11-03 gpt-4o output_tokens: 7 units");
  }

  @Test
  void csv_wrongMapping_saysWhatIsValid() {
    assertThatThrownBy(
            () -> new BillReader(BillFormat.CSV, "day=Date,sum=Cost", ZoneOffset.UTC, day -> true))
        .hasMessageContaining("\"sum=Cost\" is not NAME=COLUMN with one of the names day, model");
    assertThatThrownBy(() -> new BillReader(BillFormat.CSV, null, ZoneOffset.UTC, day -> true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fileOfAnotherFormat_isRefusedWithItsPlace() {
    assertThatThrownBy(() -> bill(BillFormat.OPENROUTER, "a,b\n1,2\n"))
        .hasMessage("bill, line 2: \"date\" is missing; export it with this column");
    assertThatThrownBy(() -> bill(BillFormat.OPENROUTER, "date,model,usage\n2026-11-03,x,much\n"))
        .hasMessage("bill, line 2: \"usage\" is not a decimal number such as 1234.5");
    assertThatThrownBy(() -> bill(BillFormat.OPENROUTER, "date,model,usage\n3.11.,x,1\n"))
        .hasMessageContaining("\"3.11.\" is no day such as 2026-11-03");
  }

  @Test
  void jsonThatIsCutOff_isRefused() {
    assertThatThrownBy(() -> bill(BillFormat.OPENROUTER, "{\"data\": [{\"date\": \"2026-"))
        .hasMessageContaining("bill, line 1: not JSON");
  }

  private static Bill bill(BillFormat format, String text) throws IOException {
    BillReader reader = new BillReader(format, null, ZoneOffset.UTC, day -> true);
    reader.read("bill", stream(text));
    return reader.bill();
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
