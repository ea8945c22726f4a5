/**
 * Defines a campaign as its advertiser booked it, and reads, checks and writes it as JSON.
 *
 * <p>{@link CampaignCodec} reads the messages of the topic {@code campaigns} and the files that
 * users write by hand; it returns a {@link Campaign}, or throws an {@link InvalidCampaignException}
 * that lists every fault with its place. The file states amounts in currency units and CPM, and the
 * record holds them in micros; the instants of a campaign are in campaign time. The record is
 * nested by concern (advertiser, flight, budget, bidding), while the file is flat. {@link
 * CampaignOrderReader} finds what a record of the topic asks for: an edit, a pause, an end, or a
 * stop of all bidding. {@link CampaignRegister} holds the campaigns in force and decides what
 * becomes of each record: {@link CampaignEdit} says which edits of a campaign are possible at all,
 * {@link SharedBudget} in which fields the campaigns of one budget must agree, and {@link
 * BudgetAgreement} which edits pass and which wait for others. {@link CampaignStatus} is the job's
 * answer. This package holds the booking and nothing that happens afterwards: matching with
 * requests is in {@code eligibility}, the plan of the spend in {@code pacing}, the money in {@code
 * ledger}. Start with {@link Campaign}, then read {@link CampaignCodec}; {@code docs/campaigns.md}
 * describes the JSON for users.
 */
@NullMarked
package io.paceline.core.campaign;

import org.jspecify.annotations.NullMarked;
