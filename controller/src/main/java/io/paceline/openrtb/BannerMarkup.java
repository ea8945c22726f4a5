package io.paceline.openrtb;

/** The HTML of a banner: a picture within a link; every value is escaped. */
final class BannerMarkup {

  private static final String HREF = "<a href=\"";

  private BannerMarkup() {}

  static String of(Bid bid, String clickUrl) {
    StringBuilder html = new StringBuilder(512);
    html.append(HREF);
    appendEscaped(html, clickUrl);
    html.append("\" target=\"_blank\" rel=\"noopener\"><img src=\"");
    appendEscaped(html, bid.imageUrl());
    html.append("\" width=\"").append(bid.w());
    html.append("\" height=\"").append(bid.h());
    return html.append("\" alt=\"\"></a>").toString();
  }

  /** The address a click on such markup calls, or null where it is no such markup. */
  static String clickUrl(String adm) {
    if (!adm.startsWith(HREF)) {
      return null;
    }
    int end = adm.indexOf('"', HREF.length());
    return end < 0 ? null : unescaped(adm.substring(HREF.length(), end));
  }

  private static void appendEscaped(StringBuilder html, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
