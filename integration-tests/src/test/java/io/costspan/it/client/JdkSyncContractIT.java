package io.costspan.it.client;

class JdkSyncContractIT extends HttpClientContract {
  JdkSyncContractIT() {
    super("jdk-sync", null);
  }
}
