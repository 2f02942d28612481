package io.costspan.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** The output of {@code --json}: one object per line. */
public final class JsonLines {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .rootValueSeparator("")
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  /** Writes the members of one object. */
  public interface Members {
    /** Writes them into the object, which is open. */
    void write(JsonGenerator json) throws IOException;
  }

  private final JsonGenerator json;

  /** Prints to that writer, which it does not flush. */
  public JsonLines(PrintWriter out) {
    try {
      json = JSON.createGenerator(out).disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints one object. */
  public void add(Members members) {
    try {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
      json.writeRaw('\n');
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
