package io.costspan.instrument;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A class file, for two changes that are so small that they need no library: loading Byte Buddy
 * would cost a JVM without any client of ours 100 milliseconds.
 */
final class ClassFile {
  private static final int POOL = 8;
  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int METHOD = 10;
  private static final int NAME_AND_TYPE = 12;

  /** Bytes of a constant after its tag, by tag; those of {@link #UTF8} stand in the constant. */
  private static final int[] SIZES = {
    0, 0, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2
  };

  private final byte[] content;
  private final ByteBuffer bytes;

  /** Where the tag of each constant is; 0 for an index that is none. */
  private final int[] constants;

  private final int poolEnd;

  ClassFile(byte[] content) {
    this.content = content;
    bytes = ByteBuffer.wrap(content);
    constants = new int[u2(POOL)];
    int at = POOL + 2;
    for (int i = 1; i < constants.length; i++) {
      constants[i] = at;
      int tag = content[at];
      at += 1 + (tag == UTF8 ? 2 + u2(at + 1) : SIZES[tag]);
      if (SIZES[tag] == 8) {
        i++;
      }
    }
    poolEnd = at;
  }

  /** The class under another name; both are internal names. */
  byte[] renamed(String from, String to) {
    for (int i = 1; i < constants.length; i++) {
      if (isText(i, from)) {
        byte[] name = utf8(to);
        int end = constants[i] + 3 + u2(constants[i] + 1);
        ByteBuffer out = ByteBuffer.allocate(content.length + name.length + 3);
        out.put(content, 0, constants[i]).put(name).put(content, end, content.length - end);
        return written(out);
      }
    }
    throw new IllegalStateException(from + " is not named");
  }

  /**
   * The class with a call of a static method at the very beginning of a method.
   *
   * @param method its name and descriptor, as in {@code <init>()V}
   * @param pushes the instructions that load the arguments of the call
   * @return null if there is no such method, or if it has branches or handlers, whose tables would
   *     have to change as well
   */
  byte @Nullable [] calling(
      String method, byte[] pushes, String owner, String name, String descriptor) {
    int code = code(method);
    if (code < 0 || hasTables(code)) {
      return null;
    }
    int added = pushes.length + 3;
    int length = u4(code + 10);
    int instructions = code + 14;
    int rest = instructions + length;
    ByteBuffer out = ByteBuffer.allocate(content.length + added + 1_000);
    out.put(content, 0, POOL).putShort((short) (constants.length + 6));
    out.put(content, POOL + 2, poolEnd - POOL - 2);
    appendMethod(out, owner, name, descriptor);
    out.put(content, poolEnd, code + 2 - poolEnd);
    out.putInt(u4(code + 2) + added);
    out.putShort((short) Math.max(u2(code + 6), 2)).putShort((short) u2(code + 8));
    out.putInt(length + added);
    out.put(pushes).put((byte) 0xb8).putShort((short) (constants.length + 5));
    out.put(content, instructions, length);
    int moved = out.position() - rest;
    out.put(content, rest, content.length - rest);
    shiftLines(out, code, moved, added);
    shiftVariables("LocalVariableTable", out, code, moved, added);
    shiftVariables("LocalVariableTypeTable", out, code, moved, added);
    return written(out);
  }

  /** Class, name, type and finally the method itself, as constants. */
  private void appendMethod(ByteBuffer out, String owner, String name, String descriptor) {
    int next = constants.length;
    out.put(utf8(owner)).put((byte) CLASS).putShort((short) next);
    out.put(utf8(name)).put(utf8(descriptor));
    out.put((byte) NAME_AND_TYPE).putShort((short) (next + 2)).putShort((short) (next + 3));
    out.put((byte) METHOD).putShort((short) (next + 1)).putShort((short) (next + 4));
  }

  /** Where the method's attribute {@code Code} begins, -1 if there is none. */
  private int code(String wanted) {
    int split = wanted.indexOf('(');
    String name = wanted.substring(0, split);
    String descriptor = wanted.substring(split);
    int interfaces = poolEnd + 6;
    int methods = membersEnd(interfaces + 2 + 2 * u2(interfaces));
    int method = methods + 2;
    for (int i = u2(methods); i > 0; i--) {
      if (isText(u2(method + 2), name) && isText(u2(method + 4), descriptor)) {
        return attribute(method + 6, "Code");
      }
      method = memberEnd(method);
    }
    return -1;
  }

  /** Where the list of fields or methods ends that begins there. */
  private int membersEnd(int list) {
    int at = list + 2;
    for (int i = u2(list); i > 0; i--) {
      at = memberEnd(at);
    }
    return at;
  }

  private int memberEnd(int member) {
    int at = member + 8;
    for (int i = u2(member + 6); i > 0; i--) {
      at += 6 + u4(at + 2);
    }
    return at;
  }

  /** Where the attribute begins in the list that begins there, -1 if it is not in it. */
  private int attribute(int list, String name) {
    int at = list + 2;
    for (int i = u2(list); i > 0; i--) {
      if (isText(u2(at), name)) {
        return at;
      }
      at += 6 + u4(at + 2);
    }
    return -1;
  }

  private boolean hasTables(int code) {
    int handlers = code + 14 + u4(code + 10);
    return u2(handlers) > 0 || attribute(handlers + 2, "StackMapTable") >= 0;
  }

  /** Lines keep their numbers, which stack traces show; the call belongs to the first one. */
  private void shiftLines(ByteBuffer out, int code, int moved, int added) {
    int table = attribute(code + 16 + u4(code + 10), "LineNumberTable");
    for (int i = 0; table >= 0 && i < u2(table + 6); i++) {
      int entry = table + 8 + 4 * i;
      if (u2(entry) > 0) {
        out.putShort(entry + moved, (short) (u2(entry) + added));
      }
    }
  }

  /** Classes of libraries name their variables; those that are there from the start still are. */
  private void shiftVariables(String name, ByteBuffer out, int code, int moved, int added) {
    int table = attribute(code + 16 + u4(code + 10), name);
    for (int i = 0; table >= 0 && i < u2(table + 6); i++) {
      int entry = table + 8 + 10 * i;
      int shifted = u2(entry) > 0 ? entry : entry + 2;
      out.putShort(shifted + moved, (short) (u2(shifted) + added));
    }
  }

  private boolean isText(int index, String text) {
    int at = constants[index];
    if (at == 0 || content[at] != UTF8 || u2(at + 1) != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (content[at + 3 + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] utf8(String ascii) {
    ByteBuffer constant = ByteBuffer.allocate(3 + ascii.length());
    constant.put((byte) UTF8).putShort((short) ascii.length());
    return constant.put(ascii.getBytes(StandardCharsets.US_ASCII)).array();
  }

  private static byte[] written(ByteBuffer out) {
    byte[] written = new byte[out.position()];
    out.flip();
    out.get(written);
    return written;
  }

  private int u2(int at) {
    return bytes.getShort(at) & 0xffff;
  }

  private int u4(int at) {
    return bytes.getInt(at);
  }
}
