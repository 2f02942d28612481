package io.costspan.it.client;

class JdkUrlContractIT extends HttpClientContract {
  JdkUrlContractIT() {
    super(Library.JDK_URL);
  }
}
