package io.costspan.provider;

import static io.costspan.provider.Traffic.cost;
import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.ratecard.TestPrices;
import io.costspan.rating.Rater;
import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Translation is billed by characters, which each provider counts in its own way. */
class TranslationTrapsTest {
  private static final String GOOGLE = "https://translation.googleapis.com";

  private final Traffic traffic = new Traffic();

  @Test
  @DisplayName("trap 46: a character is a code point, blanks and markup too")
  void google_characters_areCodePointsWithMarkupAndBlanks() {
    UsageRecord record =
        traffic
            .post(
                GOOGLE + "/language/translate/v2",
                "{\"q\":[\"<b>a b</b>\",\"\\ud83d\\ude00\ud83d\ude00\"],\"target\":\"fr\"}")
            .json("{'data':{'translations':[]}}");

    // Ten and two; the month's free ones are taken as used up: 12 x 20 / 1,000,000.
    assertThat(record).counts("characters 12").costs("0.00024");
  }

  @Test
  void google_monthlyAllowance_countsWhatTheUserSaysIsUsed() {
    Rater fresh =
        new Rater(
            TestPrices.users(
                """
            {"id":"me/translate","provider":"gcp.translate","model":"nmt","like":"gcp.translate/nmt","used":{"characters":499999}}"""));
    UsageRecord record = traffic.post(GOOGLE + "/language/translate/v2", "{'q':'abc'}").json("{}");

    // One character is free, two are not.
    assertThat(cost(record, fresh)).isEqualTo("0.00004");
  }

  @Test
  void google_textInTheQuery_isCountedAndForgotten() {
    UsageRecord record =
        traffic.get(GOOGLE + "/language/translate/v2?q=my%20secret&key=abc123").json("{}");

    assertThat(record).counts("characters 9");
    assertThat(record.toString()).doesNotContain("secret", "abc123");
  }

  @Test
  void google_textInTheQueryOrAForm_countsToo() {
    assertThat(
            traffic.get(GOOGLE + "/language/translate/v2?target=fr&q=a%20%C3%A9&q=b,c").json("{}"))
        .counts("characters 6");
    assertThat(
            traffic
                .request(
                    "POST",
                    GOOGLE + "/language/translate/v2",
                    "application/x-www-form-urlencoded",
                    "q=ab&q=c&target=fr")
                .json("{}"))
        .counts("characters 3");
    assertThat(
            traffic.post(GOOGLE + "/language/translate/v2", "{'data':{'q':['ab','c']}}").json("{}"))
        .as("as google-api-services-translate sends it")
        .counts("characters 3");
    assertThat(traffic.post(GOOGLE + "/language/translate/v2/detect", "{'q':'abc'}").json("{}"))
        .as("detecting a language is billed")
        .costs("0.00006");
    assertThat(traffic.get(GOOGLE + "/language/translate/v2/languages").json("{}"))
        .costs("free not_billable");
  }

  @ParameterizedTest
  @CsvSource({
    "projects/p/locations/global/models/general/nmt,             0.00006",
    "projects/p/locations/global/models/general/translation-llm, 0.00008",
    "projects/p/locations/us-central1/models/TRL123,             0.00024",
  })
  void googleV3_model_selectsThePrice(String model, String price) {
    // Three characters; the language model is paid for its five as well, 8 x 10 / 1,000,000.
    assertThat(
            traffic
                .post(
                    GOOGLE + "/v3/projects/p/locations/global:translateText",
                    "{'contents':['ab','c'],'model':'" + model + "'}")
                .json("{'translations':[{'translatedText':'abcde'}]}"))
        .costs(price);
  }

  @Test
  void googleBatch_isBilledOnceWithAllItsLanguages() {
    String operation = "'name':'projects/p/locations/global/operations/batch-1'";
    String url = GOOGLE + "/v3/projects/p/locations/global/operations/batch-1";
    String done =
        "{"
            + operation
            + ",'done':true,'response':{'totalCharacters':'2100','translatedCharacters':'2000'}}";

    assertThat(
            traffic
                .post(GOOGLE + "/v3/projects/p/locations/global:batchTranslateText", "{}")
                .json("{" + operation + "}"))
        .costs("free not_billable");
    assertThat(traffic.get(url).json("{" + operation + ",'metadata':{}}"))
        .costs("free not_billable");
    assertThat(traffic.get(url).json(done)).costs("0.04");
    assertThat(traffic.get(url).json(done)).costs("free already_rated");
  }

  @Test
  @DisplayName("trap 44: each target language is billed, unless the header tells the sum")
  void azure_severalTargets_multiplyUnlessTheHeaderTells() {
    String url =
        "https://api.cognitive.microsofttranslator.com/translate?api-version=3.0&to=fr&to=de";
    String body = "[{'Text':'abc'},{'Text':'\ud83d\ude00'}]";

    UsageRecord counted = traffic.post(url, body).json("[{'translations':[]}]");
    UsageRecord metered = traffic.post(url, body).header("x-metered-usage", "20").json("[]");

    // Azure counts UTF-16, in which an emoji is two: (3 + 2) x 2.
    assertThat(counted).counts("characters 10");
    assertThat(metered).counts("characters 20").costs("0.0002");
  }

  @Test
  void azure_ownResource_speaksTheSame() {
    String base = "https://res.cognitiveservices.azure.com/translator/text/v3.0";

    assertThat(traffic.post(base + "/translate?to=fr", "[{'Text':'0123456789'}]").json("[]"))
        .costs("0.0001");
    assertThat(traffic.post(base + "/detect", "[{'Text':'abc'}]").json("[]"))
        .costs("free not_billable");
    assertThat(traffic.post(base + "/translate?to=fr&category=mine", "[{'Text':'abc'}]").json("[]"))
        .as("a model of one's own")
        .costs("unrated unknown_model");
  }

  @Test
  void azureDocuments_areBilledOnceWhenDone() {
    String url = "https://res.cognitiveservices.azure.com/translator/document/batches/batch-1";
    String status = "{'id':'azure-batch-1','status':'%s','summary':{'totalCharacterCharged':%d}}";

    assertThat(traffic.get(url).json(status.formatted("Running", 0))).costs("free not_billable");
    assertThat(traffic.get(url).json(status.formatted("Succeeded", 4000)))
        .counts("characters 4000");
    assertThat(traffic.get(url).json(status.formatted("Succeeded", 4000)))
        .costs("free already_rated");
  }

  @Test
  void deepL_billedCharacters_comeBeforeTheTextsLength() {
    String url = "https://api.deepl.com/v2/translate";
    String body = "{'text':['<b>abc</b>','d'],'target_lang':'DE'}";

    UsageRecord stated =
        traffic
            .post(url, body)
            .json("{'translations':[{'billed_characters':3},{'billed_characters':1}]}");

    // 4 x 20 / 1,000,000
    assertThat(stated).costs("0.00008 EUR");
    assertThat(traffic.post(url, body).json("{'translations':[{},{}]}")).counts("characters 11");
    assertThat(traffic.post(url, body).json(456, "{'message':'Quota exceeded'}"))
        .costs("free failed");
  }

  @Test
  void deepL_freeHost_costsNothingButCounts() {
    UsageRecord record =
        traffic
            .request(
                "POST",
                "https://api-free.deepl.com/v2/translate",
                "application/x-www-form-urlencoded",
                "text=Hello&text=world&target_lang=DE")
            .json("{'translations':[{},{}]}");

    assertThat(record).counts("characters 10").costs("0 EUR");
  }

  @Test
  void deepLDocument_isBilledOnceAtItsMinimum() {
    String url = "https://api.deepl.com/v2/document";
    String done =
        "{'document_id':'deepl-1','status':'done','seconds_remaining':0,'billed_characters':50000}";

    assertThat(traffic.post(url, "{}").json("{'document_id':'deepl-1'}"))
        .costs("free not_billable");
    assertThat(
            traffic
                .post(url + "/deepl-1", "{}")
                .json("{'document_id':'deepl-1','status':'translating'}"))
        .costs("free not_billable");
    assertThat(traffic.post(url + "/deepl-1", "{}").json(done)).costs("1 EUR");
    assertThat(traffic.post(url + "/deepl-1", "{}").json(done)).costs("free already_rated");
    assertThat(traffic.post(url + "/deepl-1/result", "{}").reply(200, "application/pdf", "%PDF"))
        .costs("free not_billable");
  }

  @Test
  void awsTranslate_countsTheRequestsText() {
    String url = "https://translate.us-east-1.amazonaws.com/";
    String service = "AWSShineFrontendService_20170701.";

    // 8 x 15 / 1,000,000
    assertThat(
            traffic
                .target(
                    url,
                    service + "TranslateText",
                    "{\"SourceLanguageCode\":\"en\",\"Text\":\"abc def\\u00e9\"}")
                .json("{'TranslatedText':'x'}"))
        .costs("0.00012");
    assertThat(traffic.target(url, service + "TranslateText", "{}").json(400, "{}"))
        .costs("free failed");
    assertThat(traffic.target(url, service + "StartTextTranslationJob", "{}").json("{}"))
        .costs("unrated unknown_operation");
    assertThat(traffic.target(url, service + "ListTerminologies", "{}").json("{}"))
        .costs("free not_billable");
  }
}
