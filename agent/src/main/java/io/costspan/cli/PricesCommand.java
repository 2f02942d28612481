package io.costspan.cli;

import picocli.CommandLine.Command;

/** The prices that are known; the work is done by the subcommands. */
@Command(name = "prices", header = "Lists, shows, checks, compares and imports prices.")
final class PricesCommand {}
