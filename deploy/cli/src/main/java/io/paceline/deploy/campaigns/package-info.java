/**
 * {@code ./paceline campaigns}: checks files of campaigns, and books, pauses, stops and lists the
 * campaigns of a running system.
 *
 * <p>{@link CampaignDesk} reads the newest version of each campaign from the compacted topic {@code
 * campaigns}, checks an edit against it and writes the next version; a file with a fault changes
 * nothing. {@link CampaignEdits}, the part of that without I/O, uses the same rules of {@code
 * io.paceline.core.campaign} as the job, which checks every edit again when it arrives. {@link
 * CampaignCheck} applies the same rules to files alone, without a broker. The package speaks only
 * with the broker, through {@link CampaignTopic}: of the job it knows the list of topics, nothing
 * of Flink. What the job does with a campaign it learns from the job's answers in topic {@code
 * campaign-status}. Start reading at {@link CampaignsCommand}, then {@link CampaignDesk}.
 */
@NullMarked
package io.paceline.deploy.campaigns;

import org.jspecify.annotations.NullMarked;
