package io.costspan.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An XML request, such as speech markup, reported as a form: its text as the field {@code #text},
 * piece by piece, and attributes as {@code element@name}.
 */
final class XmlFraming implements Framing {
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([^\\s=]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final FormSink form;
  private final PassingText kept = new PassingText();
  private boolean inTag;
  private boolean inEntity;
  private boolean inComment;
  private byte quote;
  private long length;

  XmlFraming(FormSink form) {
    this.form = form;
  }

  @Override
  public void bytes(byte[] array, int from, int to) {
    for (int at = from; at < to; at++) {
      if (inTag) {
        tag(array[at]);
      } else {
        text(array[at]);
      }
    }
  }

  private void text(byte value) {
    if (value == '<') {
      endText();
      inTag = true;
    } else if (inEntity) {
      inEntity = value != ';';
    } else {
      inEntity = value == '&';
      length += (value & 0xC0) == 0x80 ? 0 : 1;
      kept.keep(value);
    }
  }

  private void endText() {
    kept.end();
    if (length > 0) {
      form.field("#text", kept.toString(), length);
    }
    begin();
  }

  private void tag(byte value) {
    if (value == '>' && quote == 0) {
      endTag();
      return;
    }
    inComment |= length == 0 && value == '!';
    length++;
    if (value == quote) {
      quote = 0;
    } else if (quote == 0 && !inComment && (value == '"' || value == '\'')) {
      quote = value;
    }
    kept.keep(value);
  }

  private void endTag() {
    kept.end();
    String[] parts = BLANKS.split(kept.toString(), 2);
    if (parts.length == 2) {
      Matcher attribute = ATTRIBUTE.matcher(parts[1]);
      while (attribute.find()) {
        String value = attribute.group(2) == null ? attribute.group(3) : attribute.group(2);
        form.field(
            parts[0] + "@" + attribute.group(1), value, value.codePointCount(0, value.length()));
      }
    }
    begin();
  }

  private void begin() {
    kept.clear();
    inTag = false;
    inEntity = false;
    inComment = false;
    length = 0;
  }

  @Override
  public void end() {
    if (!inTag) {
      endText();
    }
  }

  @Override
  public State state() {
    return State.OPEN;
  }
}
