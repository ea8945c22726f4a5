package io.paceline.core.openrtb;

/**
 * The addresses at which an exchange and a page report what became of a bid. A port: this room
 * writes them into responses and leaves their form to {@code io.paceline.core.notice}.
 */
public interface NoticeLinks {

  /** Address for {@code nurl}, with the price macro. */
  String win(String token);

  /** Address for {@code burl}, with the price macro. */
  String billing(String token);

  /** Address for {@code lurl}, with the loss macros. */
  String loss(String token);

  /** Address a click calls, which leads on to the landing page. */
  String click(String token, String landingPage);
}
