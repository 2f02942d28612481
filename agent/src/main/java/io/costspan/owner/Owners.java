package io.costspan.owner;

import io.costspan.config.BudgetSplit.By;
import io.costspan.config.Config;
import io.costspan.config.Option;
import io.costspan.config.Options;
import io.costspan.config.OwnerSource;
import io.costspan.config.SpansMode;
import io.costspan.config.TelemetryMode;
import io.costspan.config.UserMode;
import io.costspan.health.Excerpt;
import io.costspan.health.Faults;
import io.costspan.usage.Attribution;
import io.costspan.wire.Headers;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose money a call spends, from the places that the options name. If several of them name
 * the same owner, baggage precedes headers, the key, the resource, the logging context, and the
 * user.
 */
public final class Owners {
  /** For an agent that is asked for nothing. */
  public static final Owners NONE =
      new Owners(List.of(), List.of(), null, Map.of(), List.of(), false, false);

  /** The owner that the API key stands for. */
  public static final String KEY = "key";

  private static final List<Option<List<OwnerSource>>> SOURCES =
      List.of(
          Options.OWNER_BAGGAGE, Options.OWNER_HEADER, Options.OWNER_RESOURCE, Options.OWNER_MDC);

  /** Where the application calls a client, so few frames are in between. */
  private static final Callers AT_THE_DOOR = new Callers(6);

  /** Where clients send calls. */
  private static final Callers INSIDE = new Callers(14);

  private final List<OwnerSource> baggage;
  private final List<OwnerSource> headers;
  private final @Nullable KeyNames keys;
  private final Map<String, String> resource;
  private final List<OwnerSource> logging;
  private final boolean users;
  private final boolean callers;

  Owners(
      List<OwnerSource> baggage,
      List<OwnerSource> headers,
      @Nullable KeyNames keys,
      Map<String, String> resource,
      List<OwnerSource> logging,
      boolean users,
      boolean callers) {
    this.baggage = baggage;
    this.headers = headers;
    this.keys = keys;
    this.resource = resource;
    this.logging = logging;
    this.users = users;
    this.callers = callers;
  }

  /**
   * Those that the options name.
   *
   * @param resource the attributes of this JVM's resource
   */
  public static Owners of(Config config, Map<String, String> resource) {
    return new Owners(
        config.get(Options.OWNER_BAGGAGE),
        config.get(Options.OWNER_HEADER),
        config.get(Options.OWNER_KEY) ? KeyNames.of(config.get(Options.OWNER_KEYS)) : null,
        found(config.get(Options.OWNER_RESOURCE), resource::get),
        config.get(Options.OWNER_MDC),
        config.get(Options.OWNER_USER) == UserMode.HASH,
        areCallersShown(config));
  }

  /** To look for the caller costs more than for everything else. */
  private static boolean areCallersShown(Config config) {
    boolean spans =
        config.get(Options.TELEMETRY) != TelemetryMode.NONE
            && config.get(Options.SPANS) != SpansMode.NONE;
    return switch (config.get(Options.CALLER)) {
      case OFF -> false;
      case SPAN ->
          spans
              || config.get(Options.LEDGER).isPresent()
              || config.get(Options.PAGE_PORT).isPresent()
              || config.budgets().stream().anyMatch(budget -> budget.split().by() == By.CALLER);
      case METRICS -> true;
    };
  }

  /** The names of all owners that calls may have. */
  public static Set<String> names(Config config) {
    Set<String> names = new LinkedHashSet<>();
    for (Option<List<OwnerSource>> sources : SOURCES) {
      config.get(sources).forEach(source -> names.add(source.name()));
    }
    if (config.get(Options.OWNER_KEY)) {
      names.add(KEY);
    }
    if (config.get(Options.OWNER_USER) == UserMode.HASH) {
      names.add(Attribution.USER);
    }
    return names;
  }

  /** Whether the thread that makes a call knows something of interest. */
  public boolean dependOnThread() {
    return callers || !baggage.isEmpty() || !logging.isEmpty();
  }

  /**
   * Finds the caller in a method that the application calls; null if callers are of no interest.
   */
  public @Nullable Callers callers() {
    return callers ? AT_THE_DOOR : null;
  }

  /** What this thread knows, which makes a call, somewhere inside of a client. */
  public Noticed notice(Baggage its) {
    return notice(its, callers ? INSIDE.current() : null);
  }

  /** The same if the caller is known. A failure costs a call no more than its owners. */
  public Noticed notice(Baggage its, @Nullable String caller) {
    if (!dependOnThread()) {
      return Noticed.NOTHING;
    }
    try {
      return new Noticed(found(baggage, its::get), found(logging, LoggingContext::get), caller);
    } catch (Throwable fault) {
      Faults.count("owner", fault);
      return Noticed.NOTHING;
    }
  }

  /** What is known of a call with that request. */
  public Attribution of(Headers request, Noticed noticed) {
    String key = keys == null ? null : keys.of(request);
    Map<String, String> owners = noticed.baggage();
    owners = with(owners, found(headers, request::get));
    owners = with(owners, key == null ? Map.of() : Map.of(KEY, key));
    owners = with(owners, resource);
    owners = with(owners, noticed.logging());
    return owners.isEmpty() && noticed.caller() == null
        ? Attribution.NONE
        : new Attribution(owners, noticed.caller());
  }

  /** Both, and the first one's where they name the same owner; copied only if there are both. */
  private static Map<String, String> with(Map<String, String> owners, Map<String, String> more) {
    if (owners.isEmpty() || more.isEmpty()) {
      return owners.isEmpty() ? more : owners;
    }
    Map<String, String> all = new HashMap<>(more);
    all.putAll(owners);
    return all;
  }

  /** Whether users of requests are owners. */
  public boolean includeUsers() {
    return users;
  }

  /**
   * What stands for a user; null if there is none.
   *
   * @param user asked for only if users {@linkplain #includeUsers are owners}
   */
  public @Nullable String user(@Nullable String user) {
    return user == null || user.isBlank() ? null : KeyNames.hash(user);
  }

  private static Map<String, String> found(
      List<OwnerSource> sources, Function<String, @Nullable String> values) {
    Map<String, String> found = Map.of();
    for (OwnerSource source : sources) {
      String value = values.apply(source.place());
      if (value != null && !value.isBlank()) {
        found = with(found, Map.of(source.name(), Excerpt.of(value.strip())));
      }
    }
    return found;
  }
}
