package io.costspan.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.health.State;
import io.costspan.health.State.Entry;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CostspanBeanTest {
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();

  /** Other tests leave something behind. */
  @BeforeEach
  @AfterEach
  void forget() {
    Stream.of(Entry.values()).forEach(entry -> State.show(entry, () -> null));
  }

  @Test
  void attributes_areTheState_readOnly() throws Exception {
    State.show(Entry.VERSION, "1.0");
    State.show(Entry.PRICE_AGE_DAYS, () -> 8L);
    State.show(Entry.CLIENTS, () -> List.of("OkHttp"));
    State.show(Entry.CALLS, () -> Map.of("rated", 7L, "unrated", 0L));
    ObjectName name = new ObjectName(CostspanBean.NAME);
    server.registerMBean(new CostspanBean(), name);

    assertThat(server.getMBeanInfo(name).getAttributes())
        .allMatch(info -> info.isReadable() && !info.isWritable())
        .extracting(MBeanAttributeInfo::getName)
        .containsExactly("CallsRated", "CallsUnrated", "Clients", "PriceAgeDays", "Version");
    assertThat(server.getMBeanInfo(name).getAttributes())
        .extracting(MBeanAttributeInfo::getDescription)
        .startsWith("calls so far, by rating: rated", "calls so far, by rating: unrated");
    assertThat(server.getAttribute(name, "CallsRated")).isEqualTo(7L);
    assertThat(server.getAttribute(name, "Clients")).isEqualTo(new String[] {"OkHttp"});
    assertThat(server.getAttributes(name, new String[] {"Version", "Nothing"})).hasSize(1);
    assertThatThrownBy(() -> server.getAttribute(name, "Nothing"))
        .isInstanceOf(AttributeNotFoundException.class);
    assertThatThrownBy(() -> server.setAttribute(name, new Attribute("Version", "2")))
        .isInstanceOf(AttributeNotFoundException.class);
  }
}
