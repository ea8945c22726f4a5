package io.paceline.job.market;

import io.paceline.core.money.CurrencyTable;
import io.paceline.core.notice.NoticeDecoder;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeUrls;
import io.paceline.job.control.Campaigns;
import io.paceline.job.spend.Notices;
import io.paceline.job.spend.TestOptions;

/** Loss notices about bids of a campaign that no test books, for auctions on the tests' site. */
public final class LostAuctions {

  private LostAuctions() {}

  /** A loss notice as its topic holds it, with the lowest bid that would have won. */
  public static byte[] notice(long minToWinMicros) {
    NoticeToken token =
        Notices.token("bid", "gone").period(Campaigns.START).bid(300, Campaigns.START).build();
    return NoticeDecoder.encode(
        new NoticeUrls("http://127.0.0.1")
            .loss(TestOptions.tokens().sign(token))
            .replace("${AUCTION_LOSS}", "102")
            .replace("${AUCTION_MIN_TO_WIN}", CurrencyTable.cpm(minToWinMicros).toPlainString()));
  }
}
