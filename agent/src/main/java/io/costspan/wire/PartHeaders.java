package io.costspan.wire;

import org.jspecify.annotations.Nullable;

/** The header lines of one part of a multipart body. */
final class PartHeaders {
  private final PassingText line = new PassingText();
  private @Nullable String name;
  private boolean file;
  private boolean complete;

  void clear() {
    line.clear();
    name = null;
    file = false;
    complete = false;
  }

  /**
   * Takes the bytes of a line, including its end.
   *
   * @return the index at which to continue
   */
  int take(byte[] array, int from, int to) {
    int at = Swar.either(array, from, to, '\n', '\n');
    line.keep(array, from, at);
    if (at < to) {
      line.end();
      header(line.toString().stripTrailing());
      line.clear();
    }
    return at + 1;
  }

  private void header(String header) {
    if (header.isEmpty()) {
      complete = true;
    } else if (MediaType.startsWith(header, "content-disposition:")) {
      name = MediaType.parameter(header, "name");
      file |= MediaType.parameter(header, "filename") != null;
    } else if (MediaType.startsWith(header, "content-type:")) {
      file |= !MediaType.contains(header, "text/") && !MediaType.contains(header, "json");
    }
  }

  /** Whether the blank line that ends the headers has been reached. */
  boolean complete() {
    return complete;
  }

  /** Whether the part is a text field. */
  boolean isTextField() {
    return complete && name != null && !file;
  }

  String name() {
    return name == null ? "" : name;
  }
}
