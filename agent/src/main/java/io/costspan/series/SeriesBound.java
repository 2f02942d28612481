package io.costspan.series;

import io.costspan.health.Faults;
import io.costspan.profile.CallAttribute;
import io.costspan.profile.CallAttributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the number of series of one instrument below 1,900. An SDK that has counted 2,000 puts all
 * further points into one series, input and output tokens together, priced or not. Here calls only
 * lose names when the limit approaches, but never their meter, currency, source, rating or reason.
 *
 * <p>Names from outside have a share of their own, so that they never displace a model that a rate
 * card lists.
 */
final class SeriesBound<S> {
  /** Series with a name that no card lists. */
  private final Share foreign = new Share(600);

  /** Series whose every model is listed, or that have none. */
  private final Share listed = new Share(850);

  /** Series of a listed model that have lost the server, the response model and the owners. */
  private final Share modelOnly = new Share(180);

  /** Series that have lost their models, but have provider and operation. */
  private final Share noModel = new Share(70);

  /** Series without any name. */
  private final Share nameless = new Share(199);

  private final Function<Labels, S> birth;

  /**
   * @param birth makes a series that has these labels
   */
  SeriesBound(Function<Labels, S> birth) {
    this.birth = birth;
  }

  private final class Share {
    private final int limit;
    private final Map<Labels, S> members = new ConcurrentHashMap<>();

    Share(int limit) {
      this.limit = limit;
    }

    /** The series, which is added if there is room; null if there is none. */
    @Nullable S of(Labels labels) {
      S known = members.get(labels);
      return known == null && members.size() < limit ? add(labels) : known;
    }

    private synchronized @Nullable S add(Labels labels) {
      return members.size() < limit ? members.computeIfAbsent(labels, birth) : members.get(labels);
    }
  }

  /**
   * The series to which a point contributes.
   *
   * @param full all labels of the call, with the meter
   * @param models which of its models cards list
   * @return null if there is none left, which would take more currencies than anybody has
   */
  @Nullable S of(Labels full, CallModels models) {
    S own = (models.areListed(full) ? listed : foreign).of(full);
    if (own != null) {
      return own;
    }
    String model = models.listedRequest();
    Labels less = without(full, model == null ? CallAttributes.OTHER : model);
    S shared = (models.isRequestListed() ? modelOnly : noModel).of(less);
    if (shared != null) {
      return shared;
    }
    S last = nameless.of(nameless(less));
    if (last == null) {
      Faults.count("series_full");
    }
    return last;
  }

  /** Shows every series. */
  void forEach(Consumer<S> reader) {
    for (Share share : List.of(foreign, listed, modelOnly, noModel, nameless)) {
      share.members.values().forEach(reader);
    }
  }

  private static Labels without(Labels full, String model) {
    Map<String, Object> labels = full.copy();
    replace(CallAttributes.REQUEST_MODEL, model, labels);
    replace(CallAttributes.RESPONSE_MODEL, CallAttributes.OTHER, labels);
    replace(CallAttributes.SERVER_ADDRESS, CallAttributes.OTHER, labels);
    labels.remove(CallAttributes.SERVER_PORT.name());
    labels.replaceAll(
        (name, value) -> CallAttributes.isOfAttribution(name) ? CallAttributes.OTHER : value);
    return new Labels(labels);
  }

  private static Labels nameless(Labels less) {
    Map<String, Object> labels = less.copy();
    replace(CallAttributes.REQUEST_MODEL, CallAttributes.OTHER, labels);
    replace(CallAttributes.PROVIDER, CallAttributes.OTHER, labels);
    replace(CallAttributes.OPERATION, CallAttributes.OTHER, labels);
    return new Labels(labels);
  }

  private static void replace(
      CallAttribute<String> attribute, String by, Map<String, Object> labels) {
    labels.computeIfPresent(attribute.name(), (name, value) -> by);
  }
}
