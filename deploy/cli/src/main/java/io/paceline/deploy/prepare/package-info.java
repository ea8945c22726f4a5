/**
 * {@code ./paceline prepare}: prepares logs for training, on a Flink inside this process.
 *
 * <p>The command reads iPinYou logs, or messages of the job's topics with one message a line. It
 * writes a folder with statistics, curves, profiles and joined examples for {@code ./paceline train
 * --prepared}. {@link PrepareCommand} checks the options; {@link Preparing} gives Flink its memory,
 * starts the batch of {@code io.paceline.training.preparation} and tells how many lines could be
 * used. What is computed and how the folder is laid out is decided in {@code
 * io.paceline.training.preparation} and {@code io.paceline.training.prepared}, not here. No broker
 * and no running job are needed. Start reading at {@link Preparing}.
 */
package io.paceline.deploy.prepare;
