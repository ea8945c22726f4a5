package io.paceline.core.campaign;

import java.util.List;

/**
 * A banner of a campaign.
 *
 * @param id unique within the campaign
 * @param w width in pixels
 * @param h height in pixels
 * @param attr OpenRTB creative attributes; the creative does not fit a slot that blocks one of them
 * @param imageUrl HTTPS address of the picture
 * @param landingPage HTTPS address a click leads to
 */
public record Creative(
    String id, int w, int h, List<Integer> attr, String imageUrl, String landingPage) {}
