package io.paceline.core.campaign;

import java.util.List;

/**
 * A banner of a campaign.
 *
 * @param id unique within the campaign
 * @param w width in pixels
 * @param h height in pixels
 * @param attr OpenRTB creative attributes; none may be among the slot's blocked ones
 * @param imageUrl HTTPS address of the picture
 * @param landingPage HTTPS address a click leads to
 */
public record Creative(
    String id, int w, int h, List<Integer> attr, String imageUrl, String landingPage) {}
