package io.costspan.owner;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallersTest {
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

  @Test
  void current_callersInTurns_areTheirsWhateverTheDistance() throws Exception {
    UnaryOperator<Supplier<String>> shop = Shop.ofAnApplication();
    for (int i = 0; i < 3; i++) {
      for (int frames : new int[] {3, 150, 20, 70}) {
        assertThat(callerBehind(frames, shop)).isEqualTo(Shop.METHOD);
      }
      assertThat(callerBehind(300, shop)).isNull();
    }
  }

  @Test
  void current_callerAsFarAsTheLatest_makesObjectsForTheFramesUpToItAlone() throws Exception {
    UnaryOperator<Supplier<String>> shop = Shop.ofAnApplication();
    long[] bytes = new long[1];
    for (int i = 0; i < 100; i++) {
      shop.apply(() -> behind(14, () -> bytes(bytes)));
    }

    // A frame takes 96 bytes on Java 17.
    assertThat(bytes[0]).isLessThan(2_100);
  }

  private String bytes(long[] into) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    String caller = callers.current();
    into[0] = THREADS.getCurrentThreadAllocatedBytes() - before;
    return caller;
  }

  private String callerBehind(int frames, UnaryOperator<Supplier<String>> shop) {
    return shop.apply(() -> behind(frames, callers::current)).get();
  }

  private static String behind(int frames, Supplier<String> work) {
    return frames == 0 ? work.get() : behind(frames - 1, work);
  }
}
