package io.costspan.history;

import static io.costspan.history.SelectionTest.past;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.UsageMeter;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTest {
  @ParameterizedTest
  @CsvSource({
    "hour,  2026-12-31T23:30:00Z, UTC,           2026-12-31 23:00",
    "hour,  2026-12-31T23:30:00Z, Asia/Kolkata,  2027-01-01 05:00",
    "day,   2026-12-31T23:30:00Z, Europe/Berlin, 2027-01-01",
    "month, 2026-12-31T23:30:00Z, Europe/Berlin, 2027-01",
    "month, 2026-12-31T23:30:00Z, UTC,           2026-12",
    "week,  2026-12-31T23:30:00Z, UTC,           2026-W53",
    "week,  2027-01-03T23:30:00Z, UTC,           2026-W53",
    "week,  2027-01-04T00:00:00Z, UTC,           2027-W01",
    "day,   2026-10-25T22:30:00Z, Europe/Berlin, 2026-10-25",
    "model, 2026-12-31T23:30:00Z, UTC,           gpt-4o",
    "owner.team, 2026-12-31T23:30:00Z, UTC,      search",
    "owner.cost, 2026-12-31T23:30:00Z, UTC,      -",
    "trace, 2026-12-31T23:30:00Z, UTC,           -",
    "service, 2026-12-31T23:30:00Z, UTC,         shop"
  })
  void of_call_isItsValue(String name, Instant start, ZoneId zone, String value) {
    Key key = Key.of(name, zone);
    key.of(past(start.minusSeconds(3600)));

    assertThat(key.of(past(start))).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"INPUT_TOKENS, input_tokens", ", -"})
  void of_partOfACall_isItsMeter(UsageMeter meter, String value) {
    Key key = Key.of("meter", ZoneId.of("UTC"));

    assertThat(key.of(past(Instant.EPOCH), meter)).isEqualTo(value);
  }
}
