package io.costspan.it.translators;

import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import com.deepl.api.DeepLClient;
import com.deepl.api.DeepLClientOptions;
import com.deepl.api.DeepLException;
import com.deepl.api.TextResult;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.translate.Translate;
import com.google.api.services.translate.model.TranslateTextRequest;
import java.io.IOException;
import java.util.List;

/** Calls a stand-in through the SDKs of DeepL and of Google Translate. Argument: its URL. */
public final class TranslatorsApp {
  private final DeepLClient deepl;
  private final Translate google;

  private TranslatorsApp(String url) {
    DeepLClientOptions options = new DeepLClientOptions();
    options.setServerUrl(url + "/deepl").setMaxRetries(1);
    deepl = new DeepLClient("secret", options);
    google =
        new Translate.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(), null)
            .setRootUrl(url + "/google/")
            .setApplicationName("translators")
            .build();
  }

  /** Runs it. */
  public static void main(String[] arguments) {
    TranslatorsApp app = new TranslatorsApp(arguments[0]);
    section("DeepL, one text", app::translate);
    section("DeepL, several texts", app::translateSeveral);
    section("DeepL, usage", () -> line(app.deepl.getUsage()));
    section("DeepL, after a failure", () -> show(app.deepl.translateText("Again", null, "fr")));
    section("Google, by GET", app::list);
    section("Google, by POST", app::post);
    System.exit(0);
  }

  private void translate() throws DeepLException, InterruptedException {
    show(deepl.translateText("Hello", "en", "de"));
  }

  private void translateSeveral() throws DeepLException, InterruptedException {
    deepl.translateText(List.of("Hello", "world"), null, "de").forEach(TranslatorsApp::show);
  }

  private static void show(TextResult result) {
    line(result.getText() + " " + result.getBilledCharacters());
  }

  private void list() throws IOException {
    line(google.translations().list(List.of("Hello"), "de").setKey("secret").execute());
  }

  private void post() throws IOException {
    TranslateTextRequest request =
        new TranslateTextRequest().setQ(List.of("Hello", "world")).setTarget("de");
    line(google.translations().translate(request).setKey("secret").execute());
  }
}
