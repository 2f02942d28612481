package io.costspan.start;

import io.costspan.health.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/**
 * The state as a JMX bean that can only be read. Numbers by name become attributes of their own,
 * such as {@code CallsRated}, so that exporters can take them.
 */
final class CostspanBean implements DynamicMBean {
  static final String NAME = "io.costspan:type=Costspan";

  /**
   * @param meaning for people
   */
  private record Shown(Object value, String meaning) {}

  @Override
  public @Nullable Object getAttribute(String name) throws AttributeNotFoundException {
    Shown attribute = attributes().get(name);
    if (attribute == null) {
      throw new AttributeNotFoundException(name);
    }
    return attribute.value;
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    Map<String, Shown> all = attributes();
    AttributeList found = new AttributeList();
    for (String name : names) {
      Shown attribute = all.get(name);
      if (attribute != null) {
        found.add(new Attribute(name, attribute.value));
      }
    }
    return found;
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException(attribute.getName() + " can only be read");
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public Object invoke(String action, Object[] parameters, String[] signature)
      throws ReflectionException {
    throw new ReflectionException(new NoSuchMethodException(action));
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    MBeanAttributeInfo[] infos =
        attributes().entrySet().stream()
            .map(
                attribute ->
                    new MBeanAttributeInfo(
                        attribute.getKey(),
                        attribute.getValue().value.getClass().getName(),
                        attribute.getValue().meaning,
                        true,
                        false,
                        false))
            .toArray(MBeanAttributeInfo[]::new);
    return new MBeanInfo(
        CostspanBean.class.getName(), "What the Costspan agent is doing", infos, null, null, null);
  }

  private static Map<String, Shown> attributes() {
    Map<String, Shown> attributes = new TreeMap<>();
    State.snapshot()
        .forEach(
            (entry, value) -> {
              if (value instanceof Map<?, ?> numbers) {
                numbers.forEach(
                    (name, number) ->
                        attributes.put(
                            camel(entry.key()) + camel(name.toString()),
                            new Shown(number, entry.meaning() + ": " + name)));
              } else {
                Object shown = value instanceof List<?> list ? list.toArray(String[]::new) : value;
                attributes.put(camel(entry.key()), new Shown(shown, entry.meaning()));
              }
            });
    return attributes;
  }

  /** {@code price.table} becomes {@code PriceTable}. */
  private static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("[._]")) {
      camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return camel.toString();
  }
}
