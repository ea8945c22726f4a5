package io.paceline.notice;

/**
 * A notice whose token's signature was verified.
 *
 * @param type what happened
 * @param token the bid it speaks of
 * @param priceMicros price to pay, micros per impression (WIN, BILLING; 0 otherwise); for a LOSS
 *     the price to beat where told, else 0
 * @param lossReason OpenRTB loss reason code, 0 where none
 * @param receivedAtMillis wall time at which it entered the notices topic
 */
public record Notice(
    NoticeType type, NoticeToken token, long priceMicros, int lossReason, long receivedAtMillis) {}
