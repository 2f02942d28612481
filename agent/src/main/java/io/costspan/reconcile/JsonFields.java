package io.costspan.reconcile;

import io.costspan.json.JsonValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The members of an object, and those of the bucket in which it stands. */
final class JsonFields extends Fields {
  private final JsonValue object;
  private final @Nullable JsonValue bucket;

  JsonFields(JsonValue object, @Nullable JsonValue bucket) {
    this.object = object;
    this.bucket = bucket;
  }

  @Override
  @Nullable String get(String name) {
    JsonValue own = at(object, name);
    JsonValue value = own == null && bucket != null ? at(bucket, name) : own;
    if (value == null || value.isNull() || value.isObject() || value.isArray()) {
      return null;
    }
    String text = value.scalar().strip();
    return text.isEmpty() ? null : text;
  }

  @Override
  @Nullable BigDecimal sum(String list, String member) {
    JsonValue items = at(object, list);
    if (items == null || !items.isArray()) {
      return null;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonValue item : items.items()) {
      sum = sum.add(new JsonFields(item, null).count(member));
    }
    return sum;
  }

  @Override
  String place() {
    return object.file() + ", line " + object.line();
  }

  private static @Nullable JsonValue at(JsonValue from, String path) {
    JsonValue value = from;
    for (String name : path.split("\\.")) {
      value = value == null || !value.isObject() ? null : value.get(name);
    }
    return value;
  }
}
