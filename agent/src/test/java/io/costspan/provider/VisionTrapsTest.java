package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;

import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Image analysis: images x features. */
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

    assertThat(record)
        .counts("images 2 {feature=TEXT_DETECTION}", "images 2 {feature=WEB_DETECTION}");
    // 2 x 0.0015 + 2 x 0.0035, once the month's thousand free ones are used up.
    assertThat(record).costs("0.01");
  }

  @Test
  void googleVision_companions_areFree() {
    String url = "https://vision.googleapis.com/v1/images:annotate";

    // 0.0015 for labels, 0.0035 for the web
    assertThat(
            traffic
                .post(
                    url,
                    "{'requests':["
                        + asking("LABEL_DETECTION", "SAFE_SEARCH_DETECTION", "WEB_DETECTION")
                        + "]}")
                .json("{'responses':[{}]}"))
        .costs("0.005");
    assertThat(
            traffic
                .post(url, "{'requests':[" + asking("SAFE_SEARCH_DETECTION") + "]}")
                .json("{'responses':[{}]}"))
        .costs("0.0015");
  }

  @Test
  void googleVision_failedImage_isNotBilled() {
    String image = asking("FACE_DETECTION");

    assertThat(
            traffic
                .post(
                    "https://vision.googleapis.com/v1/images:annotate",
                    "{'requests':[" + image + "," + image + "]}")
                .json("{'responses':[{'error':{'code':3}},{}]}"))
        .costs("0.0015");
  }

  @Test
  void googleVision_unpricedFeature_isPartial() {
    assertThat(
            traffic
                .post(
                    "https://vision.googleapis.com/v1/images:annotate",
                    "{'requests':[" + asking("LOGO_DETECTION", "PRODUCT_SEARCH") + "]}")
                .json("{'responses':[{}]}"))
        .costs("0.0015 without no_rate.images");
  }

  @Test
  void googleVisionFiles_billEachPage() {
    assertThat(
            traffic
                .post(
                    "https://vision.googleapis.com/v1/files:annotate",
                    "{'requests':[" + asking("DOCUMENT_TEXT_DETECTION") + "]}")
                .json("{'responses':[{'totalPages':7,'responses':[{},{},{}]}]}"))
        .costs("0.0045");
    assertThat(
            traffic
                .post("https://vision.googleapis.com/v1/files:asyncBatchAnnotate", "{}")
                .json("{}"))
        .costs("unrated unknown_operation");
  }

  @Test
  void rekognition_billsTheCallAndPropertiesBesideLabels() {
    String url = "https://rekognition.us-east-1.amazonaws.com/";

    assertThat(traffic.target(url, "RekognitionService.DetectFaces", "{}").json("{}"))
        .costs("0.001");
    assertThat(traffic.target(url, "RekognitionService.DetectLabels", "{}").json("{}"))
        .costs("0.001");
    String both = "{'Features':['GENERAL_LABELS','IMAGE_PROPERTIES']}";
    assertThat(traffic.target(url, "RekognitionService.DetectLabels", both).json("{}"))
        .counts("images 1 {feature=GENERAL_LABELS}", "images 1 {feature=IMAGE_PROPERTIES}");
    assertThat(traffic.target(url, "RekognitionService.DetectLabels", both).json("{}"))
        .costs("0.00175");
    assertThat(traffic.target(url, "RekognitionService.ListCollections", "{}").json("{}"))
        .costs("free not_billable");
  }

  @Test
  void rekognitionVideo_repeatedLength_countsOnce() {
    String url = "https://rekognition.us-east-1.amazonaws.com/";
    String done =
        "{'JobStatus':'SUCCEEDED','VideoMetadata':{'DurationMillis':90500},'NextToken':'n'}";
    String asked = "{'JobId':'video-1'}";

    assertThat(
            traffic
                .target(url, "RekognitionService.StartLabelDetection", "{}")
                .json("{'JobId':'video-1'}"))
        .costs("free not_billable");
    assertThat(traffic.target(url, "RekognitionService.GetLabelDetection", asked).json(done))
        .counts("video_seconds 90.5");
    assertThat(traffic.target(url, "RekognitionService.GetLabelDetection", asked).json(done))
        .costs("free already_rated");
  }

  @Test
  void azureVision_billsEachFeatureThatIsAskedFor() {
    UsageRecord record =
        traffic
            .post(
                "https://res.cognitiveservices.azure.com/computervision/imageanalysis:analyze?features=caption,read",
                "{}")
            .json("{}");

    assertThat(record).counts("images 1 {feature=caption}", "images 1 {feature=read}");
    assertThat(record).as("no bundled price").costs("unrated unknown_model");
  }
}
