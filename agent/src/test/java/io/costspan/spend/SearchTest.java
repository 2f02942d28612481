package io.costspan.spend;

import static io.costspan.spend.Spend.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.pipeline.RatedCall;
import io.costspan.rating.Rating;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Searching and reading the web, at the bundled prices. */
class SearchTest {
  private final Spend spend = new Spend();

  @Test
  void tavily_search_costsACreditOrTwoByItsDepth() {
    String url = "https://api.tavily.com/search";

    assertThat(told(spend.post(url, "{'query':'q'}").json("{'results':[]}")))
        .isEqualTo("rated 0.008 USD; credits 1 x 0.008 = 0.008");
    assertThat(
            told(spend.post(url, "{'query':'q','search_depth':'advanced'}").json("{'results':[]}")))
        .isEqualTo("rated 0.016 USD; credits 2 x 0.008 = 0.016");
    assertThat(
            told(
                spend
                    .post(url, "{'query':'q','auto_parameters':true}")
                    .json("{'auto_parameters':{'search_depth':'advanced'},'results':[]}")))
        .isEqualTo("rated 0.016 USD; credits 2 x 0.008 = 0.016");
    assertThat(told(spend.post(url, "{}").json(429, "{'detail':{'error':'slow down'}}")))
        .isEqualTo("free failed 0 USD");
  }

  @Test
  void tavily_creditsOfTheReply_count() {
    assertThat(
            told(
                spend
                    .post(
                        "https://api.tavily.com/search",
                        "{'search_depth':'advanced','include_usage':true}")
                    .json("{'results':[],'usage':{'credits':1}}")))
        .isEqualTo("rated 0.008 USD; credits 1 x 0.008 = 0.008");
  }

  @Test
  void tavily_extract_countsPagesThatWereRead() {
    String url = "https://api.tavily.com/extract";
    String five =
        "{'results':[{'url':'a'},{'url':'b'},{'url':'c'},{'url':'d'},{'url':'e'}],'failed_results':[{'url':'f'}]}";

    assertThat(told(spend.post(url, "{'urls':[]}").json(five)))
        .isEqualTo("rated 0.008 USD; credits 1 x 0.008 = 0.008");
    assertThat(told(spend.post(url, "{'extract_depth':'advanced'}").json(five)))
        .isEqualTo("rated 0.016 USD; credits 2 x 0.008 = 0.016");
  }

  @Test
  void tavily_mapAndCrawl_countPages() {
    String ten = "{'results':[1,2,3,4,5,6,7,8,9,10]}";

    assertThat(told(spend.post("https://api.tavily.com/map", "{}").json(ten)))
        .isEqualTo("rated 0.008 USD; credits 1 x 0.008 = 0.008");
    assertThat(
            told(
                spend
                    .post("https://api.tavily.com/map", "{'instructions':'find prices'}")
                    .json(ten)))
        .isEqualTo("rated 0.016 USD; credits 2 x 0.008 = 0.016");
    // 1 for the map, 2 x 2 for ten pages in depth.
    assertThat(
            told(
                spend
                    .post("https://api.tavily.com/crawl", "{'extract_depth':'advanced'}")
                    .json(ten)))
        .isEqualTo("rated 0.04 USD; credits 5 x 0.008 = 0.04");
  }

  @Test
  void tavily_research_isBilledOnceByItsOwnFigure() {
    String url = "https://api.tavily.com/research";
    String done = "{'request_id':'tavily-r1','status':'completed','usage':{'credits':31}}";

    assertThat(
            told(
                spend
                    .post(url, "{'input':'q'}")
                    .json(201, "{'request_id':'tavily-r1','status':'pending'}")))
        .isEqualTo("free not_billable 0 USD");
    assertThat(told(spend.get(url + "/tavily-r1").json(done)))
        .isEqualTo("rated 0.248 USD; credits 31 x 0.008 = 0.248");
    assertThat(told(spend.get(url + "/tavily-r1").json(done)))
        .isEqualTo("free already_rated 0 USD");
    assertThat(
            told(
                spend
                    .get(url + "/tavily-r2")
                    .json("{'request_id':'tavily-r2','status':'completed'}")))
        .isEqualTo("unrated no_usage");
  }

  @Test
  void exa_statedDollars_beatTheTableWhichIsKept() {
    assertThat(
            told(
                spend
                    .post(
                        "https://api.exa.ai/search",
                        "{'query':'q','numResults':2,'contents':{'text':true,'highlights':{'numSentences':1},'summary':false}}")
                    .json(
                        "{'requestId':'r','results':[{'id':'a'},{'id':'b'}],'costDollars':{'total':0.007,'search':{'neural':0.005}}}")))
        .isEqualTo("rated 0.007 USD; requests 1 x 5/1000 = 0.005; pages 4 x 1/1000 = 0.004");
  }

  @Test
  void exa_resultCount_choosesTheBand() {
    assertThat(told(exaSearch(""))).startsWith("rated 0.005 USD");
    assertThat(told(exaSearch(",'numResults':25"))).startsWith("rated 0.005 USD");
    assertThat(told(exaSearch(",'numResults':26"))).startsWith("rated 0.025 USD");
    assertThat(told(exaSearch(",'numResults':100"))).startsWith("rated 0.025 USD");
    assertThat(told(exaSearch(",'numResults':101"))).isEqualTo("unrated no_rate.requests");
  }

  private RatedCall exaSearch(String asked) {
    return spend
        .post("https://api.exa.ai/search", "{'query':'q'" + asked + "}")
        .json("{'results':[]}");
  }

  @Test
  void exa_contentsAndAnswer_haveTheirOwnFees() {
    assertThat(
            told(
                spend
                    .post(
                        "https://api.exa.ai/contents",
                        "{'urls':['a','b','c'],'text':true,'summary':{}}")
                    .json("{'results':[{},{},{}]}")))
        .isEqualTo("rated 0.006 USD; pages 6 x 1/1000 = 0.006");
    assertThat(
            told(
                spend
                    .post("https://api.exa.ai/answer", "{'query':'q','stream':true}")
                    .events(
                        "{'choices':[{'delta':{'content':'a'}}]}",
                        "{'citations':[],'costDollars':{'total':0.0062}}")))
        .isEqualTo("rated 0.0062 USD; requests 1 x 5/1000 = 0.005");
    assertThat(
            told(spend.post("https://api.exa.ai/answer", "{'query':'q'}").json("{'error':'no'}")))
        .isEqualTo("free failed 0 USD");
  }

  @Test
  void exa_research_isBilledOnceWhenItIsDone() {
    String url = "https://api.exa.ai/research/v1";
    String done = "{'researchId':'exa-1','status':'completed','costDollars':{'total':0.23}}";

    assertThat(told(spend.post(url, "{}").json("{'researchId':'exa-1','status':'running'}")))
        .isEqualTo("free not_billable 0 USD");
    assertThat(told(spend.get(url + "/exa-1").json(done))).startsWith("rated 0.23 USD");
    assertThat(told(spend.get(url + "/exa-1").json(done))).isEqualTo("free already_rated 0 USD");
  }

  @Test
  void brave_isAFlatFeeForEachSuccess() {
    String url = "https://api.search.brave.com/res/v1/web/search?q=secret";

    assertThat(told(spend.get(url).json("{'web':{}}")))
        .isEqualTo("rated 0.005 USD; requests 1 x 5/1000 = 0.005");
    assertThat(told(spend.get(url).json(429, "{}"))).isEqualTo("free failed 0 USD");
    assertThat(
            told(
                spend
                    .get("https://api.search.brave.com/res/v1/suggest/search?q=s")
                    .json("{'results':[]}")))
        .isEqualTo("rated 0.0005 USD; requests 1 x 5/10000 = 0.0005");
  }

  @Test
  void brave_answer_blendsQueriesAndTokens() {
    Spend.Request sent =
        spend.post("https://api.search.brave.com/res/v1/chat/completions", "{'model':'brave'}");
    String reply = "{'model':'brave','usage':{'prompt_tokens':1234,'completion_tokens':300}}";

    // 2 x 0.004 + 1234 x 0.000005 + 300 x 0.000005
    assertThat(sent.header("X-Request-Queries", "2").json(reply).rating().amount())
        .isEqualByComparingTo("0.01567");
    assertThat(
            spend
                .post("https://api.search.brave.com/res/v1/chat/completions", "{'model':'brave'}")
                .header("X-Request-Total-Cost", "0.0157")
                .header("X-Request-Tokens-In", "1234")
                .json("{}")
                .rating()
                .source())
        .isEqualTo(Rating.Source.PROVIDER);
  }

  @Test
  void serper_creditsOfTheReply_alsoOfABatch() {
    String url = "https://google.serper.dev/search";

    assertThat(told(spend.post(url, "{'q':'a'}").json("{'organic':[],'credits':1}")))
        .isEqualTo("rated 0.001 USD; credits 1 x 1.00/1000 = 0.001");
    assertThat(
            told(
                spend
                    .post(url, "[{'q':'a'},{'q':'b','num':100}]")
                    .json("[{'organic':[],'credits':1},{'organic':[],'credits':2}]")))
        .isEqualTo("rated 0.003 USD; credits 3 x 1.00/1000 = 0.003");
    assertThat(told(spend.post(url, "{'q':'a','num':10}").json("{}")))
        .startsWith("rated 0.001 USD");
    assertThat(told(spend.post(url, "{'q':'a','num':20}").json("{}")))
        .startsWith("rated 0.002 USD");
    assertThat(told(spend.post("https://scrape.serper.dev", "{}").json("{'credits':2}")))
        .startsWith("rated 0.002 USD");
    assertThat(told(spend.post("https://scrape.serper.dev/", "{}").json("{}")))
        .isEqualTo("unrated no_usage");
  }

  @Test
  void firecrawl_page_costsWhatItsMetadataSays() {
    String url = "https://api.firecrawl.dev/v2/scrape";

    assertThat(
            told(
                spend
                    .post(url, "{'url':'u'}")
                    .json("{'success':true,'data':{'metadata':{'creditsUsed':5}}}")))
        .isEqualTo("rated 0.00415 USD; credits 5 x 0.00083 = 0.00415");
    assertThat(told(spend.post(url, "{}").json("{'success':true,'data':{}}")))
        .isEqualTo("rated 0.00083 USD; credits 1 x 0.00083 = 0.00083");
    assertThat(told(spend.post(url, "{}").json("{'success':false,'error':'e'}")))
        .isEqualTo("free failed 0 USD");
  }

  @Test
  void firecrawl_search_isBilledForEachTenResultsBegun() {
    String url = "https://api.firecrawl.dev/v1/search";

    assertThat(told(spend.post(url, "{'limit':10}").json("{'success':true,'data':[]}")))
        .isEqualTo("rated 0.00166 USD; credits 2 x 0.00083 = 0.00166");
    assertThat(
            told(
                spend
                    .post(url, "{'limit':11}")
                    .json(
                        "{'success':true,'data':[{'metadata':{'creditsUsed':1}},{'metadata':{'creditsUsed':1}}]}")))
        .isEqualTo("rated 0.00498 USD; credits 6 x 0.00083 = 0.00498");
    assertThat(
            told(
                spend
                    .post(url, "{'limit':11}")
                    .json("{'success':true,'data':{'web':[]},'creditsUsed':4}")))
        .startsWith("rated 0.00332 USD");
  }

  @Test
  void firecrawl_job_isBilledOnceAtItsEnd() {
    String url = "https://api.firecrawl.dev/v1/crawl";

    assertThat(told(spend.post(url, "{'limit':2}").json("{'success':true,'id':'fire-1'}")))
        .isEqualTo("free not_billable 0 USD");
    assertThat(
            told(
                spend
                    .get(url + "/fire-1?skip=0")
                    .json("{'success':true,'status':'scraping','creditsUsed':2}")))
        .isEqualTo("free not_billable 0 USD");
    assertThat(
            told(
                spend
                    .get(url + "/fire-1")
                    .json("{'success':true,'status':'completed','creditsUsed':2}")))
        .isEqualTo("rated 0.00166 USD; credits 2 x 0.00083 = 0.00166");
    assertThat(
            told(
                spend
                    .get(url + "/fire-1?skip=2")
                    .json("{'success':true,'status':'completed','creditsUsed':2}")))
        .isEqualTo("free already_rated 0 USD");
  }

  @Test
  void jina_tokensOfEmbeddingsRerankingAndReading() {
    String total = "{'model':'%s','usage':{'total_tokens':1000000}}";

    assertThat(
            told(
                spend
                    .post("https://api.jina.ai/v1/embeddings", "{}")
                    .json(total.formatted("jina-embeddings-v3"))))
        .startsWith("rated 0.02 USD");
    assertThat(
            told(
                spend
                    .post("https://api.jina.ai/v1/rerank", "{}")
                    .json(total.formatted("jina-reranker-v3"))))
        .startsWith("rated 0.05 USD");
    assertThat(
            told(
                spend
                    .post("https://api.jina.ai/v1/classify", "{'model':'jina-embeddings-v3'}")
                    .json("{'usage':{'total_tokens':500000}}")))
        .startsWith("rated 0.01 USD");
    assertThat(
            told(
                spend
                    .get("https://r.jina.ai/https://example.com/page")
                    .header("X-Usage-Tokens", "1500")
                    .reply(200, "text/plain", "Title: a page")))
        .isEqualTo("rated 0.00003 USD; output_tokens 1500 x 0.02/1000000 = 0.00003");
    assertThat(
            told(
                spend
                    .post("https://r.jina.ai/", "{'url':'u'}")
                    .json("{'data':{'content':'c','usage':{'tokens':500}}}")))
        .startsWith("rated 0.00001 USD");
  }

  @Test
  void jina_search_isBilledForTenThousandTokensAtLeast() {
    assertThat(
            told(
                spend
                    .get("https://s.jina.ai/?q=x")
                    .json("{'data':[{'usage':{'tokens':900}},{'usage':{'tokens':600}}]}")))
        .isEqualTo("rated 0.0002 USD; output_tokens 10000 x 0.02/1000000 = 0.0002");
    assertThat(
            told(
                spend
                    .get("https://s.jina.ai/?q=x")
                    .json("{'data':[],'meta':{'usage':{'tokens':30000}}}")))
        .isEqualTo("rated 0.0006 USD; output_tokens 30000 x 0.02/1000000 = 0.0006");
  }

  @Test
  void perplexity_search_costsByItsKind() {
    String url = "https://api.perplexity.ai/search";

    assertThat(told(spend.post(url, "{'query':['a','b']}").json("{'results':[]}")))
        .isEqualTo("rated 0.005 USD; requests 1 x 5/1000 = 0.005");
    assertThat(told(spend.post(url, "{'search_type':'fast'}").json("{'results':[]}")))
        .isEqualTo("rated 0.001 USD; requests 1 x 1/1000 = 0.001");
  }

  @Test
  @DisplayName("trap 57: searches that the service's cache answers are free")
  void serpApi_whatItsCacheAnswers_isFree() {
    String url = "https://serpapi.com/search.json?engine=google&q=x";
    String found = "{'search_metadata':{'id':'serp-1','status':'Success'}}";

    assertThat(told(spend.get(url).json(found))).isEqualTo("unrated unknown_model");
    assertThat(told(spend.get(url).json(found))).isEqualTo("free already_rated 0 USD");
    assertThat(told(spend.get(url).json("{'search_metadata':{'id':'serp-2','status':'Cached'}}")))
        .isEqualTo("free cache_hit 0 USD");
    assertThat(told(spend.get(url).json("{'search_metadata':{'id':'serp-3','status':'Error'}}")))
        .isEqualTo("free failed 0 USD");
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
    assertThat(told(spend.post(url, "{}").json("{'success':true,'results_by_source':{'web':2}}")))
        .isEqualTo("rated 0.003 USD; search_units 2 x 1.50/1000 = 0.003");
    assertThat(told(spend.post(url, "{}").json("{'success':false,'error':'e'}")))
        .isEqualTo("free failed 0 USD");
    assertThat(
            told(
                spend
                    .post("https://api.valyu.ai/v1/answer", "{}")
                    .events(
                        "{'choices':[]}",
                        "{'success':true,'cost':{'total_deduction_dollars':0.03}}")))
        .startsWith("rated 0.03 USD");
  }

  @Test
  void flatFees() {
    assertThat(told(spend.post("https://api.linkup.so/v1/search", "{'depth':'deep'}").json("{}")))
        .startsWith("rated 0.05867 USD");
    assertThat(told(spend.post("https://api.linkup.so/v1/search", "{'q':'x'}").json("{}")))
        .startsWith("rated 0.00587 USD");
    assertThat(
            told(
                spend
                    .post("https://api.parallel.ai/v1beta/search", "{'processor':'pro'}")
                    .json("{}")))
        .startsWith("rated 0.009 USD");
    assertThat(told(spend.post("https://api.parallel.ai/v1/search", "{}").json("{}")))
        .startsWith("rated 0.004 USD");
    assertThat(told(spend.post("https://api.parallel.ai/v1/search", "{'mode':'turbo'}").json("{}")))
        .isEqualTo("unrated no_rate.requests");
    assertThat(told(spend.get("https://ydc-index.io/v1/search?query=x").json("{}")))
        .startsWith("rated 0.005 USD");
    assertThat(told(spend.get("https://www.googleapis.com/customsearch/v1?q=x").json("{}")))
        .startsWith("rated 0.005 USD");
    assertThat(told(spend.get("https://apiserpent.com/api/search/quick?q=x").json("{}")))
        .startsWith("rated 0.0006 USD");
    assertThat(
            told(spend.post("https://api.search1api.com/search", "{'crawl_results':3}").json("{}")))
        .isEqualTo("rated 0.004 USD; credits 4 x 1/1000 = 0.004");
    assertThat(told(spend.post("https://api.search1api.com/deepcrawl", "{}").json("{}")))
        .startsWith("rated 0.02 USD");
    assertThat(told(spend.get("https://api.bing.microsoft.com/v7.0/news/search?q=x").json("{}")))
        .isEqualTo("unrated unknown_model");
  }

  @Test
  void dataForSeo_statedDollarsElseAFlatFee() {
    String url = "https://api.dataforseo.com/v3/serp/google/organic/live/advanced";

    assertThat(told(spend.post(url, "[{}]").json("{'cost':0.002,'tasks':[{'cost':0.002}]}")))
        .startsWith("rated 0.002 USD");
    assertThat(told(spend.post(url, "[{}]").json("{}"))).startsWith("rated 0.003 USD");
    assertThat(
            told(
                spend
                    .get("https://api.dataforseo.com/v3/serp/google/organic/task_get/1")
                    .json("{'cost':0.002}")))
        .isEqualTo("free not_billable 0 USD");
  }

  @Test
  void reducto_credits_ofAJobOnce() {
    assertThat(
            told(
                spend
                    .post("https://platform.reducto.ai/parse", "{}")
                    .json("{'job_id':'j','usage':{'num_pages':3,'credits':4.5}}")))
        .isEqualTo("rated 0.0675 USD; credits 4.5 x 0.015 = 0.0675");
    assertThat(
            told(
                spend
                    .post("https://platform.reducto.ai/parse_async", "{}")
                    .json("{'job_id':'reducto-1'}")))
        .isEqualTo("free not_billable 0 USD");
    String done = "{'status':'Completed','result':{'usage':{'num_pages':2,'credits':2}}}";
    assertThat(told(spend.get("https://platform.reducto.ai/job/reducto-1").json(done)))
        .startsWith("rated 0.03 USD");
    assertThat(told(spend.get("https://platform.reducto.ai/job/reducto-1").json(done)))
        .isEqualTo("free already_rated 0 USD");
  }

  @Test
  void cloudflare_neurons_beatTokens() {
    String run = "https://api.cloudflare.com/client/v4/accounts/acct/ai/run/@cf/openai/gpt-oss-20b";
    String tokens =
        "{'success':true,'result':{'usage':{'prompt_tokens':1000000,'completion_tokens':100000%s}}}";

    assertThat(told(spend.post(run, "{}").json(tokens.formatted(",'neurons':2000"))))
        .startsWith("rated 0.022 USD; credits 2000 x 0.011/1000 = 0.022");
    // 1 x 0.2 + 0.1 x 0.3
    assertThat(spend.post(run, "{}").json(tokens.formatted("")).rating().amount())
        .isEqualByComparingTo("0.23");
    assertThat(
            told(
                spend
                    .post(run.replace("openai/gpt-oss-20b", "black-forest-labs/flux-1-schnell"), "")
                    .header("cf-ai-neurons", "172.80")
                    .reply(200, "image/jpeg", "JFIF")))
        .isEqualTo("rated 0.0019008 USD; credits 172.8 x 0.011/1000 = 0.0019008");
  }
}
