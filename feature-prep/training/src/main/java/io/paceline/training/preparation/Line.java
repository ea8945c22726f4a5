package io.paceline.training.preparation;

/**
 * A line of an input file.
 *
 * @param file name of the file
 * @param number counted from 1
 * @param text without its end
 */
public record Line(String file, long number, String text) {}
