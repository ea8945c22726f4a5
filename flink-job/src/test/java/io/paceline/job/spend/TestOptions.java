package io.paceline.job.spend;

import io.paceline.core.notice.NoticeTokenCodec;
import io.paceline.job.options.JobOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The job's options in tests: campaign time equals wall time, a tick takes 100 ms and windows take
 * seconds.
 */
public final class TestOptions {

  /** Wall time between two ticks, milliseconds. */
  public static final long TICK = 100;

  /** Auction window, milliseconds. */
  public static final long AUCTION_WINDOW = 2_000;

  /** Billing window, milliseconds. */
  public static final long BILLING_WINDOW = 10_000;

  /** Duplicate window, milliseconds. */
  public static final long DUPLICATE_WINDOW = 60_000;

  /** How many milliseconds of {@code tmax} must be left. */
  public static final long MARGIN = 10;

  private static final String SECRET = "0123456789abcdef";

  private TestOptions() {}

  /** The tests' options together with additional ones, given as {@code --key value}. */
  public static JobOptions with(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--notice.secret", SECRET,
                "--tick", TICK + " ms",
                "--window.auction", AUCTION_WINDOW + " ms",
                "--window.billing", BILLING_WINDOW + " ms",
                "--window.duplicates", DUPLICATE_WINDOW + " ms",
                "--deadline.margin", MARGIN + " ms",
                "--training.sample", "1"));
    arguments.addAll(List.of(more));
    return JobOptions.fromArguments(arguments.toArray(new String[0]));
  }

  /** Signs and verifies as the job with these options does. */
  public static NoticeTokenCodec tokens() {
    return new NoticeTokenCodec(SECRET.getBytes(StandardCharsets.UTF_8));
  }
}
