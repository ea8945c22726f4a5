package io.paceline.deploy.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of one file that draws itself with a script. Style, data, Chart.js (from its WebJar) and
 * the script are inside the file, so the page can be read without a network.
 */
public final class Page {
  private static final String WEBJAR = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*$");

  private Page() {}

  /**
   * A page whose own parts are resources beside a class: {@code NAME.html}, which is its body,
   * {@code NAME.css}, which adds to the common style, and {@code NAME.js}, which fills the body.
   * What the scripts may use is in {@code page.js}.
   *
   * @param owner class beside which the resources lie
   * @param name name of the resources, without their endings
   * @param title the page's title, as plain text
   * @param data what the script shows, in any form that Jackson writes as JSON; numbers must be
   *     finite or null
   */
  public static String of(Class<?> owner, String name, String title, Object data) {
    Map<String, String> parts =
        Map.of(
            "title", escape(title),
            "style", resource(Page.class, "page.css") + resource(owner, name + ".css"),
            "body", resource(owner, name + ".html"),
            "data", json(data),
            "chartJs", chartJs(),
            "common", resource(Page.class, "page.js"),
            "script", resource(owner, name + ".js"));
    // One pass only: text that is filled in is never searched for placeholders.
    return PLACEHOLDER
        .matcher(resource(Page.class, "page.html"))
        .replaceAll(match -> Matcher.quoteReplacement(parts.get(match.group(1))));
  }

  /** Chart.js in the version that the build names. */
  private static String chartJs() {
    Properties webjar = new Properties();
    try {
      webjar.load(new StringReader(resource(Page.class, WEBJAR)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String library =
        resource(
            Page.class,
            "/META-INF/resources/webjars/chart.js/"
                + webjar.getProperty("version")
                + "/dist/chart.umd.js");
    // The source map is not part of the page, so a browser would look for it in vain.
    return SOURCE_MAP.matcher(library).replaceAll("");
  }

  /** JSON that may stand inside a script element. */
  private static String json(Object data) {
    try {
      return JSON.writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a page's data is always JSON", e);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String resource(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
