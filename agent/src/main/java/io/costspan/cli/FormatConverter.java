package io.costspan.cli;

import io.costspan.importer.PriceImport.Format;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The format of a public price table by its name, such as {@code genai-prices}. */
final class FormatConverter implements ITypeConverter<Format> {
  @Override
  public Format convert(String text) {
    return Stream.of(Format.values())
        .filter(format -> format.wireName().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException("\"" + text + "\" is not one of " + names()));
  }

  private static String names() {
    return Stream.of(Format.values()).map(Format::wireName).collect(Collectors.joining(", "));
  }
}
