package io.costspan.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The wanted JSON paths, as a tree that a scanner walks while bytes pass by. A path consists of
 * names separated by dots; {@code []} after a name means each element of that array, and {@code *}
 * stands for any name that no sibling names: {@code usage.prompt_tokens}, {@code output[].type},
 * {@code $} for the root itself, {@code $[].error} for elements of a root array. A root array none
 * of whose elements are wanted counts as a stream of documents. Immutable once built, but for the
 * texts that recur and an idle scanner; shared by all calls.
 */
public class JsonPaths {
  /** The length of the longest text that is passed to a {@link JsonSink}, in characters. */
  public static final int TEXT_LIMIT = 512;

  private final Node root;
  private final List<String> slots = new ArrayList<>();
  private int depth;
  private boolean measures;

  /** A scanner that a body has left to the next one; null if there is none. */
  private final AtomicReference<@Nullable JsonScanner> idle = new AtomicReference<>();

  /** No paths yet. */
  public JsonPaths() {
    this(new Node());
  }

  /** With a tree that knows by itself what is wanted. */
  protected JsonPaths(Node root) {
    this.root = root;
  }

  /** Adds a path and returns its slot; the same path twice gives the same slot. */
  public int add(String path) {
    Node node = node(path);
    node.wanted = true;
    return node.slot;
  }

  /**
   * Same as {@link #add}, for texts that are names of something, such as a model: the last one is
   * kept, because most calls and events repeat it.
   */
  public int addRecurring(String path) {
    int slot = add(path);
    node(path).recurring = true;
    return slot;
  }

  /**
   * Adds a path of which only the size in tokens is wanted: of its strings and, if nothing inside
   * is wanted, of its objects and arrays.
   */
  public int measure(String path) {
    Node node = node(path);
    node.measured = true;
    measures = true;
    return node.slot;
  }

  /** Whether the size in tokens of anything is wanted. */
  public boolean measures() {
    return measures;
  }

  /**
   * A scanner for one body.
   *
   * @param many see {@link JsonScanner#JsonScanner}
   */
  final JsonScanner scanner(Wanted wanted, boolean many) {
    JsonScanner known = idle.getAndSet(null);
    if (known == null) {
      return new JsonScanner(wanted, many);
    }
    known.begin(wanted, many);
    return known;
  }

  /** Leaves a scanner to the next body. Whoever leaves it must not touch it again. */
  final void leave(JsonScanner scanner) {
    scanner.forget();
    idle.setRelease(scanner);
  }

  private Node node(String path) {
    Node node = root;
    int level = 0;
    for (String step : path.replace("[]", ".[]").split("\\.")) {
      if (!step.equals("$") && !step.isEmpty()) {
        node = node.grow(step);
        level++;
      }
    }
    depth = Math.max(depth, level);
    if (node.slot < 0) {
      node.slot = slots.size();
      slots.add(path);
    }
    return node;
  }

  public Node root() {
    return root;
  }

  /** The number of slots. */
  public int size() {
    return slots.size();
  }

  /**
   * The number of steps of the longest path, and so the maximum depth of a scanner below the root.
   */
  public int depth() {
    return depth;
  }

  /** A text and its bytes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Name(byte[] bytes, String text) {}

  /** One location in the documents. */
  public static class Node {
    private static final byte[][] NO_NAMES = {};
    private static final Node[] NO_NODES = {};
    private static final int[] NO_KEYS = {};
    private static final int LONGEST_NAME = 64;

    private byte[][] names = NO_NAMES;
    private int[] keys = NO_KEYS;
    private Node[] children = NO_NODES;
    private @Nullable Node element;
    private @Nullable Node any;
    private int slot = -1;
    private boolean wanted;
    private boolean measured;
    private boolean recurring;

    /** Threads that write it at the same time only cost each other a copy. */
    private @Nullable Name last;

    /** The slot of the value at this location, or -1 if only something below it is wanted. */
    public int slot() {
      return wanted ? slot : -1;
    }

    /** A complete text at this location. */
    final String text(PassingText text) {
      Name known = last;
      if (known != null && text.is(known.bytes)) {
        return known.text;
      }
      String fresh = text.toString();
      if (recurring && fresh.length() <= LONGEST_NAME) {
        last = new Name(text.copy(), fresh);
      }
      return fresh;
    }

    /** The slot of what is measured in tokens at this location, or -1. */
    public int measure() {
      return measured ? slot : -1;
    }

    /** The node of the array elements at this location, or null if they are not wanted. */
    public @Nullable Node element() {
      return element;
    }

    /** Whether any member of an object at this location is wanted. */
    public boolean hasMembers() {
      return names.length > 0 || any != null;
    }

    /** The node of the member whose UTF-8 name is at that offset, or null if it is not wanted. */
    public @Nullable Node member(byte[] array, int offset, int length) {
      int key = key(array, offset, length);
      for (int i = 0; i < keys.length; i++) {
        if (keys[i] == key && is(names[i], array, offset, length)) {
          return children[i];
        }
      }
      return any;
    }

    private static boolean is(byte[] name, byte[] array, int offset, int length) {
      return Arrays.equals(name, 0, name.length, array, offset, offset + length);
    }

    /** Length and two bytes distinguish most names. */
    private static int key(byte[] name, int offset, int length) {
      return length == 0 ? 0 : length << 16 | name[offset] << 8 | name[offset + length - 1];
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
      keys = Arrays.copyOf(keys, names.length);
      keys[keys.length - 1] = key(name, 0, name.length);
      children = Arrays.copyOf(children, children.length + 1);
      children[children.length - 1] = child;
      return child;
    }
  }
}
