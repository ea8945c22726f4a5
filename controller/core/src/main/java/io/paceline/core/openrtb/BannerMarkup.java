package io.paceline.core.openrtb;

import org.jspecify.annotations.Nullable;

/** Writes the HTML of a banner, a picture within a link; every value is escaped. */
final class BannerMarkup {

  private static final String HREF = "<a href=\"";

  private static final int TYPICAL_LENGTH = 1024;

  private BannerMarkup() {}

  static String of(Bid.Ad ad, String clickUrl) {
    StringBuilder html = new StringBuilder(TYPICAL_LENGTH);
    html.append(HREF);
    appendEscaped(html, clickUrl);
    html.append("\" target=\"_blank\" rel=\"noopener\"><img src=\"");
    appendEscaped(html, ad.imageUrl());
    html.append("\" width=\"").append(ad.w());
    html.append("\" height=\"").append(ad.h());
    return html.append("\" alt=\"\"></a>").toString();
  }

  /** The address that a click on the banner calls, or null where the HTML is no such banner. */
  static @Nullable String clickUrl(String adm) {
    if (!adm.startsWith(HREF)) {
      return null;
    }
    int end = adm.indexOf('"', HREF.length());
    return end < 0 ? null : unescaped(adm.substring(HREF.length(), end));
  }

  /** Appends the text between two entities in one piece, because few characters need an entity. */
  private static void appendEscaped(StringBuilder html, String text) {
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      String entity = entity(text.charAt(i));
      if (entity != null) {
        html.append(text, run, i).append(entity);
        run = i + 1;
      }
    }
    html.append(text, run, text.length());
  }

  private static @Nullable String entity(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      default -> null;
    };
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
