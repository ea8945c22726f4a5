package io.paceline.core.openrtb;

import java.util.List;

/** Requests for tests. */
public final class Requests {

  /** Signals that allow a profile. */
  public static final Regs NO_REGS = Regs.NONE;

  private Requests() {}

  /** A request with one banner impression from this user and device, and nothing else. */
  public static BidRequest of(User user, Device device, Regs regs, String exchange) {
    return new BidRequest(
        "r",
        exchange,
        0L,
        List.of(
            Imp.readable(
                "1",
                new Banner(List.of(new Size(300, 250)), List.of(), 0),
                0L,
                "USD",
                null,
                false,
                false)),
        null,
        device,
        user,
        regs,
        BidRequest.SECOND_PRICE,
        100,
        List.of(),
        BlockLists.NONE,
        false);
  }
}
