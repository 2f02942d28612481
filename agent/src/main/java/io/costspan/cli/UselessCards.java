package io.costspan.cli;

import io.costspan.json.CatalogFile;
import io.costspan.provider.UserCatalog;
import io.costspan.ratecard.PriceTable;
import io.costspan.ratecard.PriceTables;
import io.costspan.ratecard.RateCard;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the user's cards that can price no call, most likely because a name is misspelt. */
final class UselessCards {
  private final Set<String> providers;
  private final PriceTable table;

  /**
   * @param files with those cards; provider files among them are considered
   */
  UselessCards(List<CatalogFile> files) {
    table = new PriceTables(files, refusal -> {}).current();
    providers = new HashSet<>(UserCatalog.providers(files));
    providers.addAll(PriceTables.bundled().current().providers());
  }

  /** What to check again, one line for each provider and for each name. */
  List<String> among(List<RateCard> cards) {
    Stream<String> unknown =
        cards.stream()
            .filter(card -> !providers.contains(card.provider()))
            .collect(
                Collectors.groupingBy(RateCard::provider, LinkedHashMap::new, Collectors.toList()))
            .values()
            .stream()
            .map(UselessCards::unknownProvider);
    return Stream.concat(unknown, cards.stream().flatMap(this::unknownModel)).toList();
  }

  private static String unknownProvider(List<RateCard> cards) {
    RateCard first = cards.get(0);
    return "%s: %s: no provider file describes \"%s\", so this prices no call; correct the name, or check the provider file in the same run (%s cards)"
        .formatted(first.place(), first.id(), first.provider(), cards.size());
  }

  private Stream<String> unknownModel(RateCard card) {
    String model = card.as();
    return model == null || !table.cards(card.provider(), model).isEmpty()
        ? Stream.of()
        : Stream.of(
            "%s: %s: no card of \"%s\" prices \"%s\", so this card prices nothing; correct the name"
                .formatted(card.place(), card.id(), card.provider(), model));
  }
}
