package io.costspan.instrument.apache5async;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.exchange.BodyTap;
import io.costspan.exchange.HeldBody;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.StringAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, if the client's own producers hold it: a text or an array. It is looked at
 * where they keep it, because whoever has them produce it has to have them let go of it, too.
 *
 * @param passedOn by the client, which puts the application's producer into one of its own
 */
record HeldProducer(AsyncEntityProducer passedOn) implements HeldBody {
  @Override
  public @Nullable String contentType() {
    return passedOn.getContentType();
  }

  @Override
  public boolean show(BodyTap tap) throws ReflectiveOperationException {
    Object request = in(passedOn.getClass(), "val$requestProducer", passedOn);
    Object body =
        request instanceof BasicRequestProducer
            ? in(BasicRequestProducer.class, "dataProducer", request)
            : null;
    ByteBuffer bytes = body == null ? null : bytes(body);
    if (bytes == null || !HeldBody.isFit(bytes.remaining())) {
      return false;
    }
    tap.bytes(bytes);
    return true;
  }

  /** Null if it is another kind of producer. */
  private static @Nullable ByteBuffer bytes(Object body) throws ReflectiveOperationException {
    if (body.getClass() == BasicAsyncEntityProducer.class) {
      return ((ByteBuffer) in(BasicAsyncEntityProducer.class, "bytebuf", body)).duplicate();
    }
    if (body.getClass() != StringAsyncEntityProducer.class) {
      return null;
    }
    CharBuffer text = (CharBuffer) in(StringAsyncEntityProducer.class, "content", body);
    return HeldBody.isFit(text.remaining()) ? UTF_8.encode(text.duplicate()) : null;
  }

  private static Object in(Class<?> type, String name, Object holder)
      throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(holder);
  }
}
