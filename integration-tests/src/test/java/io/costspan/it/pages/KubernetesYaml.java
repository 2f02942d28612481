package io.costspan.it.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Reads manifests; a field that Kubernetes does not have, or of another type, is an error. */
final class KubernetesYaml {
  private static final ObjectMapper YAML =
      new YAMLMapper().setAnnotationIntrospector(new Strictness());

  private KubernetesYaml() {}

  /** Fabric8's classes would keep fields that they do not know. */
  private static final class Strictness extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  /** An object of one of Fabric8's classes. */
  static <T> T read(String manifest, Class<T> type) throws IOException {
    return YAML.readValue(manifest, type);
  }

  /** An object of which there is no class. */
  static JsonNode tree(String manifest) throws IOException {
    return YAML.readTree(manifest);
  }

  /** The paths of all its values, without the positions in lists: {@code spec.java.env.name}. */
  static Set<String> paths(JsonNode node) {
    Set<String> paths = new TreeSet<>();
    collect(node, "", paths);
    return paths;
  }

  private static void collect(JsonNode node, String path, Set<String> paths) {
    if (node.isValueNode()) {
      paths.add(path.substring(1));
    }
    node.properties()
        .forEach(field -> collect(field.getValue(), path + "." + field.getKey(), paths));
    if (node.isArray()) {
      node.forEach(element -> collect(element, path, paths));
    }
  }
}
