package io.costspan.receipt;

import io.costspan.pipeline.CallOutput;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.ExchangeRates;
import io.costspan.rating.Rating;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Adds up calls by provider, model and operation. The number of rows is limited; all other calls
 * are added up in one row {@code other}.
 */
public final class Receipt implements CallOutput {
  private static final int ROW_LIMIT = 200;

  /** A thread of the application adds a few calls of others at most. */
  private static final int MOST_AT_ONCE = 16;

  private static final RowKey OTHER = new RowKey("other", "", "");

  private final SumsBy<RowKey> rows = new SumsBy<>(ROW_LIMIT, OTHER);
  private final TreeSet<String> priceTables = new TreeSet<>();
  private final ExchangeRates rates;
  private final ReentrantLock adding = new ReentrantLock();
  private final Queue<RatedCall> waiting = new ConcurrentLinkedQueue<>();
  private boolean worthPrinting;

  public Receipt() {
    this(ExchangeRates.NONE);
  }

  /**
   * @param rates by which amounts of several currencies have one total
   */
  public Receipt(ExchangeRates rates) {
    this.rates = rates;
  }

  /**
   * Waits for no other thread: if one is adding here, it adds this call, too, or whoever adds next.
   */
  @Override
  public void accept(RatedCall call) {
    if (adding.tryLock()) {
      try {
        add(call);
      } finally {
        adding.unlock();
      }
    } else {
      waiting.add(call);
    }
    addSome();
  }

  /** Looks again at the end: another thread may have left a call to this one. */
  private void addSome() {
    for (int added = 0; added < MOST_AT_ONCE && !waiting.isEmpty() && adding.tryLock(); ) {
      try {
        added += addWaiting(MOST_AT_ONCE - added);
      } finally {
        adding.unlock();
      }
    }
  }

  /** Returns how many were added, which may be fewer than there were. */
  private int addWaiting(int most) {
    int added = 0;
    RatedCall call;
    while (added < most && (call = waiting.poll()) != null) {
      add(call);
      added++;
    }
    return added;
  }

  private void add(RatedCall call) {
    rows.add(RowKey.of(call.usage()), call);
    if (priceTables.size() < ROW_LIMIT) {
      priceTables.add(call.rating().priceTable());
    }
    worthPrinting |= call.rating().status() != Rating.Status.FREE;
  }

  /** The sums behind each row so far, which do not change any more. */
  public Map<RowKey, Sums> sums() {
    adding.lock();
    try {
      addWaiting(Integer.MAX_VALUE);
      return rows.copy();
    } finally {
      adding.unlock();
    }
  }

  /**
   * The receipt for people, with a line end; empty if no call was billed, may have been billed or
   * was blocked.
   */
  public String render() {
    return render(List.of());
  }

  /**
   * The receipt, with notes on what else a person must know to judge the total.
   *
   * @param notes one line each; if there are any, the receipt is never empty
   */
  public String render(List<String> notes) {
    adding.lock();
    try {
      List<Row> sorted = new ArrayList<>();
      sums().forEach((key, sums) -> sorted.add(new Row(key, sums)));
      if (!worthPrinting && notes.isEmpty()) {
        return "";
      }
      sorted.sort(Row.ORDER);
      return new ReceiptText(sorted, notes, rates).render(String.join(", ", priceTables));
    } finally {
      adding.unlock();
    }
  }
}
