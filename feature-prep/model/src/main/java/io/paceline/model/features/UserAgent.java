package io.paceline.model.features;

import org.jspecify.annotations.Nullable;

/**
 * Finds the family of the browser and of the operating system by the words in a user agent. A
 * browser also names the browsers that it imitates, so the first word of the list that occurs
 * decides. Logs that hold only families ({@code windows_chrome}) are read in the same way.
 */
final class UserAgent {

  private static final String[][] BROWSERS = {
    {"edg", "edge"},
    {"opr/", "opera"},
    {"opera", "opera"},
    {"samsungbrowser", "samsung"},
    {"firefox", "firefox"},
    {"fxios", "firefox"},
    {"maxthon", "maxthon"},
    {"theworld", "theworld"},
    {"sogou", "sogou"},
    {"chrome", "chrome"},
    {"crios", "chrome"},
    {"safari", "safari"},
    {"trident", "ie"},
    {"msie", "ie"},
    {"_ie", "ie"},
  };

  private static final String[][] SYSTEMS = {
    {"windows phone", "windows phone"},
    {"windows", "windows"},
    {"android", "android"},
    {"iphone", "ios"},
    {"ipad", "ios"},
    {"ios", "ios"},
    {"mac", "mac"},
    {"linux", "linux"},
  };

  private UserAgent() {}

  /**
   * Returns the browser's family: {@code other} where no word is known, null without a user agent.
   */
  static @Nullable String browser(@Nullable String userAgent) {
    return family(userAgent, BROWSERS);
  }

  /**
   * Returns the operating system's family in the same way; {@code stated} wins over the user agent.
   */
  static @Nullable String system(@Nullable String stated, @Nullable String userAgent) {
    String family = family(stated, SYSTEMS);
    return family == null ? family(userAgent, SYSTEMS) : family;
  }

  private static @Nullable String family(@Nullable String text, String[][] words) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    for (String[] word : words) {
      if (containsIgnoringCase(text, word[0])) {
        return word[1];
      }
    }
    return "other";
  }

  private static boolean containsIgnoringCase(String text, String word) {
    int last = text.length() - word.length();
    char first = word.charAt(0);
    for (int i = 0; i <= last; i++) {
      char c = text.charAt(i);
      // The words are lower-case ASCII, which differs from upper case in one bit.
      if ((c == first || (c | 0x20) == first)
          && text.regionMatches(true, i, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }
}
