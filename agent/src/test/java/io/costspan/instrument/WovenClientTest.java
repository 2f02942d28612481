package io.costspan.instrument;

import static io.costspan.instrument.MethodMatch.none;
import static io.costspan.instrument.MethodMatch.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.List;
import org.junit.jupiter.api.Test;

class WovenClientTest {
  private static final String HERE = WovenClientTest.class.getName();

  private final WovenClient client = new WovenClient(new WovenClients(), "");

  @Test
  void fits_allClassesAreThere_isWatched() {
    assertThat(fits(HERE, HERE + "$Nested")).isTrue();
  }

  @Test
  void fits_nestedClassIsGone_isLeftAlone() {
    assertThat(fits(HERE, HERE + "$1")).isFalse();
    assertThat(client.isLeft()).isTrue();
  }

  @Test
  void fits_classOfAPackageThatIsNotThere_isWatched() {
    assertThat(fits(HERE, "io.costspan.elsewhere.Gone")).isTrue();
  }

  @Test
  void fits_oneOfTwoClassesIsThere_isWatched() {
    assertThat(fits(HERE + "$Older|" + HERE + "$Nested")).isTrue();
  }

  @Test
  void leave_whatWasLinked_doesNothingAnyMore() throws Throwable {
    MutableCallSite before = new MutableCallSite(MethodHandles.constant(String.class, "linked"));
    MutableCallSite after = new MutableCallSite(MethodHandles.constant(String.class, "linked"));
    client.linked(before);

    client.leave("it is not what it was");
    client.linked(after);

    assertThat((String) before.getTarget().invokeExact()).isNull();
    assertThat((String) after.getTarget().invokeExact()).isNull();
    assertThat(before.type()).isEqualTo(MethodType.methodType(String.class));
  }

  private boolean fits(String... places) {
    Hook hook = new Hook(not(none()), "Advice").in(places);
    return client.fits(() -> List.of(hook), WovenClientTest.class.getClassLoader());
  }

  private static final class Nested {}
}
