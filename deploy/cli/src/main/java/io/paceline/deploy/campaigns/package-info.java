/**
 * {@code ./paceline campaigns}: checks files of campaigns, and books, pauses, stops and lists the
 * campaigns of a running system.
 *
 * <p>{@link CampaignDesk} reads the newest version of each campaign from the compacted topic {@code
 * campaigns}, checks an edit against it and writes the next version; a file with a fault changes
 * nothing. {@link CampaignEdits} is the part of that which needs no I/O. It uses the rules of
 * {@code io.paceline.core.campaign}, as does the job, which checks every edit again when it
 * arrives. {@link CampaignCheck} applies the same rules to files alone, without a broker. The
 * package talks only to the broker, through {@link CampaignTopic}. It knows the job's list of
 * topics, but nothing of Flink. It learns from the job's answers in topic {@code campaign-status}
 * what the job does with a campaign. Start reading at {@link CampaignsCommand}, then {@link
 * CampaignDesk}.
 */
@NullMarked
package io.paceline.deploy.campaigns;

import org.jspecify.annotations.NullMarked;
