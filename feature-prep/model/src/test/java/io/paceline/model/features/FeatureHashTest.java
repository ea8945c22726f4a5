package io.paceline.model.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureHashTest {

  /** FNV-1a, 64 bits, as published: byte by byte. */
  private static long reference(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte each : text.getBytes(StandardCharsets.UTF_16LE)) {
      hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  @Test
  void aTextIsHashedByteByByteWhateverItsLetters() {
    for (String text :
        List.of("a", "shop.example", "größe", "ÿĀ", "新聞.example", "a\u0000b", "🙂")) {
      assertThat(FeatureHash.of(text)).as(text).isEqualTo(reference(text));
    }
  }

  @Test
  void whatIsMissingHasNoHash() {
    assertThat(FeatureHash.of(null)).isZero();
    assertThat(FeatureHash.of("")).isZero();
  }
}
