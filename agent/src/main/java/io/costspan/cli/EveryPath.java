package io.costspan.cli;

import io.costspan.wire.JsonPaths;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All paths of a JSON document, whatever their names. */
final class EveryPath extends JsonPaths {
  /** The depth to which usage is searched. */
  private static final int DEPTH = 32;

  private final Place root;

  /**
   * @param rootElements whether a root array is a single document rather than several
   */
  EveryPath(boolean rootElements) {
    this(new Place(new ArrayList<>(), "$", 0, rootElements));
  }

  private EveryPath(Place root) {
    super(root);
    this.root = root;
  }

  /** The path of a slot. */
  String path(int slot) {
    return root.paths.get(slot);
  }

  @Override
  public int depth() {
    return DEPTH;
  }

  @Override
  public int size() {
    return root.paths.size();
  }

  private static final class Place extends Node {
    private final List<String> paths;
    private final String path;
    private final int level;
    private final boolean elements;
    private final int slot;
    private final Map<String, Place> below = new HashMap<>();

    Place(List<String> paths, String path, int level, boolean elements) {
      this.paths = paths;
      this.path = path;
      this.level = level;
      this.elements = elements;
      this.slot = paths.size();
      paths.add(path);
    }

    @Override
    public int slot() {
      return slot;
    }

    @Override
    public boolean hasMembers() {
      return level < DEPTH;
    }

    @Override
    public @Nullable Node element() {
      return elements && level < DEPTH ? below(path + "[]") : null;
    }

    @Override
    public Node member(byte[] array, int offset, int length) {
      String name = new String(array, offset, length, StandardCharsets.UTF_8);
      return below(level == 0 ? name : path + "." + name);
    }

    private Place below(String name) {
      return below.computeIfAbsent(name, key -> new Place(paths, key, level + 1, true));
    }
  }
}
