package io.costspan.ratecard;

/** What a card says about some meters. */
interface Priced {
  MeterSet meters();

  Conditions when();
}
