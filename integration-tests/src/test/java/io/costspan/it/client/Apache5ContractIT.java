package io.costspan.it.client;

class Apache5ContractIT extends HttpClientContract {
  Apache5ContractIT() {
    super(Library.APACHE5);
  }
}
