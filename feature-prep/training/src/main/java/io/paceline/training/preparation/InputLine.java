package io.paceline.training.preparation;

/**
 * A line of an input file.
 *
 * @param file name of the file
 * @param number number of the line, counted from 1
 * @param text text without the line's end
 */
public record InputLine(String file, long number, String text) {}
