package io.costspan.it.client;

class Apache4ContractIT extends HttpClientContract {
  Apache4ContractIT() {
    super(Library.APACHE4);
  }
}
