package io.costspan.page;

import io.costspan.health.Excerpt;
import io.costspan.pipeline.RatedCall;
import io.costspan.rating.Rating;
import io.costspan.usage.UsageRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The last calls, each with the charge lines and the verdict behind its amount. */
final class CallsHtml {
  private CallsHtml() {}

  static Markup section(List<LastCalls.Numbered> calls) {
    Markup content =
        calls.isEmpty()
            ? Pieces.note("No call has ended yet.")
            : Pieces.table(
                "The last calls, the latest first",
                List.of(Pieces.head("Begun (UTC)"), Pieces.head("Call"), Pieces.numbers("Verdict")),
                calls.stream().map(CallsHtml::row).collect(Markup.joined()));
    return Pieces.section("calls", "Last calls", content);
  }

  private static Markup row(LastCalls.Numbered numbered) {
    RatedCall call = numbered.call();
    return Markup.of(
        "<tr><td>{}</td><th scope=\"row\"><details id=\"call-{}\"><summary>{} <small>{} {}</small></summary>"
            + "{}</details></th><td class=\"number\">{}{}</td></tr>",
        Pieces.time(call.facts().startedAt()),
        numbered.number(),
        model(call.usage()),
        Excerpt.of(call.usage().provider()),
        Excerpt.of(call.usage().operation()),
        details(call),
        amount(call.rating()),
        Pieces.badge(call.rating().status()));
  }

  private static String model(UsageRecord usage) {
    String model = usage.requestModel() == null ? usage.responseModel() : usage.requestModel();
    return model == null ? "no model" : Excerpt.of(model);
  }

  private static Markup amount(Rating rating) {
    return rating.amount() == null || rating.currency() == null
        ? Markup.NOTHING
        : Pieces.money(rating.amount(), Excerpt.of(rating.currency()), rating.estimated());
  }

  private static Markup details(RatedCall call) {
    Rating rating = call.rating();
    Markup charges =
        rating.charges().stream()
            .map(charge -> Markup.of("<li><code>{}</code></li>", charge))
            .collect(Markup.joined());
    return Markup.of(
        "<ul class=\"charges\">{}</ul><dl>{}{}{}{}{}{}{}</dl>",
        charges,
        fact("Reason", rating.reason()),
        fact("Amount", rating.stated() ? "stated by the provider" : null),
        fact("Rate card", rating.priceId()),
        fact("Answered by", call.usage().responseModel()),
        fact("Caller", call.caller()),
        owners(call.owners()),
        fact(
            "Reply",
            "status "
                + call.facts().status()
                + " after "
                + call.facts().durationMillis()
                + " ms from "
                + call.facts().serverAddress()));
  }

  private static Markup owners(Map<String, String> owners) {
    return new TreeMap<>(owners)
        .entrySet().stream()
            .map(owner -> fact("Owner " + owner.getKey(), owner.getValue()))
            .collect(Markup.joined());
  }

  private static Markup fact(String name, @Nullable String value) {
    return value == null
        ? Markup.NOTHING
        : Markup.of("<dt>{}</dt><dd>{}</dd>", name, Excerpt.of(value));
  }
}
