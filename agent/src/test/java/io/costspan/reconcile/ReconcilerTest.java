package io.costspan.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.CallFacts;
import io.costspan.pipeline.CallFixture;
import io.costspan.pipeline.RatedCall;
import io.costspan.ratecard.TestPrices;
import io.costspan.rating.ExchangeRates;
import io.costspan.usage.Exactness;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
  private static final String HEAD = "Day,Model,Meter,Count,Cost,Calls\n";
  private static final String EXACT =
      HEAD
          + "2026-11-03,gpt-4o,input tokens,1200,0.003,1\n"
          + "2026-11-03,gpt-4o,output tokens,300,0.003,\n";

  private final List<RatedCall> calls = new ArrayList<>();
  private BillFormat format = BillFormat.CSV;
  private String columns = "day=Day,model=Model,meter=Meter,quantity=Count,amount=Cost,calls=Calls";
  private String tolerance = "0.01";
  private ExchangeRates rates = ExchangeRates.NONE;
  private ZoneId zone = ZoneOffset.UTC;

  @Test
  void sameFigures_agree() throws IOException {
    call("2026-11-03T10:00:00Z", CallFixture.chat());

    Reconciliation result = compare(EXACT);

    assertThat(lines(result))
        .containsExactly(
            "2026-11-03 gpt-4o calls calls: 1 1 0",
            "2026-11-03 gpt-4o input_tokens units: 1200 1200 0",
            "2026-11-03 gpt-4o input_tokens USD: 0.003 0.003 0",
            "2026-11-03 gpt-4o output_tokens units: 300 300 0",
            "2026-11-03 gpt-4o output_tokens USD: 0.003 0.003 0");
    assertThat(result.within()).isTrue();
    assertThat(result.totals())
        .extracting(Total::unit)
        .containsExactly("USD", "input_tokens", "output_tokens");
  }

  @Test
  void anotherPrice_isSeenByTheSameQuantity() throws IOException {
    call("2026-11-03T10:00:00Z", CallFixture.chat());

    Reconciliation result = compare(EXACT.replace("1200,0.003", "1200,0.0027"));

    assertThat(lines(result))
        .contains(
            "2026-11-03 gpt-4o input_tokens USD: 0.0027 0.003 -0.0003 | the same quantity at"
                + " another price, 2.25 instead of 2.5 per million: a contract, a volume tier, a"
                + " service tier or an old price");
    assertThat(result.within()).isFalse();
  }

  @Test
  void tolerance_isOfTheBill() throws IOException {
    call("2026-11-03T10:00:00Z", CallFixture.chat());
    String bill = EXACT.replace("1200,0.003", "1200,0.0031");

    tolerance = "0.0164";
    assertThat(compare(bill).within()).isTrue();
    tolerance = "0.0163";
    assertThat(compare(bill).within()).isFalse();
  }

  @Test
  void modelsThatMakeUpForEachOther_doNotAgree() throws IOException {
    call("2026-11-03T10:00:00Z", CallFixture.chat());
    call("2026-11-03T11:00:00Z", mini("5000"));

    Reconciliation result =
        compare(HEAD + "2026-11-03,gpt-4o,all,,0.009,\n" + "2026-11-03,gpt-4o-mini,all,,0.002,\n");

    Total total = result.totals().get(0);
    assertThat(total.difference()).isEqualByComparingTo("0");
    assertThat(total.mismatch()).isEqualByComparingTo("0.006");
    assertThat(total.within()).isFalse();
  }

  @Test
  void daysThatMakeUpForEachOther_agree() throws IOException {
    call("2026-11-03T23:59:59.500Z", CallFixture.chat());
    call("2026-11-04T12:00:00Z", CallFixture.chat());

    Reconciliation result =
        compare(HEAD + "2026-11-03,gpt-4o,all,,0,\n2026-11-04,gpt-4o,all,,0.012,\n");

    assertThat(result.rows().get(0).why())
        .contains(
            "1 call ended after midnight",
            "made up for on the next day: calls around midnight, or another time zone");
    assertThat(result.rows().get(1).why()).contains("makes up for the day before");
    assertThat(result.within()).isTrue();
  }

  @Test
  void endsOfTheLedger_mayBeWhyItHasLess() throws IOException {
    call("2026-11-03T10:00:00Z", CallFixture.chat());

    assertThat(row(compare(EXACT.replace("1200", "5000")), "input_tokens", "units").why())
        .containsExactly(
            "the ledger begins at 2026-11-03T10:00:00Z", "the ledger ends at 2026-11-03T10:00:00Z");
  }

  @Test
  void differenceThatNothingExplains_isSaidToBeOne() throws IOException {
    call("2026-11-02T10:00:00Z", CallFixture.chat());
    call("2026-11-03T10:00:00Z", CallFixture.chat());
    call("2026-11-04T10:00:00Z", CallFixture.chat());

    assertThat(row(compare(EXACT.replace("1200", "5000")), "input_tokens", "units").why())
        .containsExactly(
            "nothing in the ledger explains it: other JVMs, hosts or tools, or another price");
  }

  @Test
  void zone_movesCallsToItsDays() throws IOException {
    call("2026-11-04T03:00:00Z", CallFixture.chat());
    zone = ZoneId.of("America/New_York");

    assertThat(compare(EXACT).within()).isTrue();
    assertThat(compare(EXACT).notes())
        .contains(
            "The ledger's days are those of America/New_York, and so are the bill's where it has"
                + " hours; whole days of a bill are days of UTC");
  }

  @Test
  void unratedCalls_haveQuantitiesAndNoMoney() throws IOException {
    call("2026-11-03T10:00:00Z", CallFixture.chat());
    call(
        "2026-11-03T11:00:00Z",
        CallFixture.call("openai", "chat", "gpt-4o")
            .used(UsageMeter.INPUT_TOKENS, "1000", Map.of())
            .unrated("unknown_model"));

    Reconciliation result = compare(HEAD + "2026-11-03,gpt-4o,input tokens,2200,0.0055,2\n");

    assertThat(lines(result)).contains("2026-11-03 gpt-4o input_tokens units: 2200 2200 0");
    assertThat(row(result, "input_tokens", "USD").why()).contains("1 call unrated (unknown_model)");
  }

  @Test
  void estimatedAndFreeCalls_areNamed() throws IOException {
    call("2026-11-03T10:00:00Z", CallFixture.chat().estimated());
    call("2026-11-03T11:00:00Z", CallFixture.chat().free("failed"));
    call("2026-11-03T11:00:00Z", CallFixture.chat().failing(500));

    assertThat(row(compare(EXACT.replace("1200", "5000")), "input_tokens", "units").why())
        .contains(
            "1 call estimated", "1 call taken as free (failed)", "1 call failed and yet rated");
  }

  @Test
  void callsThatNoProviderCounts_areNone() throws IOException {
    call("2026-11-03T10:00:00Z", CallFixture.chat());
    call("2026-11-03T11:00:00Z", CallFixture.chat().blocked());
    for (String reason :
        List.of("not_sent", "not_billable", "already_rated", "cache_hit", "failed")) {
      call("2026-11-03T11:00:00Z", CallFixture.chat().free(reason));
    }

    assertThat(lines(compare(EXACT))).contains("2026-11-03 gpt-4o calls calls: 1 1 0");
  }

  @Test
  void batch_isOneCallOfMany() throws IOException {
    call(
        "2026-11-03T10:00:00Z",
        CallFixture.call("openai", "batch", "gpt-4o").charged(UsageMeter.INPUT_TOKENS, "9", "1"));

    Reconciliation result = compare(HEAD + "2026-11-03,gpt-4o,input tokens,9,0.000009,3\n");

    assertThat(result.rows().get(0).why())
        .containsExactly(
            "1 call a batch, which the bill may count as many",
            "2 calls not in the ledger: made by other JVMs, hosts or tools");
  }

  @Test
  void callsOfOthers_areSeenByTheirNumber() throws IOException {
    call("2026-11-03T10:00:00Z", CallFixture.chat());

    Reconciliation result =
        compare(
            HEAD
                + "2026-11-03,gpt-4o,input tokens,3600,0.009,3\n"
                + "2026-11-03,gpt-4o,output tokens,300,0.003,\n");

    assertThat(row(result, "input_tokens", "units").why())
        .contains("the bill counts 2 calls more: other JVMs, hosts or tools");
    assertThat(row(result, "output_tokens", "units").why()).isEmpty();
  }

  @Test
  void bothSidesOnly_areListedAndCount() throws IOException {
    call("2026-11-03T10:00:00Z", CallFixture.chat());
    call("2026-11-03T10:00:00Z", mini("5000"));

    Reconciliation result = compare(EXACT + "2026-11-03,o3,input tokens,10,0.01,\n");

    assertThat(lines(result))
        .contains(
            "2026-11-03 o3 input_tokens units: 10 - 10 | the ledger has no such model",
            "2026-11-03 o3 input_tokens USD: 0.01 - 0.01 | the ledger has no such model")
        .anyMatch(
            line -> line.startsWith("2026-11-03 gpt-4o-mini input_tokens USD: - 0.005 -0.005"));
    assertThat(result.notes())
        .contains("Models only on the bill: o3", "Models only in the ledger: gpt-4o-mini");
    assertThat(result.within()).isFalse();
  }

  @Test
  void daysOfOneSide_areTold() throws IOException {
    call("2026-11-02T10:00:00Z", CallFixture.chat());
    call("2026-11-03T10:00:00Z", CallFixture.chat());

    Reconciliation result =
        compare(
            EXACT
                + "2026-11-04,gpt-4o,input tokens,10,0.01,\n"
                + "2026-11-05,gpt-4o,input tokens,10,0.01,\n"
                + "2026-11-07,gpt-4o,input tokens,10,0.01,\n");

    assertThat(row(result, "2026-11-04", "input_tokens", "USD").why())
        .containsExactly("the ledger has no line of this day");
    assertThat(result.notes())
        .contains(
            "The bill covers 2026-11-03 to 2026-11-07; of other days the ledger has calls that are"
                + " not compared: 1",
            "Days of the bill of which the ledger has no line: 2026-11-04 to 2026-11-05,"
                + " 2026-11-07");
  }

  @Test
  void unknownMeter_isNotDropped() throws IOException {
    call("2026-11-03T10:00:00Z", CallFixture.chat());

    assertThat(lines(compare(EXACT + "2026-11-03,,Support plan,,29,\n")))
        .contains("2026-11-03 - Support plan USD: 29 - 29 | no meter of the ledger");
  }

  @Test
  void figureOfNoModel_coversAllModels() throws IOException {
    call("2026-11-03T10:00:00Z", CallFixture.chat());
    call("2026-11-03T10:00:00Z", mini("5000"));

    assertThat(lines(compare(HEAD + "2026-11-03,,,,0.011,\n")))
        .containsExactly("2026-11-03 - all USD: 0.011 0.011 0");
  }

  @Test
  void prompt_includesWhatWasCached() throws IOException {
    format = BillFormat.OPENROUTER;
    call(
        "2026-11-03T10:00:00Z",
        CallFixture.call("openrouter", "chat", "x-ai/grok-4")
            .charged(UsageMeter.INPUT_TOKENS, "100", "3")
            .charged(UsageMeter.CACHED_INPUT_TOKENS, "900", "0.75")
            .charged(UsageMeter.OUTPUT_TOKENS, "10", "15")
            .stated("0.0012", "USD"));

    Reconciliation result =
        compare(
            "Date,Slug,Usage,BYOK Usage,Requests,Prompt Tokens,Completion Tokens\n"
                + "2026-11-03,x-ai/grok-4,0.0012,0,1,1000,10\n");

    assertThat(lines(result))
        .containsExactly(
            "2026-11-03 x-ai/grok-4 calls calls: 1 1 0",
            "2026-11-03 x-ai/grok-4 all USD: 0.0012 0.0012 0",
            "2026-11-03 x-ai/grok-4 all_input_tokens units: 1000 1000 0",
            "2026-11-03 x-ai/grok-4 output_tokens units: 10 10 0");
    assertThat(result.within()).isTrue();
  }

  @Test
  void rounding_isToldFromADifference() throws IOException {
    call("2026-11-03T10:00:00Z", mini("5004"));

    assertThat(row(compare(HEAD + "2026-11-03,gpt-4o-mini,all,,0.005,\n"), "all", "USD").why())
        .contains("rounding of the bill's figures");
    assertThat(row(compare(HEAD + "2026-11-03,gpt-4o-mini,all,,0.006,\n"), "all", "USD").why())
        .doesNotContain("rounding of the bill's figures");
  }

  @Test
  void nothingCharged_isAFreeTier() throws IOException {
    call("2026-11-03T10:00:00Z", mini("5000"));

    assertThat(
            row(
                    compare(HEAD + "2026-11-03,gpt-4o-mini,input tokens,5000,0,\n"),
                    "input_tokens",
                    "USD")
                .why())
        .contains("nothing charged for what was used: a free tier, credits or a commitment");
  }

  @Test
  void otherCurrency_isConvertedByTheUsersRatesOnly() throws IOException {
    call("2026-11-03T10:00:00Z", mini("5000"));
    columns += ",currency=EUR";
    String bill = HEAD + "2026-11-03,gpt-4o-mini,input tokens,5000,0.004,\n";

    assertThat(lines(compare(bill)))
        .anyMatch(line -> line.startsWith("2026-11-03 gpt-4o-mini input_tokens EUR: 0.004 - 0.004"))
        .anyMatch(line -> line.startsWith("2026-11-03 gpt-4o-mini input_tokens USD: - 0.005"));

    rates = ExchangeRates.of("USD:EUR=0.8");
    assertThat(lines(compare(bill)))
        .contains("2026-11-03 gpt-4o-mini input_tokens EUR: 0.004 0.004 0");
  }

  @Test
  void usageWithoutMoney_comparesQuantitiesOnly() throws IOException {
    call("2026-11-03T10:00:00Z", CallFixture.chat());
    call(
        "2026-11-03T10:00:00Z",
        CallFixture.call("openai", "image", "dall-e-3").used(UsageMeter.IMAGES, "1", Map.of()));

    Reconciliation result =
        compare(
            HEAD
                + "2026-11-03,gpt-4o,input tokens,1200,,\n2026-11-03,gpt-4o,output tokens,300,,\n");

    assertThat(result.rows()).extracting(ComparedRow::unit).containsOnly("units");
    assertThat(result.notes())
        .contains(
            "The bill states no amounts, so that only quantities are compared",
            "Meters that the bill does not count: images");
    assertThat(result.within()).isTrue();
  }

  @Test
  void nothingToCompare_isNotWithin() throws IOException {
    call("2026-11-03T10:00:00Z", CallFixture.chat());

    assertThat(compare(HEAD).within()).isFalse();
    assertThat(compare(HEAD).notes()).contains("The bill covers no day");
  }

  @Test
  void credits_areToldAndNotCompared() throws IOException {
    format = BillFormat.GOOGLE;
    call(
        "2026-11-03T08:10:00Z",
        CallFixture.call("gcp.gemini", "chat", "gemini-2.5-flash")
            .charged(UsageMeter.OUTPUT_TOKENS, "2000", "2.5"));

    Reconciliation result =
        compare(
            """
            service_description,sku_description,usage_start_time,usage_end_time,cost,currency,\
            usage_amount,cost_type,credits_amount
            Gemini API,Generate content output token count gemini 2.5 flash,\
            2026-11-03 08:00:00 UTC,2026-11-03 09:00:00 UTC,0.006,USD,2000,regular,-0.001
            """);

    assertThat(row(result, "output_tokens", "USD").why())
        .contains("credits of -0.001 are not in it");
    assertThat(result.notes())
        .contains("Credits on the bill, which are not compared: (-0.001 USD)");
  }

  @Test
  void otherProviders_areCountedAndLeftOut() throws IOException {
    format = BillFormat.OPENROUTER;
    call("2026-11-03T10:00:00Z", CallFixture.chat());

    assertThat(compare("Date,Slug,Usage\n2026-11-03,a/b,1\n").notes())
        .contains("Calls of other providers, which are not on such a bill: openai 1");
  }

  @Test
  void writersOfTheLedger_areNamed() throws IOException {
    call("2026-11-03T10:00:00Z", CallFixture.chat());

    assertThat(compare(EXACT).notes())
        .contains(
            "The ledger's calls are of 1 JVM of shop on web-1; what others called can only be on"
                + " the bill");
  }

  @Test
  void modelOfAQuantity_isCharged() throws IOException {
    call(
        "2026-11-03T10:00:00Z",
        CallFixture.call("openai", "chat", "gpt-4o")
            .charged(UsageMeter.INPUT_TOKENS, "1000", "5")
            .used(UsageMeter.OUTPUT_TOKENS, "0", Map.of()));
    RatedCall call = calls.remove(0);
    Quantity of =
        new Quantity(
            UsageMeter.INPUT_TOKENS,
            new BigDecimal("1000"),
            Map.of(Quantity.MODEL, "gpt-image-1"),
            Exactness.REPORTED);
    calls.add(
        new RatedCall(
            call.facts(),
            call.usage().withQuantities(List.of(of)),
            call.rating(),
            null,
            call.attribution()));

    assertThat(lines(compare(HEAD + "2026-11-03,gpt-image-1,input tokens,1000,0.005,\n")))
        .contains(
            "2026-11-03 gpt-image-1 input_tokens units: 1000 1000 0",
            "2026-11-03 gpt-image-1 input_tokens USD: 0.005 0.005 0");
  }

  /** At one dollar per million tokens. */
  private static CallFixture mini(String tokens) {
    return CallFixture.call("openai", "chat", "gpt-4o-mini")
        .charged(UsageMeter.INPUT_TOKENS, tokens, "1");
  }

  private void call(String at, CallFixture fixture) {
    RatedCall call = fixture.build();
    CallFacts facts = call.facts();
    calls.add(
        call.withFacts(
            new CallFacts(
                Instant.parse(at),
                facts.durationMillis(),
                facts.serverAddress(),
                facts.serverPort(),
                facts.status(),
                facts.streaming(),
                facts.errorType())));
  }

  private Reconciliation compare(String csv) throws IOException {
    BillReader reader = new BillReader(format, columns, zone, day -> true);
    reader.read("bill.csv", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    OwnBooks own = new OwnBooks(format, zone);
    calls.forEach(call -> own.add(call, "shop", "web-1", "1"));
    return new Reconciler(TestPrices.bundled().get(), rates, new BigDecimal(tolerance))
        .compare(reader.bill(), own);
  }

  private static ComparedRow row(Reconciliation result, String meter, String unit) {
    return row(result, "", meter, unit);
  }

  private static ComparedRow row(Reconciliation result, String day, String meter, String unit) {
    return result.rows().stream()
        .filter(row -> row.day().toString().contains(day))
        .filter(row -> row.meter().equals(meter) && row.unit().equals(unit))
        .findFirst()
        .orElseThrow();
  }

  /** {@code DAY MODEL METER UNIT: THEIRS OURS DIFFERENCE | WHY}. */
  private static List<String> lines(Reconciliation result) {
    return result.rows().stream()
        .map(
            row ->
                row.day()
                    + " "
                    + (row.model().isEmpty() ? "-" : row.model())
                    + " "
                    + row.meter()
                    + " "
                    + row.unit()
                    + ": "
                    + plain(row.theirs())
                    + " "
                    + plain(row.ours())
                    + " "
                    + plain(row.difference())
                    + (row.why().isEmpty() ? "" : " | " + String.join(" | ", row.why())))
        .toList();
  }

  private static String plain(BigDecimal number) {
    return number == null
        ? "-"
        : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
