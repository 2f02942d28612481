package io.costspan.instrument;

import static io.costspan.instrument.MethodMatch.isConstructor;
import static io.costspan.instrument.MethodMatch.named;
import static io.costspan.instrument.MethodMatch.namedOneOf;
import static io.costspan.instrument.MethodMatch.takesArguments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.instrument.sample.Recording;
import io.costspan.instrument.sample.Shapes;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Methods of every shape do the same with advice as without; the JVM verifies what is woven. */
class AdvisedMethodTest {
  private static final MethodMatch ALL = takesArguments(String.class, long.class);
  private static final MethodMatch METHODS = ALL.and(MethodMatch.not(isConstructor()));

  @BeforeAll
  static void installLinker() {
    TestLinker.install();
  }

  @BeforeEach
  void forget() {
    System.clearProperty(Recording.SEEN);
  }

  @Test
  void call_methodsOfEveryShape_doTheSameAndShowWhatTheyBeganWith() {
    assertThat(call(hook(METHODS, "Around"))).isEqualTo(Shapes.all("a"));
    assertThat(seen())
        .containsExactly(
            "a 2 102 0  ",
            "1 2 102 0  ",
            "x 2 102 0  ",
            "a 4 104 0  ",
            "a 5 105 0  ",
            "a 6 106 0  ",
            "aa 0 100 0  ",
            "a 0 100 0  ",
            "fail 0 100 0 fail ");
  }

  @Test
  void call_severalPiecesOfAdvice_firstSurroundsTheOthers() {
    assertThat(call(hook(METHODS, "Around"), hook(METHODS, "Skipping"), hook(METHODS, "Around")))
        .isEqualTo("a1.5 null 0 0 16 2.5 truetrue fail");
    assertThat(seen()).hasSize(9 + 6).startsWith("a 2 102 0  ", "1 2 102 0  ", "x 2 102 0  ");
  }

  @Test
  void call_constructor_isSeenAtItsEnd() {
    assertThat(call(hook(isConstructor(), "AtEnd"))).isEqualTo(Shapes.all("a"));
    assertThat(seen()).containsExactly("a1.5 a 3 ");
  }

  @Test
  void call_number_isSeenWhereverItIsReturned() {
    assertThat(call(hook(named("handles"), "OfNumber"))).isEqualTo(Shapes.all("a"));
    assertThat(seen()).containsExactly("2 null ", "-2 null ");
  }

  @Test
  void call_ofAnotherMethod_goesWhereAdviceSays() {
    assertThat(call(hook(named("nothing"), "Redirecting")) + " fail").isEqualTo(Shapes.all("a"));
    assertThat(seen()).containsExactly("a ", "fail ");
  }

  @Test
  void weave_methodWithoutTheCallToRedirect_isRefused() {
    assertThatThrownBy(() -> call(hook(named("half"), "Redirecting")))
        .hasMessageStartingWith("no call of java.lang.String.equals in ");
  }

  @Test
  void weave_beginOfConstructor_isRefused() {
    assertThatThrownBy(() -> call(hook(isConstructor(), "Around")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void weave_whatTheMethodHasNot_isRefused() {
    assertThatThrownBy(() -> call(hook(named("beginsWithLoop"), "AtEnd")))
        .hasMessageStartingWith("no instance for ");
    assertThatThrownBy(() -> call(hook(namedOneOf("half", "nothing"), "OfNumber")))
        .hasMessageStartingWith("a value of type double is no RETURN for ");
  }

  private static Hook hook(MethodMatch methods, String advice) {
    return new Hook(methods, Recording.class.getName() + "$" + advice);
  }

  private static String call(Hook... hooks) {
    try {
      WovenLoader loader = new WovenLoader(Shapes.class, () -> List.of(hooks));
      return (String) loader.woven().getMethod("all", String.class).invoke(null, "a");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> seen() {
    return System.getProperty(Recording.SEEN, "").lines().toList();
  }
}
