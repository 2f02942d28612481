package io.costspan.it.client;

class JdkAsyncContractIT extends HttpClientContract {
  JdkAsyncContractIT() {
    super("jdk-async", null);
  }
}
