package io.costspan.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.json.JsonValue;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaysTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 3);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-03",
        "20261103",
        "11/03/2026",
        "11/3/2026 12:00:00 AM",
        "2026-11-03T00:00:00Z",
        "2026-11-03T00:00:00.000Z",
        "2026-11-03T00:00:00+00:00",
        "2026-11-03 00:00:00 UTC",
        "2026-11-03 00:00:00",
        "2026-11-03T02:00+02:00",
        "1793664000",
        "1793664000.0"
      })
  void day_isReadInEverySpelling(String start) {
    assertThat(day(ZoneOffset.UTC, start, null)).isEqualTo(DAY);
  }

  @Test
  void hour_belongsToADayOfTheZone() {
    ZoneId zone = ZoneId.of("America/New_York");

    assertThat(day(zone, "2026-11-04T04:00:00Z", "2026-11-04T05:00:00Z")).isEqualTo(DAY);
    assertThat(day(zone, "2026-11-04T00:00:00Z", "2026-11-04T01:00:00Z")).isEqualTo(DAY);
  }

  @Test
  void wholeDay_keepsItsDate() {
    ZoneId zone = ZoneId.of("America/New_York");

    assertThat(day(zone, "2026-11-03T00:00:00Z", "2026-11-04T00:00:00Z")).isEqualTo(DAY);
    assertThat(day(zone, "2026-11-03T00:00:00Z", null)).isEqualTo(DAY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-13-03", "2026-11-03T25:00:00Z", "13/13/2026", "5"})
  void anythingElse_isRefused(String start) {
    assertThatThrownBy(() -> day(ZoneOffset.UTC, start, null))
        .hasMessageContaining("file, line 1: \"" + start + "\" is no day such as 2026-11-03");
  }

  private static LocalDate day(ZoneId zone, String start, String end) {
    String json =
        "{\"start\": \"" + start + "\"" + (end == null ? "" : ", \"end\": \"" + end + "\"") + "}";
    return new Days(zone).of(new JsonFields(JsonValue.parse("file", json), null), "end", "start");
  }
}
