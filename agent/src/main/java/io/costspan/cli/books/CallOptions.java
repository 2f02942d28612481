package io.costspan.cli.books;

import io.costspan.health.Excerpt;
import io.costspan.history.Key;
import io.costspan.history.Selection;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which calls a command means, by what they have in common. */
class CallOptions {
  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "time zone of hours, days and months, such as Europe/Berlin; UTC by default")
  private String zone = "UTC";

  @Option(
      names = "--where",
      paramLabel = "NAME=PATTERN",
      description =
          "only calls with such a value, as in model=gpt-4o* or owner.team=search; repeatable. -"
              + " is a value that is not known")
  private List<String> where = List.of();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /** The time zone in which hours, days, weeks and months are counted. */
  final ZoneId zone() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw wrongUsage("--zone: \"" + zone + "\" is no time zone such as Europe/Berlin");
    }
  }

  /** The calls of that time that are meant. */
  final Selection selection(@Nullable Instant since, @Nullable Instant until) {
    try {
      return Selection.of(since, until, where, zone());
    } catch (IllegalArgumentException e) {
      throw wrongUsage("--where: " + e.getMessage());
    }
  }

  /**
   * The key of that name, in this time zone.
   *
   * @param option that names it
   */
  final Key key(String name, String option) {
    try {
      return Key.of(name, zone());
    } catch (IllegalArgumentException e) {
      throw wrongUsage(option + ": " + e.getMessage());
    }
  }

  /** Ends the command as one that was misspelt. */
  final ParameterException wrongUsage(String message) {
    return new ParameterException(command.commandLine(), Excerpt.ofMessage(message));
  }
}
