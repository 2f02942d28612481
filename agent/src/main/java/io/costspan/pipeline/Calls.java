package io.costspan.pipeline;

/** Where an exchange announces that an AI call has begun. */
public interface Calls {
  /** Never throws and never blocks: it runs on the application's thread. */
  OpenCall begin(CallStart start);
}
