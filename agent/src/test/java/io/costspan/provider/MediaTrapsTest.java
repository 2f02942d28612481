package io.costspan.provider;

import static io.costspan.provider.UsageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.usage.UsageRecord;
import org.junit.jupiter.api.Test;

/** Images and videos of smaller houses; where nobody lists prices, what was used is told. */
class MediaTrapsTest {
  private final Traffic traffic = new Traffic();

  @Test
  void miniMax_imagesThatSucceeded() {
    String url = "https://api.minimax.io/v1/image_generation";
    UsageRecord record =
        traffic
            .post(url, "{'model':'image-01','n':3}")
            .json(
                "{'id':'1','data':{'image_urls':['a','b']},'metadata':{'success_count':'2','failed_count':'1'},'base_resp':{'status_code':0}}");

    assertThat(record).counts("images 2").costs("unrated unknown_model");
    assertThat(traffic.post(url, "{}").json("{'base_resp':{'status_code':1008}}"))
        .costs("free failed");
  }

  @Test
  void miniMax_videoOfBothVersions() {
    String v1 = "https://api.minimax.io/v1/";
    traffic
        .post(
            v1 + "video_generation",
            "{'model':'MiniMax-Hailuo-02','duration':6,'resolution':'768P'}")
        .json("{'task_id':'m1','base_resp':{'status_code':0}}");
    String poll = v1 + "query/video_generation?task_id=m1";
    assertThat(
            traffic
                .get(poll)
                .json("{'task_id':'m1','status':'Processing','base_resp':{'status_code':0}}"))
        .costs("free not_billable");
    UsageRecord first =
        traffic
            .get(poll)
            .json(
                "{'task_id':'m1','status':'Success','file_id':'f','base_resp':{'status_code':0}}");
    assertThat(first.requestModel()).isEqualTo("MiniMax-Hailuo-02");
    assertThat(first).counts("video_seconds 6", "videos 1");

    String v2 = "https://api.minimax.io/v2/";
    traffic.post(v2 + "video_generation", "{'model':'h3'}").json("{'task_id':'m2'}");
    UsageRecord second =
        traffic
            .get(v2 + "query/video_generation/m2")
            .json(
                "{'task':{'task_id':'m2','status':'success','usage':{'total_seconds':15,'input_seconds':5,'output_seconds':10}}}");
    assertThat(second).counts("video_seconds 10", "videos 1");
  }

  @Test
  void zai_videoIsBilledOnce() {
    String url = "https://api.z.ai/api/paas/v4/";
    assertThat(
            traffic
                .post(url + "videos/generations", "{'model':'cogvideox-3','duration':5}")
                .json("{'id':'z1','model':'cogvideox-3','task_status':'PROCESSING'}"))
        .costs("free not_billable");
    UsageRecord record =
        traffic
            .get(url + "async-result/z1")
            .json("{'model':'cogvideox-3','task_status':'SUCCESS','video_result':[{'url':'u'}]}");

    assertThat(record).counts("videos 1", "video_seconds 5");
    assertThat(traffic.get(url + "async-result/z1").json("{'task_status':'SUCCESS'}"))
        .costs("free already_rated");
  }

  @Test
  void byteDance_videoTokensAndImages() {
    String url = "https://ark.ap-southeast.bytepluses.com/api/v3/";
    traffic
        .post(url + "contents/generations/tasks", "{'model':'seedance-1-0-pro-250528'}")
        .json("{'id':'cgt-1'}");
    String poll = url + "contents/generations/tasks/cgt-1";
    assertThat(traffic.get(poll).json("{'id':'cgt-1','status':'running'}"))
        .costs("free not_billable");
    UsageRecord video =
        traffic
            .get(poll)
            .json(
                "{'id':'cgt-1','model':'seedance-1-0-pro-250528','status':'succeeded','usage':{'completion_tokens':246840,'total_tokens':246840}}");
    assertThat(video).counts("output_tokens 246840 {modality=video}");

    UsageRecord images =
        traffic
            .post(url + "images/generations", "{'model':'seedream-4-0-250828'}")
            .json(
                "{'model':'seedream-4-0-250828','data':[{'url':'a','size':'2048x2048'},{'error':{'code':'c'}}],'usage':{'generated_images':1,'output_tokens':16384,'total_tokens':16384}}");
    assertThat(images).counts("images 1", "output_tokens 16384 {modality=image}");
  }

  @Test
  void kling_secondsOfTheVideosThatWereMade() {
    String url = "https://api.klingai.com/v1/videos/text2video";
    assertThat(
            traffic
                .post(url, "{'model_name':'kling-v2-1','duration':'5'}")
                .json("{'code':0,'data':{'task_id':'k1','task_status':'submitted'}}"))
        .costs("free not_billable");
    UsageRecord record =
        traffic
            .get(url + "/k1")
            .json(
                "{'code':0,'data':{'task_id':'k1','task_status':'succeed','task_result':{'videos':[{'url':'u','duration':'5.1'}]}}}");

    assertThat(record.requestModel()).isEqualTo("kling-v2-1");
    assertThat(record).counts("video_seconds 5.1", "videos 1");
    assertThat(traffic.post(url, "{}").json("{'code':1102,'message':'no balance'}"))
        .costs("free failed");
  }

  @Test
  void recraft_imagesDelivered() {
    UsageRecord record =
        traffic
            .post("https://external.api.recraft.ai/v1/images/generations", "{'prompt':'p','n':2}")
            .json("{'created':1,'data':[{'url':'a'},{'url':'b'}]}");

    assertThat(record).costs("0.08");
  }

  @Test
  void prodia_jobsAreSeen() {
    UsageRecord record =
        traffic
            .post(
                "https://inference.prodia.com/v2/job",
                "{'type':'inference.flux.dev.txt2img.v1','config':{'steps':25}}")
            .reply(200, "image/jpeg", "JFIF");

    assertThat(record.requestModel()).isEqualTo("inference.flux.dev.txt2img.v1");
    assertThat(record).costs("unrated unknown_model");
  }

  @Test
  void xAi_imagesThatModerationStopped_doNotCount() {
    UsageRecord record =
        traffic
            .post("https://api.x.ai/v1/images/generations", "{'model':'grok-imagine-image','n':2}")
            .json(
                "{'data':[{'url':'a','respect_moderation':true},{'url':'','respect_moderation':false}],'usage':{'cost_in_usd_ticks':200000000}}");

    assertThat(record).counts("images 1").costs("0.02");
  }

  @Test
  void nscale_imagesCostTheirPixels() {
    UsageRecord record =
        traffic
            .post(
                "https://inference.api.nscale.com/v1/images/generations",
                "{'model':'stabilityai/stable-diffusion-xl-base-1.0','size':'512x512'}")
            .json("{'data':[{'b64_json':'a'},{'b64_json':'b'}]}");

    // 2 x 262,144 pixels at 0.003 a million.
    assertThat(record).costs("0.001572864");
  }
}
