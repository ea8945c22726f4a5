package io.paceline.core.eligibility;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which campaigns name a key, as an inverted index of bit sets (Zobel and Moffat, "Inverted files
 * for text search engines", ACM Computing Surveys 38(2), 2006). Campaigns are numbers from 0.
 *
 * @param <K> what campaigns name: a country, a size, a domain
 */
final class Postings<K> {
  private final Map<K, BitSet> byKey = new HashMap<>();

  /** Campaigns that name no key and thereby admit all. */
  private final BitSet unrestricted = new BitSet();

  /** Notes the keys a campaign names; none admits all. */
  void add(int campaign, Collection<K> keys) {
    if (keys.isEmpty()) {
      unrestricted.set(campaign);
    }
    for (K key : keys) {
      byKey.computeIfAbsent(key, unseen -> new BitSet()).set(campaign);
    }
  }

  /** The campaigns that name one of the keys; a new set. */
  BitSet naming(Collection<K> keys) {
    BitSet naming = new BitSet();
    for (K key : keys) {
      BitSet campaigns = byKey.get(key);
      if (campaigns != null) {
        naming.or(campaigns);
      }
    }
    return naming;
  }

  /** Takes out all campaigns but those that name one of the keys and those that name none. */
  void keepAdmitting(BitSet campaigns, Collection<K> keys) {
    if (!byKey.isEmpty()) {
      BitSet admitting = naming(keys);
      admitting.or(unrestricted);
      campaigns.and(admitting);
    }
  }

  /** {@link #keepAdmitting(BitSet, Collection)} for one key, or none where it is null. */
  void keepAdmitting(BitSet campaigns, K keyOrNull) {
    keepAdmitting(campaigns, keyOrNull == null ? List.of() : List.of(keyOrNull));
  }

  /** Takes out the campaigns that name one of the keys. */
  void removeNaming(BitSet campaigns, Collection<K> keys) {
    if (byKey.isEmpty()) {
      return;
    }
    for (K key : keys) {
      BitSet naming = byKey.get(key);
      if (naming != null) {
        campaigns.andNot(naming);
      }
    }
  }
}
