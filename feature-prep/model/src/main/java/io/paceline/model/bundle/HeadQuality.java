package io.paceline.model.bundle;

/**
 * How good a head is on the held-out rows that count for it: all for clicks, the clicked ones for
 * what follows a click.
 *
 * @param positives of the whole log
 * @param heldOutRows rows measured on
 * @param heldOutPositives of them
 * @param auc area under the ROC curve, 0.5 where only one outcome occurs
 * @param logLoss mean log-loss, natural logarithm
 * @param calibrationRatio predicted over observed positives, 0 where there are none
 */
public record HeadQuality(
    long positives,
    long heldOutRows,
    long heldOutPositives,
    double auc,
    double logLoss,
    double calibrationRatio) {}
