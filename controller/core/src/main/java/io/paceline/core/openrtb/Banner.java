package io.paceline.core.openrtb;

import java.util.List;

/**
 * A banner slot (OpenRTB 2.6 section 3.2.6).
 *
 * @param sizes accepted sizes ({@code w}/{@code h} first, then {@code format}), at least one
 * @param battr blocked creative attributes
 * @param pos ad position code, 0 for unknown
 */
public record Banner(List<Size> sizes, List<Integer> battr, int pos) {}
