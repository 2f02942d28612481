package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;

import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images by megapixels and steps. */
class TogetherTrapsTest {
  private final Traffic traffic = new Traffic();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # 1,048,576 pixels at 0.0027 a million.
          schnell     | ''                                     | 0.0028311552
          schnell     | ,"width":1000,"height":1000,"steps":4  | 0.0027
          schnell     | ,"width":1000,"height":1000,"steps":8  | 0.0054
          schnell     | ,"width":1000,"height":1000,"steps":2  | 0.0027
          dev         | ,"width":2000,"height":1000,"steps":42 | 0.075
          kontext-max | ,"width":1000,"height":1000            | 0.08
          """)
  void image_byMegapixelAndSteps(String model, String asked, String amount) {
    UsageRecord record =
        traffic
            .post(
                "https://api.together.xyz/v1/images/generations",
                "{'model':'black-forest-labs/FLUX.1-" + model + "','prompt':'p'" + asked + "}")
            .json(
                "{'id':'o','model':'black-forest-labs/FLUX.1-"
                    + model
                    + "','object':'list','data':[{'index':0,'url':'u'}]}");

    assertThat(record).costs(amount);
  }

  @Test
  void images_eachOfThem() {
    UsageRecord record =
        traffic
            .post(
                "https://api.together.xyz/v1/images/generations",
                "{'model':'black-forest-labs/FLUX.1-dev','width':1000,'height':500,'n':4}")
            .json("{'data':[{'url':'a'},{'url':'b'}]}");

    assertThat(record).costs("0.025");
  }
}
