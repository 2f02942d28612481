package io.costspan.exchange;

import java.lang.ref.ReferenceQueue;

/** A reference to an object of a client that is told when nobody holds the object any more. */
interface Unreachable {
  /** Where such references wait for the agent's thread. */
  ReferenceQueue<Object> QUEUE = new ReferenceQueue<>();

  /** Called by one of the agent's threads. */
  void unreachable();
}
