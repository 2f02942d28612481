package io.costspan.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewProvidersTest {
  private final NewProviders providers = new NewProviders();

  @Test
  void await_namesEachProviderOnce() throws InterruptedException {
    List.of("openai", "anthropic", "openai").forEach(providers::add);

    assertThat(List.of(providers.await(), providers.await()))
        .containsExactly("openai", "anthropic");
    assertThat(providers.await(Duration.ZERO)).isNull();
  }

  @Test
  void isEmpty_untilTheFirstCall_staysFalseOnceItIsNamed() throws InterruptedException {
    assertThat(providers.isEmpty()).isTrue();
    providers.add("openai");
    providers.await();

    assertThat(providers.isEmpty()).isFalse();
  }

  @Test
  void add_namesThatAGatewayInvents_areBounded() throws InterruptedException {
    IntStream.range(0, 2_000).forEach(i -> providers.add("invented" + i));

    List<String> named = new ArrayList<>();
    for (String name; (name = providers.await(Duration.ZERO)) != null; ) {
      named.add(name);
    }
    assertThat(named).hasSize(1_000).contains("invented999");
  }
}
