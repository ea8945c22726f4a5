/**
 * {@code ./paceline campaigns}: books, pauses and lists the campaigns of a running system.
 *
 * <p>{@link CampaignDesk} reads the newest version of each campaign from the compacted topic {@code
 * campaigns}, checks an edit against it and writes the next version; a file with a fault changes
 * nothing. {@link CampaignEdits} is the pure part of that, and uses the same rules of {@code
 * io.paceline.core.campaign} as the job, which checks every edit again when it arrives. The package
 * speaks with the broker only, through {@link CampaignTopic}: it knows nothing of Flink, and of
 * what the job does with a campaign it learns nothing. Start reading at {@link CampaignsCommand},
 * then {@link CampaignDesk}.
 */
package io.paceline.deploy.campaigns;
