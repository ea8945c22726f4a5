package io.paceline.core.openrtb;

/**
 * The addresses at which an exchange and a page report what became of a bid. This interface is a
 * port: this package writes the addresses into responses, and {@code io.paceline.core.notice}
 * decides their form.
 */
public interface NoticeLinks {

  /** Address for {@code nurl}, with the price macro. */
  String win(String token);

  /** Address for {@code burl}, with the price macro. */
  String billing(String token);

  /** Address for {@code lurl}, with the loss macros. */
  String loss(String token);

  /** Address that a click calls, which redirects to the landing page. */
  String click(String token, String landingPage);
}
