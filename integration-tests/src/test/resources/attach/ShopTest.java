package com.acme;

import org.junit.jupiter.api.Test;

class ShopTest {
  @Test
  void main_asksOnce() throws Exception {
    Shop.main(new String[0]);
  }
}
