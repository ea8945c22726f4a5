package io.paceline.core.openrtb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The human behind the device (OpenRTB 2.6 section 3.2.20).
 *
 * @param id the exchange's user id, or null
 * @param buyeruid our own id for the user as matched by the exchange, or null
 * @param segments ids of {@code data.segment}, the user's interests
 */
public record User(@Nullable String id, @Nullable String buyeruid, List<String> segments) {}
