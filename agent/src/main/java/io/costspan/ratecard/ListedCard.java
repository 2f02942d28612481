package io.costspan.ratecard;

import java.util.List;

/** A card that is found by the names of its models before it is read. */
interface ListedCard {
  /** Names or {@code prefix*}, in lower case; {@code *} alone stands for any model. */
  List<String> models();

  /** The card itself, which is read if nobody has asked for it yet. */
  RateCard card();
}
