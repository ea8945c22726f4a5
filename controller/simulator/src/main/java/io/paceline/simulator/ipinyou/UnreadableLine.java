package io.paceline.simulator.ipinyou;

/**
 * A line of a log that was skipped.
 *
 * @param file name of the file
 * @param lineNumber counted from 1
 * @param reason what is wrong with it, for people
 */
public record UnreadableLine(String file, long lineNumber, String reason) {}
