package io.paceline.core.notice;

/**
 * What a win or billing costs.
 *
 * @param micros what is booked, micros per impression, from 0 to the bid
 * @param form whether the notice stated it, or why the bid stands in for what it stated
 */
public record NoticePrice(long micros, PriceForm form) {}
