package io.costspan.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.costspan.files.Location;
import io.costspan.health.Excerpt;
import io.costspan.importer.ImportReport;
import io.costspan.importer.PriceImport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a price file from a public price table, and reports what it cannot take over. */
@Command(
    name = "import",
    header = "Makes a price file from a public price table.",
    footer = {
      "",
      "Examples:",
      "  java -jar costspan-agent.jar prices import --from models.dev api.json",
      "  java -jar costspan-agent.jar prices import --from litellm litellm.json"
    })
final class PricesImport implements Callable<Integer> {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      description =
          "format of the table: litellm, genai-prices, openrouter, fal, pi-ai or models.dev")
  private PriceImport.@Nullable Format format;

  @Parameters(
      paramLabel = "FILE",
      converter = LocationConverter.class,
      description = "the table as published, or its https URL")
  private @Nullable Location place;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "file to write to; default: standard output")
  private @Nullable Path target;

  @Option(names = "--json", description = "report what was left out as JSON lines for programs")
  private boolean json;

  private final PrintWriter out;
  private final PrintWriter err;

  PricesImport(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    PriceImport prices =
        new PublicList(Objects.requireNonNull(place)).read(Objects.requireNonNull(format));
    if (prices.size() > 0) {
      write(prices.priceFile());
    }
    if (json) {
      JsonLines lines = new JsonLines(err);
      prices.report().entries().forEach(entry -> lines.add(line -> write(entry, line)));
    } else {
      prices.report().entries().forEach(entry -> err.println(Excerpt.ofMessage(entry.toString())));
      err.println(prices.source() + ": " + prices.size() + " rate cards");
    }
    return prices.size() > 0 ? Main.DONE : Main.CHECK_FAILED;
  }

  private void write(String prices) {
    if (target == null) {
      out.print(prices);
      return;
    }
    try {
      Files.writeString(target, prices);
    } catch (IOException e) {
      throw new InputException(target + ": cannot be written; check its directory and permissions");
    }
  }

  private static void write(ImportReport.Entry entry, JsonGenerator json) throws IOException {
    json.writeStringField("reason", entry.reason().wireName());
    json.writeStringField("what", entry.what());
    json.writeNumberField("count", entry.rows().size());
    json.writeArrayFieldStart("rows");
    for (String row : entry.rows()) {
      json.writeString(row);
    }
    json.writeEndArray();
  }
}
