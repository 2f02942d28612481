package io.costspan.wire;

import static io.costspan.wire.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What recurs is skipped, in pieces of any size: it must tell the same as a scan of each event. */
class RepeatedStretchTest {
  private static final String CHUNK =
      "{\"id\":\"chatcmpl-1\",\"n\":1.50,\"model\":\"gpt-4o\",\"flag\":true,\"none\":null,"
          + "\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},"
          + "\"tier\":\"default\",\"finish\":null}],\"usage\":%s}";

  @Test
  void skip_eventsThatDifferInTheirText_tellsAllValuesOfEach() {
    assertThat(told(chunk("Hello"), chunk(" wor\\u006cd"), chunk("!"), chunk("")))
        .startsWith("0=chatcmpl-1", "1=#1.50", "2=gpt-4o", "3=yes", "4=null", "5{")
        .filteredOn(call -> call.equals("2=gpt-4o"))
        .hasSize(4);
  }

  @Test
  void skip_eventsInTurns_areTheirOwn() {
    String delta = "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"text\":\"%s\"}}";
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      events.add(i % 3 == 2 ? "{\"type\":\"ping\"}" : delta.formatted("word " + i));
      events.add(chunk("\u00e9\u4e16".substring(i % 2)));
    }

    assertThat(told(events.toArray(String[]::new))).contains("DONE");
  }

  @Test
  void skip_otherKindsOfValues_doNotEndWhereTextDoes() {
    String chunk = chunk("a");
    assertThat(
            told(
                chunk,
                chunk("b"),
                chunk("c"),
                chunk.replace("\"a\"", "null"),
                chunk.replace("\"a\"", "{\"content\":\"a\"}"),
                chunk.replace("\"a\"", "[]"),
                chunk.replace("{\"content\":\"a\"}", "{}"),
                chunk.replace("\"a\"}", "{}"),
                CHUNK.formatted("d", "{\"total\":7}"),
                chunk("e")))
        .filteredOn(call -> call.equals("."))
        .hasSize(10);
  }

  @Test
  void skip_equalEvents_areTold() {
    assertThat(told(chunk("a"), chunk("a"), chunk("a"), chunk("a")))
        .filteredOn(call -> call.equals("."))
        .hasSize(4);
  }

  @Test
  void skip_severalDocumentsInAnEvent_areTold() {
    String two = chunk("a") + chunk("b");
    assertThat(told(two, two, two)).filteredOn(call -> call.equals(".")).hasSize(6);
  }

  @Test
  void skip_eventThatEndsWithinTheHead_isCut() {
    assertThat(told(chunk("a"), chunk("b"), chunk("c"), chunk("d").substring(0, 60)))
        .endsWith("3=yes", ".", "DONE");
  }

  @Test
  void skip_brokenEventBetweenOthers_isLeftOut() {
    String broken = chunk("a").replace("\"choices\":[", "\"choices\":]");
    assertThat(told(chunk("a"), broken, chunk("b"), broken, chunk("c"))).endsWith(".", "DONE");
  }

  @Test
  void skip_severalValuesThatDiffer_areTold() {
    String delta =
        "{\"type\":\"response.output_text.delta\",\"n\":%s,\"id\":\"msg_6891a3\",\"flag\":true,"
            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"tier\":\"default\"}],"
            + "\"usage\":null,\"obfuscation\":\"%s\",\"object\":\"chat.completion.chunk\"}";
    assertThat(
            told(
                delta.formatted(1, "a", "x"),
                delta.formatted(2, "say \\\"hi\\\"", "yz"),
                delta.formatted(-3.5, "\\\\", ""),
                delta.formatted("\"4\"", "\\n\\n", "\\\""),
                delta.formatted("null", "", "abc"),
                delta.formatted(60, "\u4e16", "\\")))
        .contains("1=#-3.5", "1=4", "1=#60");
  }

  @Test
  void skip_lineThatEndsAnywhere_endsTheEventThere() {
    String chunk = chunk("word");
    for (int at = 1; at < chunk.length(); at += 7) {
      told(chunk("a"), chunk("b"), chunk("c"), chunk.substring(0, at), chunk("d"));
    }
  }

  /** A line feed within data is whitespace to JSON, or makes a text of two lines. */
  @Test
  void skip_dataInTwoLines_isOneEvent() {
    String chunk = chunk("word");
    for (int at = 1; at < chunk.length(); at += 7) {
      String lines = chunk.substring(0, at) + "\ndata: " + chunk.substring(at);
      told(chunk("a"), chunk("b"), chunk("c"), lines, chunk("d"));
    }
  }

  @Test
  void drain_eventThatRecursSoFar_tellsWhatWasThere() {
    byte[] known = utf8("data: " + String.join("\n\ndata: ", chunk("a"), chunk("b"), chunk("c")));
    String open = "data: " + chunk("d");
    for (int length = 0; length <= open.length(); length++) {
      byte[] cut = utf8("\n\n" + open.substring(0, length));
      RecordingSink sink = new RecordingSink();
      Framing framing =
          new SniffedFraming("text/event-stream", new Wanted(paths(), sink, () -> false));
      framing.bytes(known, 0, known.length);
      framing.bytes(cut, 0, cut.length);
      framing.drain();

      List<String> expected = new ArrayList<>(scanned(chunk("a"), chunk("b"), chunk("c")));
      byte[] last = utf8(open.substring(0, length));
      RecordingSink alone = new RecordingSink();
      new SseFraming(new Wanted(paths(), alone, () -> false)).bytes(last, 0, last.length);
      expected.addAll(alone.calls());
      assertThat(sink.calls()).isEqualTo(expected);
    }
  }

  /** Behind a name that differs, as deep as there is not yet in the same place. */
  @Test
  void skip_valueInAnotherObject_isNotTakenForTheOneExpected() {
    String event =
        "{\"object\":\"chat.completion.chunk\",\"delta\":{%s,\"model\":\"the same one in each event\",\"n\":7}}";
    String other = event.formatted("\"z\":1},\"usage\":{\"id\":\"u\"");
    assertThat(
            told(
                event.formatted("\"id\":\"a\""),
                event.formatted("\"x\":\"b\""),
                event.formatted("\"id\":\"c\""),
                event.formatted("\"id\":\"d\""),
                other))
        .contains("11=u", "12=#7");
  }

  @Test
  void skip_numberThatIsCutWithItsEvent_isNotTold() {
    String cut = CHUNK.formatted("a", "74").replace("74}", "74");
    assertThat(told(cut, cut, cut, cut, cut, cut)).doesNotContain("9=#74");
  }

  @Test
  void skip_numberBeforeWhatIsBroken_mayGoOnInOtherEvents() {
    String broken = "{\"object\":\"chat.completion.chunk\",\"n\":1]66,\"model\":\"m\"}";
    assertThat(told(broken, broken, broken.replace("]", ""))).contains("1=#166");
  }

  @Test
  void skip_brokenEvent_doesNotTakeTheNextOnesWithIt() {
    String broken = "{\"type\":\"content_block_stop\",\"index\":0 \"usage\":null}";
    assertThat(told(broken, broken, broken, broken, chunk("a"))).contains("2=gpt-4o");
  }

  /** Otherwise each buffer of a client that ends within an event would cost a scan. */
  @Test
  void skip_eventInTwoPieces_isNotScanned() {
    byte[] event = sse(chunk("and so on"));
    for (int cut = 1; cut < event.length; cut++) {
      RecordingSink sink = new RecordingSink();
      SseFraming framing = new SseFraming(new Wanted(paths(), sink, () -> false));
      for (String text : List.of("a", "b", "c", "d", "e")) {
        byte[] whole = sse(chunk(text));
        framing.bytes(whole, 0, whole.length);
      }
      int before = sink.replays();
      framing.bytes(event, 0, cut);
      framing.bytes(event, cut, event.length);

      assertThat(sink.replays() - before).as("of an event cut at " + cut).isEqualTo(2);
    }
  }

  /** Text in the head goes on in the next event, as if it were one. */
  @Test
  void skip_measuredTextAtTheBeginning_isCountedInEachEvent() {
    String event = "{\"text\":\"The same long text in each event of a stream\",\"id\":\"%d\"}";
    assertThat(told(event.formatted(1), event.formatted(2), event.formatted(3)))
        .filteredOn(call -> call.startsWith("6~"))
        .hasSize(3);
  }

  @Test
  void skip_randomEvents_tellTheSameInAnyPieces() {
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      List<String> events = new ArrayList<>();
      String chunk = chunk("word");
      for (int i = 0; i < 8; i++) {
        int at = random.nextInt(chunk.length());
        events.add(
            random.nextInt(3) == 0 ? chunk : chunk.substring(0, at) + chunk.substring(at + 1));
      }
      told(events.toArray(String[]::new));
    }
  }

  @Test
  void skip_equalEvents_endWithTheOneThatIsEnough() {
    RecordingSink sink = new RecordingSink();
    AtomicInteger events = new AtomicInteger();
    SseFraming framing =
        new SseFraming(new Wanted(paths(), sink, () -> events.incrementAndGet() == 5));
    byte[] event = sse("{\"id\":\"the same\",\"model\":\"gpt-4o\",\"flag\":true,\"n\":1}");

    for (int i = 0; i < 5; i++) {
      assertThat(framing.state()).isEqualTo(Framing.State.OPEN);
      framing.bytes(event, 0, event.length);
    }

    assertThat(framing.state()).isEqualTo(Framing.State.DONE);
    assertThat(sink.calls()).filteredOn(call -> call.equals(".")).hasSize(5);
  }

  /** Otherwise each buffer that ends within an event would make all later events cost more. */
  @Test
  void compare_pieceOfAnEvent_teachesNothing() {
    Wanted wanted = new Wanted(paths(), new ForgettingSink(), () -> false);
    RepeatedStretch head = new RepeatedStretch(wanted, new JsonScanner(wanted, true), 1);
    byte[] event = utf8(chunk("Hello"));
    byte[] other = utf8(chunk("you"));
    head.compare(event, 0, event.length);
    head.compare(other, 0, other.length);
    int known = head.length();

    head.compare(other, 0, 60);
    head.compare(other, 0, 60);

    assertThat(known).isGreaterThan(100);
    assertThat(head.length()).isEqualTo(known);
  }

  @Test
  void bytes_manyEvents_allocatesNothingForEach() {
    long some = Allocation.least(50, () -> feed(100));
    long more = Allocation.least(50, () -> feed(1_100));

    assertThat((more - some) / 1_000).isLessThan(2);
  }

  private static void feed(int events) {
    SseFraming framing = new SseFraming(new Wanted(paths(), new ForgettingSink(), () -> false));
    for (int i = 0; i < events; i++) {
      byte[] event = EVENTS[i % EVENTS.length];
      framing.bytes(event, 0, event.length);
    }
  }

  private static final byte[][] EVENTS = {
    sse(chunk("Hello")), sse(chunk(" world")), sse(chunk(", how")), sse(chunk(" are you?"))
  };

  private static byte[] sse(String event) {
    return utf8("data: " + event + "\n\n");
  }

  private static String chunk(String text) {
    return CHUNK.formatted(text, "null");
  }

  private static List<String> told(String... events) {
    String body = "data: " + String.join("\n\ndata: ", events) + "\n\n";
    List<String> told =
        FramingHarness.calls(
            utf8(body), sink -> new SseFraming(new Wanted(paths(), sink, () -> false)));
    assertThat(told.subList(0, told.size() - 1)).isEqualTo(scanned(events));
    return told;
  }

  /** Each event by itself, so that nothing of another one is known. */
  private static List<String> scanned(String... events) {
    RecordingSink sink = new RecordingSink();
    for (String event : events) {
      byte[] bytes = sse(event);
      new SseFraming(new Wanted(paths(), sink, () -> false)).bytes(bytes, 0, bytes.length);
    }
    return sink.calls();
  }

  private static JsonPaths paths() {
    JsonPaths paths = new JsonPaths();
    for (String path : List.of("id", "n", "model", "flag", "none", "choices[]")) {
      paths.add(path);
    }
    paths.measure("text");
    paths.measure("choices[].delta.content");
    paths.add("delta.text");
    paths.add("usage");
    paths.add("choices[].tier");
    for (String path : List.of("usage.id", "usage.n", "delta.id", "delta.n")) {
      paths.add(path);
    }
    return paths;
  }
}
