/**
 * The data set that a preparation writes and that training reads: a folder with its files, their
 * JSON and their records.
 *
 * <p>{@link PreparedFolder} names every file and says what it holds; it opens a folder only where
 * format and fingerprint of the features are those of the reader. {@link PreparedManifest} is
 * written last, so a folder without it is not complete. A {@link PreparedExample} is one impression
 * that was shown, with its outcome and the encoded row that the model is fed; the examples are read
 * one by one, in order of time. {@code io.paceline.training.preparation} writes the files with
 * Flink and {@code io.paceline.training.trainer} reads them, so the trainer needs no Flink. This
 * package encodes, counts and fits nothing. Start reading at {@link PreparedFolder}, then {@link
 * PreparedExample}.
 */
@NullMarked
package io.paceline.training.dataset;

import org.jspecify.annotations.NullMarked;
