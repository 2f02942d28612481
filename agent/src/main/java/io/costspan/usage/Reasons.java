package io.costspan.usage;

/**
 * The values of {@code costspan.reason}: why a call is free, partial or unrated. A small closed
 * set, because each value creates metric series. Only {@link #NO_RATE} and {@link #NO_USAGE} may be
 * followed by a dot and a meter.
 */
public final class Reasons {
  /** Free: the operation is never billed (listing, token counting, moderation). */
  public static final String NOT_BILLABLE = "not_billable";

  /** Free: the call failed in a way that the provider does not bill. */
  public static final String FAILED = "failed";

  /** Free: the request was never sent completely. */
  public static final String NOT_SENT = "not_sent";

  /**
   * Unrated: the request was sent, but no response arrived. Free only if the provider file says so.
   */
  public static final String NO_RESPONSE = "no_response";

  /** Free: the throughput is paid by the hour, whether it is used or not. */
  public static final String PROVISIONED = "provisioned";

  /** Free: answered from a cache of the client or of a gateway. */
  public static final String CACHE_HIT = "cache_hit";

  /** Free: the gateway that the call went through rates it. */
  public static final String GATEWAY = "gateway";

  /** Free: this job or response was rated before. */
  public static final String ALREADY_RATED = "already_rated";

  /**
   * Unrated: the call is billable, but the reply reported no usage. Partial: it reported only a
   * part; the missing meter follows after a dot.
   */
  public static final String NO_USAGE = "no_usage";

  /** Unrated: the body ended, was closed or broke off before the usage arrived. */
  public static final String ABORTED = "aborted";

  /** Unrated: nobody saw the job finish, and its consumption cannot be known before it does. */
  public static final String JOB_UNFINISHED = "job_unfinished";

  /** Unrated: a count or an amount is unreadable, negative or impossibly large. */
  public static final String MALFORMED_USAGE = "malformed_usage";

  /** Unrated: the body cannot be parsed. */
  public static final String MALFORMED_BODY = "malformed_body";

  /** Unrated: the agent cannot decode the content encoding. */
  public static final String UNSUPPORTED_ENCODING = "unsupported_encoding";

  /** Unrated: the host is known, but no provider file describes the path. */
  public static final String UNKNOWN_OPERATION = "unknown_operation";

  /** Unrated: the price table has no card for the model. */
  public static final String UNKNOWN_MODEL = "unknown_model";

  /** Unrated: one of the user's price files did not answer, so no price was certain. */
  public static final String PRICES_UNREAD = "prices_unread";

  /** Unrated: the call is billed by computing time, but the hardware is not known. */
  public static final String UNKNOWN_HARDWARE = "unknown_hardware";

  /** Partial or unrated: the card has no line for a meter, whose name follows after a dot. */
  public static final String NO_RATE = "no_rate";

  /** Blocked: a budget of the user's was spent, so the call failed before anything was sent. */
  public static final String BUDGET = "budget";

  /** Unrated: the agent itself failed, which is counted in {@code costspan.faults}. */
  public static final String FAULT = "fault";

  private Reasons() {}
}
