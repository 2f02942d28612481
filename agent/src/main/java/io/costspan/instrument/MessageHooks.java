package io.costspan.instrument;

/** Advice for methods that messages of Netty pass, by name, as in {@link StreamHooks}. */
public final class MessageHooks {
  private static final String ADVICE = "io.costspan.instrument.netty4.MessageAdvice$";

  /** For a method with the arguments context and message. */
  public static final String SEND = ADVICE + "SendAdvice";

  /** As above, in the client's object for the reply. */
  public static final String RECEIVE = ADVICE + "ReceiveAdvice";

  private MessageHooks() {}
}
