package io.costspan.provider;

import io.costspan.condition.Known;
import io.costspan.json.JsonValue;
import io.costspan.reading.ReaderDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Combines provider files and compiles them into a host table. */
final class ProviderFiles {
  private static final Set<String> OPERATION_WORDS = Set.of(ProviderFile.OPERATION, "reader");

  /** {@code {name}}, {@code {name**}} or {@code {name=value}} in a path or a host. */
  private static final Pattern CAPTURE = Pattern.compile("\\{(\\w+)");

  private final Map<String, ProviderSource> sources = new LinkedHashMap<>();
  private final Map<String, ProviderSource> bundled = new HashMap<>();

  /** By identity, as elsewhere: to link the generated methods of a record takes milliseconds. */
  private final Map<ProviderSource, ProviderFile> files = new IdentityHashMap<>();

  private final Set<ProviderSource> begun = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, Service> services = new HashMap<>();
  private final Map<String, Service> spoken = new HashMap<>();
  private final boolean estimates;

  /**
   * A source takes precedence over a later one with the same name, except for bundled files, which
   * refer only to each other.
   *
   * @param estimates whether to estimate what replies do not report
   */
  ProviderFiles(List<ProviderSource> sources, boolean estimates) {
    this.estimates = estimates;
    for (ProviderSource source : sources) {
      this.sources.putIfAbsent(source.name(), source);
      if (source.bundled()) {
        bundled.put(source.name(), source);
      }
    }
  }

  /** Reads the user's files at once, and the others when a call goes to one of their hosts. */
  HostTable hosts(List<EndpointOption> extra) {
    HostTable table = new HostTable();
    for (EndpointOption option : extra) {
      for (ProviderSource source : spoken(option)) {
        Supplier<List<Service>> services =
            () ->
                services(source.name()).stream()
                    .map(Service::withoutBase)
                    .map(service -> option.isGateway() ? service.counted() : service)
                    .toList();
        table.add(option.base().getHost(), Site.at(option.base(), services));
      }
    }
    for (ProviderSource source : sources.values()) {
      if (!source.bundled()) {
        services(source.name());
      }
      for (String host : source.hosts()) {
        Site site = new Site(ProviderFile.port(host), "", true, () -> services(source.name()));
        table.add(ProviderFile.host(host), site);
      }
    }
    return table;
  }

  /**
   * The services at the hosts of the file with that name: its own, and those of the files that it
   * speaks.
   */
  private synchronized List<Service> services(String name) {
    List<Service> services = new ArrayList<>();
    service(name);
    file(name).speaks().forEach((other, bases) -> services.add(spoken(other, bases, name)));
    services.add(service(name));
    return services;
  }

  /**
   * The operations of another file, extended by what applies to all readers of the requesting file.
   */
  private Service spoken(String name, JsonValue bases, String asker) {
    ReaderDefinition every = file(asker).every();
    return spoken.computeIfAbsent(
        asker + ' ' + name,
        key -> new Service(patterns(bases.texts()), compile(file(name, bases), every), true));
  }

  private static List<PathPattern> patterns(List<String> bases) {
    return bases.stream().map(PathPattern::new).toList();
  }

  /** All files of the requested provider, or the one file with that name. */
  private List<ProviderSource> spoken(EndpointOption option) {
    String asked = option.dialect();
    ProviderSource named = sources.get(asked);
    List<ProviderSource> spoken =
        sources.values().stream().filter(source -> source.provider().equals(asked)).toList();
    if (spoken.isEmpty() && named == null) {
      throw new IllegalArgumentException(
          "unknown provider \"%s\"; known providers are %s"
              .formatted(asked, String.join(", ", sources.keySet())));
    }
    return spoken.isEmpty() ? List.of(named) : spoken;
  }

  /** Synchronized because two threads may ask at once for a file that has not been read yet. */
  synchronized Service service(String name) {
    Service known = services.get(name);
    if (known == null) {
      ProviderFile file = file(name);
      known = new Service(patterns(file.bases()), compile(file, ReaderDefinition.EMPTY), false);
      services.put(name, known);
    }
    return known;
  }

  /** The values that attributes of calls can have according to the readers of all files. */
  Map<String, Known> attributes() {
    AttributeValues values = new AttributeValues();
    sources.keySet().forEach(name -> addTo(values, file(name), ReaderDefinition.EMPTY));
    return values.known();
  }

  /**
   * The attributes that calls can have, by provider: those that readers give, including those of
   * the files that the provider's own file speaks, and those that are captured from the URL.
   */
  Map<String, Set<String>> attributesByProvider() {
    Map<String, Set<String>> names = new TreeMap<>();
    for (String name : sources.keySet()) {
      ProviderFile file = file(name);
      AttributeValues values = new AttributeValues();
      addTo(values, file, ReaderDefinition.EMPTY);
      file.speaks().forEach((other, bases) -> addTo(values, file(other, bases), file.every()));
      Set<String> its = names.computeIfAbsent(file.provider(), first -> new TreeSet<>());
      its.addAll(values.known().keySet());
      its.addAll(captures(file));
    }
    return names;
  }

  private void addTo(AttributeValues values, ProviderFile file, ReaderDefinition more) {
    file.readers().values().forEach(reader -> values.add(complete(file, reader).and(more)));
    file.operationNames().forEach(name -> values.add(ProviderFile.OPERATION, name));
  }

  /** What the files call their operations. */
  Set<String> operations() {
    return sources.keySet().stream()
        .flatMap(name -> file(name).operationNames())
        .collect(Collectors.toSet());
  }

  private Set<String> captures(ProviderFile file) {
    Set<String> patterns = new HashSet<>(file.hosts());
    patterns.addAll(file.bases());
    patterns.addAll(file.operations().keySet());
    file.speaks()
        .forEach(
            (other, bases) -> {
              patterns.addAll(bases.texts());
              patterns.addAll(file(other, bases).operations().keySet());
            });
    return patterns.stream()
        .flatMap(pattern -> CAPTURE.matcher(pattern).results())
        .map(capture -> capture.group(1))
        .collect(Collectors.toSet());
  }

  /** The file with that name, including what it inherits from others. */
  synchronized ProviderFile file(String name) {
    return file(name, null);
  }

  private ProviderFile file(String name, @Nullable JsonValue asker) {
    boolean byBundled = asker != null && BundledProviders.isOf(asker);
    ProviderSource source = (byBundled ? bundled : sources).get(name);
    ProviderFile known = source == null ? null : files.get(source);
    if (known != null) {
      return known;
    }
    if (source == null) {
      throw needed(asker)
          .error(
              "there is no provider file \""
                  + name
                  + "\"; correct the name, or check that file together with this one");
    }
    if (!begun.add(source)) {
      throw needed(asker)
          .error("this file is like itself by way of \"" + name + "\"; name another file");
    }
    JsonValue at = source.file().get();
    JsonValue like = at.get("like");
    ProviderFile file = ProviderFile.of(at, like == null ? null : file(like.text(), like));
    files.put(source, file);
    return file;
  }

  private static JsonValue needed(@Nullable JsonValue asker) {
    if (asker == null) {
      throw new IllegalStateException("no file asked");
    }
    return asker;
  }

  private Operations compile(ProviderFile file, ReaderDefinition more) {
    Operations compiled = new Operations(file.provider());
    Map<String, LazyRules> rules = new HashMap<>();
    file.readers().forEach((name, reader) -> rules.put(name, rules(file, reader, more)));
    file.operations().forEach((key, value) -> add(compiled, file, key, value, rules));
    file.free().forEach(compiled::addFree);
    file.unrated().forEach(compiled::addUnrated);
    return compiled;
  }

  private static void add(
      Operations compiled,
      ProviderFile file,
      String key,
      JsonValue value,
      Map<String, LazyRules> rules) {
    value.allow(OPERATION_WORDS);
    int blank = key.indexOf(' ');
    if (blank < 0) {
      throw value.error("\"" + key + "\" should be a method, a space and a path");
    }
    JsonValue reader = value.need("reader");
    LazyRules known = rules.get(reader.text());
    if (known == null) {
      throw reader.error("unknown reader \"" + reader.text() + "\"; add it to \"readers\"");
    }
    compiled.add(
        key.substring(0, blank),
        RequestPattern.parse(value, key.substring(blank + 1)),
        new ReadOperation(file.provider(), value.need(ProviderFile.OPERATION).text(), known));
  }

  private LazyRules rules(ProviderFile file, ReaderDefinition reader, ReaderDefinition more) {
    LazyRules rules = new LazyRules(() -> complete(file, reader, more), estimates);
    if (!BundledProviders.isOf(file.at())) {
      rules.get();
    }
    return rules;
  }

  private synchronized ReaderDefinition complete(
      ProviderFile file, ReaderDefinition reader, ReaderDefinition more) {
    return complete(file, reader).and(more);
  }

  /** A reader, including what it inherits from others. */
  ReaderDefinition complete(ProviderFile file, ReaderDefinition reader) {
    Set<ReaderDefinition> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    return complete(file, reader, seen).and(file.every());
  }

  /** A reader combined with those that it is like: of its own provider, or {@code file/reader}. */
  private ReaderDefinition complete(
      ProviderFile file, ReaderDefinition reader, Set<ReaderDefinition> seen) {
    JsonValue like = reader.at().get("like");
    if (like == null) {
      return reader;
    }
    String name = like.text();
    int slash = name.indexOf('/');
    ProviderFile owner = slash < 0 ? file : file(name.substring(0, slash), like);
    ReaderDefinition base = owner.readers().get(name.substring(slash + 1));
    if (base == null) {
      throw like.error(
          "there is no reader \""
              + name
              + "\"; correct the name, known in that file are "
              + String.join(", ", owner.readers().keySet()));
    }
    if (!seen.add(reader)) {
      throw like.error(
          "this reader is like itself by way of \"" + name + "\"; name another reader");
    }
    return reader.like(complete(owner, base, seen));
  }
}
