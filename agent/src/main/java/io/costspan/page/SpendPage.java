package io.costspan.page;

import io.costspan.budget.Budgets;
import io.costspan.budget.Standing;
import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.health.FaultNotes;
import io.costspan.health.Faults;
import io.costspan.health.Log;
import io.costspan.health.OwnClasses;
import io.costspan.health.OwnThreads;
import io.costspan.net.Tokens;
import io.costspan.owner.Owners;
import io.costspan.pipeline.CallOutput;
import io.costspan.pipeline.RatedCall;
import io.costspan.ratecard.PriceTable;
import io.costspan.receipt.Receipt;
import io.costspan.unseen.Unseen;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The spend page of this JVM. */
public final class SpendPage implements CallOutput {
  private static final int MOST_BUDGETS = 100;

  private final Config config;
  private final int port;
  private final Spending spending;
  private final Budgets budgets;
  private final Supplier<PriceTable> prices;

  /**
   * A page that is not served yet.
   *
   * @param receipt is given the same calls
   */
  public SpendPage(
      Config config, int port, Receipt receipt, Budgets budgets, Supplier<PriceTable> prices) {
    this.config = config;
    this.port = port;
    this.budgets = budgets;
    this.prices = prices;
    spending =
        new Spending(receipt, Owners.names(config), config.get(Options.RATES), Clock.systemUTC());
    String own = SpendPage.class.getPackageName() + ".";
    OwnClasses.load(name -> name.startsWith(own), SpendPage.class.getClassLoader());
  }

  @Override
  public void accept(RatedCall call) {
    spending.add(call);
  }

  /**
   * Serves it from now on, unless that is not possible, which one line says.
   *
   * @return the thread that opens it, for which nobody has to wait
   */
  public Thread open() {
    Thread opening = OwnThreads.daemon("costspan-page", this::tryToOpen);
    opening.start();
    return opening;
  }

  private void tryToOpen() {
    String host = config.get(Options.PAGE_HOST);
    try {
      InetAddress address =
          host.equals("localhost") ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
      open(new InetSocketAddress(address, port), host);
    } catch (BindException e) {
      closed(e.getMessage() + "; give each JVM a port of its own by page.port");
    } catch (IOException | RuntimeException e) {
      closed(String.valueOf(e.getMessage()));
    } catch (LinkageError e) {
      closed("it needs the JDK's module jdk.httpserver");
    }
  }

  private void open(InetSocketAddress address, String host) throws IOException {
    boolean local = address.getAddress().isLoopbackAddress();
    String token = token();
    if (!local && token == null) {
      closed("whoever reaches that host could read it; set page.token, or leave out page.host");
      return;
    }
    ThisJvm jvm = ThisJvm.of(config);
    Documents documents = new Documents(() -> spending.now(others(jvm)));
    PageServer.open(address, new Guard(host, local, token), documents);
    Log.info("the spend page of " + jvm.name() + " is at http://" + host + ":" + port + "/");
  }

  private @Nullable String token() throws IOException {
    String given = config.get(Options.PAGE_TOKEN).orElse(null);
    return given == null ? null : Tokens.text("page.token", given);
  }

  private void closed(String why) {
    Log.warn(
        "the spend page could not be opened on "
            + config.get(Options.PAGE_HOST)
            + ":"
            + port
            + ": "
            + why);
  }

  private OtherRooms others(ThisJvm jvm) {
    PriceTable table = prices.get();
    return new OtherRooms(
        jvm,
        Unseen.counts(),
        FaultNotes.of(Faults.counts()),
        standings(),
        table.version(),
        table.ageDays(LocalDate.now(ZoneOffset.UTC)));
  }

  /** Those of which the least is left come first. */
  private List<Standing> standings() {
    List<Standing> standings = new ArrayList<>();
    budgets.forEach(standings::add);
    standings.sort(
        Comparator.comparing(Standing::remainingRatio)
            .thenComparing(standing -> standing.budget().name())
            .thenComparing(Standing::value));
    return standings.subList(0, Math.min(MOST_BUDGETS, standings.size()));
  }
}
