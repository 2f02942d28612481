package io.costspan.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.profile.CallAttributes;
import io.costspan.profile.Instruments;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownTest {
  private final Sums cost = new Sums(Instruments.COST);
  private final Shown shown = new Shown();
  private final Reader reader = Reader.ofHome();
  private final Reader another = Reader.ofHome();

  @Test
  void show_newSeries_isZeroAtEachReadersFirstLook() {
    add("gpt-4o", "1.5");

    assertThat(look(shown, reader)).containsOnly(Map.entry("gpt-4o", 0.0));
    assertThat(look(shown, reader)).containsOnly(Map.entry("gpt-4o", 1.5));
    add("gpt-4o", "0.5");
    assertThat(look(shown, another)).containsOnly(Map.entry("gpt-4o", 0.0));
    assertThat(look(shown, another)).containsOnly(Map.entry("gpt-4o", 2.0));
    assertThat(look(shown, reader)).containsOnly(Map.entry("gpt-4o", 2.0));
  }

  @Test
  void show_seriesThatIsBornLater_isZeroFirstToo() {
    add("gpt-4o", "1");
    look(shown, reader);
    add("o3", "2");

    assertThat(look(shown, reader)).containsOnly(Map.entry("gpt-4o", 1.0), Map.entry("o3", 0.0));
    assertThat(look(shown, reader)).containsOnly(Map.entry("gpt-4o", 1.0), Map.entry("o3", 2.0));
  }

  @Test
  void show_flush_holdsNothingBack() {
    add("gpt-4o", "1.5");

    assertThat(look(shown, Reader.current())).containsOnly(Map.entry("gpt-4o", 1.5));
  }

  @Test
  void show_periodicReaderAfterAFlush_neverGoesBackToZero() throws InterruptedException {
    add("gpt-4o", "1.5");
    look(shown, Reader.current());

    assertThat(look(shown, readerOf("PeriodicMetricReader-1")))
        .containsOnly(Map.entry("gpt-4o", 1.5));
  }

  @Test
  void show_scraperAfterAFlush_seesZeroFirst() throws InterruptedException {
    add("gpt-4o", "1.5");
    look(shown, Reader.current());

    assertThat(look(shown, readerOf("prometheus-http-server-1")))
        .containsOnly(Map.entry("gpt-4o", 0.0));
  }

  @Test
  void current_periodicReadersOfOneName_areToldApart() throws InterruptedException {
    assertThat(readerOf("PeriodicMetricReader-1")).isNotEqualTo(readerOf("PeriodicMetricReader-1"));
  }

  @Test
  void current_threadsOfAnEndpoint_areOneReader() throws InterruptedException {
    assertThat(readerOf("prometheus-http-server-1"))
        .isEqualTo(readerOf("costspan-scrape"))
        .isNotEqualTo(readerOf("main"));
  }

  @Test
  void handOver_amounts_areNeitherLostNorDoubled() {
    add("gpt-4o", "1");
    look(shown, reader);
    look(shown, reader);
    add("gpt-4o", "0.25");
    add("o3", "2");
    Shown next = shown.handOver(true);
    add("gpt-4o", "0.5");

    assertThat(look(shown, reader)).isEmpty();
    look(next, another);
    assertThat(look(next, another)).containsOnly(Map.entry("gpt-4o", 0.75), Map.entry("o3", 2.0));
  }

  @Test
  void handOver_whatWasOnlyShownAsZero_isLeftToTheNextHome() {
    add("gpt-4o", "1");
    look(shown, reader);
    Shown next = shown.handOver(true).handOver(true);

    assertThat(look(next, Reader.current())).containsOnly(Map.entry("gpt-4o", 1.0));
  }

  @Test
  void handOver_whatDidNotArrive_isLeftToTheNextHomeButNothingBefore() {
    add("gpt-4o", "1");
    look(shown, Reader.current());
    Shown unheard = shown.handOver(true);
    add("gpt-4o", "2");
    look(unheard, Reader.current());
    Shown next = unheard.handOver(false);

    assertThat(look(next, Reader.current())).containsOnly(Map.entry("gpt-4o", 2.0));
  }

  @Test
  void again_seriesBeginAtZero_withWhatWasNotShown() {
    add("gpt-4o", "1");
    look(shown, reader);
    look(shown, reader);
    add("gpt-4o", "0.25");
    shown.again(cost, reader);

    assertThat(look(shown, reader)).containsOnly(Map.entry("gpt-4o", 0.0));
    assertThat(look(shown, reader)).containsOnly(Map.entry("gpt-4o", 0.25));
  }

  @Test
  void handOver_readersThatAreNamed_goOnWhereEachOfThemWas() {
    add("gpt-4o", "1");
    look(shown, reader);
    look(shown, reader);
    look(shown, another);
    add("gpt-4o", "0.25");
    look(shown, another);
    Shown next = shown.handOver(true).handOver(true);
    add("gpt-4o", "0.5");

    assertThat(look(next, reader)).containsOnly(Map.entry("gpt-4o", 0.0));
    assertThat(look(next, reader)).containsOnly(Map.entry("gpt-4o", 0.75));
    look(next, another);
    assertThat(look(next, another)).containsOnly(Map.entry("gpt-4o", 0.5));
  }

  @Test
  void show_totalOfAHomeThatIsOver_staysAsItWas() {
    Total total = add("gpt-4o", "1");
    shown.show(total, reader);
    shown.show(total, reader);
    shown.handOver(true);
    add("gpt-4o", "5");

    assertThat(shown.show(total, reader)).isEqualTo(1.0);
  }

  @Test
  void show_manySmallAmounts_addUpAsDecimalsDo() {
    for (int i = 0; i < 1000; i++) {
      add("gpt-4o", "0.1");
      add("o3", "0.0000003");
    }

    assertThat(look(shown, Reader.current()))
        .containsOnly(Map.entry("gpt-4o", 100.0), Map.entry("o3", 0.0003));
    add("gpt-4o", "1e9");
    add("gpt-4o", "0.125");
    assertThat(look(shown, Reader.current())).containsEntry("gpt-4o", 1000000100.125);
  }

  private Total add(String model, String amount) {
    Labels labels = Labels.of(CallAttributes.REQUEST_MODEL, model);
    Sum sum = cost.series().of(labels, new CallModels(null, null, null));
    sum.add(new BigDecimal(amount));
    return sum;
  }

  private Map<String, Double> look(Shown home, Reader who) {
    Map<String, Double> points = new LinkedHashMap<>();
    home.show(
        cost,
        who,
        (labels, value) -> points.put(String.valueOf(labels.get("gen_ai.request.model")), value));
    return points;
  }

  private static Reader readerOf(String thread) throws InterruptedException {
    Reader[] reader = new Reader[1];
    Thread collecting = new Thread(() -> reader[0] = Reader.current(), thread);
    collecting.start();
    collecting.join();
    return reader[0];
  }
}
