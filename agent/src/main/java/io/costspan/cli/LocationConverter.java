package io.costspan.cli;

import io.costspan.files.Location;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A path, or the URL of a price file. */
final class LocationConverter implements ITypeConverter<Location> {
  @Override
  public Location convert(String text) {
    try {
      return Location.of(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
