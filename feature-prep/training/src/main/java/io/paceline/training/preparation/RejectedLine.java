package io.paceline.training.preparation;

/**
 * A line that could not be used.
 *
 * @param file name of the file
 * @param line number of the line, counted from 1
 * @param reason in words for people
 */
public record RejectedLine(String file, long line, String reason) {}
