/**
 * Pages of one file for people, which draw plots with Chart.js and need no network.
 *
 * <p>{@link Page} puts a page together: the frame ({@code page.html}), the common style ({@code
 * page.css}), Chart.js from its WebJar, and what the scripts of all pages share ({@code page.js}:
 * elements, axes, lines, bars). What a page shows is in the package that shows it: body, style and
 * script lie there as resources, and its data is handed in. The package knows no figure of
 * Paceline. Start reading at {@link Page}, then {@code page.js}.
 */
@NullMarked
package io.paceline.deploy.page;

import org.jspecify.annotations.NullMarked;
