package io.paceline.training;

/**
 * Where training stands after an epoch.
 *
 * @param epoch counted from 1
 * @param loss mean log-loss over the epoch's training rows, as they were met
 * @param heldOutLogLoss mean log-loss over the rows that decide when to stop
 * @param heldOutAuc area under the ROC curve over the same rows
 * @param rowsPerSecond training rows per second of this epoch
 */
public record TrainingProgress(
    int epoch, double loss, double heldOutLogLoss, double heldOutAuc, double rowsPerSecond) {}
