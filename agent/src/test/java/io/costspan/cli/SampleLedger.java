package io.costspan.cli;

import io.costspan.cli.SampleReplies.Reply;
import io.costspan.ledger.LedgerLine;
import io.costspan.pipeline.CallFacts;
import io.costspan.pipeline.RatedCall;
import io.costspan.pipeline.SpanRef;
import io.costspan.provider.Catalog;
import io.costspan.provider.UserCatalog;
import io.costspan.ratecard.PriceTables;
import io.costspan.rating.Rater;
import io.costspan.usage.Attribution;
import io.costspan.usage.Billing;
import io.costspan.usage.Reasons;
import io.costspan.usage.UsageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ledgers of four JVMs of three services over two months, which examples of the manual and
 * tests share: the demo's calls and recorded ones, day after day, for five teams; some are unrated,
 * partial, estimated, failed or blocked. The same on every machine.
 */
public final class SampleLedger {
  private static final LocalDate FROM = LocalDate.parse("2026-09-01");
  private static final LocalDate UNTIL = LocalDate.parse("2026-11-01");

  /** One JVM and the service that it runs. */
  public record Jvm(String service, String host) {
    /** The name of its ledger. */
    public String file() {
      return service + "-" + host + ".jsonl";
    }
  }

  private static final Jvm WEB_1 = new Jvm("shop", "web-1");
  private static final Jvm WEB_2 = new Jvm("shop", "web-2");
  private static final Jvm DESK = new Jvm("helpdesk", "desk-1");
  private static final Jvm NIGHT = new Jvm("reports", "night-1");

  /**
   * What a method of an application does every so many days.
   *
   * @param first the first of its days, from 0
   */
  private record Habit(
      Jvm jvm, String team, String caller, int first, int everyDays, LocalTime at, Reply reply) {}

  private static final List<Habit> HABITS =
      List.of(
          habit(WEB_1, "search", "Search.answer", 0, 1, "09:15", SampleReplies.demoChat("gpt-4o")),
          habit(WEB_2, "search", "Search.answer", 0, 1, "11:40", SampleReplies.demoChat("gpt-4o")),
          habit(WEB_1, "search", "Search.rank", 1, 4, "09:20", SampleReplies::recordedRerank),
          habit(WEB_1, "search", "Search.lookUp", 0, 3, "09:16", SampleReplies::search),
          habit(
              WEB_2,
              "checkout",
              "Checkout.advise",
              0,
              2,
              "14:30",
              SampleReplies.demoStream("gpt-4o-mini")),
          habit(WEB_2, "checkout", "Checkout.sum", 2, 7, "15:10", SampleReplies::recordedChat),
          habit(
              WEB_2, "checkout", "Checkout.ask", 3, 7, "15:20", SampleReplies::streamWithoutUsage),
          habit(WEB_1, "checkout", "Checkout.plan", 3, 9, "16:00", SampleReplies::overloaded),
          habit(WEB_1, "marketing", "Banner.paint", 1, 2, "13:00", SampleReplies::image),
          habit(WEB_2, "marketing", "Banner.text", 1, 8, "13:30", SampleReplies::recordedGemini),
          habit(
              WEB_2,
              "marketing",
              "Banner.test",
              2,
              9,
              "13:45",
              SampleReplies.demoChat("acme-large")),
          habit(DESK, "support", "Ticket.research", 0, 2, "08:50", SampleReplies::webSearch),
          habit(DESK, "support", "Ticket.title", 1, 5, "08:55", SampleReplies::recordedMessage),
          habit(DESK, "support", "Bot.say", 0, 2, "10:30", SampleReplies::botMessage),
          habit(DESK, "support", "Crm.summary", 1, 3, "16:45", SampleReplies::salesforce),
          habit(DESK, "support", "Ticket.news", 2, 11, "17:05", SampleReplies::azureSearch),
          habit(NIGHT, "finance", "Night.classify", 0, 2, "02:00", SampleReplies::batch),
          habit(
              NIGHT,
              "finance",
              "Night.explain",
              1,
              3,
              "23:30",
              SampleReplies.demoChat("gpt-5-mini")));

  private final Map<Jvm, List<RatedCall>> calls = new TreeMap<>(Comparator.comparing(Jvm::file));

  /** Makes the calls. */
  public SampleLedger() {
    PriceTables prices = PriceTables.bundled();
    Replay replay = new Replay(catalog(), new Rater(prices)::rate);
    HABITS.forEach(habit -> follow(habit, replay));
    follow(WEB_2, refused(prices.get().version()));
    calls.values().forEach(all -> all.sort(Comparator.comparing(call -> call.facts().startedAt())));
  }

  private static Catalog catalog() {
    return UserCatalog.load(
        List.of(),
        List.of(),
        true,
        refusal -> {
          throw new AssertionError(refusal);
        });
  }

  private static Habit habit(
      Jvm jvm, String team, String method, int first, int everyDays, String at, Reply reply) {
    String caller = "com.acme." + jvm.service() + "." + method;
    return new Habit(jvm, team, caller, first, everyDays, LocalTime.parse(at), reply);
  }

  private void follow(Habit habit, Replay replay) {
    int number = 0;
    List<LocalDate> days = workingDays();
    for (int i = habit.first(); i < days.size(); i += habit.everyDays()) {
      Instant time = days.get(i).atTime(habit.at()).toInstant(ZoneOffset.UTC);
      RatedCall call = replay.rate(habit.reply().at(time, number++));
      if (call == null) {
        throw new AssertionError(habit + " is no AI call");
      }
      Attribution whose = new Attribution(Map.of("team", habit.team()), habit.caller());
      follow(habit.jvm(), call.withAttribution(whose));
    }
  }

  private void follow(Jvm jvm, RatedCall call) {
    calls
        .computeIfAbsent(jvm, first -> new ArrayList<>())
        .add(call.of(call.request(), span(jvm, call)));
  }

  /** What a team calls in a JVM within an hour is one trace. */
  private static SpanRef span(Jvm jvm, RatedCall call) {
    long second = call.facts().startedAt().getEpochSecond();
    int where = (jvm.file() + call.owners()).hashCode();
    return SpanRef.of(
        "%08x%024x".formatted(where, second / 3_600), "%08x%08x".formatted(where, second));
  }

  private static List<LocalDate> workingDays() {
    return FROM.datesUntil(UNTIL)
        .filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
        .toList();
  }

  /** A call that a budget did not let go. */
  private static RatedCall refused(String priceTable) {
    Instant time = Instant.parse("2026-10-30T14:31:07Z");
    UsageRecord usage =
        new UsageRecord(
            "openai",
            "chat",
            "gpt-4o-mini",
            null,
            null,
            List.of(),
            Map.of(),
            null,
            Billing.free(Reasons.BUDGET));
    return new RatedCall(
        new CallFacts(time, 0, "api.openai.com", 443, 0, false, null),
        usage,
        new Rater(PriceTables.bundled()).rate(usage, time),
        null,
        new Attribution(Map.of("team", "checkout"), "com.acme.shop.Checkout.advise"));
  }

  /** The calls of each JVM, in the order of their time. */
  public Map<Jvm, List<RatedCall>> calls() {
    return calls;
  }

  /** Writes the four ledgers into a directory. */
  public void write(Path directory) {
    calls.forEach((jvm, all) -> write(directory.resolve(jvm.file()), lines(jvm, all)));
  }

  /** The content of each ledger, by the name of its file. */
  public Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    calls.forEach((jvm, all) -> files.put(jvm.file(), lines(jvm, all)));
    return files;
  }

  private static String lines(Jvm jvm, List<RatedCall> all) {
    StringBuilder lines = new StringBuilder();
    all.forEach(call -> lines.append(line(jvm, call)).append('\n'));
    return lines.toString();
  }

  private static String line(Jvm jvm, RatedCall call) {
    return LedgerLine.toJson(call, jvm.service(), jvm.host(), jvm.host() + "/1");
  }

  private static void write(Path file, String lines) {
    try {
      Files.writeString(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
