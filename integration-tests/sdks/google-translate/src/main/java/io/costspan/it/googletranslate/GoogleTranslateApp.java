package io.costspan.it.googletranslate;

import static io.costspan.it.apps.Transcript.line;
import static io.costspan.it.apps.Transcript.section;

import com.google.cloud.translate.Translate;
import com.google.cloud.translate.TranslateOptions;
import io.costspan.it.apps.Transcript;
import java.util.List;

/** Has a stand-in translate through Google's SDK. Argument: its URL. */
public final class GoogleTranslateApp {
  private GoogleTranslateApp() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    Translate client = client(arguments[0] + "/google");
    section("one text", () -> line(client.translate("Hello")));
    section(
        "several texts",
        () -> client.translate(List.of("Hello", "world")).forEach(Transcript::line));
    section("its language", () -> line(client.detect("Hello")));
    System.exit(0);
  }

  @SuppressWarnings("deprecation") // keys are, in favour of credentials
  private static Translate client(String url) {
    return TranslateOptions.newBuilder()
        .setTargetLanguage("de")
        .setApiKey("secret")
        .setHost(url)
        .build()
        .getService();
  }
}
