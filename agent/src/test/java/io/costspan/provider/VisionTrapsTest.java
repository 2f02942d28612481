package io.costspan.provider;

import static io.costspan.provider.Traffic.cost;
import static io.costspan.provider.Traffic.quantities;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Image, document and text analysis: images x features, pages and begun blocks of text. */
class VisionTrapsTest {
  private final Traffic traffic = new Traffic();

  private static String asking(String... features) {
    StringBuilder list = new StringBuilder();
    for (String feature : features) {
      list.append(list.isEmpty() ? "" : ",").append("{'type':'" + feature + "'}");
    }
    return "{'image':{'content':'aGk='},'features':[" + list + "]}";
  }

  @Test
  @DisplayName("trap 45: each feature of an image is billed")
  void googleVision_billsImagesTimesFeatures() {
    String image = asking("TEXT_DETECTION", "WEB_DETECTION");

    UsageRecord record =
        traffic
            .post(
                "https://vision.googleapis.com/v1/images:annotate",
                "{'requests':[" + image + "," + image + "]}")
            .json("{'responses':[{},{}]}");

    assertThat(quantities(record))
        .containsExactly("images 2 {feature=TEXT_DETECTION}", "images 2 {feature=WEB_DETECTION}");
    // 2 x 0.0015 + 2 x 0.0035, once the month's thousand free ones are used up.
    assertThat(cost(record)).isEqualTo("0.01");
  }

  @Test
  void googleVision_companions_areFree() {
    String url = "https://vision.googleapis.com/v1/images:annotate";

    // 0.0015 for labels, 0.0035 for the web
    assertThat(
            cost(
                traffic
                    .post(
                        url,
                        "{'requests':["
                            + asking("LABEL_DETECTION", "SAFE_SEARCH_DETECTION", "WEB_DETECTION")
                            + "]}")
                    .json("{'responses':[{}]}")))
        .isEqualTo("0.005");
    assertThat(
            cost(
                traffic
                    .post(url, "{'requests':[" + asking("SAFE_SEARCH_DETECTION") + "]}")
                    .json("{'responses':[{}]}")))
        .isEqualTo("0.0015");
  }

  @Test
  void googleVision_failedImage_isNotBilled() {
    String image = asking("FACE_DETECTION");

    assertThat(
            cost(
                traffic
                    .post(
                        "https://vision.googleapis.com/v1/images:annotate",
                        "{'requests':[" + image + "," + image + "]}")
                    .json("{'responses':[{'error':{'code':3}},{}]}")))
        .isEqualTo("0.0015");
  }

  @Test
  void googleVision_unpricedFeature_isPartial() {
    assertThat(
            cost(
                traffic
                    .post(
                        "https://vision.googleapis.com/v1/images:annotate",
                        "{'requests':[" + asking("LOGO_DETECTION", "PRODUCT_SEARCH") + "]}")
                    .json("{'responses':[{}]}")))
        .isEqualTo("0.0015 without no_rate.images");
  }

  @Test
  void googleVisionFiles_billEachPage() {
    assertThat(
            cost(
                traffic
                    .post(
                        "https://vision.googleapis.com/v1/files:annotate",
                        "{'requests':[" + asking("DOCUMENT_TEXT_DETECTION") + "]}")
                    .json("{'responses':[{'totalPages':7,'responses':[{},{},{}]}]}")))
        .isEqualTo("0.0045");
    assertThat(
            cost(
                traffic
                    .post("https://vision.googleapis.com/v1/files:asyncBatchAnnotate", "{}")
                    .json("{}")))
        .isEqualTo("unrated unknown_operation");
  }

  @Test
  void rekognition_billsTheCallAndPropertiesBesideLabels() {
    String url = "https://rekognition.us-east-1.amazonaws.com/";

    assertThat(cost(traffic.target(url, "RekognitionService.DetectFaces", "{}").json("{}")))
        .isEqualTo("0.001");
    assertThat(cost(traffic.target(url, "RekognitionService.DetectLabels", "{}").json("{}")))
        .isEqualTo("0.001");
    String both = "{'Features':['GENERAL_LABELS','IMAGE_PROPERTIES']}";
    assertThat(quantities(traffic.target(url, "RekognitionService.DetectLabels", both).json("{}")))
        .containsExactly(
            "images 1 {feature=GENERAL_LABELS}", "images 1 {feature=IMAGE_PROPERTIES}");
    assertThat(cost(traffic.target(url, "RekognitionService.DetectLabels", both).json("{}")))
        .isEqualTo("0.00175");
    assertThat(cost(traffic.target(url, "RekognitionService.ListCollections", "{}").json("{}")))
        .isEqualTo("free not_billable");
  }

  @Test
  void rekognitionVideo_repeatedLength_countsOnce() {
    String url = "https://rekognition.us-east-1.amazonaws.com/";
    String done =
        "{'JobStatus':'SUCCEEDED','VideoMetadata':{'DurationMillis':90500},'NextToken':'n'}";
    String asked = "{'JobId':'video-1'}";

    assertThat(
            cost(
                traffic
                    .target(url, "RekognitionService.StartLabelDetection", "{}")
                    .json("{'JobId':'video-1'}")))
        .isEqualTo("free not_billable");
    assertThat(
            quantities(
                traffic.target(url, "RekognitionService.GetLabelDetection", asked).json(done)))
        .containsExactly("video_seconds 90.500");
    assertThat(cost(traffic.target(url, "RekognitionService.GetLabelDetection", asked).json(done)))
        .isEqualTo("free already_rated");
  }

  @Test
  void textract_featuresAddUp() {
    String url = "https://textract.eu-west-1.amazonaws.com/";
    String pages = "{'DocumentMetadata':{'Pages':2}}";

    assertThat(cost(traffic.target(url, "Textract.DetectDocumentText", "{}").json(pages)))
        .isEqualTo("0.003");
    // 2 x (0.015 + 0.05)
    assertThat(
            cost(
                traffic
                    .target(url, "Textract.AnalyzeDocument", "{'FeatureTypes':['TABLES','FORMS']}")
                    .json(pages)))
        .isEqualTo("0.13");
    assertThat(
            cost(
                traffic
                    .target(url, "Textract.AnalyzeDocument", "{'FeatureTypes':['TABLES','LAYOUT']}")
                    .json(pages)))
        .isEqualTo("0.03 without no_rate.pages");
    assertThat(cost(traffic.target(url, "Textract.AnalyzeID", "{}").json(pages))).isEqualTo("0.05");
  }

  @Test
  @DisplayName("trap 43: pages that each part of a result repeats count once")
  void textractJob_pagesOfEachPart_countOnce() {
    String url = "https://textract.eu-west-1.amazonaws.com/";
    String asked = "{'JobId':'textract-1'}";
    String part = "{'JobStatus':'SUCCEEDED','DocumentMetadata':{'Pages':300},'NextToken':'n'}";

    assertThat(
            cost(
                traffic
                    .target(url, "Textract.GetDocumentTextDetection", asked)
                    .json("{'JobStatus':'IN_PROGRESS'}")))
        .isEqualTo("free not_billable");
    assertThat(cost(traffic.target(url, "Textract.GetDocumentTextDetection", asked).json(part)))
        .isEqualTo("0.45");
    assertThat(cost(traffic.target(url, "Textract.GetDocumentTextDetection", asked).json(part)))
        .isEqualTo("free already_rated");
  }

  @Test
  void textractJob_features_areRememberedFromTheSubmit() {
    String url = "https://textract.eu-west-1.amazonaws.com/";
    String done = "{'JobStatus':'SUCCEEDED','DocumentMetadata':{'Pages':10}}";

    assertThat(
            cost(
                traffic
                    .target(
                        url,
                        "Textract.StartDocumentAnalysis",
                        "{'FeatureTypes':['TABLES','FORMS']}")
                    .json("{'JobId':'textract-2'}")))
        .isEqualTo("free not_billable");
    // 10 x (0.015 + 0.05)
    assertThat(
            cost(
                traffic
                    .target(url, "Textract.GetDocumentAnalysis", "{'JobId':'textract-2'}")
                    .json(done)))
        .isEqualTo("0.65");
    assertThat(
            cost(
                traffic
                    .target(url, "Textract.GetDocumentAnalysis", "{'JobId':'textract-3'}")
                    .json(done)))
        .as("a job whose features nobody saw")
        .isEqualTo("unrated no_rate.pages");
  }

  @Test
  void azureDocument_billsPagesOfTheResultOnce() {
    String url =
        "https://res.cognitiveservices.azure.com/documentintelligence/documentModels/prebuilt-layout";
    String done =
        "{'status':'succeeded','analyzeResult':{'modelId':'prebuilt-layout','pages':[{},{},{}]}}";

    assertThat(cost(traffic.post(url + ":analyze?api-version=1", "{}").json(202, "")))
        .isEqualTo("free not_billable");
    assertThat(cost(traffic.get(url + "/analyzeResults/r1").json("{'status':'running'}")))
        .isEqualTo("free not_billable");
    assertThat(cost(traffic.get(url + "/analyzeResults/r1").json(done))).isEqualTo("0.03");
    assertThat(cost(traffic.get(url + "/analyzeResults/r1").json(done)))
        .isEqualTo("free already_rated");
  }

  @ParameterizedTest
  @CsvSource({
    "300,  0.0003",
    "12,   0.0003",
    "301,  0.0004",
    "1000, 0.001",
  })
  void comprehend_begunHundreds_atLeastThree(int characters, String dollars) {
    assertThat(
            cost(
                traffic
                    .target(
                        "https://comprehend.us-east-1.amazonaws.com/",
                        "Comprehend_20171127.DetectSentiment",
                        "{'LanguageCode':'en','Text':'" + "a".repeat(characters) + "'}")
                    .json("{'Sentiment':'POSITIVE'}")))
        .isEqualTo(dollars);
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
    assertThat(quantities(record)).containsExactly("characters 800");
    assertThat(cost(record)).isEqualTo("0.0008");
  }

  @Test
  void comprehendBatch_failedDocument_isNotBilled() {
    String body = "{'TextList':['short','" + "a".repeat(401) + "','third']}";

    assertThat(
            cost(
                traffic
                    .target(
                        "https://comprehend.us-east-1.amazonaws.com/",
                        "Comprehend_20171127.BatchDetectSentiment",
                        body)
                    .json(
                        "{'ResultList':[{'Index':0},{'Index':2}],'ErrorList':[{'Index':1,'ErrorCode':'x'}]}")))
        .as("two documents of 300")
        .isEqualTo("0.0006");
  }

  @Test
  void comprehend_ownModel_isBilledByTimeElsewhere() {
    assertThat(
            cost(
                traffic
                    .target(
                        "https://comprehend.us-east-1.amazonaws.com/",
                        "Comprehend_20171127.ClassifyDocument",
                        "{'Text':'a','EndpointArn':'arn:aws:comprehend:us-east-1:1:document-classifier-endpoint/x'}")
                    .json("{}")))
        .isEqualTo("free not_billable");
  }

  @Test
  void googleLanguage_begunThousands_forEachFeature() {
    String text = "'document':{'content':'" + "\u00e9".repeat(1001) + "'}";
    String base = "https://language.googleapis.com/v1/documents:";

    assertThat(quantities(traffic.post(base + "analyzeSentiment", "{" + text + "}").json("{}")))
        .containsExactly("characters 2000");
    UsageRecord annotated =
        traffic
            .post(
                base + "annotateText",
                "{"
                    + text
                    + ",'features':{'extractSyntax':true,'extractEntities':false,'moderateText':true}}")
            .json("{}");
    assertThat(quantities(annotated))
        .containsExactly(
            "characters 2000 {feature=syntax}", "characters 1100 {feature=moderation}");
    // The month's free units are taken as used up: 2 x 0.0005 + 11 x 0.0005.
    assertThat(cost(annotated)).isEqualTo("0.0065");
    assertThat(cost(traffic.post(base + "analyzeSentiment", "{" + text + "}").json("{}")))
        .isEqualTo("0.002");
    assertThat(cost(traffic.post(base + "moderateText", "{" + text + "}").json("{}")))
        .isEqualTo("0.0055");
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
            cost(
                traffic
                    .post(
                        base + "/:analyze-text?api-version=1",
                        "{'kind':'SentimentAnalysis'," + documents + "}")
                    .json("{}")))
        .isEqualTo("0.003");
    assertThat(
            cost(
                traffic
                    .post(
                        base + "/analyze-text/jobs",
                        "{'tasks':[{'kind':'EntityRecognition'},{'kind':'SentimentAnalysis'},{'kind':'SentimentAnalysis'}],"
                            + documents
                            + "}")
                    .json(202, "")))
        .isEqualTo("0.009");
    assertThat(cost(traffic.get(base + "/analyze-text/jobs/1").json("{}")))
        .isEqualTo("free not_billable");
  }

  @Test
  void azureVision_billsEachFeatureThatIsAskedFor() {
    UsageRecord record =
        traffic
            .post(
                "https://res.cognitiveservices.azure.com/computervision/imageanalysis:analyze?features=caption,read",
                "{}")
            .json("{}");

    assertThat(quantities(record))
        .containsExactly("images 1 {feature=caption}", "images 1 {feature=read}");
    assertThat(cost(record)).as("no bundled price").isEqualTo("unrated unknown_model");
  }

  @Test
  void azureContentSafety_countsRecordsAndImages() {
    String base = "https://res.cognitiveservices.azure.com/contentsafety/";

    assertThat(quantities(traffic.post(base + "text:analyze", "{'text':'hi'}").json("{}")))
        .containsExactly("characters 1000");
    assertThat(quantities(traffic.post(base + "image:analyze", "{}").json("{}")))
        .containsExactly("images 1");
  }
}
