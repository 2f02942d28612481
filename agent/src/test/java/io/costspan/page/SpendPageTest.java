package io.costspan.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.budget.Budgets;
import io.costspan.config.Config;
import io.costspan.ratecard.PriceTables;
import io.costspan.receipt.Receipt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SpendPageTest {
  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setErr(stderr);
  }

  @Test
  @DisplayName("security: A spend page that others can reach needs a token, or it is not opened.")
  void open_toOthersWithoutToken_isRefusedInALine() throws Exception {
    int port = freePort();

    open(port, "page.host=0.0.0.0");

    assertThat(warnings()).singleElement().asString().contains("0.0.0.0:" + port, "page.token");
    assertThat(isOpen(port)).isFalse();
  }

  @Test
  void open_toOthersWithToken_isOpen() throws Exception {
    int port = freePort();

    open(port, "page.host=0.0.0.0,page.token=s3cret");

    assertThat(isOpen(port)).isTrue();
    assertThat(warnings()).isEmpty();
  }

  @Test
  void open_tokenFileMissing_isRefusedInALine() throws Exception {
    int port = freePort();

    open(port, "page.token=@/nowhere/token");

    assertThat(warnings()).singleElement().asString().contains("/nowhere/token");
    assertThat(isOpen(port)).isFalse();
  }

  @Test
  void open_busyPort_isOneWarning() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      open(busy.getLocalPort(), "page.host=localhost");

      assertThat(warnings())
          .singleElement()
          .asString()
          .contains("localhost:" + busy.getLocalPort(), "page.port");
    }
  }

  private void open(int port, String options) throws InterruptedException {
    Config config = Config.load("page.port=" + port + "," + options);
    SpendPage page =
        new SpendPage(
            config, port, new Receipt(), Budgets.start(admission -> {}), PriceTables.bundled());
    Thread opening = page.open();
    opening.join();
  }

  private List<String> warnings() {
    return printed
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains("warn"))
        .toList();
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
