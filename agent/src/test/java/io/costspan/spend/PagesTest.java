package io.costspan.spend;

import static io.costspan.spend.CallAssert.assertThat;
import static io.costspan.spend.Spend.told;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading pages, and other work that is counted in units of the house's own. */
class PagesTest {
  private final Spend spend = new Spend();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"success":true,"data":{"metadata":{"creditsUsed":5}}} | rated 0.00415 USD; credits 5 x 0.00083 = 0.00415
          {"success":true,"data":{}}                             | rated 0.00083 USD; credits 1 x 0.00083 = 0.00083
          {"success":false,"error":"e"}                          | free failed 0 USD
          """)
  void firecrawl_page_costsWhatItsMetadataSays(String reply, String cost) {
    assertThat(spend.post("https://api.firecrawl.dev/v2/scrape", "{}").json(reply)).costs(cost);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10 | {"success":true,"data":[]}                          | rated 0.00166 USD; credits 2 x 0.00083 = 0.00166
          # 2 x 2 for the results, and their pages.
          11 | {"success":true,"data":[{"metadata":{"creditsUsed":1}},{"metadata":{"creditsUsed":1}}]} | rated 0.00498 USD; credits 6 x 0.00083 = 0.00498
          11 | {"success":true,"data":{"web":[]},"creditsUsed":4}  | rated 0.00332 USD; credits 4 x 0.00083 = 0.00332
          """)
  void firecrawl_search_isBilledForEachTenResultsBegun(int limit, String reply, String cost) {
    assertThat(
            spend
                .post("https://api.firecrawl.dev/v1/search", "{'limit':" + limit + "}")
                .json(reply))
        .costs(cost);
  }

  @Test
  void firecrawl_job_isBilledOnceAtItsEnd() {
    String url = "https://api.firecrawl.dev/v1/crawl";
    String scraping = "{'success':true,'status':'scraping','creditsUsed':2}";
    String completed = "{'success':true,'status':'completed','creditsUsed':2}";

    assertThat(spend.post(url, "{'limit':2}").json("{'success':true,'id':'fire-1'}"))
        .costs("free not_billable 0 USD");
    assertThat(spend.get(url + "/fire-1?skip=0").json(scraping)).costs("free not_billable 0 USD");
    assertThat(spend.get(url + "/fire-1").json(completed))
        .costs("rated 0.00166 USD; credits 2 x 0.00083 = 0.00166");
    assertThat(spend.get(url + "/fire-1?skip=2").json(completed)).costs("free already_rated 0 USD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          api.jina.ai/v1/embeddings | {}                             | {"model":"jina-embeddings-v3","usage":{"total_tokens":1000000}} | rated 0.02 USD
          api.jina.ai/v1/rerank     | {}                             | {"model":"jina-reranker-v3","usage":{"total_tokens":1000000}}   | rated 0.05 USD
          api.jina.ai/v1/classify   | {"model":"jina-embeddings-v3"} | {"usage":{"total_tokens":500000}}                               | rated 0.01 USD
          r.jina.ai/                | {"url":"u"}                    | {"data":{"content":"c","usage":{"tokens":500}}}                 | rated 0.00001 USD
          """)
  void jina_tokensOfEmbeddingsRerankingAndReading(
      String url, String asked, String reply, String cost) {
    assertThat(told(spend.post("https://" + url, asked).json(reply))).startsWith(cost + ";");
  }

  @Test
  void jina_textAlone_countsByItsHeader() {
    assertThat(
            spend
                .get("https://r.jina.ai/https://example.com/page")
                .header("X-Usage-Tokens", "1500")
                .reply(200, "text/plain", "Title: a page"))
        .costs("rated 0.00003 USD; output_tokens 1500 x 0.02/1000000 = 0.00003");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"data":[{"usage":{"tokens":900}},{"usage":{"tokens":600}}]} | rated 0.0002 USD; output_tokens 10000 x 0.02/1000000 = 0.0002
          {"data":[],"meta":{"usage":{"tokens":30000}}}                | rated 0.0006 USD; output_tokens 30000 x 0.02/1000000 = 0.0006
          """)
  void jina_search_isBilledForTenThousandTokensAtLeast(String reply, String cost) {
    assertThat(spend.get("https://s.jina.ai/?q=x").json(reply)).costs(cost);
  }

  @Test
  void reducto_credits_ofAJobOnce() {
    String url = "https://platform.reducto.ai/";
    String direct = "{'job_id':'j','usage':{'num_pages':3,'credits':4.5}}";
    String done = "{'status':'Completed','result':{'usage':{'num_pages':2,'credits':2}}}";

    assertThat(spend.post(url + "parse", "{}").json(direct))
        .costs("rated 0.0675 USD; credits 4.5 x 0.015 = 0.0675");
    assertThat(spend.post(url + "parse_async", "{}").json("{'job_id':'reducto-1'}"))
        .costs("free not_billable 0 USD");
    assertThat(told(spend.get(url + "job/reducto-1").json(done))).startsWith("rated 0.03 USD");
    assertThat(spend.get(url + "job/reducto-1").json(done)).costs("free already_rated 0 USD");
  }

  @Test
  void cloudflare_neurons_beatTokens() {
    String run = "https://api.cloudflare.com/client/v4/accounts/acct/ai/run/@cf/";
    String tokens =
        "{'success':true,'result':{'usage':{'prompt_tokens':1000000,'completion_tokens':100000%s}}}";

    assertThat(
            told(
                spend
                    .post(run + "openai/gpt-oss-20b", "{}")
                    .json(tokens.formatted(",'neurons':2000"))))
        .startsWith("rated 0.022 USD; credits 2000 x 0.011/1000 = 0.022");
    // 1 x 0.2 + 0.1 x 0.3
    assertThat(
            spend
                .post(run + "openai/gpt-oss-20b", "{}")
                .json(tokens.formatted(""))
                .rating()
                .amount())
        .isEqualByComparingTo("0.23");
    assertThat(
            spend
                .post(run + "black-forest-labs/flux-1-schnell", "")
                .header("cf-ai-neurons", "172.80")
                .reply(200, "image/jpeg", "JFIF"))
        .costs("rated 0.0019008 USD; credits 172.8 x 0.011/1000 = 0.0019008");
  }
}
