package io.costspan.it.client;

import static io.costspan.it.apps.Transcript.line;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Notes whose objects an application is shown. */
final class Apache5Shown implements HttpRequestInterceptor, AsyncExecChainHandler {
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  private final AsyncEntityProducer entity;

  Apache5Shown(AsyncEntityProducer entity) {
    this.entity = entity;
  }

  /** An entity that notes to which channel it writes. */
  AsyncEntityProducer producer() {
    return (AsyncEntityProducer)
        Proxy.newProxyInstance(
            Apache5Shown.class.getClassLoader(),
            new Class<?>[] {AsyncEntityProducer.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("produce")) {
                notes.add("channel " + ((DataStreamChannel) arguments[0]).getClass().getName());
              }
              return method.invoke(entity, arguments);
            });
  }

  @Override
  public void process(HttpRequest request, EntityDetails details, HttpContext context) {
    notes.add("interceptor " + request.getClass().getName() + " " + name(details));
  }

  @Override
  public void execute(
      HttpRequest request,
      AsyncEntityProducer producer,
      AsyncExecChain.Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback)
      throws HttpException, IOException {
    notes.add("chain " + name(producer) + " " + callback.getClass().getName());
    chain.proceed(request, producer, scope, callback);
  }

  private static String name(Object shown) {
    return Proxy.isProxyClass(shown.getClass())
        ? "the application's own"
        : shown.getClass().getName();
  }

  void print() {
    notes.forEach(note -> line(note));
  }
}
