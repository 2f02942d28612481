package io.costspan.ratecard;

import io.costspan.condition.Conditions;

/** What a card says about some meters. */
interface Priced {
  MeterSet meters();

  Conditions<Attributes> when();
}
