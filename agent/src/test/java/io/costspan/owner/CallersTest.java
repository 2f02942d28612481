package io.costspan.owner;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallersTest {
  private static final String SHOP = CallersTest.class.getName() + "$Shop";
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Callers callers = new Callers(6);

  @ParameterizedTest
  @CsvSource({
    "com.acme.Shop, answer, com.acme.Shop.answer",
    "com.acme.Shop, lambda$answer$0, com.acme.Shop.answer",
    "com.acme.Shop$1, run, com.acme.Shop.run",
    "com.acme.Shop$Till, answer, com.acme.Shop$Till.answer",
    "com.acme.Shop$Till$12, run, com.acme.Shop$Till.run",
    "com.acme.ShopKt, answer$lambda$0, com.acme.ShopKt.answer",
    "com.acme.Shop2, <init>, com.acme.Shop2.<init>",
  })
  void name_ofLambdasAndAnonymousClasses_isThatOfTheMethodAround(
      String type, String method, String name) {
    assertThat(Callers.name(type, method)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "okhttp3.OkHttpClient, true",
    "com.openai.core.Params, true",
    "com.openaiapps.Shop, false",
    "org.springframework.web.client.RestTemplate, true",
    "com.acme.Shop, false",
    "a.A, false",
    "zz.A, false",
  })
  void own_packagesOfLibraries_only(String type, boolean library) {
    assertThat(Libraries.own(type)).isEqualTo(library);
  }

  @Test
  void current_onlyJdkAndAgentOnTheStack_isNotGuessed() {
    // Tests are loaded by the class loader of the agent's classes, and JUnit is no application's.
    assertThat(callers.current()).isNull();
  }

  /** As an application's class is loaded: not by the class loader of the agent's. */
  public static final class Shop implements UnaryOperator<Supplier<String>> {
    @Override
    public Supplier<String> apply(Supplier<String> client) {
      String answer = client.get();
      return () -> answer;
    }
  }

  @Test
  void current_callersInTurns_areTheirsWhateverTheDistance() throws Exception {
    try (URLClassLoader application = application()) {
      for (int i = 0; i < 3; i++) {
        for (int frames : new int[] {3, 150, 20, 70}) {
          assertThat(callerBehind(frames, application)).isEqualTo(SHOP + ".apply");
        }
        assertThat(callerBehind(300, application)).isNull();
      }
    }
  }

  @Test
  void current_callerAsFarAsTheLatest_makesObjectsForTheFramesUpToItAlone() throws Exception {
    try (URLClassLoader application = application()) {
      UnaryOperator<Supplier<String>> shop = shop(application);
      long[] bytes = new long[1];
      for (int i = 0; i < 100; i++) {
        shop.apply(() -> behind(14, () -> bytes(bytes)));
      }

      // A frame takes 96 bytes on Java 17.
      assertThat(bytes[0]).isLessThan(2_100);
    }
  }

  private String bytes(long[] into) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    String caller = callers.current();
    into[0] = THREADS.getCurrentThreadAllocatedBytes() - before;
    return caller;
  }

  private String callerBehind(int frames, ClassLoader application) throws Exception {
    return shop(application).apply(() -> behind(frames, callers::current)).get();
  }

  private static String behind(int frames, Supplier<String> work) {
    return frames == 0 ? work.get() : behind(frames - 1, work);
  }

  private static URLClassLoader application() {
    return new URLClassLoader(
        new URL[] {CallersTest.class.getProtectionDomain().getCodeSource().getLocation()},
        ClassLoader.getPlatformClassLoader());
  }

  @SuppressWarnings("unchecked")
  private static UnaryOperator<Supplier<String>> shop(ClassLoader application) throws Exception {
    return (UnaryOperator<Supplier<String>>)
        application.loadClass(SHOP).getConstructor().newInstance();
  }
}
