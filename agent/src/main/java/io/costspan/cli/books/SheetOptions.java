package io.costspan.cli.books;

import io.costspan.cli.JsonLines;
import io.costspan.cli.Table;
import io.costspan.cli.Terminal;
import io.costspan.health.Excerpt;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** In which form a command prints its rows. */
final class SheetOptions {
  @ArgGroup private Form form = new Form();

  private static final class Form {
    @Option(names = "--csv", description = "print comma-separated values (RFC 4180)")
    private boolean csv;

    @Option(names = "--json", description = "print JSON lines for programs")
    private boolean json;

    @Option(names = "--markdown", description = "print tables of Markdown")
    private boolean markdown;
  }

  /** Whether programs will read it: nothing may be printed but rows. */
  boolean isForPrograms() {
    return form.csv || form.json;
  }

  boolean csv() {
    return form.csv;
  }

  boolean json() {
    return form.json;
  }

  boolean markdown() {
    return form.markdown;
  }

  /** Prints all rows in the form that was asked for, a table by default. */
  void print(Sheet sheet, PrintWriter out) {
    if (form.csv) {
      printCsv(sheet, out);
    } else if (form.json) {
      printJson(sheet, out);
    } else if (form.markdown) {
      printMarkdown(sheet, out);
    } else {
      out.print(table(sheet).toString(Terminal.width()));
    }
  }

  private static Table table(Sheet sheet) {
    Table table =
        new Table(sheet.columns().stream().map(SheetOptions::heading).toArray(String[]::new));
    for (int i = 0; i < sheet.columns().size(); i++) {
      if (sheet.columns().get(i).number()) {
        table.showsNumbers(i);
      }
    }
    List<List<String>> cells = sheet.rows().stream().map(SheetOptions::shown).toList();
    for (int i = 0; i < sheet.columns().size(); i++) {
      if (sheet.columns().get(i).number()) {
        Shown.align(cells, i);
      }
    }
    cells.forEach(row -> table.add(row.toArray(String[]::new)));
    return table;
  }

  private static List<String> shown(List<@Nullable Object> row) {
    return row.stream().map(Sheet::shown).collect(Collectors.toCollection(ArrayList::new));
  }

  private static String heading(Sheet.Column column) {
    return column.name().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
  }

  private static void printCsv(Sheet sheet, PrintWriter out) {
    csvLine(sheet.columns().stream().map(Sheet.Column::name).toList(), out);
    sheet.rows().forEach(row -> csvLine(row.stream().map(Sheet::exact).toList(), out));
  }

  /** Lines end as the standard wants it. */
  private static void csvLine(List<String> cells, PrintWriter out) {
    out.print(cells.stream().map(SheetOptions::quoted).collect(Collectors.joining(",")) + "\r\n");
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static void printJson(Sheet sheet, PrintWriter out) {
    JsonLines lines = new JsonLines(out);
    for (List<@Nullable Object> row : sheet.rows()) {
      lines.add(
          json -> {
            for (int i = 0; i < row.size(); i++) {
              String name = sheet.columns().get(i).name();
              Object cell = row.get(i);
              if (cell instanceof Long || cell instanceof Integer) {
                json.writeNumberField(name, ((Number) cell).longValue());
              } else if (cell instanceof Boolean flag) {
                json.writeBooleanField(name, flag);
              } else if (cell != null) {
                json.writeStringField(name, Sheet.exact(cell));
              }
            }
          });
    }
  }

  private static void printMarkdown(Sheet sheet, PrintWriter out) {
    markdownLine(sheet.columns().stream().map(Sheet.Column::name).toList(), out);
    markdownLine(sheet.columns().stream().map(its -> its.number() ? "---:" : "---").toList(), out);
    sheet.rows().forEach(row -> markdownLine(row.stream().map(Sheet::shown).toList(), out));
  }

  private static void markdownLine(List<String> cells, PrintWriter out) {
    out.println(
        cells.stream()
            .map(cell -> Excerpt.ofMessage(cell).replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |")));
  }
}
