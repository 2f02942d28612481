package io.costspan.usage;

/**
 * The words of {@code costspan.reason}: why a call is free, partial or unrated. A small closed set,
 * because each is a metric series; {@link #NO_RATE} and {@link #NO_USAGE} alone may be followed by
 * a dot and a meter.
 */
public final class Reasons {
  /** Free: the operation is never billed (listing, token counting, moderation). */
  public static final String NOT_BILLABLE = "not_billable";

  /** Free: the call failed in a way that the provider does not bill. */
  public static final String FAILED = "failed";

  /** Free: the request never left as a whole. */
  public static final String NOT_SENT = "not_sent";

  /**
   * Unrated: the request was sent, but no response arrived; free only if the provider's file says
   * so.
   */
  public static final String NO_RESPONSE = "no_response";

  /** Free: answered from a cache of the client or of a gateway. */
  public static final String CACHE_HIT = "cache_hit";

  /** Free: this job or response was rated before. */
  public static final String ALREADY_RATED = "already_rated";

  /**
   * Unrated: billable, but the reply told no usage. Partial: it told only a part of it; the meter
   * that is missing follows a dot.
   */
  public static final String NO_USAGE = "no_usage";

  /** Unrated: the body ended, was closed or broke before the usage came. */
  public static final String ABORTED = "aborted";

  /** Unrated: a job that nobody saw finish, and what it consumed cannot be told before. */
  public static final String JOB_UNFINISHED = "job_unfinished";

  /** Unrated: a count or an amount is unreadable, negative or more than can be. */
  public static final String MALFORMED_USAGE = "malformed_usage";

  /** Unrated: the body is no text that we understand. */
  public static final String MALFORMED_BODY = "malformed_body";

  /** Unrated: content encoding that we cannot decode. */
  public static final String UNSUPPORTED_ENCODING = "unsupported_encoding";

  /** Unrated: a path of a known host that no catalog entry describes. */
  public static final String UNKNOWN_OPERATION = "unknown_operation";

  /** Unrated: the price table has no card for the model. */
  public static final String UNKNOWN_MODEL = "unknown_model";

  /** Unrated: a price file of the user's did not answer, so no price was certain. */
  public static final String PRICES_UNREAD = "prices_unread";

  /** Unrated: compute time on hardware that nobody named. */
  public static final String UNKNOWN_HARDWARE = "unknown_hardware";

  /** Partial or unrated: the card has no line for a meter; the meter's name follows a dot. */
  public static final String NO_RATE = "no_rate";

  /** Unrated: our own failure, counted in {@code costspan.faults}. */
  public static final String FAULT = "fault";

  private Reasons() {}
}
