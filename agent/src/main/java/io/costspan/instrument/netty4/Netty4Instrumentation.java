package io.costspan.instrument.netty4;

import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.takesArguments;

import io.costspan.instrument.ClientInstrumentation;
import io.costspan.instrument.Hook;
import io.costspan.instrument.MessageHooks;
import java.util.List;

/**
 * What a client sends by HTTP/1.1, when it is complete but for its bytes (Netty 4.1 and 4.2).
 * Clients that are not watched pass here, too; it is no client itself.
 */
public final class Netty4Instrumentation implements ClientInstrumentation {
  @Override
  public List<Hook> hooks() {
    return List.of(
        new Hook(named("encode").and(takesArguments(3)), MessageHooks.SEND)
            .in("io.netty.handler.codec.http.HttpClientCodec$Encoder"));
  }
}
