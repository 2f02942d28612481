package io.costspan.telemetry;

import io.costspan.identity.ServiceIdentity;
import io.costspan.otelsettings.OtelSetting;
import io.costspan.otelsettings.OtelSettings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Map;

/** The resource of the embedded SDK. */
final class EmbeddedResource {
  private EmbeddedResource() {}

  /**
   * What is found out about the application, unless standard settings say otherwise; but what an
   * SDK says of it that has the other signal comes first, so that both signals agree.
   *
   * @param others what that SDK says
   */
  static Resource of(OtelSettings settings, Map<String, Object> others) {
    AttributesBuilder attributes = Attributes.builder();
    ServiceIdentity.attributes().forEach((name, value) -> put(name, value, attributes));
    settings
        .pairs(OtelSetting.RESOURCE_ATTRIBUTES, settings.text(OtelSetting.RESOURCE_ATTRIBUTES))
        .forEach(attributes::put);
    String serviceName = settings.given(OtelSetting.SERVICE_NAME.property);
    if (serviceName != null) {
      attributes.put("service.name", serviceName);
    }
    others.forEach((name, value) -> adopt(name, value, attributes));
    return Resource.getDefault().merge(Resource.create(attributes.build()));
  }

  /** Neither what describes that SDK, nor command lines, which may hold secrets. */
  private static void adopt(String name, Object value, AttributesBuilder to) {
    if (!name.startsWith("telemetry.")
        && !name.startsWith("process.command")
        && !(value instanceof List)) {
      put(name, value, to);
    }
  }

  private static void put(String name, Object value, AttributesBuilder to) {
    if (value instanceof Long number) {
      to.put(name, number);
    } else {
      to.put(name, value.toString());
    }
  }
}
