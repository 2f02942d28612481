package io.costspan.cli;

import picocli.CommandLine.Command;

/** Which prices are known; the work is in its subcommands. */
@Command(name = "prices", header = "Lists, shows, checks, compares and imports prices.")
final class PricesCommand {}
