package io.costspan.page;

import static io.costspan.pipeline.CallFixture.call;
import static io.costspan.pipeline.CallFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.Reasons;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PageHtmlTest {
  private static final String HOSTILE = "<script>alert(1)</script>";

  @Test
  void html_aCall_hasItsAmountItsChargesAndItsVerdict() {
    String page = new SpendingFixture().add(chat().owned("team", "search")).html();

    assertThat(page)
        .contains("<title>0.006 USD, shop: AI spend</title>")
        .contains("<code>input_tokens 1200 x 2.50/1000000 = 0.00300000</code>")
        .contains("<span class=\"badge rated\">rated</span>")
        .contains("<dt>Owner team</dt><dd>search</dd>")
        .contains("process 4711 on build-7");
  }

  @Test
  @DisplayName("security: A name from outside is text on the spend page, whatever it contains.")
  void html_hostileNames_areText() {
    String page =
        new SpendingFixture()
            .add(
                call(HOSTILE, HOSTILE, HOSTILE)
                    .responding("\"><img src=x onerror=alert(1)>")
                    .stated("1", HOSTILE)
                    .owned("team", HOSTILE)
                    .madeBy(HOSTILE))
            .add(call("openai", "chat", HOSTILE).unrated(Reasons.UNKNOWN_MODEL))
            .html();

    assertThat(page).contains("&lt;script&gt;alert(1)&lt;").doesNotContain("<img");
    assertThat(Pattern.compile("<script").matcher(page).results()).hasSize(1);
    assertThat(page).contains("<script src=\"page.js\" defer></script>");
  }

  @Test
  void html_anything_hasNoInlineScriptOrStyleAndNothingFromElsewhere() {
    String page = new SpendingFixture().add(chat()).html();

    assertThat(page)
        .doesNotContainPattern("(?i)\\son[a-z]+=")
        .doesNotContainPattern("(?i)\\sstyle=")
        .doesNotContain("http://", "https://", "<style", "<form", "cookie");
  }

  @Test
  void html_withoutCalls_saysSo() {
    assertThat(new SpendingFixture().html())
        .contains("nothing yet", "No call has ended yet.", "None is set.")
        .doesNotContain("NaN", "null");
  }

  @Test
  void html_estimate_isMarkedForEyesAndEars() {
    assertThat(new SpendingFixture().add(chat().estimated()).html())
        .contains(
            "<span class=\"sr\">contains estimates: </span><span aria-hidden=\"true\">~</span>0.006");
  }

  @Test
  void chart_hasABarPerCurrencyAsHighAsItsShare() {
    String page =
        new SpendingFixture()
            .add(call("a", "chat", "m").stated("4", "USD"))
            .later(Duration.ofSeconds(10))
            .add(call("a", "chat", "m").stated("1", "USD"))
            .add(call("a", "chat", "m").stated("7", "EUR"))
            .html();

    assertThat(page)
        .contains(
            "aria-label=\"Spend in EUR per 10 seconds. The highest is 7; the last minute cost 7.\"")
        .contains(
            "aria-label=\"Spend in USD per 10 seconds. The highest is 4; the last minute cost 5.\"")
        .contains(
            "<rect x=\"581\" y=\"0\" width=\"8\" height=\"100\"/><rect x=\"591\" y=\"75\" width=\"8\" height=\"25\"/>");
  }

  @Test
  void json_saysTheSame() {
    SpendingFixture page =
        new SpendingFixture().add(chat().owned("team", "search").madeBy("com.acme.Shop.answer"));

    assertThat(page.json())
        .contains("\"jvm\":{\"service\":\"shop\",\"pid\":4711,\"host\":\"build-7\"")
        .contains(
            "\"total\":{\"calls\":1,\"rated\":1,\"partial\":0,\"unrated\":0,\"free\":0,\"blocked\":0,")
        .contains(
            "\"amounts\":{\"USD\":\"0.006\"},\"usage\":{\"input_tokens\":\"1200\",\"output_tokens\":\"300\"}")
        .contains("\"lastMinute\":{\"USD\":\"0.006\"}")
        .contains("{\"model\":\"gpt-4o\",\"provider\":\"openai\",\"calls\":1")
        .contains("\"owners\":{\"team\":[{\"value\":\"search\"")
        .contains("\"callers\":[{\"caller\":\"com.acme.Shop.answer\"")
        .contains("\"calls\":[{\"time\":\"2026-08-21T10:15:30.125Z\"")
        .contains(
            "\"prices\":{\"table\":\"2026-11-20\",\"ageDays\":8,\"used\":[{\"id\":\"openai/gpt-4o\"");
  }
}
