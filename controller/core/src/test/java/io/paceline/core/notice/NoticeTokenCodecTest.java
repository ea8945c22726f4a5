package io.paceline.core.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.money.Micros;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NoticeTokenCodecTest {

  private static final String SHOP = "https://shop.example/?a=1";

  private static final String URL_SAFE =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final NoticeTokenCodec codec = new NoticeTokenCodec(Tokens.SECRET);

  @Property(seed = "1")
  void everyTokenComesBackTheSame(@ForAll("tokens") NoticeToken token)
      throws InvalidNoticeException {
    String text = codec.sign(token);
    assertThat(text).matches("[A-Za-z0-9_-]+");
    assertThat(codec.verify(text)).isEqualTo(token);
    assertThat(new NoticeTokenCodec(Tokens.SECRET).sign(token)).isEqualTo(text);
  }

  @Property(tries = 2000, seed = "1")
  void anyCharacterFlippedIsRefused(
      @ForAll("tokens") NoticeToken token,
      @ForAll @IntRange(max = 100_000) int position,
      @ForAll @IntRange(min = 1, max = 63) int shift) {
    StringBuilder text = new StringBuilder(codec.sign(token));
    int at = position % text.length();
    int other = (URL_SAFE.indexOf(text.charAt(at)) + shift) % URL_SAFE.length();
    text.setCharAt(at, URL_SAFE.charAt(other));
    assertThatThrownBy(() -> codec.verify(text.toString()))
        .isInstanceOf(InvalidNoticeException.class);
  }

  @Test
  void everyCharacterOfATokenCounts() {
    String text = codec.sign(Tokens.bidAt1500());
    for (int at = 0; at < text.length(); at++) {
      for (int shift = 1; shift < URL_SAFE.length(); shift++) {
        StringBuilder flipped = new StringBuilder(text);
        int other = (URL_SAFE.indexOf(text.charAt(at)) + shift) % URL_SAFE.length();
        flipped.setCharAt(at, URL_SAFE.charAt(other));
        assertThatThrownBy(() -> codec.verify(flipped.toString()))
            .isInstanceOf(InvalidNoticeException.class);
      }
    }
  }

  @Test
  void aTokenCutShortOrExtendedIsRefused() {
    String text = codec.sign(Tokens.bidAt1500());
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      assertThatThrownBy(() -> codec.verify(cut)).isInstanceOf(InvalidNoticeException.class);
    }
    for (String extended : new String[] {text + "A", text + "AAAA", text + "=", text + "=="}) {
      assertThatThrownBy(() -> codec.verify(extended)).isInstanceOf(InvalidNoticeException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%%%", "not a token", "AAAA", "ü"})
  void whatIsNoTokenIsSaidToBeNone(String text) {
    assertThatThrownBy(() -> codec.verify(text))
        .isInstanceOf(InvalidNoticeException.class)
        .hasMessageStartingWith("the token is not one of ours");
  }

  @Test
  void anotherSecretsTokenHasAWrongSignature() {
    NoticeTokenCodec other =
        new NoticeTokenCodec("another secret, as long".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> codec.verify(other.sign(Tokens.bidAt1500())))
        .isInstanceOf(InvalidNoticeException.class)
        .hasMessage("the token's signature is wrong");
  }

  @Test
  void aRefusedTokenDoesNotSpoilTheNext() throws InvalidNoticeException {
    String text = codec.sign(Tokens.bidAt1500());
    assertThatThrownBy(() -> codec.verify("A" + text)).isInstanceOf(InvalidNoticeException.class);
    assertThat(codec.verify(text)).isEqualTo(Tokens.bidAt1500());
  }

  @Test
  void aTypicalTokenStaysShort() {
    assertThat(codec.sign(Tokens.bidAt1500())).hasSizeLessThan(120);
  }

  @Test
  void aShortSecretIsRefused() {
    assertThatThrownBy(() -> new NoticeTokenCodec(new byte[15]))
        .hasMessage("the secret of key 0 that signs notices must have at least 16 bytes, got 15");
  }

  @Property(seed = "1")
  void aKeyIsReplacedWithoutLosingATokenOfEither(
      @ForAll("tokens") NoticeToken token, @ForAll @IntRange(max = 255) int newId)
      throws InvalidNoticeException {
    Assume.that(newId != 9);
    String fresh = newId + ":another secret as long";
    String old = "9:0123456789abcdef";
    NoticeTokenCodec before = new NoticeTokenCodec(NoticeKeys.parse(old));
    NoticeTokenCodec added = new NoticeTokenCodec(NoticeKeys.parse(old + "," + fresh));
    NoticeTokenCodec first = new NoticeTokenCodec(NoticeKeys.parse(fresh + ", " + old));
    NoticeTokenCodec after = new NoticeTokenCodec(NoticeKeys.parse(fresh));

    assertThat(added.sign(token)).isEqualTo(before.sign(token));
    assertThat(after.sign(token)).isEqualTo(first.sign(token));
    for (NoticeTokenCodec verifies : List.of(added, first)) {
      assertThat(verifies.verify(before.sign(token))).isEqualTo(token);
      assertThat(verifies.verify(after.sign(token))).isEqualTo(token);
      assertThat(verifies.verifyClick(before.signClick(token, SHOP), SHOP)).isEqualTo(token);
      assertThat(verifies.verifyClick(after.signClick(token, SHOP), SHOP)).isEqualTo(token);
    }
    assertThatThrownBy(() -> after.verify(before.sign(token)))
        .isInstanceOf(InvalidNoticeException.class)
        .hasMessage("the token names key 9, which is not among the keys in use: %s", newId);
  }

  @Test
  void aTokenOfAnotherFormIsRefusedEvenIfSignedWithOurKey() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Tokens.SECRET, "HmacSHA256"));
    for (int length = 0; length < 60; length++) {
      byte[] payload = new byte[2 + length];
      Arrays.fill(payload, (byte) 0x7f);
      payload[0] = 3;
      payload[1] = 0;
      byte[] forged = Arrays.copyOf(payload, payload.length + 16);
      System.arraycopy(mac.doFinal(payload), 0, forged, payload.length, 16);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(forged);
      assertThatThrownBy(() -> codec.verify(text)).isInstanceOf(InvalidNoticeException.class);
    }
  }

  @Test
  void aTextTooLongForATokenIsRefused() {
    NoticeToken token = TokenBuilder.token("x".repeat(65_535)).build();
    assertThatThrownBy(() -> codec.sign(token)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTokenThatOurKeySignedInAnotherFormIsRefused() throws Exception {
    byte[] signed = Base64.getUrlDecoder().decode(codec.sign(Tokens.bidAt1500()));
    // Leave out the signature and the category, a null text that takes two bytes.
    byte[] payload = Arrays.copyOf(signed, signed.length - 16 - 2);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Tokens.SECRET, "HmacSHA256"));
    byte[] other = Arrays.copyOf(payload, payload.length + 16);
    System.arraycopy(mac.doFinal(payload), 0, other, payload.length, 16);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(other);

    assertThatThrownBy(() -> codec.verify(text))
        .isInstanceOf(InvalidNoticeException.class)
        .hasMessage("the token is signed with our key, but has another form");
  }

  @Provide
  Arbitrary<NoticeToken> tokens() {
    Arbitrary<String> name = Arbitraries.strings().withChars("aZ0 /&=äß京").ofMaxLength(40);
    Arbitrary<String> text = name.injectNull(0.2);
    Arbitrary<Long> time = Arbitraries.longs().between(0, 253_402_300_799_999L);
    Arbitrary<Long> micros = Arbitraries.longs().between(0, Micros.MAX);
    return Combinators.combine(name, name, time, micros, time, name, text, text)
        .as(
            (bid, campaign, period, price, at, exchange, site, user) ->
                new NoticeToken(
                    bid,
                    campaign,
                    campaign + bid,
                    period,
                    price,
                    at,
                    exchange,
                    site,
                    user,
                    at % 2 == 0,
                    site));
  }

  @Test
  void anAmountOrTimeOutOfBoundsIsRefusedEvenIfItIsSigned() {
    List.of(
            TokenBuilder.token("bid").bid(Micros.MAX + 1, 1).build(),
            TokenBuilder.token("bid").bid(-1, 1).build(),
            TokenBuilder.token("bid").bid(1, Long.MAX_VALUE).build(),
            TokenBuilder.token("bid").bid(1, 1).period(Long.MIN_VALUE).build())
        .forEach(
            token ->
                assertThatThrownBy(() -> codec.verify(codec.sign(token)))
                    .isInstanceOf(InvalidNoticeException.class)
                    .hasMessageContaining("out of bounds"));
  }

  @Test
  void aClicksTokenTellsTheSameBidButNothingOfMoney() throws InvalidNoticeException {
    String click = codec.signClick(Tokens.bidAt1500(), SHOP);

    assertThat(codec.verifyClick(click, SHOP)).isEqualTo(Tokens.bidAt1500());
    assertThatThrownBy(() -> codec.verify(click))
        .isInstanceOf(InvalidNoticeException.class)
        .hasMessageContaining("not valid for win, billing or loss notices");
    assertThatThrownBy(() -> codec.verifyClick(codec.sign(Tokens.bidAt1500()), SHOP))
        .isInstanceOf(InvalidNoticeException.class)
        .hasMessageContaining("of another kind");
  }

  @Test
  void aClickLeadsNowhereButToItsTarget() throws InvalidNoticeException {
    String click = codec.signClick(Tokens.bidAt1500(), SHOP);

    for (String other :
        List.of("", "https://evil.example", SHOP + "x", SHOP.substring(0, SHOP.length() - 1))) {
      assertThatThrownBy(() -> codec.verifyClick(click, other))
          .isInstanceOf(InvalidNoticeException.class)
          .hasMessage("the click is not signed for its target (parameter r): " + other);
    }
    String nowhere = codec.signClick(Tokens.bidAt1500(), "");
    assertThat(codec.verifyClick(nowhere, "")).isEqualTo(Tokens.bidAt1500());
    assertThatThrownBy(() -> codec.verifyClick(nowhere, SHOP))
        .isInstanceOf(InvalidNoticeException.class);
  }

  /** The signature must not hold any more once bytes of the target move into the token. */
  @Test
  void theTargetsBeginningCannotBeMovedIntoTheToken() {
    byte[] click = Base64.getUrlDecoder().decode(codec.signClick(Tokens.bidAt1500(), "ab" + SHOP));
    int payload = click.length - 16;
    byte[] moved = new byte[click.length + 2];
    System.arraycopy(click, 0, moved, 0, payload);
    moved[payload] = 'a';
    moved[payload + 1] = 'b';
    System.arraycopy(click, payload, moved, payload + 2, 16);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(moved);

    assertThatThrownBy(() -> codec.verifyClick(text, SHOP))
        .isInstanceOf(InvalidNoticeException.class);
  }

  @Test
  void signingInAnyOrderGivesTheSameTexts() {
    NoticeToken other =
        TokenBuilder.token("b")
            .campaign("c")
            .budgetId("d")
            .period(1)
            .bid(2, 3)
            .exchange("e")
            .test()
            .build();
    String money = codec.sign(Tokens.bidAt1500());
    String click = codec.signClick(Tokens.bidAt1500(), SHOP);
    codec.sign(other);

    assertThat(codec.signClick(Tokens.bidAt1500(), SHOP)).isEqualTo(click);
    codec.signClick(other, "https://other.example");
    assertThat(codec.sign(Tokens.bidAt1500())).isEqualTo(money);
  }
}
