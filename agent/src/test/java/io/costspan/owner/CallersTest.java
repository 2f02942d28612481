package io.costspan.owner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallersTest {
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
    assertThat(Callers.current()).isNull();
  }
}
