package io.costspan.telemetry;

import io.costspan.health.Faults;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the number of series of one instrument below 1,900. An SDK that has counted 2,000 puts all
 * further points into one series, input and output tokens together, priced or not. Here calls only
 * lose names when the limit approaches, but never their meter, currency, source, rating or reason.
 *
 * <p>Names from outside have a share of their own, so that they never displace a model that a rate
 * card lists.
 */
final class SeriesBound {
  static final String OTHER = "other";

  /** Series with a name that no card lists. */
  private final Share foreign = new Share(600);

  /** Series whose every model is listed, or that have none. */
  private final Share listed = new Share(850);

  /** Series of a listed model that have lost the server and the response model. */
  private final Share modelOnly = new Share(180);

  /** Series that have lost their models, but have provider and operation. */
  private final Share noModel = new Share(70);

  /** Series without any name. */
  private final Share nameless = new Share(199);

  private static final class Share {
    private final int limit;
    private final Set<Attributes> members = ConcurrentHashMap.newKeySet();

    Share(int limit) {
      this.limit = limit;
    }

    /** Whether the series belongs to the share; adds it if there is room. */
    boolean takes(Attributes series) {
      return members.contains(series) || (members.size() < limit && add(series));
    }

    private synchronized boolean add(Attributes series) {
      return members.size() < limit && members.add(series) || members.contains(series);
    }
  }

  /**
   * The series to which a point contributes.
   *
   * @param full all attributes of the call, with the meter
   * @param models which of its models cards list
   * @return null if there is none left, which would take more currencies than anybody has
   */
  @Nullable Attributes of(Attributes full, CallModels models) {
    Share share = models.areListed(full) ? listed : foreign;
    if (share.takes(full)) {
      return full;
    }
    String model = models.listedRequest();
    Attributes less = without(full, model == null ? OTHER : model);
    if ((models.isRequestListed() ? modelOnly : noModel).takes(less)) {
      return less;
    }
    Attributes least = nameless(less);
    if (nameless.takes(least)) {
      return least;
    }
    Faults.count("series_full");
    return null;
  }

  private static Attributes without(Attributes full, String model) {
    AttributesBuilder builder = full.toBuilder();
    replace(CallAttributes.REQUEST_MODEL, model, full, builder);
    replace(CallAttributes.RESPONSE_MODEL, OTHER, full, builder);
    replace(CallAttributes.SERVER_ADDRESS, OTHER, full, builder);
    return builder.remove(CallAttributes.SERVER_PORT.key()).build();
  }

  private static Attributes nameless(Attributes less) {
    AttributesBuilder builder = less.toBuilder();
    replace(CallAttributes.REQUEST_MODEL, OTHER, less, builder);
    replace(CallAttributes.PROVIDER, OTHER, less, builder);
    replace(CallAttributes.OPERATION, OTHER, less, builder);
    return builder.build();
  }

  private static void replace(
      CallAttribute<String> name, String by, Attributes from, AttributesBuilder to) {
    if (from.get(name.key()) != null) {
      to.put(name.key(), by);
    }
  }
}
