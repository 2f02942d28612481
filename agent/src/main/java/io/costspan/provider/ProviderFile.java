package io.costspan.provider;

import io.costspan.health.NearMiss;
import io.costspan.json.JsonValue;
import io.costspan.reading.ReaderDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One provider file, including what it inherits from the file that it is like.
 *
 * @param name of the file without directory and extension, to which {@code like} in other files
 *     refers
 * @param provider a a value of {@code gen_ai.provider.name}
 * @param operations by method and {@link RequestPattern}, such as {@code POST /chat/completions}
 * @param free requests that cost nothing
 * @param unrated requests whose work is billed in a way that HTTP does not show
 */
record ProviderFile(
    JsonValue at,
    String name,
    String provider,
    List<String> hosts,
    List<String> bases,
    Map<String, JsonValue> operations,
    List<RequestPattern> free,
    List<RequestPattern> unrated,
    Map<String, ReaderDefinition> readers,
    ReaderDefinition every) {
  static final String OPERATION = "operation";

  /** The length from which a name may have two typing errors. */
  private static final int LONG = 5;

  private static final Set<String> WORDS =
      Set.of(
          "provider",
          "like",
          "hosts",
          "bases",
          "operations",
          "free",
          "unrated",
          "readers",
          "every",
          "notes",
          "speaks");

  private static final Set<String> EVERY_WORDS =
      Set.of("values", "attributes", "free", "stated", "ignored");

  /** After a name, or an IPv6 address in brackets; without them, all of its colons are its own. */
  private static final Pattern PORT = Pattern.compile("(?<=^[^:]{1,255}|]):(\\d{1,5})$");

  static ProviderFile of(JsonValue file, @Nullable ProviderFile base) {
    file.allow(WORDS);
    return new ProviderFile(
        file,
        name(file),
        file.need("provider").text(),
        hosts(file),
        file.get("bases") == null && base != null ? base.bases : bases(file),
        merged(base == null ? Map.of() : base.operations, members(file, "operations")),
        joined(base == null ? List.of() : base.free, requests(file, "free")),
        joined(base == null ? List.of() : base.unrated, requests(file, "unrated")),
        readers(base, members(file, "readers")),
        every(file, base));
  }

  /** A summary of the file, including what it inherits from the file that it is like. */
  String contents() {
    return "provider %s: hosts %s; operations %d; readers %s"
        .formatted(
            provider,
            hosts.isEmpty() ? "none" : String.join(", ", hosts),
            operations.size(),
            readers.isEmpty() ? "none" : String.join(", ", readers.keySet()));
  }

  /** Whether the file is a provider file rather than a price file. */
  static boolean isOne(JsonValue file) {
    return file.isObject() && file.get("provider") != null;
  }

  /** The values of {@code gen_ai.operation.name}. */
  Stream<String> operationNames() {
    return operations.values().stream().map(operation -> operation.need(OPERATION).text());
  }

  /** What to check again in the names of a file's own operations, a line each. */
  static Stream<String> misspeltOperations(JsonValue file, Set<String> known) {
    return members(file, "operations").values().stream()
        .flatMap(operation -> Stream.ofNullable(operation.get(OPERATION)))
        .filter(name -> name.isText() && !known.contains(name.text()))
        .flatMap(name -> Stream.ofNullable(misspelt(name, known)));
  }

  private static @Nullable String misspelt(JsonValue name, Set<String> known) {
    String near = NearMiss.of(name.text(), known, name.text().length() < LONG ? 1 : 2);
    return near == null
        ? null
        : "%s, line %d: no bundled file has the operation \"%s\"; did you mean \"%s\"?"
            .formatted(name.file(), name.line(), name.text(), near);
  }

  /** The files whose operations also apply here, anywhere in a path, and which of their bases. */
  Map<String, JsonValue> speaks() {
    return members(at, "speaks");
  }

  /** The name of a file without directory and extension. */
  static String name(JsonValue file) {
    String path = file.file().replace('\\', '/');
    return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.json$", "");
  }

  private static List<String> hosts(JsonValue file) {
    List<String> hosts = file.textsOf("hosts");
    for (String host : hosts) {
      if (isTooWide(host(host)) && !isAnyHostAtOnePort(host)) {
        throw file.need("hosts")
            .error("\"" + host + "\" matches too many hosts; end it with a longer literal name");
      }
    }
    return hosts;
  }

  private static boolean isTooWide(String host) {
    return !HostPattern.isExact(host) && HostPattern.tail(host) < HostTable.TAIL;
  }

  private static boolean isAnyHostAtOnePort(String text) {
    return host(text).equals(HostTable.ANY_HOST) && port(text) != Site.ANY_PORT;
  }

  /** A host without its optional port. */
  static String host(String text) {
    // Hundreds of hosts are read before the first call, and hardly one of them has a port.
    return text.indexOf(':') < 0 ? text : PORT.matcher(text).replaceFirst("");
  }

  /** The port of the host, or {@link Site#ANY_PORT}. */
  static int port(String text) {
    Matcher port = PORT.matcher(text);
    return text.indexOf(':') >= 0 && port.find() ? Integer.parseInt(port.group(1)) : Site.ANY_PORT;
  }

  private static List<String> bases(JsonValue file) {
    return file.get("bases") == null ? List.of("") : file.textsOf("bases");
  }

  private static Map<String, JsonValue> members(JsonValue file, String word) {
    JsonValue member = file.get(word);
    return member == null ? Map.of() : member.members();
  }

  private static List<RequestPattern> requests(JsonValue file, String word) {
    JsonValue list = file.get(word);
    return list == null
        ? List.of()
        : list.items().stream().map(text -> RequestPattern.parse(text, text.text())).toList();
  }

  private static Map<String, ReaderDefinition> readers(
      @Nullable ProviderFile base, Map<String, JsonValue> own) {
    Map<String, ReaderDefinition> definitions = new LinkedHashMap<>();
    own.forEach((reader, value) -> definitions.put(reader, ReaderDefinition.of(value)));
    return merged(base == null ? Map.of() : base.readers, definitions);
  }

  private static ReaderDefinition every(JsonValue file, @Nullable ProviderFile base) {
    ReaderDefinition inherited = base == null ? ReaderDefinition.EMPTY : base.every;
    JsonValue own = file.get("every");
    if (own == null) {
      return inherited;
    }
    own.allow(EVERY_WORDS);
    return inherited.and(ReaderDefinition.of(own));
  }

  private static <T> Map<String, T> merged(Map<String, T> base, Map<String, T> own) {
    Map<String, T> merged = new LinkedHashMap<>(base);
    merged.putAll(own);
    return merged;
  }

  private static <T> List<T> joined(List<T> base, List<T> own) {
    List<T> joined = new ArrayList<>(base);
    joined.addAll(own);
    return joined;
  }
}
