package io.paceline.core.exchange;

/** Which of an exchange's notices debits a budget. */
public enum Billing {
  /** The win notice bills, because the exchange sends no billing notice. */
  WIN,
  /** A win notice may come first; the billing notice bills, within the billing window. */
  NOTICE,
  /**
   * The billing notice is called when the impression is rendered, and no earlier notice tells of
   * the win. So a bid may have won although nothing is heard of it for as long as the billing
   * window.
   */
  RENDER
}
