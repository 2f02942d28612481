package io.costspan.it.client;

class OkHttp4ContractIT extends HttpClientContract {
  OkHttp4ContractIT() {
    super("okhttp4", "okhttp4");
  }
}
