package io.costspan.it.client;

class JdkSyncContractIT extends HttpClientContract {
  JdkSyncContractIT() {
    super(Library.JDK_SYNC);
  }
}
