package io.costspan.instrument.okhttp;

import io.costspan.exchange.AsideTap.Decoder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import okhttp3.OkHttpClient;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * The application's decompressors, for codings that OkHttp itself cannot undo (Brotli, Zstandard).
 * They are interceptors, above the place where bytes are watched, so the agent has a copy of the
 * bytes decompressed by the same code. Their classes are optional parts of OkHttp and are used by
 * name.
 */
final class Decompressors {
  private static final String SINCE_5_2 = "okhttp3.CompressionInterceptor";
  private static final String ALGORITHM = SINCE_5_2 + "$DecompressionAlgorithm";
  private static final String BROTLI_BEFORE = "okhttp3.brotli.BrotliInterceptor";

  /** In parts, because packing renames texts that name the agent's own copy of that library. */
  private static final String BROTLI_STREAM =
      String.join(".", "org", "brotli", "dec", "BrotliInputStream");

  private Decompressors() {}

  /**
   * What undoes a coding, null if the application does not.
   *
   * @param coding in lower case
   */
  static @Nullable Decoder of(List<?> interceptors, String coding)
      throws ReflectiveOperationException {
    for (Object interceptor : interceptors) {
      Decoder decoder = of(interceptor, coding);
      if (decoder != null) {
        return decoder;
      }
    }
    return null;
  }

  private static @Nullable Decoder of(Object interceptor, String coding)
      throws ReflectiveOperationException {
    Class<?> type = interceptor.getClass();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      if (at.getName().equals(SINCE_5_2)) {
        return algorithm((Object[]) at.getMethod("getAlgorithms").invoke(interceptor), coding);
      }
    }
    return coding.equals("br") && type.getName().equals(BROTLI_BEFORE) ? brotli(type) : null;
  }

  private static @Nullable Decoder algorithm(Object[] algorithms, String coding)
      throws ReflectiveOperationException {
    for (Object algorithm : algorithms) {
      Class<?> type = Class.forName(ALGORITHM, true, OkHttpClient.class.getClassLoader());
      if (coding.equals(type.getMethod("getEncoding").invoke(algorithm))) {
        Method decompress = type.getMethod("decompress", BufferedSource.class);
        return in -> stream(decompress, algorithm, Okio.buffer(Okio.source(in)));
      }
    }
    return null;
  }

  private static InputStream stream(Method decompress, Object algorithm, BufferedSource encoded)
      throws IOException {
    try {
      return Okio.buffer((Source) decompress.invoke(algorithm, encoded)).inputStream();
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }

  private static Decoder brotli(Class<?> neighbour) throws ReflectiveOperationException {
    Constructor<?> stream =
        Class.forName(BROTLI_STREAM, true, neighbour.getClassLoader())
            .getConstructor(InputStream.class);
    return in -> {
      try {
        return (InputStream) stream.newInstance(in);
      } catch (ReflectiveOperationException e) {
        throw new IOException(e);
      }
    };
  }
}
