package io.costspan.exchange;

import io.costspan.health.Faults;
import io.costspan.owner.Owners;
import io.costspan.pipeline.LogicalRequest;
import io.costspan.pipeline.Preview;
import io.costspan.provider.OperationMatch;
import io.costspan.provider.Request;
import io.costspan.reading.UsageReader;
import io.costspan.wire.Framings;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a request says before it is sent: its head first, and its body if that does not suffice. */
final class BodyPreview implements Preview {
  private final OperationMatch match;
  private final Request head;
  private final HeldBody body;
  private final Owners owners;
  private final Supplier<@Nullable LogicalRequest> request;
  private @Nullable UsageReader reader;
  private boolean looked;
  private boolean whole;

  BodyPreview(
      OperationMatch match,
      Request head,
      HeldBody body,
      Owners owners,
      Supplier<@Nullable LogicalRequest> request) {
    this.match = match;
    this.head = head;
    this.body = body;
    this.owners = owners;
    this.request = request;
    this.whole = head.isBodiless();
  }

  @Override
  public @Nullable LogicalRequest request() {
    return request.get();
  }

  /** The reader of the call, which has seen what anybody has asked for. */
  UsageReader reader() {
    UsageReader known = reader;
    if (known == null) {
      known = match.start();
      reader = known;
    }
    return known;
  }

  @Override
  public @Nullable String model() {
    try {
      String model = reader().model(whole);
      return model == null && look() ? reader().model(whole) : model;
    } catch (Throwable fault) {
      Faults.count("admission", fault);
      return null;
    }
  }

  @Override
  public @Nullable String user() {
    try {
      if (!owners.includeUsers()) {
        return "";
      }
      look();
      String user = knownUser();
      return user == null && whole ? "" : user;
    } catch (Throwable fault) {
      Faults.count("admission", fault);
      return null;
    }
  }

  /** What stands for the user, if it was seen; null if not, or if users are no owners. */
  @Nullable String knownUser() {
    return owners.includeUsers() ? owners.user(reader().user()) : null;
  }

  @Override
  public boolean defer(Runnable goesOn) {
    if (body instanceof LaterBody later) {
      later.await(goesOn);
      return true;
    }
    return false;
  }

  /** Looks at the body, once. Returns whether it had not been looked at. */
  private boolean look() {
    if (looked || whole) {
      return false;
    }
    looked = true;
    UsageReader reader = reader();
    PreviewTap tap =
        new PreviewTap(
            Framings.ofRequest(
                contentType(), head.headers().get("Content-Encoding"), reader.request(), reader),
            () -> isEnough(reader));
    show(tap);
    whole = tap.isWhole();
    return true;
  }

  private boolean isEnough(UsageReader reader) {
    return reader.model(false) != null && (!owners.includeUsers() || reader.user() != null);
  }

  /** What the application's own body throws is for the client to see when it sends the body. */
  private void show(PreviewTap tap) {
    try {
      if (body.show(tap)) {
        tap.end();
      }
    } catch (Throwable ofBody) {
      tap.fail(ofBody);
    } finally {
      tap.close();
    }
  }

  private @Nullable String contentType() {
    String told = head.headers().get("Content-Type");
    try {
      return told == null ? body.contentType() : told;
    } catch (Throwable ofBody) {
      return null;
    }
  }
}
