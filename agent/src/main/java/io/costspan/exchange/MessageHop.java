package io.costspan.exchange;

import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.costspan.wire.Headers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A request that a client sends as messages below its redirects and repetitions, and the reply: an
 * exchange of its own. It begins when the head of the request is written; what is given up before
 * leaves no trace. No method throws unless its arguments do.
 */
public final class MessageHop {
  /** The hops under way, by the client's own objects for them. */
  private static final Links<MessageHop> UNDER_WAY = new Links<>();

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int FIRST_FINAL_STATUS = 200;
  private static final int NOT_MODIFIED = 304;

  private final Endpoint endpoint;
  private @Nullable Object surroundings;
  private @Nullable LaterBody later;

  // The client's threads take turns, but the application may give up at any time.
  private volatile @Nullable Exchange exchange;
  private volatile BodyTap request = BodyTap.NONE;
  private volatile BodyTap response = BodyTap.NONE;
  private volatile boolean answered;
  private boolean revalidates;

  /**
   * @param surroundings of the thread that made the call, null if they are not known
   */
  public MessageHop(Endpoint endpoint, @Nullable Object surroundings) {
    this(endpoint, surroundings, null);
  }

  /**
   * @param later the body with which the call was asked about, if its first bytes are to be seen
   *     before it is sent
   */
  public MessageHop(Endpoint endpoint, @Nullable Object surroundings, @Nullable LaterBody later) {
    this.endpoint = endpoint;
    this.surroundings = surroundings;
    this.later = later;
  }

  /** The hop under way that belongs to that object of the client, or null. */
  public static @Nullable MessageHop of(Object link) {
    return UNDER_WAY.find(link);
  }

  /** Nothing more is expected by way of that object. */
  public static void unlink(Object link) {
    if (of(link) != null) {
      UNDER_WAY.remove(link);
    }
  }

  /** From now on the hop belongs to that object. */
  public void link(Object link) {
    unlink(link);
    UNDER_WAY.put(link, this);
  }

  /** Whether the call is to be asked about again before anything is sent. */
  public boolean isUndecided() {
    return later != null;
  }

  /** See {@link Gate#refuse}, for a call whose body is at hand now, or the begin of it. */
  public @Nullable IOException refuse(Request head, HeldBody body) {
    IOException refusal = Gate.refuse(endpoint, head, surroundings, body);
    later = body instanceof LaterBody asked && asked.isWanted() ? asked : null;
    return refusal;
  }

  /** What is sent next will not be known before. */
  public void goesOn() {
    if (later != null) {
      later.goesOn();
      later = null;
    }
  }

  /**
   * The head of the request is about to be sent.
   *
   * @param hasBody false if the request is complete with it, and has no body
   */
  public void head(Request head, boolean hasBody) {
    goesOn();
    Exchange begun = Gate.open(endpoint, head, surroundings);
    surroundings = null;
    exchange = begun;
    if (begun != null && hasBody) {
      Headers headers = head.headers();
      request = begun.requestBody(headers.get("Content-Type"), headers.get("Content-Encoding"));
    }
  }

  /** The client's own cache asks whether a reply that it has still holds. */
  public void revalidates() {
    revalidates = true;
  }

  /** The body of the request is sent without being seen. */
  public void requestUnseen() {
    if (exchange != null) {
      exchange.requestUnseen();
    }
  }

  /** Whether a request has been begun, which is answered by what arrives. */
  public boolean isBegun() {
    return exchange != null;
  }

  /** For the body of the request. */
  public BodyTap request() {
    return request;
  }

  /** The head of a reply has arrived. */
  public void answered(int status, Headers headers) {
    boolean isFinal = status >= FIRST_FINAL_STATUS || status == SWITCHING_PROTOCOLS;
    if (exchange != null && isFinal && !answered) {
      if (revalidates && status == NOT_MODIFIED) {
        exchange.servedFromCache();
      } else {
        response = exchange.responseBody(status, headers);
      }
      answered = true;
    }
  }

  /** Whether the head of the reply has arrived, and not only that of an interim one. */
  public boolean isAnswered() {
    return answered;
  }

  /** For the body of the reply. */
  public BodyTap response() {
    return response;
  }

  /** No more can arrive. */
  public void failed(@Nullable Throwable cause) {
    if (answered) {
      response.fail(cause);
    } else if (exchange != null) {
      exchange.failed(cause);
    }
  }

  /** The application wants no more. */
  public void closed() {
    if (answered) {
      response.close();
    } else {
      failed(null);
    }
  }
}
