package io.paceline.job.spend;

import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.PacingUpdateCodec;
import io.paceline.job.kafka.OutRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a budget's controller tells the other operators and everybody who reads topic {@code
 * pacing-updates}.
 *
 * @param budgetId the budget
 * @param update its latest pacing update; null once the budget is closed, so that nobody keeps an
 *     update of a budget that will never send another one
 */
public record BudgetTold(String budgetId, @Nullable PacingUpdate update) {

  static BudgetTold of(PacingUpdate update) {
    return new BudgetTold(update.budgetId(), update);
  }

  static BudgetTold closed(String budgetId) {
    return new BudgetTold(budgetId, null);
  }

  /** The record of topic {@code pacing-updates}; a tombstone for a closed budget. */
  public static OutRecord toRecord(BudgetTold told) {
    return told.update == null
        ? OutRecord.tombstone(told.budgetId)
        : new OutRecord(told.budgetId, null, PacingUpdateCodec.encode(told.update));
  }
}
