package io.costspan.cli;

import io.costspan.config.Options;
import io.costspan.provider.EndpointOption;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code URL=PROVIDER}, as in the agent's option. */
final class EndpointConverter implements ITypeConverter<EndpointOption> {
  @Override
  public EndpointOption convert(String text) {
    try {
      List<EndpointOption> endpoints = Options.ENDPOINTS.parse(text);
      if (endpoints.size() == 1) {
        return endpoints.get(0);
      }
      throw new TypeConversionException("an endpoint is missing");
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
