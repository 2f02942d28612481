package io.costspan.provider;

import io.costspan.json.AllErrors;
import io.costspan.json.AllErrors.Part;
import io.costspan.json.JsonValue;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All errors of a provider file, without those that only follow from others. */
final class FileErrors {
  private static final String ANY_VALUE = "\"x\"";
  private static final String ANY_READER = "{}";

  private FileErrors() {}

  /**
   * @param load loads a file and throws what is wrong with it
   */
  static List<String> of(JsonValue file, Consumer<JsonValue> load) {
    return AllErrors.of(file, load, path -> part(file, path)).stream()
        .map(e -> String.valueOf(e.getMessage()))
        .toList();
  }

  private static @Nullable Part part(JsonValue file, List<String> path) {
    return switch (path.get(0)) {
      case "like" -> null;
      case "operations" -> new Part(Math.min(2, path.size()), null);
      case "readers" -> path.size() < 2 ? null : partOfReader(file, path);
      case "every" ->
          path.size() > 2 && path.get(1).equals("values")
              ? new Part(3, ANY_VALUE)
              : new Part(path.size(), null);
      default -> new Part(path.size(), null);
    };
  }

  private static @Nullable Part partOfReader(JsonValue file, List<String> path) {
    String word = path.size() < 3 ? "like" : path.get(2);
    return switch (word) {
      // What a reader lacks that is like nothing, those lack too that are like it.
      case "like" -> isLiked(file, path.get(1)) ? null : new Part(2, ANY_READER);
      case "values" -> path.size() > 3 ? new Part(4, ANY_VALUE) : null;
      case "quantities", "estimate" -> new Part(Math.min(4, path.size()), null);
      case "stated", "job" -> new Part(3, null);
      default -> new Part(path.size(), null);
    };
  }

  private static boolean isLiked(JsonValue file, String reader) {
    return file.need("readers").members().values().stream()
        .filter(JsonValue::isObject)
        .map(other -> other.get("like"))
        .anyMatch(like -> like != null && reader.equals(like.toString()));
  }
}
