package io.costspan.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.costspan.it.Jdk;
import io.costspan.it.Scratch;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The spend page of a real JVM in a real browser. With {@code -Dpictures.write=true}, which takes
 * two minutes more, the pictures of the manual are taken on the way.
 */
@Tag("browser")
class BrowserIT {
  private static final boolean PICTURES = Boolean.getBoolean("pictures.write");
  private static final String REBOUND = "evil.example";

  /** Everything that has text of its own, with the contrast to what is behind it. */
  private static final String CONTRASTS =
      """
      [...document.querySelectorAll("body *")]
        .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.checkVisibility())
        .map(e => {
          const colour = text => text.match(/[\\d.]+/g).map(Number);
          const light = c => { const [r, g, b] = c.map(v => { v /= 255;
            return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          let behind = e;
          while (behind && (colour(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) behind = behind.parentElement;
          const a = light(colour(getComputedStyle(e).color));
          const b = light(colour(getComputedStyle(behind).backgroundColor));
          return { text: e.textContent.trim().slice(0, 40), ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) };
        })
      """;

  private static Chromium chromium;
  private static ShownJvm jvm;

  private Tab tab;

  @BeforeAll
  static void start() throws Exception {
    chromium = Chromium.start(REBOUND);
    jvm = new ShownJvm(Jdk.running());
    for (int i = 0; i < 3 || PICTURES && i < 30; i++) {
      jvm.call("search", "gpt-4o");
      jvm.call("search", "gpt-4o-mini");
      jvm.call("reviews", "gpt-4.1");
      // A chart of more than one bar is the better picture.
      Thread.sleep(PICTURES ? 1_000L * (1 + i * i % 7) : 0);
    }
    jvm.call("reviews", "o3");
    jvm.call("reviews", ShownJvm.HOSTILE);
    jvm.json();
  }

  @AfterAll
  static void stop() {
    if (jvm != null) {
      jvm.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    jvm.json();
    tab = chromium.open();
    tab.resize(1200, 900);
    tab.prefer("light");
    tab.go(jvm.url() + "/");
  }

  @AfterEach
  void close() {
    tab.close();
  }

  @Test
  void numbers_areThoseOfTheLedger() throws Exception {
    Map<String, BigDecimal> owed = new TreeMap<>();
    BigDecimal total = BigDecimal.ZERO;
    for (JsonNode line : jvm.ledger().lines()) {
      if (line.has("amount")) {
        BigDecimal amount = new BigDecimal(line.path("amount").asText());
        owed.merge(line.path("requestModel").asText(), amount, BigDecimal::add);
        total = total.add(amount);
      }
    }
    Map<String, BigDecimal> shown = new TreeMap<>();
    for (JsonNode row :
        tab.value(
            "[...document.querySelectorAll('#models tbody tr')].map(r =>"
                + " [r.querySelector('th').textContent, r.cells[2].textContent])")) {
      if (row.path(1).asText().endsWith(" USD")) {
        String name = row.path(0).asText().split(" ")[0];
        shown.put(name, amount(row.path(1).asText()));
      }
    }

    owed.replaceAll((model, amount) -> amount.stripTrailingZeros());
    assertThat(shown).isEqualTo(owed);
    assertThat(amount(tab.text("document.querySelector('.sum').textContent")))
        .isEqualByComparingTo(total);
    assertThat(tab.text("document.title"))
        .startsWith(total.stripTrailingZeros().toPlainString() + " USD, acme-shop");
    assertThat(tab.value("document.querySelectorAll('#chart rect').length").asInt()).isPositive();
  }

  private static BigDecimal amount(String text) {
    return new BigDecimal(text.replace(" USD", "").strip()).stripTrailingZeros();
  }

  @Test
  void hostileModel_isText() {
    assertThat(tab.text("document.querySelector('#models').textContent"))
        .contains(ShownJvm.HOSTILE);
    assertThat(tab.text("document.querySelector('#calls').textContent")).contains(ShownJvm.HOSTILE);
    assertThat(tab.text("document.querySelector('#missing').textContent"))
        .contains(ShownJvm.HOSTILE, "unknown_model");
    assertThat(tab.value("document.scripts.length").asInt()).isEqualTo(1);
    assertThat(tab.events("Page.javascriptDialogOpening")).isEmpty();
  }

  @Test
  void page_showsWhatIsNew_unlessPaused() throws Exception {
    String before = tab.text("document.querySelector('.sum').textContent");
    jvm.call("search", "gpt-4o");
    tab.await(
        "a new sum", () -> !tab.text("document.querySelector('.sum').textContent").equals(before));

    tab.value("document.querySelector('#pause').click()");
    assertThat(tab.text("document.querySelector('#pause').textContent"))
        .isEqualTo("Resume updates");
    String paused = tab.text("document.body.textContent");
    jvm.call("search", "gpt-4o");
    int asked = tab.events("Network.requestWillBeSent").size();
    tab.value("new Promise(done => setTimeout(done, 5000))");
    assertThat(tab.events("Network.requestWillBeSent").size() - asked).isZero();
    assertThat(tab.text("document.body.textContent")).isEqualTo(paused);
  }

  @Test
  void keyboard_reachesEverythingInOrderAndOpensACall() throws Exception {
    List<String> reached = new ArrayList<>();
    int most = tab.value("document.querySelectorAll('summary').length").asInt() + 2;
    for (int i = 0; i < most; i++) {
      tab.press("Tab");
      reached.add(
          tab.text(
              "(e => e.closest('section')?.id ?? e.closest('header, footer').tagName)(document.activeElement)"));
      assertThat(
              tab.value("getComputedStyle(document.activeElement).outlineStyle !== 'none'")
                  .asBoolean())
          .as("the focus is seen")
          .isTrue();
    }

    assertThat(reached.get(0)).isEqualTo("HEADER");
    assertThat(reached.get(1)).isEqualTo("chart");
    assertThat(reached.subList(2, most - 1)).containsOnly("calls");
    assertThat(reached.get(most - 1)).isEqualTo("FOOTER");

    tab.value("document.querySelector('#calls summary').focus()");
    tab.press("Enter");
    String id = tab.text("document.querySelector('#calls details[open]').id");
    assertThat(tab.text("document.querySelector('#calls details[open]').innerText"))
        .contains("input_tokens", "Rate card", "Caller", "Owner team", "Reply");
    jvm.call("search", "gpt-4o");
    tab.await(
        "another call above it",
        () -> !tab.text("document.querySelector('#calls details').id").equals(id));
    assertThat(tab.text("document.activeElement.closest('details').id")).isEqualTo(id);
    assertThat(tab.value("document.activeElement.closest('details').open").asBoolean()).isTrue();
  }

  @Test
  void screenReader_hasNamesForEverything() {
    Map<String, List<String>> names = new TreeMap<>();
    for (JsonNode node : tab.send("Accessibility.getFullAXTree", Map.of()).path("nodes")) {
      if (!node.path("ignored").asBoolean()) {
        names
            .computeIfAbsent(node.at("/role/value").asText(), role -> new ArrayList<>())
            .add(node.at("/name/value").asText());
      }
    }

    for (String role :
        List.of("button", "link", "DisclosureTriangle", "table", "image", "region", "heading")) {
      assertThat(names.get(role)).as(role).isNotEmpty().doesNotContain("");
    }
    assertThat(names.get("heading"))
        .startsWith("AI spend of acme-shop", "Spent so far", "Spend per 10 seconds")
        .contains("Not in these sums", "Budgets", "By model", "By team", "Last calls", "Prices");
    assertThat(names.get("image"))
        .singleElement()
        .asString()
        .startsWith("Spend in USD per 10 seconds.");
    assertThat(names).containsKeys("main", "status", "columnheader", "rowheader");
    assertThat(tab.text("document.documentElement.lang")).isEqualTo("en");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void colours_areThoseThatAreWantedAndCanBeRead(String colours) throws Exception {
    tab.prefer(colours);
    open(tab);
    double ground =
        tab.value("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0]")
            .asDouble();

    assertThat(ground)
        .isBetween(colours.equals("dark") ? 0.0 : 200.0, colours.equals("dark") ? 50.0 : 255.0);
    assertThat(tab.value(CONTRASTS)).hasSizeGreaterThan(100);
    assertThat(StreamSupport.stream(tab.value(CONTRASTS).spliterator(), false))
        .allSatisfy(
            text ->
                assertThat(text.path("ratio").asDouble())
                    .as(text.path("text").asText())
                    .isGreaterThanOrEqualTo(4.5));
    tab.value("document.querySelectorAll('details[open]').forEach(d => d.open = false)");
    keep("page-" + colours);
  }

  @Test
  void phone_320PixelsWide_needsNoScrollingAside() throws Exception {
    tab.resize(320, 1400);
    assertThat(tab.value("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(320);
    keep("page-phone");
    open(tab);
    assertThat(tab.value("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(320);
    assertThat(
            tab.value(
                "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 320"
                    + " && !e.closest('.sr')).length"))
        .hasToString("0");
  }

  private static void open(Tab tab) {
    tab.value("document.querySelectorAll('details').forEach(d => d.open = true)");
  }

  @Test
  void requests_stayOnThisMachineAndBreakNoPolicy() {
    tab.await("a refresh", () -> tab.events("Network.requestWillBeSent").size() > 5);

    assertThat(tab.events("Network.requestWillBeSent"))
        .extracting(sent -> sent.at("/request/url").asText())
        .allSatisfy(url -> assertThat(url).startsWith(jvm.url() + "/"));
    assertThat(tab.events("Log.entryAdded")).isEmpty();
    assertThat(tab.events("Runtime.exceptionThrown")).isEmpty();
    assertThat(tab.text("document.cookie")).isEmpty();
    assertThat(tab.send("Network.getCookies", Map.of()).path("cookies")).isEmpty();
  }

  @Test
  void withoutScript_isTheSamePage() throws Exception {
    tab.send("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    tab.go(jvm.url() + "/");
    String body =
        tab.send("DOM.getOuterHTML", Map.of("nodeId", document())).path("outerHTML").asText();

    assertThat(body).contains("<button id=\"pause\" type=\"button\" hidden=\"\">");
    assertThat(body).contains("By model", "gpt-4o-mini", "<svg class=\"chart\"", "Last calls");
    assertThat(tab.events("Network.requestWillBeSent"))
        .extracting(sent -> sent.at("/request/url").asText())
        .doesNotContain(jvm.url() + "/page.js");
  }

  private int document() {
    return tab.send("DOM.getDocument", Map.of()).path("root").path("nodeId").asInt();
  }

  @Test
  void anotherOrigin_canNeitherReadNorFrameIt() {
    jvm.elsewhere()
        .server()
        .stubFor(
            WireMock.get("/elsewhere")
                .willReturn(
                    WireMock.ok("<!doctype html><title>elsewhere</title>")
                        .withHeader("Content-Type", "text/html")));
    tab.go(jvm.elsewhere().url() + "/elsewhere");
    String json = "'" + jvm.url() + "/spend.json'";

    assertThat(tab.text("fetch(" + json + ").then(r => r.text()).catch(e => 'refused')"))
        .isEqualTo("refused");
    assertThat(
            tab.text(
                "fetch(" + json + ", {mode: 'no-cors'}).then(r => r.text()).catch(e => 'refused')"))
        .isEqualTo("refused");
    assertThat(
            tab.text(
                "new Promise(done => { const f = document.createElement('iframe'); f.src = '"
                    + jvm.url()
                    + "/'; f.onload = () => { try { done(f.contentDocument.body.textContent) } catch { done('refused') } };"
                    + " document.body.append(f); })"))
        .doesNotContain("acme-shop");
    assertThat(tab.events("Log.entryAdded").toString()).contains("frame-ancestors");
  }

  @Test
  void aNameThatIsBoundToThisMachine_getsNothing() {
    tab.go(jvm.url().replace("localhost", REBOUND) + "/");

    assertThat(tab.text("document.body.textContent"))
        .contains("Ask for this page by localhost")
        .doesNotContain("acme-shop", "USD");
  }

  @Test
  void applicationThatHasEnded_isSaidAndItsLastNumbersStay() throws Exception {
    try (ShownJvm ending = new ShownJvm(Jdk.running())) {
      ending.call("search", "gpt-4o");
      ending.json();
      tab.go(ending.url() + "/");
      ending.end();
      tab.await(
          "a word about the end",
          () ->
              tab.text("document.querySelector('#status').textContent")
                  .contains("does not answer"));

      assertThat(tab.text("document.querySelector('.sum').textContent")).contains("USD");
    }
  }

  /** Keeps a picture of what is on the screen, in the manual if that is wanted. */
  private void keep(String name) throws IOException {
    byte[] picture = tab.picture();
    Path folder = PICTURES ? Path.of("../docs/pictures") : Scratch.folder("pictures");
    assertThat(picture).hasSizeBetween(5_000, 300_000);
    Files.write(folder.resolve(name + ".png"), picture);
  }
}
