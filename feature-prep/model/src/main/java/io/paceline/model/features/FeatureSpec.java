package io.paceline.model.features;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The features and numbers that the model is fed, in order. Ids are row numbers of one long table:
 * each feature owns as many consecutive rows as it has buckets, in the order request, candidate,
 * cross. Request and candidate features have an embedding and a linear weight per row, crosses a
 * linear weight only.
 *
 * @param version grows whenever {@link FeatureEncoder} gives another id or float for the same input
 * @param hash how strings become buckets, in words
 * @param request features of the request and the impression
 * @param candidate features of the offer (campaign and creative)
 * @param cross features of the combination of a campaign and a request
 * @param requestFloats names of the request's numbers
 * @param candidateFloats names of the candidate's numbers
 */
public record FeatureSpec(
    int version,
    String hash,
    List<Feature> request,
    List<Feature> candidate,
    List<Feature> cross,
    List<String> requestFloats,
    List<String> candidateFloats) {

  /**
   * Copies the lists and checks their order.
   *
   * @throws IllegalArgumentException where a request feature of one id follows one of several ids
   */
  public FeatureSpec {
    request = List.copyOf(request);
    candidate = List.copyOf(candidate);
    cross = List.copyOf(cross);
    requestFloats = List.copyOf(requestFloats);
    candidateFloats = List.copyOf(candidateFloats);
    boolean several = false;
    for (Feature feature : request) {
      if (several && feature.slots() == 1) {
        throw new IllegalArgumentException("features of several ids come last: " + feature.name());
      }
      several = feature.slots() > 1;
    }
  }

  /** Returns the place of every feature, in the order of the table. */
  public List<FeaturePlace> places() {
    List<FeaturePlace> places = new ArrayList<>();
    int row = 0;
    int slot = 0;
    for (Feature feature : request) {
      places.add(new FeaturePlace(feature, true, slot, row));
      slot += feature.slots();
      row += feature.buckets();
    }
    slot = 0;
    for (List<Feature> side : List.of(candidate, cross)) {
      for (Feature feature : side) {
        places.add(new FeaturePlace(feature, false, slot, row));
        slot += feature.slots();
        row += feature.buckets();
      }
    }
    return places;
  }

  /**
   * Returns the place of a feature.
   *
   * @throws IllegalArgumentException where there is no feature of that name
   */
  public FeaturePlace place(String name) {
    return places().stream()
        .filter(place -> place.feature().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no feature " + name));
  }

  /** Number of request features that have one id each; they come first. */
  public int singleRequestIds() {
    return request.size() - severalRequestIds().size();
  }

  /** The request features of several ids each, whose embeddings are summed per feature. */
  public List<Feature> severalRequestIds() {
    return request.stream().filter(feature -> feature.slots() > 1).toList();
  }

  /** Number of ids in one request row. */
  public int requestIdCount() {
    return slots(request);
  }

  /** Number of ids in one candidate row, crosses included. */
  public int candidateIdCount() {
    return slots(candidate) + slots(cross);
  }

  /** Number of ids in one candidate row that have an embedding; they come first. */
  public int candidateEmbeddingCount() {
    return slots(candidate);
  }

  /** Number of rows of the embedding table. */
  public int embeddingRows() {
    return buckets(request) + buckets(candidate);
  }

  /** Number of rows of the table of linear weights. */
  public int weightRows() {
    return embeddingRows() + buckets(cross);
  }

  /** Returns the text that the fingerprint is computed from: one fact a line, in order. */
  public String canonicalText() {
    StringBuilder text = new StringBuilder();
    text.append("version ").append(version).append('\n');
    text.append("hash ").append(hash).append('\n');
    append(text, "request", request);
    append(text, "candidate", candidate);
    append(text, "cross", cross);
    requestFloats.forEach(name -> text.append("request float ").append(name).append('\n'));
    candidateFloats.forEach(name -> text.append("candidate float ").append(name).append('\n'));
    return text.toString();
  }

  /** SHA-256 of the canonical text, 64 hexadecimal digits. */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(canonicalText().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void append(StringBuilder text, String side, List<Feature> features) {
    for (Feature feature : features) {
      text.append(side).append(' ').append(feature.name());
      text.append(' ').append(feature.buckets()).append(' ').append(feature.slots()).append('\n');
    }
  }

  private static int slots(List<Feature> features) {
    return features.stream().mapToInt(Feature::slots).sum();
  }

  private static int buckets(List<Feature> features) {
    return features.stream().mapToInt(Feature::buckets).sum();
  }
}
