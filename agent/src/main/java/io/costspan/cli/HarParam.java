package io.costspan.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One field of a posted form.
 *
 * @param value empty for a file, whose content is not recorded
 * @param fileName null for a plain field
 */
record HarParam(String name, String value, @Nullable String fileName) {

  static HarParam read(HarJson json) throws IOException {
    String[] known = new String[3];
    json.object(
        name -> {
          switch (name) {
            case "name" -> known[0] = json.text();
            case "value" -> known[1] = json.text();
            case "fileName" -> known[2] = json.text();
            default -> json.skip();
          }
        });
    return new HarParam(orEmpty(known[0]), orEmpty(known[1]), known[2]);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
