package io.paceline.core.profile;

import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Device;
import io.paceline.core.openrtb.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes the key under which a user's profile is kept. The key is a hash, so that no id of an
 * exchange or a device is stored in state or travels in a notice.
 */
public final class UserKey {

  private static final int HASH_BYTES = 8;

  private UserKey() {}

  /**
   * Sixteen hexadecimal digits of the SHA-256 of {@code user.buyeruid}, else {@code user.id}, else
   * {@code device.ifa}. The exchange's name is hashed with {@code user.id}, because such an id is
   * valid within its exchange only.
   *
   * @return the key; null where law or the user's choice forbids a profile ({@code lmt} and {@code
   *     dnt} among others), or where the request names no user
   */
  public static @Nullable String of(BidRequest request) {
    if (!request.profilingAllowed()) {
      return null;
    }
    User user = request.user();
    if (user.buyeruid() != null) {
      return hash("buyeruid", user.buyeruid());
    }
    if (user.id() != null) {
      return hash("id", request.exchange() + '\n' + user.id());
    }
    Device device = request.device();
    if (device.ifa() != null && !isErased(device.ifa())) {
      return hash("ifa", device.ifa().toLowerCase(Locale.ROOT));
    }
    return null;
  }

  /** Platforms hand out an id of zeros where the user has switched tracking off. */
  private static boolean isErased(String ifa) {
    return ifa.chars().allMatch(c -> c == '0' || c == '-');
  }

  private static String hash(String kind, String value) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((kind + '\n' + value).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
