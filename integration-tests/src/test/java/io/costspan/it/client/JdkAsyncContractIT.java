package io.costspan.it.client;

class JdkAsyncContractIT extends HttpClientContract {
  JdkAsyncContractIT() {
    super(Library.JDK_ASYNC);
  }
}
