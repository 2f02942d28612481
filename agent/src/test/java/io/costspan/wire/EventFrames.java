package io.costspan.wire;

import static io.costspan.wire.Bytes.utf8;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;

/** Builds frames of {@code application/vnd.amazon.eventstream}. */
public final class EventFrames {
  private EventFrames() {}

  /** An event as the services of AWS send it; single quotes stand for double ones. */
  public static byte[] event(String type, String payload) {
    return frame(
        Bytes.concat(
            text(":event-type", type),
            text(":content-type", "application/json"),
            text(":message-type", "event")),
        utf8(doubleQuoted(payload)));
  }

  /** A chunk of Bedrock's invoke-with-response-stream, written likewise. */
  public static byte[] chunk(String json) {
    return event("chunk", "{'bytes':'" + base64(doubleQuoted(json)) + "','p':'abcdefgh'}");
  }

  private static String doubleQuoted(String json) {
    return json.replace('\'', '"');
  }

  public static String base64(String json) {
    return Base64.getEncoder().encodeToString(utf8(json));
  }

  public static byte[] text(String name, String value) {
    byte[] bytes = utf8(value);
    byte[] length = {(byte) (bytes.length >> 8), (byte) bytes.length};
    return Bytes.concat(header(name, 7, length), bytes);
  }

  public static byte[] header(String name, int type, byte[] value) {
    return Bytes.concat(
        new byte[] {(byte) name.length()}, utf8(name), new byte[] {(byte) type}, value);
  }

  public static byte[] frame(byte[] headers, byte[] payload) {
    int frameBytes = 16 + headers.length + payload.length;
    byte[] content = Bytes.concat(prelude(frameBytes, headers.length), headers, payload);
    return Bytes.concat(content, checksum(content));
  }

  public static byte[] prelude(int frameBytes, int headerBytes) {
    byte[] lengths = ByteBuffer.allocate(8).putInt(frameBytes).putInt(headerBytes).array();
    return Bytes.concat(lengths, checksum(lengths));
  }

  private static byte[] checksum(byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    return ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
  }
}
