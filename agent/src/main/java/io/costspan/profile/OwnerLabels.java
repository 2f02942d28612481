package io.costspan.profile;

import io.costspan.config.CallerMode;
import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.owner.Owners;
import io.costspan.pipeline.RatedCall;
import io.costspan.usage.Attribution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which owners stand on metrics: those of a limited number of distinct combinations, those that
 * come first. The rest is counted as {@code other}.
 */
public final class OwnerLabels {
  /** For an agent that is not asked for owners. */
  public static final OwnerLabels NONE = new OwnerLabels(List.of(), false, 0);

  private final List<CallAttribute<?>> attributes = new ArrayList<>();
  private final boolean callers;
  private final int limit;
  private final Set<Attribution> known = ConcurrentHashMap.newKeySet();

  /**
   * @param names of the owners
   * @param callers whether callers stand there too
   */
  public OwnerLabels(Collection<String> names, boolean callers, int limit) {
    this.callers = callers;
    this.limit = limit;
    names.forEach(name -> attributes.add(CallAttributes.owner(name)));
    if (callers) {
      attributes.add(CallAttributes.CALLER);
    }
  }

  /** Those that the options ask for. */
  public static OwnerLabels of(Config config) {
    boolean callers = config.get(Options.CALLER) == CallerMode.METRICS;
    return new OwnerLabels(Owners.names(config), callers, config.get(Options.OWNER_LIMIT));
  }

  /** What metrics of calls have beside their other attributes. */
  public List<CallAttribute<?>> attributes() {
    return attributes;
  }

  /** The call as metrics show it. */
  public RatedCall bounded(RatedCall call) {
    if (attributes.isEmpty()) {
      return call;
    }
    Attribution own = call.attribution();
    Attribution shown = callers || own.caller() == null ? own : new Attribution(own.owners(), null);
    return call.withAttribution(bounded(shown));
  }

  /** The owners as metrics show them, of what is no call. */
  public Map<String, String> bounded(Map<String, String> owners) {
    return owners.isEmpty() ? owners : bounded(new Attribution(owners, null)).owners();
  }

  private Attribution bounded(Attribution shown) {
    return hasRoomFor(shown) ? shown : other(shown);
  }

  private boolean hasRoomFor(Attribution shown) {
    return known.contains(shown) || add(shown);
  }

  private synchronized boolean add(Attribution shown) {
    return known.contains(shown) || (known.size() < limit && known.add(shown));
  }

  private static Attribution other(Attribution shown) {
    Map<String, String> owners = new HashMap<>(shown.owners());
    owners.replaceAll((name, value) -> CallAttributes.OTHER);
    @Nullable String caller = shown.caller() == null ? null : CallAttributes.OTHER;
    return new Attribution(owners, caller);
  }
}
