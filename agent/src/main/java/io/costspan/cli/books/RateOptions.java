package io.costspan.cli.books;

import io.costspan.config.Config;
import io.costspan.config.Options;
import io.costspan.rating.ExchangeRates;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What currencies and contract units are worth. */
final class RateOptions {
  @Option(
      names = "--rates",
      paramLabel = "RATES",
      converter = Converter.class,
      description =
          "what currencies and contract units are worth, such as"
              + " EUR:USD=1.08,x:copilot_credit:USD=0.01, for one total; as the agent's option")
  private @Nullable ExchangeRates rates;

  ExchangeRates rates() {
    return rates == null ? Config.load(null).get(Options.RATES) : rates;
  }

  private static final class Converter implements ITypeConverter<ExchangeRates> {
    @Override
    public ExchangeRates convert(String text) {
      try {
        return ExchangeRates.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
