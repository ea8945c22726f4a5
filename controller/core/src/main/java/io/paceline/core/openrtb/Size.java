package io.paceline.core.openrtb;

/** Width and height in device independent pixels, both positive. */
public record Size(int w, int h) {}
