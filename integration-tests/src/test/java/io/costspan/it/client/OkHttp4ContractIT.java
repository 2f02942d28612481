package io.costspan.it.client;

class OkHttp4ContractIT extends HttpClientContract {
  OkHttp4ContractIT() {
    super(Library.OKHTTP4);
  }
}
