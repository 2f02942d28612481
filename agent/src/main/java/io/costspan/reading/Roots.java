package io.costspan.reading;

import io.costspan.cells.Merge;
import io.costspan.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the response paths of a reader begin: {@code ["", "response"]} turns each path into two
 * alternatives. A path with {@code $.} still begins at the document, and paths inherited from
 * another reader begin where that reader says.
 */
record Roots(List<String> paths) {
  private static final String DOCUMENT = "$";

  static Roots of(@Nullable JsonValue within) {
    return new Roots(within == null ? List.of() : within.texts());
  }

  Map<String, JsonValue> ofValues(JsonValue values) {
    if (paths.isEmpty()) {
      return values.members();
    }
    Map<String, JsonValue> below = new LinkedHashMap<>();
    values.members().forEach((name, value) -> below.put(name, ofValue(value)));
    return below;
  }

  private JsonValue ofValue(JsonValue value) {
    if (!value.isObject()) {
      return ofPaths(value);
    }
    JsonValue below = value;
    for (Merge merge : Merge.values()) {
      JsonValue places = value.get(merge.word());
      below = places == null ? below : below.with(merge.word(), ofPaths(places));
    }
    return below;
  }

  /** A single place or several. */
  JsonValue ofPaths(JsonValue places) {
    if (paths.isEmpty()) {
      return places;
    }
    List<String> below = new ArrayList<>();
    places.texts().forEach(place -> addTo(below, place));
    boolean one = below.size() == 1 && !places.isArray();
    return one && below.get(0).equals(places.scalar()) ? places : places.withTexts(below);
  }

  private void addTo(List<String> below, String place) {
    if (!Places.isOfResponse(place)) {
      below.add(place);
    } else if (place.startsWith(DOCUMENT)) {
      below.add(place.startsWith(DOCUMENT + ".") ? place.substring(2) : place);
    } else {
      paths.forEach(root -> below.add(root.isEmpty() ? place : root + "." + place));
    }
  }
}
