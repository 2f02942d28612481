package io.costspan.it.client;

class OkHttp5ContractIT extends HttpClientContract {
  OkHttp5ContractIT() {
    super(Library.OKHTTP5);
  }
}
