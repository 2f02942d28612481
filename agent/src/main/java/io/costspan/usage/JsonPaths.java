package io.costspan.usage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON paths somebody wants, as a tree that a scanner walks down while bytes pass by. A path is
 * names joined by dots; {@code []} behind a name means each element of that array, {@code *} stands
 * for any name: {@code usage.prompt_tokens}, {@code output[].type}, {@code $} for the root itself,
 * {@code $[].error} for elements of a root array. Immutable once built; shared by all calls.
 */
public final class JsonPaths {
  /** Longest text handed to a {@link JsonSink}, in characters. */
  public static final int TEXT_LIMIT = 512;

  private final Node root = new Node();
  private final List<String> slots = new ArrayList<>();

  /** Adds a path and returns its slot; the same path twice gives the same slot. */
  public int add(String path) {
    int known = slots.indexOf(path);
    if (known >= 0) {
      return known;
    }
    Node node = root;
    for (String step : path.replace("[]", ".[]").split("\\.")) {
      node = step.equals("$") || step.isEmpty() ? node : node.grow(step);
    }
    node.slot = slots.size();
    slots.add(path);
    return node.slot;
  }

  public Node root() {
    return root;
  }

  /** Number of slots. */
  public int size() {
    return slots.size();
  }

  /** One place in the documents. */
  public static final class Node {
    private static final byte[][] NO_NAMES = {};
    private static final Node[] NO_NODES = {};

    private byte[][] names = NO_NAMES;
    private Node[] children = NO_NODES;
    private @Nullable Node element;
    private @Nullable Node any;
    private int slot = -1;

    /** The slot of the value at this place, or -1 if only something below it is wanted. */
    public int slot() {
      return slot;
    }

    /** Where the array elements of this place lead, or null if nobody wants them. */
    public @Nullable Node element() {
      return element;
    }

    /** Where the member with that UTF-8 name leads, or null if nobody wants it. */
    public @Nullable Node member(byte[] name, int length) {
      for (int i = 0; i < names.length; i++) {
        byte[] known = names[i];
        if (known.length == length && Arrays.equals(known, 0, length, name, 0, length)) {
          return children[i];
        }
      }
      return any;
    }

    private Node grow(String step) {
      if (step.equals("[]")) {
        element = element == null ? new Node() : element;
        return element;
      }
      if (step.equals("*")) {
        any = any == null ? new Node() : any;
        return any;
      }
      byte[] name = step.getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < names.length; i++) {
        if (Arrays.equals(names[i], name)) {
          return children[i];
        }
      }
      Node child = new Node();
      names = Arrays.copyOf(names, names.length + 1);
      names[names.length - 1] = name;
      children = Arrays.copyOf(children, children.length + 1);
      children[children.length - 1] = child;
      return child;
    }
  }
}
