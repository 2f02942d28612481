package io.costspan.page;

import io.costspan.unseen.Unseen;
import io.costspan.usage.Reasons;
import java.util.Map;

/** What a person can do about calls whose cost is not known. */
final class Remedies {
  private static final String IN_GENERAL = "docs/telemetry.md says what the reason means.";

  private static final Map<String, String> BY_REASON =
      Map.ofEntries(
          Map.entry(
              Reasons.UNKNOWN_MODEL,
              "Write a rate card for the model and name its file in the option prices; see"
                  + " docs/price-files.md."),
          Map.entry(
              Reasons.NO_RATE,
              "Give the model's rate card a line for the meter, in a file that the option prices"
                  + " names; see docs/price-files.md."),
          Map.entry(
              Reasons.NO_USAGE,
              "The reply reports no usage. Ask for it where the API lets you, such as with"
                  + " stream_options.include_usage, and leave estimate=true."),
          Map.entry(
              Reasons.NO_RESPONSE,
              "The request was sent and no response arrived. Compare with the provider's own"
                  + " account of usage."),
          Map.entry(
              Reasons.ABORTED,
              "The reply ended before it told its usage. Read replies to their end, and leave"
                  + " estimate=true."),
          Map.entry(
              Reasons.JOB_UNFINISHED,
              "Nobody saw the job finish. Ask for its result in this JVM, too."),
          Map.entry(
              Reasons.MALFORMED_USAGE,
              "The reply states a count that cannot be true. Compare with the provider's own account"
                  + " of usage."),
          Map.entry(
              Reasons.MALFORMED_BODY,
              "The reply is not what the API's manual says. Record the call and run rate --explain"
                  + " on it; see docs/command-line.md."),
          Map.entry(
              Reasons.UNSUPPORTED_ENCODING,
              "Have the client accept gzip, deflate or no content coding at all."),
          Map.entry(
              Reasons.UNKNOWN_OPERATION,
              "Describe the path in a provider file and name it in the option prices; see"
                  + " docs/provider-files.md."),
          Map.entry(
              Reasons.PRICES_UNREAD,
              "One of the price files did not answer. See the warnings on standard error."),
          Map.entry(
              Reasons.UNKNOWN_HARDWARE,
              "The call is billed by computing time. Write a rate card that says on which hardware"
                  + " the model runs; see docs/price-files.md."),
          Map.entry(
              Reasons.FAULT,
              "The agent itself failed. Run with log=debug and report what it says."));

  private Remedies() {}

  /**
   * What to do about a reason of unrated or partial calls.
   *
   * @param reason one of {@link Reasons}, perhaps with a meter after a dot
   */
  static String of(String reason) {
    int dot = reason.indexOf('.');
    return BY_REASON.getOrDefault(dot < 0 ? reason : reason.substring(0, dot), IN_GENERAL);
  }

  /** What happened there, such as {@code 3 connections by gRPC, no call seen}. */
  static String sighting(Unseen.Sighting sighting, long count) {
    String many = count == 1 ? "" : "s";
    return sighting.reason() == Unseen.Reason.CLIENT
        ? count + " connection" + many + " by " + sighting.what() + ", no call seen"
        : count + " call" + many + " that speak" + (count == 1 ? "s " : " ") + sighting.what();
  }

  static String of(Unseen.Sighting sighting) {
    return sighting.reason() == Unseen.Reason.CLIENT
        ? "Use java.net.http, OkHttp or Apache HttpClient for this host; see docs/unseen.md."
        : "Add the host's base URL to the option endpoints, as BASE_URL=" + sighting.what() + ".";
  }
}
