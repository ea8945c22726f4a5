package io.paceline.simulator.ipinyou;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes impressions in the 27 columns of {@link IpinyouLog}: the published ones with click,
 * weekday and hour in front. Conversions are not written. The file is packed with gzip where its
 * name ends in {@code .gz}.
 */
public final class IpinyouLogWriter implements Closeable {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS", Locale.ROOT);

  private final BufferedWriter out;
  private final StringBuilder line = new StringBuilder(300);

  /** Opens a new file or empties the one that is there. */
  public IpinyouLogWriter(Path file) throws IOException {
    OutputStream bytes = Files.newOutputStream(file);
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
      bytes = new GZIPOutputStream(bytes, 1 << 16);
    }
    out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), 1 << 16);
  }

  /** Appends one row. */
  public void write(LoggedImpression row) throws IOException {
    line.setLength(0);
    line.append(row.clicked() ? 1 : 0)
        .append('\t')
        .append(row.weekday())
        .append('\t')
        .append(row.hour());
    cell(row.bidId());
    cell(
        TIMESTAMP.format(
            LocalDateTime.ofEpochSecond(
                Math.floorDiv(row.atMillis(), 1_000L),
                (int) Math.floorMod(row.atMillis(), 1_000L) * 1_000_000,
                ZoneOffset.UTC)));
    cell(Integer.toString(IpinyouRow.IMPRESSION));
    cell(row.viewer().id());
    cell(row.viewer().userAgent());
    cell(null); // the user's IP address is neither read nor written
    cell(row.viewer().region());
    cell(row.viewer().city());
    cell(row.adExchange());
    cell(row.page().domain());
    cell(row.page().url());
    cell(row.page().urlId());
    cell(row.slot().id());
    cell(Integer.toString(row.slot().size().w()));
    cell(Integer.toString(row.slot().size().h()));
    cell(row.slot().visibility());
    cell(row.slot().format());
    cell(Long.toString(row.slot().floorCpm()));
    cell(row.ad().creative());
    cell(Long.toString(row.price().bidCpm()));
    cell(Long.toString(row.price().paidCpm()));
    cell(row.ad().category()); // in place of the key page
    cell(row.ad().advertiser());
    List<String> tags = row.viewer().tags();
    cell(tags.isEmpty() ? null : String.join(",", tags));
    out.append(line).append('\n');
  }

  private void cell(@Nullable String text) {
    line.append('\t').append(text == null ? "null" : text);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
