package io.costspan.page;

import io.costspan.budget.Standing;
import io.costspan.unseen.Unseen;
import java.util.List;
import java.util.Map;

/**
 * What the page shows of other rooms, at one moment.
 *
 * @param unseen how often AI hosts were talked to without a call being seen
 * @param losses what else a person must know to judge the sums, one sentence each
 * @param budgets how they stand
 * @param priceTable version of the price table in force
 * @param priceAgeDays days since its prices were compared with their sources
 */
record OtherRooms(
    ThisJvm jvm,
    Map<Unseen.Sighting, Long> unseen,
    List<String> losses,
    List<Standing> budgets,
    String priceTable,
    long priceAgeDays) {}
