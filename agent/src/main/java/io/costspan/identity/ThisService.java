package io.costspan.identity;

import io.costspan.config.Config;
import io.costspan.health.ThisHost;
import io.costspan.otelsettings.OtelSetting;
import io.costspan.otelsettings.OtelSettings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who makes the calls of this JVM.
 *
 * @param name of the application, null if it is not known
 * @param host the machine or container
 * @param instance tells this process from all others
 */
public record ThisService(@Nullable String name, String host, String instance) {

  /** That of this JVM: what standard settings say, or else what is found out. May read files. */
  public static ThisService of(Config config) {
    OtelSettings settings = OtelSettings.of(config, warning -> {});
    Map<String, Object> all = new HashMap<>(ServiceIdentity.attributes());
    all.putAll(
        settings.pairs(
            OtelSetting.RESOURCE_ATTRIBUTES, settings.text(OtelSetting.RESOURCE_ATTRIBUTES)));
    String given = settings.given(OtelSetting.SERVICE_NAME.property);
    String name = given == null ? all.getOrDefault("service.name", "").toString() : given;
    return new ThisService(
        name.isEmpty() ? null : name,
        all.getOrDefault("host.name", ThisHost.name()).toString(),
        all.getOrDefault("service.instance.id", "").toString());
  }
}
