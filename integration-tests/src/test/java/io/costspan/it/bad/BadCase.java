package io.costspan.it.bad;

import java.util.Locale;
import java.util.stream.Stream;

/** A way to go wrong, and what the ledger must say of it. */
enum BadCase {
  BROKEN_JSON("unrated malformed_body -"),
  NO_JSON("unrated malformed_body -"),
  CUT_BODY("unrated aborted -"),
  ERROR_IN_200("free failed 0"),
  ERROR_500("free failed 0"),
  STREAM_WITHOUT_USAGE("unrated no_usage -"),
  STREAM_WITHOUT_FINISH("rated - 0.0035"),
  STREAM_WITH_UNKNOWN_EVENTS("rated - 0.0035"),
  STREAM_CUT_OFF("unrated aborted -"),
  ENDLESS_STREAM("unrated aborted -"),
  CORRUPT_GZIP("unrated malformed_body -"),
  GZIP_BOMB("unrated unsupported_encoding -"),
  GIGABYTE("rated - 0.0035");

  /** Rating, reason and amount. 200 x 2.50 + 300 x 10.00 per million where the usage is known. */
  private final String ledger;

  BadCase(String ledger) {
    this.ledger = ledger;
  }

  String ledger() {
    return ledger;
  }

  String path() {
    return "/" + name().toLowerCase(Locale.ROOT) + "/v1/chat/completions";
  }

  /** What {@code costspan.endpoints} needs, to know all of these paths. */
  static String endpoints(String url) {
    return String.join(
        ",",
        Stream.of(values())
            .map(bad -> url + "/" + bad.path().split("/")[1] + "/v1=openai")
            .toList());
  }

  static BadCase of(String path) {
    return valueOf(path.split("/")[1].toUpperCase(Locale.ROOT));
  }
}
