package io.paceline.job.eligibility;

import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BlockLists;
import io.paceline.core.openrtb.Device;
import io.paceline.core.openrtb.DeviceType;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.Regs;
import io.paceline.core.openrtb.Site;
import io.paceline.core.openrtb.Size;
import io.paceline.core.openrtb.User;
import java.util.ArrayList;
import java.util.List;

/** Bid requests for tests: second price, 100 ms to answer, site {@code news.example}. */
public final class Requests {

  /** Exchange of all requests. */
  public static final String EXCHANGE = "adx";

  /** The page's site. */
  public static final String DOMAIN = "news.example";

  /** {@code tmax} of all requests but those of {@link #patient}, milliseconds. */
  public static final int TMAX_MILLIS = 100;

  private Requests() {}

  /** A request of one 300 x 250 banner. */
  public static BidRequest of(String id, String user, long receivedAtMillis) {
    return of(id, user, receivedAtMillis, 1, false, Regs.NONE);
  }

  /** A request of one 300 x 250 banner that is test traffic. */
  public static BidRequest test(String id, String user, long receivedAtMillis) {
    return of(id, user, receivedAtMillis, 1, true, Regs.NONE);
  }

  /** A request of one banner on a page of a category. */
  public static BidRequest onPageOf(
      String category, String id, String user, long receivedAtMillis) {
    return of(id, user, receivedAtMillis, 1, false, Regs.NONE, List.of(category));
  }

  /** A request of several banners. */
  public static BidRequest of(
      String id, String user, long receivedAtMillis, int imps, boolean test, Regs regs) {
    return of(id, user, receivedAtMillis, imps, test, regs, List.of());
  }

  private static BidRequest of(
      String id,
      String user,
      long receivedAtMillis,
      int imps,
      boolean test,
      Regs regs,
      List<String> categories) {
    List<Imp> offered = new ArrayList<>();
    for (int i = 1; i <= imps; i++) {
      Banner banner = new Banner(List.of(new Size(300, 250)), List.of(), 0);
      offered.add(Imp.readable(Integer.toString(i), banner, 0, "USD", null, false, false));
    }
    return new BidRequest(
        id,
        EXCHANGE,
        receivedAtMillis,
        offered,
        new Site("s", DOMAIN, "https://" + DOMAIN + "/", categories, null, false),
        Device.builder().type(DeviceType.DESKTOP).country("DEU").build(),
        new User(user, null, List.of()),
        regs,
        BidRequest.SECOND_PRICE,
        TMAX_MILLIS,
        List.of(),
        BlockLists.NONE,
        test);
  }

  /** The same request in an auction of the given type. */
  public static BidRequest sold(BidRequest request, int at) {
    return new BidRequest(
        request.id(),
        request.exchange(),
        request.receivedAtMillis(),
        request.imps(),
        request.site(),
        request.device(),
        request.user(),
        request.regs(),
        at,
        request.tmaxMillis(),
        request.cur(),
        request.blockLists(),
        request.test());
  }

  /** The same request with a whole minute to answer, for tests against the real clock. */
  public static BidRequest patient(BidRequest request) {
    return new BidRequest(
        request.id(),
        request.exchange(),
        request.receivedAtMillis(),
        request.imps(),
        request.site(),
        request.device(),
        request.user(),
        request.regs(),
        request.at(),
        60_000,
        request.cur(),
        request.blockLists(),
        request.test());
  }
}
