package io.costspan.telemetry;

import io.costspan.identity.ServiceIdentity;
import io.costspan.otelsettings.OtelSetting;
import io.costspan.otelsettings.OtelSettings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;

/** The resource of the embedded SDK. */
final class EmbeddedResource {
  private EmbeddedResource() {}

  /** What is found out about the application, unless standard settings say otherwise. */
  static Resource of(OtelSettings settings) {
    AttributesBuilder attributes = Attributes.builder();
    ServiceIdentity.attributes().forEach((name, value) -> put(name, value, attributes));
    settings
        .pairs(OtelSetting.RESOURCE_ATTRIBUTES, settings.text(OtelSetting.RESOURCE_ATTRIBUTES))
        .forEach(attributes::put);
    String serviceName = settings.given(OtelSetting.SERVICE_NAME.property);
    if (serviceName != null) {
      attributes.put("service.name", serviceName);
    }
    return Resource.getDefault().merge(Resource.create(attributes.build()));
  }

  private static void put(String name, Object value, AttributesBuilder to) {
    if (value instanceof Long number) {
      to.put(name, number);
    } else {
      to.put(name, value.toString());
    }
  }
}
