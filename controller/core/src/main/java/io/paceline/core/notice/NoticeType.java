package io.paceline.core.notice;

/** What an exchange or a page reports about a bid. */
public enum NoticeType {
  /** {@code nurl}: the auction was won. */
  WIN,
  /** {@code burl}: the impression is billable; this notice debits the budget. */
  BILLING,
  /** {@code lurl}: the auction was lost. */
  LOSS,
  /** The user clicked. */
  CLICK
}
