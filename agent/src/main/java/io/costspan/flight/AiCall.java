package io.costspan.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** One AI call. Fields that do not apply are null; nothing of what was said is in it. */
@Name("io.costspan.AiCall")
@Label("AI Call")
@Category("Costspan")
@Description("A call to an AI provider, from the request to the last byte of the reply")
@Enabled(false)
@StackTrace(false)
final class AiCall extends Event {
  @Label("Provider")
  @Nullable String provider;

  @Label("Operation")
  @Nullable String operation;

  @Label("Request Model")
  @Nullable String requestModel;

  @Label("Response Model")
  @Nullable String responseModel;

  @Label("Rating")
  @Nullable String rating;

  @Label("Reason")
  @Nullable String reason;

  @Label("Amount")
  @Description("Exact, as a decimal number")
  @Nullable String amount;

  @Label("Amount as a Number")
  @Description("For sums; NaN if the cost is not known")
  double amountValue;

  @Label("Currency")
  @Nullable String currency;

  @Label("Estimated")
  boolean estimated;

  @Label("Meters")
  @Description("What was used, such as input_tokens 1200, output_tokens 300")
  @Nullable String meters;
}
