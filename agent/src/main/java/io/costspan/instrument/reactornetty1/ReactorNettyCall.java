package io.costspan.instrument.reactornetty1;

import io.costspan.exchange.Gate;
import io.costspan.exchange.LaterBody;
import io.costspan.exchange.Links;
import io.costspan.exchange.MessageHop;
import io.costspan.provider.Endpoint;
import io.costspan.provider.Request;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.channel.ChannelOperations;

/** The requests that are sent for one call. */
final class ReactorNettyCall {
  /** What surrounds calls under way, by Reactor Netty's own object for them. */
  private static final Links<Object> SURROUNDINGS = new Links<>();

  /** The calls that are not to be sent. */
  private static final Links<IOException> REFUSED = new Links<>();

  /** Those whose bodies decide that. Not by a redirect or a repetition, of which nobody asks. */
  private static final Links<LaterBody> UNDECIDED = new Links<>();

  private ReactorNettyCall() {}

  /**
   * Notes what surrounds a call, if it is an AI call and has a home in which that matters.
   *
   * @param target of the call, see {@link Target}
   */
  static void begin(Object call, Object target) throws Throwable {
    Endpoint endpoint = Gate.glance(Target.host(target), Target.port(target));
    Object surroundings = endpoint == null ? null : Gate.surroundings();
    if (surroundings != null) {
      SURROUNDINGS.put(call, surroundings);
    }
  }

  /**
   * Asks whether a call may be sent, on the thread that makes it.
   *
   * @param headers those that the application has set on the client
   */
  static void ask(Object call, Object target, HttpMethod method, HttpHeaders headers)
      throws Throwable {
    Endpoint endpoint = Gate.glance(Target.host(target), Target.port(target));
    if (endpoint == null) {
      return;
    }
    LaterBody body = new LaterBody();
    IOException refusal =
        Gate.refuse(
            endpoint,
            Request.of(method.name(), Target.path(target), headers::get),
            SURROUNDINGS.find(call),
            body);
    if (refusal != null) {
      REFUSED.put(call, refusal);
    } else if (body.isWanted()) {
      UNDECIDED.put(call, body);
    }
  }

  /** The exception with which a call fails, null if it may be sent. */
  static @Nullable IOException refusal(Object call) {
    return REFUSED.find(call);
  }

  /** A request is about to be made on a connection that may have served another one. */
  static void request(Object call, Object target, Connection operations) throws Throwable {
    Channel channel = operations.channel();
    MessageHop.unlink(channel);
    Endpoint endpoint = endpoint(target, channel);
    if (endpoint != null) {
      MessageHop hop = new MessageHop(endpoint, SURROUNDINGS.find(call), UNDECIDED.find(call));
      UNDECIDED.remove(call);
      hop.link(channel);
      hop.link(operations);
    }
  }

  private static @Nullable Endpoint endpoint(Object target, Channel channel) throws Throwable {
    String host = Target.host(target);
    int port = Target.port(target);
    if (Target.isRelative(host, port)
        && channel.remoteAddress() instanceof InetSocketAddress address) {
      host = address.getHostString();
      port = address.getPort();
    }
    return Gate.endpoint(Target.scheme(target), host, port, Target.path(target));
  }

  /** The connection is closed, which cancelling does, too. */
  static void closed(MessageHop hop, ChannelOperations<?, ?> operations) {
    if (operations.isInboundCancelled()) {
      end(operations);
      hop.closed();
    } else {
      failed(hop, operations, new ClosedChannelException());
    }
  }

  static void failed(MessageHop hop, Connection operations, Throwable cause) {
    end(operations);
    hop.failed(cause);
  }

  private static void end(Connection operations) {
    MessageHop.unlink(operations.channel());
    MessageHop.unlink(operations);
  }
}
