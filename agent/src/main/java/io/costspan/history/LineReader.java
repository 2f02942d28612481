package io.costspan.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.costspan.rating.ChargeLine;
import io.costspan.usage.Exactness;
import io.costspan.usage.Quantity;
import io.costspan.usage.UsageMeter;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one line, whose members may stand in any order. Unknown members are skipped. */
final class LineReader {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  /** No real amount or count has more digits; a hostile exponent must not fill the memory. */
  private static final int MOST_DIGITS = 80;

  private final JsonParser json;
  private final Line line = new Line();

  private LineReader(JsonParser json) {
    this.json = json;
  }

  /**
   * The call of a line, null if it is of none.
   *
   * @throws BrokenLineException if it is no line of a ledger
   */
  static @Nullable PastCall read(byte[] bytes, int from, int to, Place place)
      throws BrokenLineException {
    try (JsonParser json = JSON.createParser(bytes, from, to - from)) {
      LineReader reader = new LineReader(json);
      reader.readAll();
      return reader.line.call(place);
    } catch (JsonProcessingException e) {
      throw new BrokenLineException("not a whole JSON object");
    } catch (DateTimeException | IllegalArgumentException | IOException e) {
      throw new BrokenLineException(String.valueOf(e.getMessage()));
    }
  }

  private void readAll() throws IOException, BrokenLineException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new BrokenLineException("not a JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      member(name);
    }
    if (json.nextToken() != null) {
      throw new BrokenLineException("more than one JSON object");
    }
  }

  private void member(String name) throws IOException, BrokenLineException {
    switch (name) {
      case "time" -> line.time = Instant.parse(text());
      case "submittedAt" -> line.submittedAt = Instant.parse(text());
      case "status" -> line.status = json.getIntValue();
      case "streaming" -> line.streaming = json.getBooleanValue();
      case "durationMillis" -> line.durationMillis = json.getLongValue();
      case "estimated" -> line.estimated = json.getBooleanValue();
      case "v" -> line.version = json.getIntValue();
      case "amount" -> line.amount = decimal();
      case "usage" -> array(() -> line.usage.add(quantity()));
      case "charges" -> array(() -> line.charges.add(charge()));
      case "attributes" -> line.attributes = map();
      case "owners" -> line.owners = map();
      case "billing" -> line.billing = map();
      case "stated" -> line.stated = map();
      default -> textMember(name);
    }
  }

  private void textMember(String name) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      line.text(name, json.getText());
    } else {
      json.skipChildren();
    }
  }

  private Quantity quantity() throws IOException, BrokenLineException {
    UsageMeter meter = null;
    BigDecimal count = null;
    Map<String, String> attributes = Map.of();
    Exactness exactness = Exactness.REPORTED;
    boolean alternative = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "meter" -> meter = meter();
        case "quantity" -> count = decimal();
        case "attributes" -> attributes = map();
        case "exactness" -> exactness = Words.exactness(text());
        case "alternative" -> alternative = json.getBooleanValue();
        default -> json.skipChildren();
      }
    }
    if (meter == null || count == null) {
      throw new BrokenLineException("a quantity without meter or quantity");
    }
    return new Quantity(meter, count, attributes, exactness, alternative);
  }

  private ChargeLine charge() throws IOException, BrokenLineException {
    UsageMeter meter = null;
    Map<String, BigDecimal> numbers = new HashMap<>();
    String priceId = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "meter" -> meter = meter();
        case "quantity", "per", "rate", "factor", "amount" -> numbers.put(name, decimal());
        case "priceId" -> priceId = text();
        default -> json.skipChildren();
      }
    }
    if (meter == null) {
      throw new BrokenLineException("a charge without meter");
    }
    if (number(numbers, "per").signum() == 0) {
      throw new BrokenLineException("a charge per 0");
    }
    return new ChargeLine(
        meter,
        number(numbers, "quantity"),
        number(numbers, "per"),
        number(numbers, "rate"),
        number(numbers, "factor"),
        number(numbers, "amount"),
        new PastPrice(priceId));
  }

  private static BigDecimal number(Map<String, BigDecimal> numbers, String name)
      throws BrokenLineException {
    BigDecimal number = numbers.get(name);
    if (number == null) {
      throw new BrokenLineException("a charge without " + name);
    }
    return number;
  }

  private interface Element {
    void read() throws IOException, BrokenLineException;
  }

  private void array(Element element) throws IOException, BrokenLineException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new BrokenLineException("usage or charges is no array");
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw new BrokenLineException("an element of usage or charges is no object");
      }
      element.read();
    }
  }

  private Map<String, String> map() throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return Map.of();
    }
    Map<String, String> members = Map.of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_STRING) {
        members = members.isEmpty() ? new HashMap<>() : members;
        members.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
    return members;
  }

  private UsageMeter meter() throws IOException, BrokenLineException {
    String name = text();
    UsageMeter meter = UsageMeter.of(name);
    if (meter == null) {
      throw new BrokenLineException("the meter is not known to this version");
    }
    return meter;
  }

  private String text() throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw new IOException("a text is expected for " + json.currentName());
    }
    return json.getText();
  }

  private BigDecimal decimal() throws IOException {
    text();
    return decimal(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
  }

  /** A count or an amount, which are never negative. */
  static BigDecimal decimal(char[] text, int from, int length) throws IOException {
    if (length > MOST_DIGITS) {
      throw new IOException("a number has too many digits");
    }
    BigDecimal number;
    try {
      number = new BigDecimal(text, from, length);
    } catch (NumberFormatException e) {
      throw new IOException("a number is none", e);
    }
    if (Math.abs((long) number.scale()) > MOST_DIGITS) {
      throw new IOException("a number has too many digits");
    }
    if (number.signum() < 0) {
      throw new IOException("a number is negative");
    }
    return number;
  }
}
