package io.paceline.core.eligibility;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the campaigns that name a key, with an inverted index of bit sets (Zobel and Moffat,
 * "Inverted files for text search engines", ACM Computing Surveys 38(2), 2006). A campaign is given
 * by its number, from 0.
 *
 * @param <K> what campaigns name: a country, a size, a domain
 */
final class Postings<K> {
  private final Map<K, BitSet> byKey = new HashMap<>();

  /** Campaigns that name no key and therefore admit all keys. */
  private final BitSet unrestricted = new BitSet();

  /** Notes the keys that a campaign names; a campaign without keys admits all. */
  void add(int campaign, Collection<K> keys) {
    if (keys.isEmpty()) {
      unrestricted.set(campaign);
    }
    for (K key : keys) {
      byKey.computeIfAbsent(key, unseen -> new BitSet()).set(campaign);
    }
  }

  /** The campaigns that name at least one of the keys, as a new set. */
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

  /** Keeps only the campaigns that name one of the keys, and those that name no key at all. */
  void keepAdmitting(BitSet campaigns, Collection<K> keys) {
    if (!byKey.isEmpty()) {
      BitSet admitting = naming(keys);
      admitting.or(unrestricted);
      campaigns.and(admitting);
    }
  }

  /** {@link #keepAdmitting(BitSet, Collection)} for one key, or for no key where it is null. */
  void keepAdmitting(BitSet campaigns, @Nullable K keyOrNull) {
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
