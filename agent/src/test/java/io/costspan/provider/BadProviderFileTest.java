package io.costspan.provider;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider file that is wrong is refused, with the line and what is wrong in it. */
class BadProviderFileTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'provider': 'p', 'host': []} | unknown word \"host\"",
        "{'hosts': []} | \"provider\" is missing",
        "{'provider': 'p', 'like': 'q'} | no provider file \"q\"",
        "{'provider': 'p', 'like': 'p'} | like itself by way of \"p\"",
        "{'provider': 'p', 'speaks': {'q': ['']}} | no provider file \"q\"",
        "{'provider': 'p', 'speaks': ['openai']} | expected an object",
        "{'provider': 'p', 'hosts': ['*.com']} | matches too many hosts",
        "{'provider': 'p', 'hosts': ['*']} | matches too many hosts",
        "{'provider': 'p', 'hosts': ['*.com:80']} | matches too many hosts",
        "{'provider': 'p', 'every': {'evidence': []}} | unknown word \"evidence\"",
        "{'provider': 'p', 'operations': {'/a': {}}} | a method, a space and a path",
        "{'provider': 'p', 'operations': {'POST /a x-op': {'operation': 'x', 'reader': 'r'}}, 'readers': {'r': {}}} | header-name:value",
        "{'provider': 'p', 'operations': {'POST /a x-op:': {'operation': 'x', 'reader': 'r'}}, 'readers': {'r': {}}} | header-name:value",
        "{'provider': 'p', 'free': ['/a :x']} | header-name:value",
        "{'provider': 'p', 'operations': {'POST /a': {'operation': 'x', 'reader': 'r'}}} | unknown reader \"r\"",
        "{'provider': 'p', 'readers': {'r': {'like': 'r'}}} | like itself by way of \"r\"",
        "{'provider': 'p', 'readers': {'r': {'like': 'q'}}} | no reader \"q\"; correct the name",
        "{'provider': 'p', 'readers': {'r': {'valeus': {}}}} | unknown word \"valeus\"",
        "{'provider': 'p', 'readers': {'r': {'quantities': [{'meter': 'tokens', 'count': '1'}]}}} | unknown meter \"tokens\"",
        "{'provider': 'p', 'readers': {'r': {'evidence': ['x']}}} | unknown value \"x\"",
        "{'provider': 'p', 'readers': {'r': {'values': {'x': '= y', 'y': '= x'}}}} | depends on itself",
        "{'provider': 'p', 'readers': {'r': {'values': {'x': {'sum': 'a', 'max': 'b'}}}}} | needs one of last",
        "{'provider': 'p', 'readers': {'r': {'values': {'x': {'sum': ['a', 'request:b']}}}}} | cannot be merged",
        "{'provider': 'p', 'readers': {'r': {'quantities': [{'meter': 'pages', 'each': 'y', 'count': '1'}]}}} | unknown value \"y\"",
        "{'provider': 'p', 'readers': {'r': {'values': {'x': {'length': 'a', 'step': [300, 0]}}}}} | a whole number of characters",
        "{'provider': 'p', 'readers': {'r': {'values': {'x': {'length': 'a', 'step': '18446744073709551616'}}}}} | a whole number of characters",
        "{'provider': 'p', 'readers': {'r': {'quantities': [{'meter': 'pages', 'count': '1e999999999'}]}}} | is not a number",
        "{'provider': 'p', 'readers': {'r': {'values': {'x': {'count': 'a', 'step': 100}}}}} | only for a \"length\"",
        "{'provider': 'p', 'readers': {'r': {'values': {'x': {'length': 'a', 'step': [1, 2, 3]}}}}} | a whole number of characters, or two",
        "{'provider': 'p', 'readers': {'r': {'within': {'': 'w'}, 'values': {}}}} | expected a string",
        "{'provider': 'p', 'readers': {'r': {'values': {'x': {'last': 'a', 'when': {'a': '*'}}}}}} | unknown value \"a\"",
        "{'provider': 'p', 'readers': {'r': {'values': {'y': 'b', 'x': {'last': 'a', 'when': {'y': '>many'}}}}}} | is not a value for \"y\"",
        "{'provider': 'p', 'readers': {'r': {'values': {'x': {'last': 'a', 'when': {'y': '*'}}}}}} | unknown value \"y\"",
        "{'provider': 'p', 'readers': {'r': {'values': {'x': {'last': 'a', 'when': {'x': '*'}}}}}} | depends on itself",
        "{'provider': 'p', 'readers': {'r': {'values': {'response_id': 'id', 't': {'tally': 'x'}}, 'job': {'pending': {'status': '*'}}}}} | unknown value \"status\"",
        "{'provider': 'p', 'readers': {'r': {'values': {'response_id': 'id', 't': {'tally': 'x'}}, 'job': {'keep': ['seconds']}}}} | unknown value \"seconds\"",
        "{'provider': 'p', 'readers': {'r': {'values': {'response_id': 'id', 't': {'tally': 'x'}}, 'job': {'keep': ['t']}}}} | a tally, of which a job keeps none",
        "{'provider': 'p', 'readers': {'r': {'values': {'response_id': 'id', 't': {'tally': 'x'}}, 'job': {'hours': '0'}}}} | more than 0 and at most 100000",
        "{'provider': 'p', 'readers': {'r': {'values': {'response_id': 'id', 't': {'tally': 'x'}}, 'job': {'hours': '1e9'}}}} | more than 0 and at most 100000",
        "{'provider': 'p', 'readers': {'r': {'values': {'response_id': 'id', 't': {'tally': 'x'}}, 'job': {'hours': 'day'}}}} | expected a decimal number",
        "{'provider': 'p', 'readers': {'r': {'values': {'response_id': 'id', 't': {'tally': 'x'}}, 'job': {'until': {}}}}} | unknown word \"until\"",
        "{'provider': 'p', 'readers': {'r': {'job': {}}}} | a job is known by its response_id",
        "{'provider': 'p', 'readers': {'r': {'values': {'x': {'tokens': 'header:x'}}}}} | tokens are counted in bodies only",
        "{'provider': 'p', 'readers': {'r': {'values': {'x': {'tokens': ['a', 'request:b']}}}}} | cannot be merged",
        "{'provider': 'p', 'readers': {'r': {'estimate': [{'meter': 'tokens', 'count': '1'}]}}} | unknown meter \"tokens\"",
        "{'provider': 'p', 'readers': {'r': {'values': {'x': 'event:type'}}}} | only \"event:name\" is known",
        "{'provider': 'p', 'readers': {'r': {'stated': {'amount': '1', 'currency': 'dollars'}}}} | write USD, EUR, ...",
        "{'provider': 'p', 'readers': {'r': {'twice': {}}}} | unknown word \"twice\"",
        "{'provider': 'p', 'readers': {'r': {'free': {'gratis': {}}}}} | unknown word \"gratis\"",
      })
  void load_badFile_isRefusedWithFileAndLine(String json, String reason) {
    assertThatThrownBy(() -> Catalog.load(List.of(TestFiles.file("dir/p.json", json)), List.of()))
        .hasMessageStartingWith("dir/p.json, line 1: ")
        .hasMessageContaining(reason);
  }
}
