package io.paceline.job.request;

import io.paceline.notice.Notice;
import io.paceline.openrtb.BidRequest;
import io.paceline.profile.UserEvent;

/**
 * What concerns one user; exactly one of request, notice and event is not null.
 *
 * @param key hashed user key; a throw-away key for a request whose user may not be recognised
 */
public record UserInput(String key, BidRequest request, Notice notice, UserEvent event) {}
