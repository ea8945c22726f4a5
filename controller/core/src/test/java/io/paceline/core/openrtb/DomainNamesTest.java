package io.paceline.core.openrtb;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DomainNamesTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "Example.COM, example.com",
        "http://www.example.com/path?q#f, example.com",
        "https://user@example.com:8443/, example.com",
        "http:/example.com, example.com",
        "http: //www.example.com, example.com",
        "//example.com/x, example.com",
        "example.com:80, example.com",
        "example.com., example.com",
        "news.example.com, news.example.com",
        "www.com, com",
        "'', null",
        "http://, null",
        "null, null"
      })
  void aDomainIsBareAndLowerCase(String text, String domain) {
    assertThat(DomainNames.normalised(text)).isEqualTo(domain);
  }

  @Property(seed = "1")
  void anyTextIsTaken(@ForAll String text) {
    String domain = DomainNames.normalised(text);
    assertThat(domain == null || !domain.contains("/")).isTrue();
  }
}
