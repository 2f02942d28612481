package io.costspan.history;

import static io.costspan.pipeline.CallFixture.chat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.costspan.identity.ThisService;
import io.costspan.ledger.Ledger;
import io.costspan.ledger.LedgerLine;
import io.costspan.pipeline.CallFixture;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.SpanRef;
import io.costspan.recordings.Recording;
import io.costspan.recordings.Recordings;
import io.costspan.recordings.ReplayedTraffic;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the agent writes against the contract in docs/ledger.schema.json. */
class LedgerSchemaTest {
  private static final ThisService SERVICE = new ThisService("shop", "web-1", "instance-1");

  private static final List<CallFixture> CALLS =
      List.of(
          chat()
              .spanned(SpanRef.of("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"))
              .owned("team", "search")
              .madeBy("com.acme.Shop.answer")
              .inConversation("conv_1"),
          chat().used(UsageMeter.IMAGES, "2", Map.of("size", "1024x1024")).estimated(),
          chat().stated("1E-12", "USD"),
          chat().in("x:copilot_credit"),
          chat().unrated(Reasons.NO_USAGE),
          chat().partial("no_rate.images"),
          chat().free(Reasons.FAILED),
          chat().blocked());

  @TempDir private Path folder;

  private final JsonSchema schema;

  LedgerSchemaTest() throws IOException {
    schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("..", "docs", "ledger.schema.json")));
  }

  @Test
  void ledger_linesOfAllKinds_areValid() throws Exception {
    Path file = folder.resolve("ai.jsonl");
    Ledger ledger =
        new Ledger(file, PosixFilePermissions.fromString("rw-------"), Long.MAX_VALUE, SERVICE);
    CALLS.forEach(call -> ledger.accept(call.build()));
    ledger.close(Duration.ofSeconds(10));

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(CALLS.size());
    for (String line : lines) {
      assertThat(errors(line)).as(line).isEmpty();
      PastCall read = LineReader.read(line.getBytes(UTF_8), 0, line.length(), new Place("a", 1));
      assertThat(read).isNotNull();
      assertThat(List.of(read.service(), read.host(), read.instance()))
          .containsExactly("shop", "web-1", "instance-1");
    }
  }

  @Test
  void ledger_linesOfAllRecordings_areValid() throws Exception {
    Recordings recordings = Recordings.find();
    assumeTrue(recordings != null, "no folder ../shared/recordings beside the project");
    ReplayedTraffic traffic = new ReplayedTraffic();
    Map<String, String> invalid = new TreeMap<>();
    int valid = 0;

    for (Recording recording : recordings.all()) {
      RatedCall call = traffic.rate(recording);
      if (call != null) {
        String line = LedgerLine.toJson(call);
        Set<ValidationMessage> errors = errors(line);
        errors.forEach(error -> invalid.put(error.toString(), line));
        valid += errors.isEmpty() ? 1 : 0;
      }
    }

    assertThat(invalid).isEmpty();
    assertThat(valid).isGreaterThan(1_000);
  }

  /** The schema is worth something: each of these is no line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"v\":1; \"v\":2",
        "\"amount\":\"0.006\"; \"amount\":0.006",
        "\"amount\":\"0.006\"; \"amount\":\"6E-3\"",
        "\"amount\":\"0.006\"; \"amount\":\"0.0060\"",
        "\"currency\":\"USD\",; ''",
        "\"rating\":\"rated\"; \"rating\":\"unrated\",\"reason\":\"no_usage\"",
        "\"rating\":\"rated\"; \"rating\":\"partial\"",
        "\"meter\":\"input_tokens\",; ''",
        "125Z; 125"
      })
  void schema_otherLine_isInvalid(String member, String other) {
    String line = LedgerLine.toJson(chat().build());
    String changed =
        line.replaceFirst(java.util.regex.Pattern.quote(member), other.replace("''", ""));

    assertThat(changed).isNotEqualTo(line);
    assertThat(errors(line)).isEmpty();
    assertThat(errors(changed)).isNotEmpty();
  }

  private Set<ValidationMessage> errors(String line) {
    return schema.validate(line, InputFormat.JSON);
  }
}
