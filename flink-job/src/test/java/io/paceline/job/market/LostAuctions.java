package io.paceline.job.market;

import io.paceline.job.control.Campaigns;
import io.paceline.job.money.TestOptions;
import io.paceline.job.request.Requests;
import io.paceline.notice.NoticeDecoder;
import io.paceline.notice.NoticeToken;
import io.paceline.notice.NoticeUrls;
import io.paceline.openrtb.CurrencyTable;

/** Notices of auctions that somebody else's campaign lost on the tests' site. */
public final class LostAuctions {

  private LostAuctions() {}

  /** A notice as it stands in its topic, with the lowest bid that would have won. */
  public static byte[] notice(long minToWinMicros) {
    NoticeToken token =
        new NoticeToken(
            "bid",
            "gone",
            "gone",
            Campaigns.START,
            300,
            Campaigns.START,
            Requests.EXCHANGE,
            Requests.DOMAIN,
            null,
            false);
    return NoticeDecoder.encode(
        new NoticeUrls("http://127.0.0.1")
            .loss(TestOptions.tokens().sign(token))
            .replace("${AUCTION_LOSS}", "102")
            .replace("${AUCTION_MIN_TO_WIN}", CurrencyTable.cpm(minToWinMicros).toPlainString()));
  }
}
