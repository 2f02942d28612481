package io.costspan.performance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What one run measured on one JDK.
 *
 * @param jdk such as {@code 17}
 * @param run from 1
 * @param samples by figure and variant
 */
record Figures(String jdk, int run, JsonNode samples) {
  /** Empty if the run did not measure it. */
  Optional<List<Double>> values(String figure, String variant) {
    JsonNode values = samples.path(figure).path(variant);
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(
            StreamSupport.stream(values.spliterator(), false).map(JsonNode::asDouble).toList());
  }
}
