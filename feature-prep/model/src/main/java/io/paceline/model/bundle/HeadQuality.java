package io.paceline.model.bundle;

/**
 * How good a head's predictions are on the held-out rows that count for it. All held-out rows count
 * for the head for clicks; only the clicked ones count for a head for what follows a click.
 *
 * @param positives rows of the whole log that had the head's outcome
 * @param heldOutRows held-out rows that count for the head
 * @param heldOutPositives held-out rows that had the head's outcome
 * @param auc area under the ROC curve, 0.5 where only one outcome occurs
 * @param logLoss mean log-loss, natural logarithm
 * @param calibrationRatio sum of predicted probabilities over observed positives, 0 where there are
 *     no positives
 */
public record HeadQuality(
    long positives,
    long heldOutRows,
    long heldOutPositives,
    double auc,
    double logLoss,
    double calibrationRatio) {}
