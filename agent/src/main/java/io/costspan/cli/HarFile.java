package io.costspan.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP Archive (HAR 1.2), read entry by entry: an archive may be larger than the available
 * memory, while a single entry is not.
 */
final class HarFile {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  /** Receives the entries in order, counted from 0. */
  interface Entries {
    void accept(int index, HarEntry entry);
  }

  private final Path file;
  private final Entries entries;
  private int index;
  private boolean archive;

  private HarFile(Path file, Entries entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * Passes on the entries of a file.
   *
   * @throws InputException if the file cannot be read to its end; entries before that location have
   *     been passed on
   */
  static void read(Path file, Entries entries) {
    new HarFile(file, entries).read();
  }

  private void read() {
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      parser.nextToken();
      HarJson json = new HarJson(parser);
      json.object(name -> document(name, json));
    } catch (JsonProcessingException e) {
      throw refusal("not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read; check its name and permissions");
    }
    if (!archive) {
      throw new InputException(file + ": not an HTTP Archive: it has no \"log\" with \"entries\"");
    }
  }

  private void document(String name, HarJson json) throws IOException {
    if (name.equals("log")) {
      json.object(member -> log(member, json));
    } else {
      json.skip();
    }
  }

  private void log(String name, HarJson json) throws IOException {
    if (name.equals("entries")) {
      archive = json.array(() -> entry(json));
    } else {
      json.skip();
    }
  }

  private void entry(HarJson json) throws IOException {
    HarEntry entry;
    try {
      entry = new HarEntryReader(json).read();
    } catch (IllegalArgumentException e) {
      throw refusal(e.getMessage());
    }
    entries.accept(index, entry);
    index++;
  }

  private InputException refusal(@Nullable String why) {
    return new InputException(file + ", entry " + index + ": " + why);
  }
}
