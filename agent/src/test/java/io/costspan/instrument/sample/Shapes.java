package io.costspan.instrument.sample;

/** Methods whose code is of every shape, all with the arguments {@code (String, long)}. */
public final class Shapes {
  private final String text;

  private Shapes(String text, long factor) {
    double half = factor / 2.0;
    this.text = factor > 1 ? text + half : text;
  }

  /** Calls all methods; returns what they have returned or thrown. */
  public static String all(String text) {
    StringBuilder all = new StringBuilder();
    Shapes shapes = new Shapes(text, 3);
    all.append(shapes.text).append(' ').append(beginsWithLoop(text, 2));
    all.append(' ').append(handles("1", 2)).append(' ').append(handles("x", 2));
    all.append(' ').append(shapes.manyVariables(text, 4)).append(' ').append(shapes.half(text, 5));
    all.append(' ').append(isLong(text, 6)).append(isLong(text + text, 0));
    try {
      shapes.nothing(text, 0);
      shapes.nothing("fail", 0);
    } catch (IllegalStateException e) {
      all.append(' ').append(e.getMessage());
    }
    return all.toString();
  }

  /** The JVM has a frame at its first instruction; changes its arguments. */
  private static String beginsWithLoop(String text, long factor) {
    do {
      text = text + ".";
      factor--;
    } while (factor > 0);
    return text;
  }

  private static long handles(String text, long factor) {
    long sum = 0;
    try {
      return factor * Integer.parseInt(text);
    } catch (NumberFormatException e) {
      sum += factor;
      return -sum;
    } finally {
      sum++;
    }
  }

  private synchronized int manyVariables(String text, long factor) {
    int sum = 0;
    for (long i = 0; i < factor; i++) {
      double twice = 2.0 * i;
      for (char each : text.toCharArray()) {
        sum += (int) twice + each - 'a';
      }
      sum++;
    }
    switch (sum) {
      case 1:
        return -1;
      case 16:
        return sum;
      default:
        return 0;
    }
  }

  private double half(String text, long factor) {
    return text.isEmpty() ? 0 : factor / 2.0;
  }

  private static boolean isLong(String text, long factor) {
    return text.length() > 1 || factor > 5;
  }

  private void nothing(String text, long factor) {
    if (text.equals("fail")) {
      throw new IllegalStateException(text);
    }
  }
}
