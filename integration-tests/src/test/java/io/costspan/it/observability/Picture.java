package io.costspan.it.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costspan.it.Build;
import io.costspan.it.Scratch;
import io.costspan.it.observability.Dashboard.Query;
import io.costspan.it.prometheus.Asked;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Draws the numbers of a dashboard in its layout; with {@code -Dmanual.write=true} for the docs.
 */
final class Picture {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROW_PIXELS = 36;
  private static final int HEAD_PIXELS = 86;

  private Picture() {}

  static Path draw(Dashboard dashboard, Asked prometheus, long since) throws Exception {
    ObjectNode data = JSON.createObjectNode();
    data.set("dashboard", dashboard.json());
    ArrayNode results = data.putArray("results");
    for (JsonNode panel : dashboard.panels()) {
      ArrayNode ofPanel = results.addArray();
      for (Query query : dashboard.queries()) {
        if (query.panel().equals(panel.path("title").asText())) {
          ofPanel.add(query.series(prometheus, since));
        }
      }
    }
    Path folder = Scratch.folder("picture");
    Path page = folder.resolve("page.html");
    Files.writeString(page, template().replace("DATA", JSON.writeValueAsString(data)));
    Path picture = folder(dashboard).resolve(dashboard.name() + ".png");
    shoot(folder, page, picture, height(dashboard));
    return picture;
  }

  private static Path folder(Dashboard dashboard) throws IOException {
    return Boolean.getBoolean("manual.write")
        ? Files.createDirectories(Build.existing("docs").resolve("pictures"))
        : Scratch.folder(dashboard.name());
  }

  private static int height(Dashboard dashboard) {
    int rows = 0;
    for (JsonNode panel : dashboard.panels()) {
      rows = Math.max(rows, panel.at("/gridPos/y").asInt() + panel.at("/gridPos/h").asInt());
    }
    return HEAD_PIXELS + rows * ROW_PIXELS;
  }

  private static String template() throws IOException {
    try (InputStream in = Picture.class.getResourceAsStream("/observability/dashboard.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void shoot(Path folder, Path page, Path picture, int height) throws Exception {
    Process chromium =
        new ProcessBuilder(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=1200," + height,
                "--screenshot=" + picture,
                page.toUri().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    if (!chromium.waitFor(60, TimeUnit.SECONDS)) {
      chromium.descendants().forEach(ProcessHandle::destroyForcibly);
      chromium.destroyForcibly();
    }
    assertThat(picture).as(Files.readString(folder.resolve("log"))).exists();
  }
}
