package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Document analysis: pages x features. */
class DocumentTrapsTest {
  private final Traffic traffic = new Traffic();

  @Test
  void textract_featuresAddUp() {
    String url = "https://textract.eu-west-1.amazonaws.com/";
    String pages = "{'DocumentMetadata':{'Pages':2}}";

    assertThat(traffic.target(url, "Textract.DetectDocumentText", "{}").json(pages)).costs("0.003");
    // 2 x (0.015 + 0.05)
    assertThat(
            traffic
                .target(url, "Textract.AnalyzeDocument", "{'FeatureTypes':['TABLES','FORMS']}")
                .json(pages))
        .costs("0.13");
    assertThat(
            traffic
                .target(url, "Textract.AnalyzeDocument", "{'FeatureTypes':['TABLES','LAYOUT']}")
                .json(pages))
        .costs("0.03 without no_rate.pages");
    assertThat(traffic.target(url, "Textract.AnalyzeID", "{}").json(pages)).costs("0.05");
  }

  @Test
  @DisplayName("trap 43: pages that each part of a result repeats count once")
  void textractJob_pagesOfEachPart_countOnce() {
    String url = "https://textract.eu-west-1.amazonaws.com/";
    String asked = "{'JobId':'textract-1'}";
    String part = "{'JobStatus':'SUCCEEDED','DocumentMetadata':{'Pages':300},'NextToken':'n'}";

    assertThat(
            traffic
                .target(url, "Textract.GetDocumentTextDetection", asked)
                .json("{'JobStatus':'IN_PROGRESS'}"))
        .costs("free not_billable");
    assertThat(traffic.target(url, "Textract.GetDocumentTextDetection", asked).json(part))
        .costs("0.45");
    assertThat(traffic.target(url, "Textract.GetDocumentTextDetection", asked).json(part))
        .costs("free already_rated");
  }

  @Test
  void textractJob_features_areRememberedFromTheSubmit() {
    String url = "https://textract.eu-west-1.amazonaws.com/";
    String done = "{'JobStatus':'SUCCEEDED','DocumentMetadata':{'Pages':10}}";

    assertThat(
            traffic
                .target(
                    url, "Textract.StartDocumentAnalysis", "{'FeatureTypes':['TABLES','FORMS']}")
                .json("{'JobId':'textract-2'}"))
        .costs("free not_billable");
    // 10 x (0.015 + 0.05)
    assertThat(
            traffic
                .target(url, "Textract.GetDocumentAnalysis", "{'JobId':'textract-2'}")
                .json(done))
        .costs("0.65");
    assertThat(
            traffic
                .target(url, "Textract.GetDocumentAnalysis", "{'JobId':'textract-3'}")
                .json(done))
        .as("a job whose features nobody saw")
        .costs("unrated no_rate.pages");
  }

  @Test
  void azureDocument_billsPagesOfTheResultOnce() {
    String url =
        "https://res.cognitiveservices.azure.com/documentintelligence/documentModels/prebuilt-layout";
    String done =
        "{'status':'succeeded','analyzeResult':{'modelId':'prebuilt-layout','pages':[{},{},{}]}}";

    assertThat(traffic.post(url + ":analyze?api-version=1", "{}").json(202, ""))
        .costs("free not_billable");
    assertThat(traffic.get(url + "/analyzeResults/r1").json("{'status':'running'}"))
        .costs("free not_billable");
    assertThat(traffic.get(url + "/analyzeResults/r1").json(done)).costs("0.03");
    assertThat(traffic.get(url + "/analyzeResults/r1").json(done)).costs("free already_rated");
  }
}
