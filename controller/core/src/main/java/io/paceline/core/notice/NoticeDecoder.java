package io.paceline.core.notice;

import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonBytes;
import io.paceline.core.json.JsonValue;
import io.paceline.core.json.Scalars;
import io.paceline.core.json.Shown;
import io.paceline.core.money.CurrencyTable;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the notices topic. A value is JSON, {@code {"url": "…"}}, with the address that an exchange
 * or a browser called, macros replaced. A thin HTTP collector writes it into the topic and need not
 * understand it. Other fields are ignored. {@link NoticeUrls} gives the form of the addresses.
 *
 * <p>Prices are CPM in Paceline's currency and are rounded up to a whole micro. A win or billing
 * notice without a readable price, or with a price above its bid, does not count. A loss notice
 * needs neither a reason nor a price.
 *
 * <p>Not thread-safe, like its {@link NoticeTokenCodec}.
 */
public final class NoticeDecoder {

  private static final Set<String> OF_CLICKS = Set.of(NoticeUrls.TOKEN, NoticeUrls.REDIRECT);
  private static final Set<String> OF_AUCTIONS =
      Set.of(NoticeUrls.TOKEN, NoticeUrls.PRICE, NoticeUrls.LOSS_REASON, NoticeUrls.MIN_TO_WIN);
  private static final String MACRO = "${";
  private static final DocumentParser PARSER =
      DocumentParser.ofMessages("the notice").upToBytes(65_536);

  private final NoticeTokenCodec tokens;
  private final CurrencyTable currencies;
  private final Set<String> billsOnWin;

  /**
   * A decoder of exchanges that all send billing notices.
   *
   * @param tokens verifies tokens
   * @param currencies converts prices
   */
  public NoticeDecoder(NoticeTokenCodec tokens, CurrencyTable currencies) {
    this(tokens, currencies, List.of());
  }

  /**
   * Makes a decoder.
   *
   * @param tokens verifies tokens
   * @param currencies converts prices
   * @param billsOnWin exchanges that send no billing notice: their win notice is read as a billing
   *     notice, which keeps the lowest bid that would have won
   */
  public NoticeDecoder(
      NoticeTokenCodec tokens, CurrencyTable currencies, Collection<String> billsOnWin) {
    this.tokens = tokens;
    this.currencies = currencies;
    this.billsOnWin = Set.copyOf(billsOnWin);
  }

  /** The value of the notices topic for an address that was called. */
  public static byte[] encode(String url) {
    return JsonBytes.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("url", url);
          json.writeEndObject();
        });
  }

  /**
   * Reads one notice.
   *
   * @param value the record's value
   * @param receivedAtMillis wall time of the record
   * @throws InvalidNoticeException whose message says why the notice does not count
   */
  public Notice decode(byte[] value, long receivedAtMillis) throws InvalidNoticeException {
    String url = url(value);
    int question = url.indexOf('?');
    String path = question < 0 ? url : url.substring(0, question);
    NoticeType type = type(path);
    Map<String, String> query =
        query(
            question < 0 ? "" : url.substring(question + 1),
            type == NoticeType.CLICK ? OF_CLICKS : OF_AUCTIONS);
    String text = query.get(NoticeUrls.TOKEN);
    if (text == null || text.isEmpty()) {
      throw new InvalidNoticeException("the notice has no token (parameter t)");
    }
    NoticeToken token = type == NoticeType.CLICK ? click(text, query) : tokens.verify(text);
    return switch (type) {
      case WIN -> {
        Notice win =
            Notice.win(token, price(query, token), minToWinIfReadable(query), receivedAtMillis);
        // An exchange that bills on the win sends no billing notice, so all readers get its win as
        // the billing.
        yield billsOnWin.contains(token.exchange()) ? win.withType(NoticeType.BILLING) : win;
      }
      case BILLING -> Notice.billing(token, price(query, token), receivedAtMillis);
      case LOSS -> Notice.loss(token, minToWin(query), lossReason(query), receivedAtMillis);
      case CLICK -> Notice.click(token, receivedAtMillis);
    };
  }

  /** Refuses a click that redirects to another target than the one that Paceline signed. */
  private NoticeToken click(String text, Map<String, String> query) throws InvalidNoticeException {
    String target = query.get(NoticeUrls.REDIRECT);
    if (target == null) {
      throw new InvalidNoticeException("the click has no target (parameter r)");
    }
    return tokens.verifyClick(text, target);
  }

  private static String url(byte[] value) throws InvalidNoticeException {
    JsonValue url;
    try {
      url = PARSER.parseObject(value).field("url");
    } catch (InvalidJsonException e) {
      throw new InvalidNoticeException(e.getMessage());
    }
    if (url == null || url.text() == null) {
      throw new InvalidNoticeException("the notice has no url");
    }
    return url.text();
  }

  private static NoticeType type(String path) throws InvalidNoticeException {
    int start = path.lastIndexOf(NoticeUrls.PATH);
    String name = start < 0 ? "" : path.substring(start + NoticeUrls.PATH.length());
    return switch (name) {
      case "win" -> NoticeType.WIN;
      case "billing" -> NoticeType.BILLING;
      case "loss" -> NoticeType.LOSS;
      case "click" -> NoticeType.CLICK;
      default ->
          throw new InvalidNoticeException(
              "the url's path is none of /n/win, /n/billing, /n/loss, /n/click: "
                  + Shown.text(path));
    };
  }

  private static Map<String, String> query(String text, Set<String> parameters)
      throws InvalidNoticeException {
    int fragment = text.indexOf('#');
    Map<String, String> query = new HashMap<>();
    for (String part : (fragment < 0 ? text : text.substring(0, fragment)).split("&", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? "" : part.substring(0, equals);
      if (!parameters.contains(name)) {
        // Exchanges append parameters of their own, whose form is not checked.
        continue;
      }
      String value;
      try {
        value = URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        throw new InvalidNoticeException("the url's parameter " + name + " is badly escaped");
      }
      if (query.put(name, value) != null) {
        throw new InvalidNoticeException("the url has the parameter " + name + " twice");
      }
    }
    return query;
  }

  private long price(Map<String, String> query, NoticeToken token) throws InvalidNoticeException {
    String text = query.getOrDefault(NoticeUrls.PRICE, "").strip();
    if (text.isEmpty()) {
      throw new InvalidNoticeException("the notice has no price (parameter p)");
    }
    if (text.startsWith(MACRO)) {
      throw new InvalidNoticeException(
          "the exchange left the price macro unexpanded: p=" + Shown.text(text));
    }
    long micros = micros("the price", text);
    if (micros > token.bidMicros()) {
      throw new InvalidNoticeException(
          "the price "
              + Shown.text(text)
              + " is above the bid of "
              + CurrencyTable.cpm(token.bidMicros()).toPlainString());
    }
    return micros;
  }

  /** The lowest bid that would have won, in micros; 0 where the exchange does not state it. */
  private long minToWin(Map<String, String> query) throws InvalidNoticeException {
    String text = query.getOrDefault(NoticeUrls.MIN_TO_WIN, "").strip();
    return text.isEmpty() || text.startsWith(MACRO) ? 0L : micros("the minimum to win", text);
  }

  /** Like {@link #minToWin}, but 0 where unreadable, since the win itself must count anyway. */
  private long minToWinIfReadable(Map<String, String> query) {
    try {
      return minToWin(query);
    } catch (InvalidNoticeException e) {
      return 0L;
    }
  }

  private static int lossReason(Map<String, String> query) throws InvalidNoticeException {
    String text = query.getOrDefault(NoticeUrls.LOSS_REASON, "").strip();
    if (text.isEmpty() || text.startsWith(MACRO)) {
      return 0;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new InvalidNoticeException(
          "the loss reason is not a whole number: " + Shown.text(text));
    }
  }

  private long micros(String what, String text) throws InvalidNoticeException {
    BigDecimal cpm = Scalars.decimal(text);
    if (cpm == null) {
      throw new InvalidNoticeException(what + " is not a number: " + Shown.text(text));
    }
    try {
      return currencies.microsRoundedUp(cpm, currencies.base());
    } catch (IllegalArgumentException e) {
      throw new InvalidNoticeException(what + " " + e.getMessage());
    }
  }
}
