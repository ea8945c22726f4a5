package io.paceline.core.openrtb;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.money.CurrencyTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

final class BidRequestRoundTripTest {

  private static final CurrencyTable CURRENCIES =
      CurrencyTable.parse("EUR", "USD=0.925925,CNY=0.13,JPY=0.006");

  private final BidRequestCodec codec = new BidRequestCodec(CURRENCIES, 100);

  @Property(tries = 300, seed = "1")
  void whatIsWrittenIsReadBackTheSame(@ForAll("requests") BidRequest request)
      throws InvalidRequestException {
    assertThat(codec.decode(codec.encode(request), request.exchange(), request.receivedAtMillis()))
        .isEqualTo(request);
  }

  @Property(tries = 500, seed = "1")
  void damagedBytesAreReadOrRefusedButNeverFail(
      @ForAll("requests") BidRequest request,
      @ForAll @IntRange(min = 0, max = 100_000) int position,
      @ForAll byte value) {
    byte[] json = codec.encode(request);
    json[position % json.length] = value;
    try {
      assertThat(codec.decode(json, "x", 0L).imps()).isNotEmpty();
    } catch (InvalidRequestException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(400);
    }
  }

  @Property(tries = 500, seed = "1")
  void anyNumberInAnyPlaceIsReadOrRefusedButNeverFails(@ForAll("numbers") String number) {
    String json =
        "{\"id\":\"r\",\"at\":N,\"imp\":[{\"id\":\"1\",\"bidfloor\":N,\"banner\":{\"w\":3,\"h\":2,\"pos\":N,"
            + "\"battr\":[N]}}],\"device\":{\"devicetype\":N,\"dnt\":N}}";
    try {
      BidRequest request =
          codec.decode(json.replace("N", number).getBytes(StandardCharsets.UTF_8), "x", 0L);
      assertThat(request.imps().get(0).bidfloorMicros()).isNotNegative();
      assertThat(request.at()).isPositive();
    } catch (InvalidRequestException e) {
      assertThat(e.getMessage()).matches("(imp\\[0]\\.bidfloor|at must be a code).*");
    }
  }

  @Provide
  Arbitrary<String> numbers() {
    return Combinators.combine(
            Arbitraries.bigDecimals(),
            Arbitraries.integers().between(-2_000_000_000, 2_000_000_000))
        .as((mantissa, exponent) -> mantissa.toPlainString() + "e" + exponent);
  }

  @Provide
  Arbitrary<BidRequest> requests() {
    Arbitrary<Site> places = Arbitraries.oneOf(Arbitraries.just(null), sites(), apps());
    Arbitrary<User> users =
        Combinators.combine(maybeText(), maybeText(), text().list().uniqueElements().ofMaxSize(3))
            .as(User::new);
    Arbitrary<Regs> regs =
        Combinators.combine(
                Arbitraries.of(true, false),
                Arbitraries.of(true, false),
                Arbitraries.of(true, false))
            .as(Regs::new);
    Arbitrary<List<String>> badv = domain().list().ofMaxSize(3);
    return Combinators.combine(
            imps(),
            places,
            devices(),
            users,
            regs,
            Arbitraries.integers().between(1, 600),
            Arbitraries.integers().between(1, 60_000),
            badv)
        .as(
            (imps, place, device, user, law, at, tmax, blocked) ->
                new BidRequest(
                    "id " + tmax,
                    "x",
                    at,
                    imps,
                    place,
                    device,
                    user,
                    law,
                    at,
                    tmax,
                    at % 2 == 0 ? List.of() : List.of("EUR", "USD"),
                    BlockLists.of(List.of("IAB25", "IAB7-39"), blocked),
                    at % 3 == 0));
  }

  private static Arbitrary<List<Imp>> imps() {
    Arbitrary<Size> size =
        Combinators.combine(
                Arbitraries.integers().between(1, 2000), Arbitraries.integers().between(1, 2000))
            .as(Size::new);
    Arbitrary<Banner> banner =
        Combinators.combine(
                size.list().uniqueElements().ofMinSize(1).ofMaxSize(4),
                Arbitraries.integers().between(1, 20).list().ofMaxSize(3),
                Arbitraries.integers().between(0, 7))
            .as(Banner::new);
    return Combinators.combine(
            text(),
            banner.injectNull(0.2),
            Arbitraries.longs().between(0, 100_000_000L),
            Arbitraries.of("EUR", "USD", "CNY", "JPY"),
            maybeText(),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(Imp::readable)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .uniqueElements(Imp::id);
  }

  private static Arbitrary<Site> sites() {
    return Combinators.combine(
            text(), domain().injectNull(0.2), maybeText(), categories(), maybeText())
        .as(
            (id, domain, page, cat, publisher) ->
                new Site(id, domain, domain == null ? null : page, cat, publisher, false));
  }

  private static Arbitrary<Site> apps() {
    return Combinators.combine(maybeText(), domain().injectNull(0.2), categories(), maybeText())
        .as((id, bundle, cat, publisher) -> new Site(id, bundle, null, cat, publisher, true));
  }

  private static Arbitrary<Device> devices() {
    return Builders.withBuilder(Device::builder)
        .use(maybeText())
        .in(Device.Builder::ua)
        .use(maybeText())
        .in(Device.Builder::ifa)
        .use(Arbitraries.of(DeviceType.class))
        .in(Device.Builder::type)
        .use(maybeText())
        .in(Device.Builder::os)
        .use(Arbitraries.of("DEU", "USA", "ZZZ").injectNull(0.2))
        .in(Device.Builder::country)
        .use(maybeText())
        .in(Device.Builder::region)
        .use(maybeText())
        .in(Device.Builder::city)
        .use(Arbitraries.of(true, false))
        .in(Device.Builder::lmt)
        .build(Device.Builder::build)
        // A device of unknown type has no user agent, or the reader would guess its type.
        .filter(device -> device.type() != DeviceType.UNKNOWN || device.ua() == null);
  }

  private static Arbitrary<List<String>> categories() {
    return Arbitraries.of("IAB1", "IAB7-39", "IAB18-2", "BSW4")
        .list()
        .uniqueElements()
        .ofMaxSize(3);
  }

  private static Arbitrary<String> maybeText() {
    return text().injectNull(0.3);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .withChars("aZ09-_.:/\\\"'<>&{}[]$, äß京\u0001\u2028")
        .ofMinLength(1)
        .ofMaxLength(12)
        .map(text -> "x" + text.strip());
  }

  private static Arbitrary<String> domain() {
    return Arbitraries.strings()
        .withChars("abcxyz019-")
        .ofMinLength(1)
        .ofMaxLength(8)
        .map(name -> name + ".example");
  }
}
