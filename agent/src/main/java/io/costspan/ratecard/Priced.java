package io.costspan.ratecard;

import io.costspan.condition.Conditions;

/** An element of a card that applies to some meters. */
interface Priced {
  MeterSet meters();

  Conditions<Attributes> when();
}
