package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text analysis: begun blocks of text, of each document and for each feature. */
class TextAnalysisTrapsTest {
  private final Traffic traffic = new Traffic();

  @ParameterizedTest
  @CsvSource({
    "300,  0.0003",
    "12,   0.0003",
    "301,  0.0004",
    "1000, 0.001",
  })
  void comprehend_begunHundreds_atLeastThree(int characters, String dollars) {
    assertThat(
            traffic
                .target(
                    "https://comprehend.us-east-1.amazonaws.com/",
                    "Comprehend_20171127.DetectSentiment",
                    "{'LanguageCode':'en','Text':'" + "a".repeat(characters) + "'}")
                .json("{'Sentiment':'POSITIVE'}"))
        .costs(dollars);
  }

  @Test
  void comprehendBatch_roundsEachDocument() {
    String body = "{'TextList':['short','" + "a".repeat(401) + "']}";

    UsageRecord record =
        traffic
            .target(
                "https://comprehend.us-east-1.amazonaws.com/",
                "Comprehend_20171127.BatchDetectEntities",
                body)
            .json("{'ResultList':[{},{}],'ErrorList':[]}");

    // 300 and 500
    assertThat(record).counts("characters 800").costs("0.0008");
  }

  @Test
  void comprehendBatch_failedDocument_leavesAnEstimateOfTheOthers() {
    String body = "{'TextList':['short','" + "a".repeat(401) + "','third']}";
    String reply =
        "{'ResultList':[{'Index':0},{'Index':2}],'ErrorList':[{'Index':1,'ErrorCode':'x'}]}";

    UsageRecord record =
        traffic
            .target(
                "https://comprehend.us-east-1.amazonaws.com/",
                "Comprehend_20171127.BatchDetectSentiment",
                body)
            .json(reply);

    // Two thirds of 300, 500 and 300.
    assertThat(record).counts("characters 734").costs("0.0008");
    assertThat(record.estimated()).isTrue();
  }

  @Test
  void comprehend_ownModel_isBilledByTimeElsewhere() {
    assertThat(
            traffic
                .target(
                    "https://comprehend.us-east-1.amazonaws.com/",
                    "Comprehend_20171127.ClassifyDocument",
                    "{'Text':'a','EndpointArn':'arn:aws:comprehend:us-east-1:1:document-classifier-endpoint/x'}")
                .json("{}"))
        .costs("free not_billable");
  }

  @Test
  void googleLanguage_begunThousands_forEachFeature() {
    String text = "'document':{'content':'" + "\u00e9".repeat(1001) + "'}";
    String base = "https://language.googleapis.com/v1/documents:";

    assertThat(traffic.post(base + "analyzeSentiment", "{" + text + "}").json("{}"))
        .counts("characters 2000");
    UsageRecord annotated =
        traffic
            .post(
                base + "annotateText",
                "{"
                    + text
                    + ",'features':{'extractSyntax':true,'extractEntities':false,'moderateText':true}}")
            .json("{}");
    assertThat(annotated)
        .counts("characters 2000 {feature=syntax}", "characters 1100 {feature=moderation}");
    // The month's free units are taken as used up: 2 x 0.0005 + 11 x 0.0005.
    assertThat(annotated).costs("0.0065");
    assertThat(traffic.post(base + "analyzeSentiment", "{" + text + "}").json("{}")).costs("0.002");
    assertThat(traffic.post(base + "moderateText", "{" + text + "}").json("{}")).costs("0.0055");
  }

  @Test
  void azureLanguage_countsRecordsPerDocumentAndTask() {
    String documents =
        "'analysisInput':{'documents':[{'id':'1','text':'hi'},{'id':'2','text':'"
            + "a".repeat(1500)
            + "'}]}";
    String base = "https://res.cognitiveservices.azure.com/language";

    // One record and two.
    assertThat(
            traffic
                .post(
                    base + "/:analyze-text?api-version=1",
                    "{'kind':'SentimentAnalysis'," + documents + "}")
                .json("{}"))
        .costs("0.003");
    assertThat(
            traffic
                .post(
                    base + "/analyze-text/jobs",
                    "{'tasks':[{'kind':'EntityRecognition'},{'kind':'SentimentAnalysis'},{'kind':'SentimentAnalysis'}],"
                        + documents
                        + "}")
                .json(202, ""))
        .costs("0.009");
    assertThat(traffic.get(base + "/analyze-text/jobs/1").json("{}")).costs("free not_billable");
  }

  @Test
  void azureContentSafety_countsRecordsAndImages() {
    String base = "https://res.cognitiveservices.azure.com/contentsafety/";

    assertThat(traffic.post(base + "text:analyze", "{'text':'hi'}").json("{}"))
        .counts("characters 1000")
        .costs("0.00038");
    assertThat(traffic.post(base + "image:analyze", "{}").json("{}")).counts("images 1");
  }
}
