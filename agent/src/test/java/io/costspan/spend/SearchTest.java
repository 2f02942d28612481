package io.costspan.spend;

import static io.costspan.spend.CallAssert.assertThat;
import static io.costspan.spend.Spend.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.rating.Rating;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searching the web, at the bundled prices. */
class SearchTest {
  private final Spend spend = new Spend();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"query":"q"}                              | {"results":[]}                         | rated 0.008 USD; credits 1 x 0.008 = 0.008
          {"query":"q","search_depth":"advanced"}    | {"results":[]}                         | rated 0.016 USD; credits 2 x 0.008 = 0.016
          # The service chose the depth.
          {"query":"q","auto_parameters":true}       | {"auto_parameters":{"search_depth":"advanced"},"results":[]} | rated 0.016 USD; credits 2 x 0.008 = 0.016
          # What the reply says goes before what was asked for.
          {"search_depth":"advanced","include_usage":true} | {"results":[],"usage":{"credits":1}} | rated 0.008 USD; credits 1 x 0.008 = 0.008
          """)
  void tavily_search_costsACreditOrTwoByItsDepth(String asked, String reply, String cost) {
    assertThat(spend.post("https://api.tavily.com/search", asked).json(reply)).costs(cost);
  }

  @Test
  void tavily_failedSearch_isFree() {
    assertThat(
            spend
                .post("https://api.tavily.com/search", "{}")
                .json(429, "{'detail':{'error':'slow down'}}"))
        .costs("free failed 0 USD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"urls":[]}                  | rated 0.008 USD; credits 1 x 0.008 = 0.008
          {"extract_depth":"advanced"} | rated 0.016 USD; credits 2 x 0.008 = 0.016
          """)
  void tavily_extract_countsPagesThatWereRead(String asked, String cost) {
    String five =
        "{'results':[{'url':'a'},{'url':'b'},{'url':'c'},{'url':'d'},{'url':'e'}],'failed_results':[{'url':'f'}]}";

    assertThat(spend.post("https://api.tavily.com/extract", asked).json(five)).costs(cost);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          map   | {}                             | rated 0.008 USD; credits 1 x 0.008 = 0.008
          map   | {"instructions":"find prices"} | rated 0.016 USD; credits 2 x 0.008 = 0.016
          # 1 for the map, 2 x 2 for ten pages in depth.
          crawl | {"extract_depth":"advanced"}   | rated 0.04 USD; credits 5 x 0.008 = 0.04
          """)
  void tavily_mapAndCrawl_countPages(String path, String asked, String cost) {
    String ten = "{'results':[1,2,3,4,5,6,7,8,9,10]}";

    assertThat(spend.post("https://api.tavily.com/" + path, asked).json(ten)).costs(cost);
  }

  @Test
  void tavily_research_isBilledOnceByItsOwnFigure() {
    String url = "https://api.tavily.com/research";
    String pending = "{'request_id':'tavily-r1','status':'pending'}";
    String done = "{'request_id':'tavily-r1','status':'completed','usage':{'credits':31}}";
    String silent = "{'request_id':'tavily-r2','status':'completed'}";

    assertThat(spend.post(url, "{'input':'q'}").json(201, pending))
        .costs("free not_billable 0 USD");
    assertThat(spend.get(url + "/tavily-r1").json(done))
        .costs("rated 0.248 USD; credits 31 x 0.008 = 0.248");
    assertThat(spend.get(url + "/tavily-r1").json(done)).costs("free already_rated 0 USD");
    assertThat(spend.get(url + "/tavily-r2").json(silent)).costs("unrated no_usage");
  }

  @Test
  void exa_statedDollars_beatTheTableWhichIsKept() {
    assertThat(
            spend
                .post(
                    "https://api.exa.ai/search",
                    "{'query':'q','numResults':2,'contents':{'text':true,'highlights':{'numSentences':1},'summary':false}}")
                .json(
                    "{'requestId':'r','results':[{'id':'a'},{'id':'b'}],'costDollars':{'total':0.007,'search':{'neural':0.005}}}"))
        .costs("rated 0.007 USD; requests 1 x 5/1000 = 0.005; pages 4 x 1/1000 = 0.004");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"query":"q"}                  | rated 0.005 USD; requests 1 x 5/1000 = 0.005
          {"query":"q","numResults":25}  | rated 0.005 USD; requests 1 x 5/1000 = 0.005
          {"query":"q","numResults":26}  | rated 0.025 USD; requests 1 x 25/1000 = 0.025
          {"query":"q","numResults":100} | rated 0.025 USD; requests 1 x 25/1000 = 0.025
          {"query":"q","numResults":101} | unrated no_rate.requests
          """)
  void exa_resultCount_choosesTheBand(String asked, String cost) {
    assertThat(spend.post("https://api.exa.ai/search", asked).json("{'results':[]}")).costs(cost);
  }

  @Test
  void exa_contentsAndAnswer_haveTheirOwnFees() {
    assertThat(
            spend
                .post(
                    "https://api.exa.ai/contents",
                    "{'urls':['a','b','c'],'text':true,'summary':{}}")
                .json("{'results':[{},{},{}]}"))
        .costs("rated 0.006 USD; pages 6 x 1/1000 = 0.006");
    assertThat(
            spend
                .post("https://api.exa.ai/answer", "{'query':'q','stream':true}")
                .events(
                    "{'choices':[{'delta':{'content':'a'}}]}",
                    "{'citations':[],'costDollars':{'total':0.0062}}"))
        .costs("rated 0.0062 USD; requests 1 x 5/1000 = 0.005");
    assertThat(spend.post("https://api.exa.ai/answer", "{'query':'q'}").json("{'error':'no'}"))
        .costs("free failed 0 USD");
  }

  @Test
  void exa_research_isBilledOnceWhenItIsDone() {
    String url = "https://api.exa.ai/research/v1";
    String running = "{'researchId':'exa-1','status':'running'}";
    String done = "{'researchId':'exa-1','status':'completed','costDollars':{'total':0.23}}";

    assertThat(spend.post(url, "{}").json(running)).costs("free not_billable 0 USD");
    assertThat(told(spend.get(url + "/exa-1").json(done))).startsWith("rated 0.23 USD");
    assertThat(spend.get(url + "/exa-1").json(done)).costs("free already_rated 0 USD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          web/search?q=secret | 200 | {"web":{}}     | rated 0.005 USD; requests 1 x 5/1000 = 0.005
          web/search?q=secret | 429 | {}             | free failed 0 USD
          suggest/search?q=s  | 200 | {"results":[]} | rated 0.0005 USD; requests 1 x 5/10000 = 0.0005
          """)
  void brave_isAFlatFeeForEachSuccess(String path, int status, String reply, String cost) {
    assertThat(spend.get("https://api.search.brave.com/res/v1/" + path).json(status, reply))
        .costs(cost);
  }

  @Test
  void brave_answer_blendsQueriesAndTokens() {
    String url = "https://api.search.brave.com/res/v1/chat/completions";
    String reply = "{'model':'brave','usage':{'prompt_tokens':1234,'completion_tokens':300}}";

    // 2 x 0.004 + 1234 x 0.000005 + 300 x 0.000005
    assertThat(
            spend
                .post(url, "{'model':'brave'}")
                .header("X-Request-Queries", "2")
                .json(reply)
                .rating()
                .amount())
        .isEqualByComparingTo("0.01567");
    assertThat(
            spend
                .post(url, "{'model':'brave'}")
                .header("X-Request-Total-Cost", "0.0157")
                .header("X-Request-Tokens-In", "1234")
                .json("{}")
                .rating()
                .source())
        .isEqualTo(Rating.Source.PROVIDER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          google.serper.dev/search | {"q":"a"}                          | {"organic":[],"credits":1} | rated 0.001 USD; credits 1 x 1.00/1000 = 0.001
          google.serper.dev/search | [{"q":"a"},{"q":"b","num":100}]    | [{"organic":[],"credits":1},{"organic":[],"credits":2}] | rated 0.003 USD; credits 3 x 1.00/1000 = 0.003
          # Without credits: one for ten results, two for more.
          google.serper.dev/search | {"q":"a","num":10}                 | {}                         | rated 0.001 USD; credits 1 x 1.00/1000 = 0.001
          google.serper.dev/search | {"q":"a","num":20}                 | {}                         | rated 0.002 USD; credits 2 x 1.00/1000 = 0.002
          scrape.serper.dev        | {}                                 | {"credits":2}              | rated 0.002 USD; credits 2 x 1.00/1000 = 0.002
          scrape.serper.dev/       | {}                                 | {}                         | unrated no_usage
          """)
  void serper_creditsOfTheReply_alsoOfABatch(String url, String asked, String reply, String cost) {
    assertThat(spend.post("https://" + url, asked).json(reply)).costs(cost);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"query":["a","b"]}    | rated 0.005 USD; requests 1 x 5/1000 = 0.005
          {"search_type":"fast"} | rated 0.001 USD; requests 1 x 1/1000 = 0.001
          """)
  void perplexity_search_costsByItsKind(String asked, String cost) {
    assertThat(spend.post("https://api.perplexity.ai/search", asked).json("{'results':[]}"))
        .costs(cost);
  }

  @Test
  @DisplayName("trap 57: searches that the service's cache answers are free")
  void serpApi_whatItsCacheAnswers_isFree() {
    String url = "https://serpapi.com/search.json?engine=google&q=x";
    String found = "{'search_metadata':{'id':'%s','status':'%s'}}";

    assertThat(spend.get(url).json(found.formatted("serp-1", "Success")))
        .costs("unrated unknown_model");
    assertThat(spend.get(url).json(found.formatted("serp-1", "Success")))
        .costs("free already_rated 0 USD");
    assertThat(spend.get(url).json(found.formatted("serp-2", "Cached")))
        .costs("free cache_hit 0 USD");
    assertThat(spend.get(url).json(found.formatted("serp-3", "Error"))).costs("free failed 0 USD");
  }

  @Test
  void valyu_statedDollarsElseResultsBySource() {
    String url = "https://api.valyu.ai/v1/search";

    assertThat(
            told(
                spend
                    .post(url, "{}")
                    .json(
                        "{'success':true,'tx_id':'t','results_by_source':{'web':2,'proprietary':1},'total_deduction_dollars':0.011}")))
        .startsWith("rated 0.011 USD");
    assertThat(spend.post(url, "{}").json("{'success':true,'results_by_source':{'web':2}}"))
        .costs("rated 0.003 USD; search_units 2 x 1.50/1000 = 0.003");
    assertThat(spend.post(url, "{}").json("{'success':false,'error':'e'}"))
        .costs("free failed 0 USD");
    assertThat(
            told(
                spend
                    .post("https://api.valyu.ai/v1/answer", "{}")
                    .events(
                        "{'choices':[]}",
                        "{'success':true,'cost':{'total_deduction_dollars':0.03}}")))
        .startsWith("rated 0.03 USD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          api.linkup.so/v1/search         | {"depth":"deep"}    | rated 0.05867 USD; requests 1 x 58.67/1000 = 0.05867
          api.linkup.so/v1/search         | {"q":"x"}           | rated 0.00587 USD; requests 1 x 5.87/1000 = 0.00587
          api.parallel.ai/v1beta/search   | {"processor":"pro"} | rated 0.009 USD; requests 1 x 9/1000 = 0.009
          api.parallel.ai/v1/search       | {}                  | rated 0.004 USD; requests 1 x 4/1000 = 0.004
          api.parallel.ai/v1/search       | {"mode":"turbo"}    | unrated no_rate.requests
          api.search1api.com/search       | {"crawl_results":3} | rated 0.004 USD; credits 4 x 1/1000 = 0.004
          api.search1api.com/deepcrawl    | {}                  | rated 0.02 USD; credits 20 x 1/1000 = 0.02
          """)
  void post_flatFee(String url, String asked, String cost) {
    assertThat(spend.post("https://" + url, asked).json("{}")).costs(cost);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ydc-index.io/v1/search?query=x                  | rated 0.005 USD; requests 1 x 5/1000 = 0.005
          www.googleapis.com/customsearch/v1?q=x          | rated 0.005 USD; requests 1 x 5/1000 = 0.005
          apiserpent.com/api/search/quick?q=x             | rated 0.0006 USD; requests 1 x 0.6/1000 = 0.0006
          api.bing.microsoft.com/v7.0/news/search?q=x     | unrated unknown_model
          """)
  void get_flatFee(String url, String cost) {
    assertThat(spend.get("https://" + url).json("{}")).costs(cost);
  }

  @Test
  void dataForSeo_statedDollarsElseAFlatFee() {
    String url = "https://api.dataforseo.com/v3/serp/google/organic/";

    assertThat(
            told(
                spend
                    .post(url + "live/advanced", "[{}]")
                    .json("{'cost':0.002,'tasks':[{'cost':0.002}]}")))
        .startsWith("rated 0.002 USD");
    assertThat(told(spend.post(url + "live/advanced", "[{}]").json("{}")))
        .startsWith("rated 0.003 USD");
    assertThat(spend.get(url + "task_get/1").json("{'cost':0.002}"))
        .costs("free not_billable 0 USD");
  }
}
