package io.paceline.core.notice;

import io.paceline.core.exchange.Billing;
import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.exchange.ExchangeProfiles;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the notices topic. A value is JSON, {@code {"url": "…"}}, with the address that an exchange
 * or a browser called, macros replaced. A thin HTTP collector writes it into the topic and need not
 * understand it. Other fields are ignored. {@link NoticeUrls} gives the form of the addresses.
 *
 * <p>A signed notice always counts. Prices are in the unit and the currency of the exchange's
 * profile, or in another currency that the notice names, and are rounded up to a whole micro, or to
 * the step to which the exchange rounds what it bills; {@link PriceForm} says what a win or billing
 * costs whose price is above the bid or cannot be read. Everything else that a notice says is read
 * where it can be, and counts as not told where it cannot. Addresses that were escaped on their way
 * are read, too.
 *
 * <p>Not thread-safe, like its {@link NoticeTokenCodec}.
 */
public final class NoticeDecoder {

  private static final Set<String> OF_CLICKS = Set.of(NoticeUrls.TOKEN, NoticeUrls.REDIRECT);

  private static final String NO_TOKEN = "the notice has no token (parameter t)";

  /** Largest loss reason that is read; exchanges have codes of their own from 1,000 on. */
  private static final BigDecimal MAX_REASON = BigDecimal.valueOf(999_999);

  private static final DocumentParser PARSER =
      DocumentParser.ofMessages("the notice").upToBytes(65_536);

  private final NoticeTokenCodec tokens;
  private final PriceReader prices;
  private final ExchangeProfiles exchanges;

  /**
   * Makes a decoder.
   *
   * @param tokens verifies tokens
   * @param currencies converts prices
   * @param exchanges tell the unit, currency and rounding of prices, and which notice bills. The
   *     win notice of an exchange that sends no billing notice is read as a billing notice, which
   *     keeps the lowest bid that would have won
   */
  public NoticeDecoder(
      NoticeTokenCodec tokens, CurrencyTable currencies, ExchangeProfiles exchanges) {
    this.tokens = tokens;
    this.prices = new PriceReader(currencies);
    this.exchanges = exchanges;
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
   * @throws InvalidNoticeException whose message says why the notice does not count: it is no call
   *     of an address of ours, or its token is not signed with one of our keys
   */
  public Notice decode(byte[] value, long receivedAtMillis) throws InvalidNoticeException {
    String url = url(value).strip();
    for (int round = 0; round < NoticeAddress.rounds(); round++) {
      int question = url.indexOf('?');
      NoticeType type = NoticeAddress.type(question < 0 ? url : url.substring(0, question));
      if (type != null) {
        String query = question < 0 ? "" : url.substring(question + 1);
        return type == NoticeType.CLICK
            ? Notice.click(click(query), receivedAtMillis)
            : auction(type, new NoticeAddress(query), receivedAtMillis);
      }
      // The address may have been escaped as a whole, its question mark included.
      url = NoticeAddress.once(url);
    }
    throw new InvalidNoticeException(
        "the url's path is none of /n/win, /n/billing, /n/loss, /n/click: " + Shown.text(url));
  }

  /**
   * The bid that a refused record would have billed if its token had been signed with a key of
   * ours. Nothing of it can be trusted.
   *
   * @param value the record's value, which {@link #decode} has refused
   * @param refusal why it was refused
   * @param mayName whether the sender of the record may tell of bids at the exchange of that name
   * @return null where the record is no notice that bills, its token cannot be read or is of test
   *     traffic, or its sender may not tell of the exchange that the token names
   */
  public @Nullable NoticeToken unsignedBilling(
      byte[] value, InvalidNoticeException refusal, Predicate<String> mayName) {
    NoticeToken claimed = refusal.claimed();
    if (claimed == null || claimed.test() || !mayName.test(claimed.exchange())) {
      return null;
    }
    String url;
    try {
      url = url(value).strip();
    } catch (InvalidNoticeException e) {
      return null;
    }
    NoticeType bills =
        exchanges.of(claimed.exchange()).billing() == Billing.WIN
            ? NoticeType.WIN
            : NoticeType.BILLING;
    for (int round = 0; round < NoticeAddress.rounds(); round++) {
      int question = url.indexOf('?');
      if (question >= 0 && NoticeAddress.type(url.substring(0, question)) == bills) {
        return claimed;
      }
      url = NoticeAddress.once(url);
    }
    return null;
  }

  private Notice auction(NoticeType type, NoticeAddress address, long receivedAtMillis)
      throws InvalidNoticeException {
    NoticeToken token = token(address);
    ExchangeProfile profile = exchanges.of(token.exchange());
    if (type == NoticeType.LOSS) {
      return Notice.loss(token, minToWin(address, profile), lossReason(address), receivedAtMillis);
    }
    NoticePrice price = prices.toPay(address.values(NoticeUrls.PRICE), profile, token.bidMicros());
    if (type == NoticeType.BILLING) {
      return Notice.billing(token, price, receivedAtMillis);
    }
    Notice win = Notice.win(token, price, minToWin(address, profile), receivedAtMillis);
    // An exchange that bills on the win sends no billing notice, so its win is read as the billing.
    // The market learner turns it back into a win.
    return profile.billing() == Billing.WIN ? win.withType(NoticeType.BILLING) : win;
  }

  /**
   * The token of an auction's notice. Escaping may have put other characters around it, and several
   * values may be there; the signature tells which one is meant. Where none is signed, the refusal
   * tells of the first value that says something.
   */
  private NoticeToken token(NoticeAddress address) throws InvalidNoticeException {
    InvalidNoticeException first = null;
    for (int round = 0; round < NoticeAddress.rounds(); round++) {
      for (String value : address.values(NoticeUrls.TOKEN, round)) {
        try {
          return tokens.verify(tokenText(value));
        } catch (InvalidNoticeException e) {
          first = first == null || (first.claimed() == null && e.claimed() != null) ? e : first;
        }
      }
    }
    throw first == null ? new InvalidNoticeException(NO_TOKEN) : first;
  }

  /**
   * The first run of characters of which tokens consist. A text without any such character comes
   * back as it is, and is refused in the codec's words.
   */
  private static String tokenText(String value) {
    int start = 0;
    while (start < value.length() && !isOfTokens(value.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < value.length() && isOfTokens(value.charAt(end))) {
      end++;
    }
    return start < end ? value.substring(start, end) : value;
  }

  private static boolean isOfTokens(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  /**
   * The token of a click. Its target may hold anything and is signed, so it is taken as it is; only
   * where the signature does not fit, the address is unescaped as in HTML or once more as a whole.
   */
  private NoticeToken click(String query) throws InvalidNoticeException {
    try {
      return strictClick(query);
    } catch (InvalidNoticeException first) {
      for (String other : List.of(NoticeAddress.entities(query), NoticeAddress.once(query))) {
        try {
          return strictClick(other);
        } catch (InvalidNoticeException second) {
          // The first refusal tells of the address as it came.
        }
      }
      throw first;
    }
  }

  /** Refuses a click that redirects to another target than the one that Paceline signed. */
  private NoticeToken strictClick(String text) throws InvalidNoticeException {
    Map<String, String> query = query(text, OF_CLICKS);
    String token = query.get(NoticeUrls.TOKEN);
    if (token == null || token.isEmpty()) {
      throw new InvalidNoticeException(NO_TOKEN);
    }
    String target = query.get(NoticeUrls.REDIRECT);
    if (target == null) {
      throw new InvalidNoticeException("the click has no target (parameter r)");
    }
    return tokens.verifyClick(token, target);
  }

  private static String url(byte[] value) throws InvalidNoticeException {
    JsonValue url;
    try {
      url = PARSER.parseObject(value).field("url");
    } catch (InvalidJsonException e) {
      throw new InvalidNoticeException(e.getMessage());
    }
    String text = url == null ? null : url.text();
    if (text == null) {
      throw new InvalidNoticeException("the notice has no url");
    }
    return text;
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

  /** The lowest bid that would have won, in micros; 0 where the exchange does not state it. */
  private long minToWin(NoticeAddress address, ExchangeProfile profile) {
    return prices.told(address.values(NoticeUrls.MIN_TO_WIN), profile);
  }

  private static int lossReason(NoticeAddress address) {
    for (String text : address.values(NoticeUrls.LOSS_REASON)) {
      BigDecimal code = Scalars.decimal(text.replace('+', ' ').strip().replace(',', '.'));
      if (code != null
          && code.signum() >= 0
          && code.compareTo(MAX_REASON) <= 0
          && code.remainder(BigDecimal.ONE).signum() == 0) {
        return code.intValue();
      }
    }
    return Notice.REASON_NOT_TOLD;
  }
}
