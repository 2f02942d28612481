package io.costspan.provider;

import io.costspan.json.JsonValue;
import io.costspan.reading.ReaderDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a bundled provider file says, for the manual.
 *
 * @param name of the file
 * @param operations by their names
 * @param gaps what is not covered
 */
public record ProviderFacts(
    String name,
    String provider,
    List<String> hosts,
    SortedMap<String, OperationFacts> operations,
    List<String> gaps) {

  /**
   * One operation, of all requests that are it.
   *
   * @param meters what is counted
   * @param reads where the figures stand: {@code reply}, {@code events} that say when they are
   *     done, {@code headers}, {@code request}
   * @param jobs {@code once} if repeats are free, {@code polled} if the work ends later too
   */
  public record OperationFacts(
      SortedSet<String> meters, SortedSet<String> reads, SortedSet<String> jobs) {
    OperationFacts() {
      this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }

    private void add(ReaderDefinition reader) {
      addMeters(reader.words().get("quantities"), meters);
      reader
          .values()
          .values()
          .forEach(value -> sources(value).map(ProviderFacts::room).forEach(reads::add));
      reads.remove("");
      if (reader.words().containsKey("done")) {
        reads.add("events");
      }
      JsonValue job = reader.words().get("job");
      if (job != null) {
        jobs.add(job.get("pending") == null ? "once" : "polled");
      }
    }
  }

  /** All bundled files, in the order of their names. */
  public static List<ProviderFacts> all() {
    ProviderFiles files = new ProviderFiles(BundledProviders.sources(), true);
    return BundledProviders.files().stream()
        .map(ProviderFile::name)
        .sorted()
        .map(name -> of(files.file(name), files))
        .toList();
  }

  /** All readers of the bundled files, as they are put together, by {@code file/reader}. */
  public static SortedMap<String, ReaderDefinition> readers() {
    ProviderFiles files = new ProviderFiles(BundledProviders.sources(), true);
    SortedMap<String, ReaderDefinition> readers = new TreeMap<>();
    BundledProviders.files().stream()
        .map(ProviderFile::name)
        .forEach(
            provider -> {
              ProviderFile file = files.file(provider);
              file.readers()
                  .forEach(
                      (name, reader) ->
                          readers.put(provider + "/" + name, files.complete(file, reader)));
            });
    return readers;
  }

  private static ProviderFacts of(ProviderFile file, ProviderFiles files) {
    SortedMap<String, OperationFacts> operations = new TreeMap<>();
    file.operations()
        .values()
        .forEach(
            operation ->
                operations
                    .computeIfAbsent(
                        operation.need("operation").text(), name -> new OperationFacts())
                    .add(
                        files.complete(file, file.readers().get(operation.need("reader").text()))));
    return new ProviderFacts(file.name(), file.provider(), file.hosts(), operations, gaps(file));
  }

  private static List<String> gaps(ProviderFile file) {
    List<String> gaps = new ArrayList<>();
    JsonValue unrated = file.at().get("unrated");
    if (unrated != null) {
      unrated.texts().forEach(path -> gaps.add("`" + path + "`"));
    }
    gaps.addAll(file.at().textsOf("notes"));
    return gaps;
  }

  private static void addMeters(JsonValue quantities, SortedSet<String> meters) {
    if (quantities == null) {
      return;
    }
    if (quantities.isArray()) {
      quantities.items().forEach(item -> addMeters(item, meters));
    } else {
      meters.add(quantities.need("meter").text());
    }
  }

  /** The texts that name where a value comes from. */
  private static Stream<String> sources(JsonValue value) {
    if (value.isArray()) {
      return value.items().stream().flatMap(ProviderFacts::sources);
    }
    if (value.isObject()) {
      return value.members().entrySet().stream()
          .filter(member -> !List.of("map", "where", "when", "step").contains(member.getKey()))
          .flatMap(member -> sources(member.getValue()));
    }
    return value.isText() ? Stream.of(value.text()) : Stream.of();
  }

  private static String room(String source) {
    if (source.startsWith("request:") || source.startsWith("request-header:")) {
      return "request";
    }
    if (source.startsWith("header:")) {
      return "headers";
    }
    boolean elsewhere = source.startsWith("url:") || source.startsWith("query:");
    return elsewhere || "'{=".indexOf(source.charAt(0)) >= 0 ? "" : "reply";
  }
}
