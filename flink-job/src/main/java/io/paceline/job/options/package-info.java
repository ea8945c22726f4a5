/**
 * All options of the job, read once and typed.
 *
 * <p>Options come as {@code --key value} pairs or as a Flink configuration and leave as one {@link
 * JobOptions} record. It gathers parts such as {@link RequestOptions} and {@link SpendOptions},
 * each with its keys, defaults, descriptions and checks; operators get the parts that they read in
 * their constructors. An unknown key, or a value that cannot be read or lies outside its range, is
 * an {@code IllegalArgumentException} of one sentence that names the option. Durations are wall
 * time; the options {@code clock.*} say how campaign time follows from it. The package reads no
 * file and no environment variable and depends on no other package of the job. Start reading at
 * {@link JobOptions}; {@link OptionReader} checks single values.
 */
@NullMarked
package io.paceline.job.options;

import org.jspecify.annotations.NullMarked;
