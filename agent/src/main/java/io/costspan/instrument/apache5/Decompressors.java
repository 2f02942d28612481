package io.costspan.instrument.apache5;

import io.costspan.exchange.AsideTap.Decoder;
import java.lang.reflect.Constructor;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.BasicHttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * The client's decompressors, for codings that it can undo with libraries which the application
 * has. The client undoes them above the place where bytes are watched, so the agent has a copy of
 * the bytes decompressed by the same code. These classes came with later versions of the client and
 * are used by name.
 */
final class Decompressors {
  /** Since 5.6. */
  private static final String REGISTRY =
      "org.apache.hc.client5.http.entity.compress.ContentCodecRegistry";

  private static final String CODINGS = "org.apache.hc.client5.http.entity.compress.ContentCoding";

  /** Until 5.5. */
  private static final String BROTLI =
      "org.apache.hc.client5.http.entity.BrotliDecompressingEntity";

  private Decompressors() {}

  /**
   * What undoes a coding, null if the client does not.
   *
   * @param coding in lower case
   */
  static @Nullable Decoder of(String coding) throws ReflectiveOperationException {
    UnaryOperator<HttpEntity> decompressor = ofRegistry(coding);
    if (decompressor == null && coding.equals("br")) {
      decompressor = brotli();
    }
    if (decompressor == null) {
      return null;
    }
    UnaryOperator<HttpEntity> known = decompressor;
    return in -> known.apply(new BasicHttpEntity(in, null)).getContent();
  }

  @SuppressWarnings("unchecked")
  private static @Nullable UnaryOperator<HttpEntity> ofRegistry(String coding)
      throws ReflectiveOperationException {
    try {
      Object known = load(CODINGS).getMethod("fromToken", String.class).invoke(null, coding);
      return known == null
          ? null
          : (UnaryOperator<HttpEntity>)
              load(REGISTRY).getMethod("decoder", known.getClass()).invoke(null, known);
    } catch (ClassNotFoundException before56) {
      return null;
    }
  }

  private static @Nullable UnaryOperator<HttpEntity> brotli() throws ReflectiveOperationException {
    Class<?> entity;
    try {
      entity = load(BROTLI);
    } catch (ClassNotFoundException since56) {
      return null;
    }
    if (!Boolean.TRUE.equals(entity.getMethod("isAvailable").invoke(null))) {
      return null;
    }
    Constructor<?> constructor = entity.getConstructor(HttpEntity.class);
    return encoded -> {
      try {
        return (HttpEntity) constructor.newInstance(encoded);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static Class<?> load(String name) throws ClassNotFoundException {
    return Class.forName(name, true, CloseableHttpClient.class.getClassLoader());
  }
}
