package io.paceline.simulator.ipinyou;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LogTextTest {

  private static final List<String> LINES = lines(new Random(18), 300);

  enum Packer {
    GZIP,
    BZIP2;

    byte[] pack(byte[] bytes) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream out =
          this == GZIP
              ? new GZIPOutputStream(packed)
              : new BZip2CompressorOutputStream(packed, 1)) {
        out.write(bytes);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return packed.toByteArray();
    }

    String packerName() {
      return this == GZIP ? "gzip" : "bzip2";
    }
  }

  @ParameterizedTest
  @EnumSource(Packer.class)
  void whatIsPackedIsReadWhateverItsName(Packer packer) throws IOException {
    assertThat(read(packer.pack(text(LINES)))).isEqualTo(LINES);
    assertThat(read(packer.pack(new byte[0]))).isEmpty();
    assertThat(read(text(LINES))).isEqualTo(LINES);
    assertThat(read(new byte[0])).isEmpty();
    assertThat(read("BZ".getBytes(UTF_8))).containsExactly("BZ");
  }

  @ParameterizedTest
  @EnumSource(Packer.class)
  void anArchiveOfSeveralPartsIsReadToItsEnd(Packer packer) throws IOException {
    byte[] first = packer.pack(text(LINES.subList(0, 100)));
    byte[] second = packer.pack(text(LINES.subList(100, 300)));

    assertThat(read(joined(first, second))).isEqualTo(LINES);
  }

  @ParameterizedTest
  @EnumSource(Packer.class)
  void anArchiveThatIsCutOffAnywhereIsRefused(Packer packer) {
    byte[] whole = packer.pack(text(LINES));

    for (int length = 4; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("its " + packer.packerName() + " archive is damaged or cut off (")
          .hasMessageEndingWith("); fetch or pack it again");
    }
  }

  @ParameterizedTest
  @EnumSource(Packer.class)
  void anArchiveWithOtherBytesIsRefusedOrReadAsItWas(Packer packer) {
    byte[] whole = packer.pack(text(LINES));
    Random random = new Random(19);

    for (int i = 0; i < 500; i++) {
      byte[] damaged = whole.clone();
      damaged[4 + random.nextInt(whole.length - 4)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(read(damaged)).isEqualTo(LINES);
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("its " + packer.packerName() + " archive is damaged");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "504b0304, zip",
    "fd377a585a00, xz",
    "28b52ffd, Zstandard",
    "377abcaf271c, 7-Zip",
    "526172211a07, RAR",
    "04224d18, LZ4",
    "1f9d90, compress"
  })
  void otherArchivesAreToldWithWhatToDo(String magic, String packer) {
    byte[] head = new byte[magic.length() / 2];
    for (int i = 0; i < head.length; i++) {
      head[i] = (byte) Integer.parseInt(magic.substring(2 * i, 2 * i + 2), 16);
    }

    assertThatThrownBy(() -> read(joined(head, text(LINES))))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "it is packed with "
                + packer
                + ", which is not read; unpack it, or pack it with gzip or bzip2");
  }

  @Test
  void aTarArchiveAndAnArchiveWithinAnotherAreTold() {
    byte[] tar = new byte[512];
    byte[] word = "ustar".getBytes(UTF_8);
    System.arraycopy(word, 0, tar, 257, word.length);

    for (byte[] file : List.of(tar, Packer.GZIP.pack(tar), Packer.BZIP2.pack(tar))) {
      assertThatThrownBy(() -> read(file))
          .hasMessage("it is a tar archive; unpack it and give the files in it");
    }
    assertThatThrownBy(() -> read(Packer.GZIP.pack(Packer.BZIP2.pack(text(LINES)))))
        .hasMessage("it is packed more than once; unpack it until it is packed once");
  }

  @Test
  void aByteOrderMarkIsSkippedInAnArchiveToo() throws IOException {
    byte[] marked = ("\ufeff" + "b1\n").getBytes(UTF_8);

    assertThat(read(marked)).containsExactly("b1");
    assertThat(read(Packer.BZIP2.pack(marked))).containsExactly("b1");
  }

  private static List<String> read(byte[] file) throws IOException {
    try (BufferedReader text = LogText.open(new ByteArrayInputStream(file))) {
      List<String> lines = new ArrayList<>();
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        lines.add(line);
      }
      return lines;
    }
  }

  private static List<String> lines(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "b" + i + "\t" + random.nextLong() + "\tMozilla/5.0 (ü)")
        .collect(Collectors.toList());
  }

  private static byte[] text(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining()).getBytes(UTF_8);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
