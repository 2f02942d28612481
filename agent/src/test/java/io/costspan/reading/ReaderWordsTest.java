package io.costspan.reading;

import static io.costspan.provider.OneReader.URL;
import static io.costspan.provider.OneReader.traffic;
import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.provider.Catalog;
import io.costspan.provider.TestFiles;
import io.costspan.provider.Traffic;
import io.costspan.usage.Billing;
import io.costspan.usage.Exactness;
import io.costspan.usage.Quantity;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the words of a reader mean. */
class ReaderWordsTest {
  private static UsageRecord count(String value, String... documents) {
    return traffic(
            "{'values': {'n': " + value + "}, 'quantities': [{'meter': 'pages', 'count': 'n'}]}")
        .post(URL, "{'asked': 7, 'texts': ['ab', 'c']}")
        .header("X-Units", "2.50")
        .events(documents);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'n' | 5",
        "{'max': 'n'} | 9",
        "{'sum': 'n'} | 18",
        "{'count': 'n'} | 3",
        "{'max': ['n', 'm']} | 11",
        "['missing', 'n'] | 5",
        "{'distinct': 'list[].name'} | 2",
        "{'count': 'list[]'} | 6",
        "{'tally': 'list[].name'} | 4",
        "{'tokens': 'text'} | 3",
        "{'tokens': 'text', 'where': {'type': 'first'}} | 2",
        "{'tokens': 'request:texts[]'} | 1",
        "{'sum': 'list[].n', 'where': {'name': 'a'}} | 4",
        "{'sum': 'list[].n', 'where': {'name': ['a', null]}} | 10",
        "{'sum': 'n', 'where': {'type': 'last*'}} | 5",
        "{'count': 'list[]', 'where': {'name': '*'}} | 4",
        "{'length': 'text'} | 3",
        "{'utf16': 'text'} | 4",
        "{'sum': 'any.*'} | 3",
        "'request:asked' | 7",
        "{'length': 'request:texts[]'} | 3",
        "{'length': 'request:texts[]', 'step': 10} | 20",
        "{'length': 'request:texts[]', 'step': [3, 2]} | 6",
        "{'length': 'request:texts[]', 'step': [1, 4]} | 6",
        "{'length': ['request:texts', 'request:texts[]'], 'step': [3, 1]} | 6",
        "'header:x-units' | 2.50",
        "['missing', '{other}'] | 5",
        "{'last': 'type', 'map': {'last*': '12', '*': null}} | 12",
        "{'last': 'query:kind', 'map': {'deep': '3'}} | 3",
        "{'last': 'url:part', 'map': {'v': '4'}} | 4",
        "'= n2 * 2 - 1' | 9",
        "'= n2 / 2' | 2.5",
        "{'last': '= n2 + 1', 'when': {'n2': '>4'}} | 6",
        "{'last': '= n2 + 1', 'when': {'n2': '5', 'other': null}} |",
        "{'last': ['n', 'm'], 'when': {'n2': '<5'}} |",
        "{'count': 'list[]', 'when': {'n2': '*'}} | 6",
        "{'last': 'type', 'map': {'last*': '12'}, 'when': {'n2': ['7', '5']}} | 12",
        "{'tally': 'query:to'} | 2",
        "{'length': 'query:kind'} | 4",
        "'duration' | 1.5",
        "{'last': 'type', 'map': {'*st o*': '6', '*': null}} | 6",
        "{'last': 'type', 'map': {'*last': '6', '*one': '7'}} | 7",
      })
  void values_overAStream(String value, @Nullable String result) {
    String named =
        value.contains("n2") || value.contains("{other}")
            ? value + ", 'n2': 'n', 'other': 'n'"
            : value;
    String[] counts = result == null ? new String[0] : new String[] {"pages " + result};

    UsageRecord record =
        count(
            named,
            "{\"type\":\"first\",\"n\":4,\"m\":11,\"text\":\"a\\u00e9\",\"any\":{\"x\":1,\"y\":2},\"bad\":[0,7]}",
            "{'n':9,'list':[{'name':'a','n':1},{'n':2,'name':'b'},{'n':3}]}",
            "{\"type\":\"last one\",\"n\":5,\"text\":\"\\ud83d\\ude00\",\"list\":[{\"n\":3,\"name\":\"a\"},{\"name\":\"b\",\"n\":1},{\"n\":3}]}",
            "{'n':null,'type':'','duration':'1.5s'}");

    assertThat(record).counts(counts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'u.n' | {'u':{'n':1},'w':{'u':{'n':2}}} | 1",
        "'u.n' | {'w':{'u':{'n':2}}} | 2",
        "'$.u.n' | {'w':{'u':{'n':2}}} |",
        "['m', 'u.n'] | {'m':4,'w':{'m':3}} | 4",
        "['u.n', 'request:n'] | {} | 7",
        "{'sum': 'u.n'} | {'u':{'n':1},'w':{'u':{'n':2}}} | 3",
        "{'count': ['u.list[]', '$.list[]']} | {'list':[1],'w':{'list':[1,2],'u':{'list':[1,2,3]}}} | 4",
        "{'sum': 'list[].n', 'where': {'kind': 'a'}} | {'w':{'list':[{'kind':'a','n':3},{'kind':'b','n':4}]}} | 3",
        "'= a + 1' | {'w':{'n':2}} | 3",
      })
  void within_letsEachPathBeginAtEachOfItsRoots(
      String value, String reply, @Nullable String result) {
    String reader =
        "{'within': ['', 'w'], 'values': {'a': 'n', 'n': "
            + value
            + "}, 'quantities': [{'meter': 'pages', 'count': 'n'}]}";

    UsageRecord record = traffic(reader).post(URL, "{'n':7}").json(reply);

    assertThat(record).counts(result == null ? new String[0] : new String[] {"pages " + result});
  }

  @Test
  void within_isNotTakenOverByAReaderThatIsLikeIt() {
    String file =
        """
        {'provider': 'p', 'hosts': ['p.example.com'],
         'operations': {'POST /{part}/op': {'operation': 'chat', 'reader': 'r'}},
         'readers': {
          'base': {'within': 'w', 'values': {'a': 'a', 'b': 'b'},
           'quantities': [{'meter': 'pages', 'count': 'a'}, {'meter': 'images', 'count': 'b'}]},
          'r': {'like': 'base', 'values': {'b': 'b'}}}}
        """;
    Traffic traffic = new Traffic(Catalog.load(List.of(TestFiles.file("p.json", file)), List.of()));

    assertThat(traffic.post(URL, "{}").json("{'a':1,'b':2,'w':{'a':3,'b':4}}"))
        .counts("pages 3", "images 2");
  }

  @Test
  void every_addsToAllReaders() {
    String file =
        """
        {'provider': 'p', 'hosts': ['p.example.com'],
         'operations': {'POST /{part}/op': {'operation': 'chat', 'reader': 'r'}},
         'every': {'values': {'hit': 'header:x-cache', 'where': 'url:part'}, 'attributes': ['where'], 'free': {'cache_hit': {'hit': 'yes'}}},
         'readers': {'r': {'values': {'n': 'n', 'tier': 'tier'}, 'attributes': ['tier'], 'free': {'failed': {'tier': 'none'}},
          'quantities': [{'meter': 'pages', 'count': 'n'}]}}}
        """;
    Traffic traffic = new Traffic(Catalog.load(List.of(TestFiles.file("p.json", file)), List.of()));
    String reply = "{'n': 3, 'tier': 'flex'}";

    UsageRecord paid = traffic.post(URL, "{}").json(reply);

    assertThat(paid).counts("pages 3");
    assertThat(paid.attributes()).containsEntry("where", "v").containsEntry("tier", "flex");
    assertThat(traffic.post(URL, "{}").header("x-cache", "yes").json(reply).billing())
        .isEqualTo(Billing.free(Reasons.CACHE_HIT));
  }

  @Test
  void lines_readsDocumentsInARowWhateverTheContentTypeSays() {
    String reader =
        "{'lines': true, 'values': {'n': {'sum': 'n'}}, 'quantities': [{'meter': 'pages', 'count': 'n'}]}";

    UsageRecord lines = traffic(reader).post(URL, "{}").json("{'n': 1}\n{'n': 2}\n");
    UsageRecord first =
        traffic(reader.replace("true", "false")).post(URL, "{}").json("{'n': 1}\n{'n': 2}\n");

    assertThat(lines).counts("pages 3");
    assertThat(first).counts("pages 1");
  }

  @Test
  void eventName_isThatOfTheLastEvent_andMayEndTheStream() {
    String reader =
        "{'values': {'event': 'event:name', 'n': 'n'}, 'done': {'event': 'finished'}, 'quantities': [{'meter': 'pages', 'count': 'n', 'attributes': {'kind': '{event}'}}]}";

    UsageRecord record =
        traffic(reader)
            .post(URL, "{}")
            .reply(
                200,
                "text/event-stream",
                "event: begun\ndata: {'n':1}\n\ndata: {'n':2}\n\nevent: finished\ndata: {'n':3}\n\nevent: late\ndata: {'n':4}\n\n");

    assertThat(record).counts("pages 3 {kind=finished}");
  }

  @Test
  void renew_makesAPlaceCountAsAWhole() {
    UsageRecord record =
        traffic(
                """
                {'values': {'a': 'u.a', 'b': 'u.b', 'list': {'count': 'u.list[]'}, 'most': {'max': 'u.b'}, 'other': 'o'}, 'renew': ['u'],
                 'quantities': [{'meter': 'pages', 'count': 'a'}, {'meter': 'images', 'count': 'b'}, {'meter': 'videos', 'count': 'list'},
                  {'meter': 'queries', 'count': 'most'}, {'meter': 'sessions', 'count': 'other'}]}
                """)
            .post(URL, "{}")
            .events(
                "{'o':3,'u':{'a':1,'b':8,'list':[{},{}]}}",
                "{'u':{'a':2,'list':[{}]}}",
                "{'u':null}");

    assertThat(record).counts("pages 2", "videos 1", "queries 8", "sessions 3");
  }

  @Test
  void renew_meansEachRoot() {
    UsageRecord record =
        traffic(
                """
                {'within': ['', 'w'], 'values': {'list': {'count': 'u.list[]'}}, 'renew': ['u'],
                 'quantities': [{'meter': 'pages', 'count': 'list'}]}
                """)
            .post(URL, "{}")
            .events("{'u':{'list':[1,2]}}", "{'w':{'u':{'list':[1]}}}");

    assertThat(record).counts("pages 1");
  }

  @Test
  void quantity_negative_makesTheCallUnrated() {
    UsageRecord record =
        traffic(
                "{'values': {'a': 'a', 'b': 'b'}, 'quantities': [{'meter': 'pages', 'count': 'a - b'}, {'meter': 'images', 'count': 'b'}]}")
            .post(URL, "{}")
            .json("{'a':1,'b':3}");

    assertThat(record.billing()).isEqualTo(Billing.unknown(Reasons.MALFORMED_USAGE));
  }

  @Test
  void quantity_exactness_followsFromItsFields() {
    UsageRecord record =
        traffic(
                """
                {'values': {'a': 'a', 'asked': 'request:n', 'items': {'count': 'list[]'}}, 'quantities': [
                 {'meter': 'pages', 'count': 'a'}, {'meter': 'images', 'count': 'a * asked'},
                 {'meter': 'videos', 'count': 'items'}, {'meter': 'requests', 'count': '1'}]}
                """)
            .post(URL, "{'n':2}")
            .json("{'a':1,'list':[1]}");

    assertThat(record.quantities().stream().map(q -> q.exactness()))
        .containsExactly(
            Exactness.REPORTED, Exactness.DERIVED, Exactness.DERIVED, Exactness.DERIVED);
  }

  @Test
  void when_asksOtherFields() {
    Traffic traffic =
        traffic(
            "{'values': {'kind': 'kind'}, 'quantities': [{'meter': 'pages', 'count': '1', 'when': {'kind': ['a', null]}}, {'meter': 'images', 'count': '1', 'when': {'kind': '*'}}]}");

    assertThat(traffic.post(URL, "{}").json("{'kind':'a'}")).counts("pages 1", "images 1");
    assertThat(traffic.post(URL, "{}").json("{}")).counts("pages 1");
    assertThat(traffic.post(URL, "{}").json("{'kind':'b'}")).counts("images 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'n': '>2'} | {'n':2.5} | true",
        "{'n': '>2'} | {'n':2} | false",
        "{'n': '>2'} | {} | false",
        "{'n': ['<1', null]} | {} | true",
        "{'ids': '>1'} | {'list':['a','b']} | true",
        "{'ids': '>1'} | {'list':['a','a']} | false",
        "{'texts': '>=3'} | {'list':['a','bc']} | true",
        "{'kinds': 'b'} | {'list':['a','b']} | true",
        "{'at': '22:00-06:00'} | {'at':'2026-11-28T23:10:00Z'} | true",
      })
  void when_hasTheDialectOfPriceFiles(String when, String reply, boolean holds) {
    String reader =
        """
        {'values': {'n': 'n', 'at': 'at', 'ids': {'distinct': 'list[]'}, 'texts': {'length': 'list[]'}, 'kinds': {'tally': 'list[]'}},
         'quantities': [{'meter': 'pages', 'count': '1', 'when': %s}]}
        """
            .formatted(when);

    assertThat(traffic(reader).post(URL, "{}").json(reply))
        .counts(holds ? new String[] {"pages 1"} : new String[0]);
  }

  @Test
  void text_withHoles_isMissingIfOneOfThemIs() {
    Traffic traffic =
        traffic(
            "{'values': {'owner': 'url:part', 'name': 'n', 'request_model': '\\u0027{owner}/{name}:1\\u0027'}, 'quantities': []}");

    assertThat(traffic.post(URL, "{}").json("{'n':7}").requestModel()).isEqualTo("v/7:1");
    assertThat(traffic.post(URL, "{}").json("{}").requestModel()).isNull();
  }

  @Test
  void measures_ofTheSameWork_areMarked() {
    Traffic traffic =
        traffic(
            "{'values': {'a': 'a', 'b': 'b'}, 'quantities': [[{'meter': 'images', 'count': 'a'}, {'meter': 'pixels', 'count': 'b'}], {'meter': 'requests', 'count': '1'}]}");

    UsageRecord both = traffic.post(URL, "{}").json("{'a':1,'b':2}");
    assertThat(both).counts("images 1", "pixels 2", "requests 1");
    assertThat(both.quantities().stream().map(Quantity::alternative))
        .containsExactly(false, true, false);

    UsageRecord second = traffic.post(URL, "{}").json("{'b':2}");
    assertThat(second).counts("pixels 2", "requests 1");
    assertThat(second.quantities().stream().map(Quantity::alternative))
        .containsExactly(false, false);
  }

  @Test
  void unseen_countsEachIdOnceOverAllCalls() {
    Traffic traffic =
        traffic(
            "{'values': {'ids': {'distinct': 'items[].id', 'where': {'kind': 'bot'}}}, 'evidence': ['ids'], 'unseen': ['ids'],"
                + " 'quantities': [{'meter': 'requests', 'count': 'ids'}]}");
    String two = "{'items':[{'id':'a','kind':'bot'},{'id':'b','kind':'bot'}]}";

    assertThat(traffic.post(URL, "{}").json(two)).counts("requests 2");
    assertThat(traffic.post(URL, "{}").json(two).billing())
        .isEqualTo(Billing.free(Reasons.ALREADY_RATED));
    assertThat(traffic.post(URL, "{}").json(two.replace("]}", ",{'id':'c','kind':'bot'}]}")))
        .counts("requests 1");
    assertThat(traffic.post(URL, "{}").json("{'items':[]}").billing())
        .isEqualTo(Billing.unknown(Reasons.NO_USAGE));
  }

  @Test
  void once_countsWhatIsInAnElementOnlyTheFirstTime() {
    Traffic traffic =
        traffic(
            "{'once': ['items[].id'], 'values': {'all': {'count': 'items[]'}, 'sum': {'sum': 'items[].n'}}, 'evidence': ['all'],"
                + " 'quantities': [{'meter': 'requests', 'count': 'sum'}]}");
    String two = "{'items':[{'id':'a','n':1},{'n':2,'id':'b'}]}";

    assertThat(traffic.post(URL, "{}").json(two)).counts("requests 3");
    assertThat(traffic.post(URL, "{}").json(two).billing())
        .isEqualTo(Billing.free(Reasons.ALREADY_RATED));
    assertThat(traffic.post(URL, "{}").json(two.replace("]}", ",{'id':'c','n':5},{'n':7}]}")))
        .counts("requests 12");
    assertThat(traffic.post(URL.replace("/v/", "/w/"), "{}").json(two)).counts("requests 3");
  }

  @Test
  void once_outsideOfAnArray_isRefused() {
    assertThatThrownBy(() -> traffic("{'once': ['id'], 'quantities': []}"))
        .hasMessageContaining("\"once\" should name places in the elements of an array");
  }

  @Test
  void estimated_isTrueOfARuleOfThumb() {
    UsageRecord record =
        traffic(
                "{'quantities': [{'meter': 'requests', 'count': '1', 'estimated': true}, {'meter': 'images', 'count': '1', 'estimated': false}]}")
            .post(URL, "{}")
            .json("{}");

    assertThat(record.quantities().stream().map(q -> q.exactness()))
        .containsExactly(Exactness.ESTIMATED, Exactness.DERIVED);
    assertThat(record.estimated()).isTrue();
  }

  @Test
  void free_reasons_areKept() {
    Traffic traffic =
        traffic(
            "{'values': {'cache': 'header:X-Cache', 'n': 'n'}, 'evidence': ['n'], 'free': {'cache_hit': {'cache': 'HIT'}, 'not_billable': [{'n': '0'}, {'n': '-1'}]}, 'quantities': [{'meter': 'pages', 'count': 'n'}]}");

    assertThat(traffic.post(URL, "{}").header("x-cache", "HIT").json("{'n':2}").billing())
        .isEqualTo(Billing.free(Reasons.CACHE_HIT));
    assertThat(traffic.post(URL, "{}").json("{'n':-1}").billing())
        .isEqualTo(Billing.free(Reasons.NOT_BILLABLE));
    assertThat(traffic.post(URL, "{}").json("{'n':2}").billing()).isEqualTo(Billing.BILLED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e999999999", "1e-999999999", "'9e99999'", "'many'", "true", "{}", "[1]"})
  void number_thatIsNoCount_isMissing(String hostile) {
    UsageRecord record = count("'n'", "{'n':" + hostile + "}");

    assertThat(record.quantities()).isEmpty();
  }

  @Test
  void path_nameBeyondAscii_isToldFromOthersThatEndAlike() {
    UsageRecord record = count("'größé'", "{\"é\":1,\"xxxxxxxxé\":2,\"größé\":3,\"\":4}");

    assertThat(record).counts("pages 3");
  }

  @Test
  void distinct_ofEndlessTexts_staysBounded() {
    String texts =
        IntStream.range(0, 5_000).mapToObj(i -> "'q" + i + "'").collect(Collectors.joining(","));

    UsageRecord record = count("{'distinct': 'q[]'}", "{'q':[" + texts + "]}");

    assertThat(record).counts("pages 256");
  }
}
