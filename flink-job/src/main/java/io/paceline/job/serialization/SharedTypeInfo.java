package io.paceline.job.serialization;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * A type whose values never change, so that a copy may be the value itself. The asynchronous
 * operator keeps a copy of all that waits in it, and a deep copy of a request with fifty candidates
 * costs more than finding them; state on the heap is copied where it is touched while a checkpoint
 * is written, and broadcast state as a whole before. On the wire and in checkpoints values are as
 * without.
 *
 * @param <T> values of which nobody keeps a part that can be written to
 */
public final class SharedTypeInfo<T> extends TypeInformation<T> {

  private static final long serialVersionUID = 1L;

  private final TypeInformation<T> plain;

  private SharedTypeInfo(TypeInformation<T> plain) {
    this.plain = plain;
  }

  /** The type of a record class. */
  public static <T> SharedTypeInfo<T> of(Class<T> type) {
    return new SharedTypeInfo<>(TypeInformation.of(type));
  }

  /** The type of values that are written as this one says. */
  public static <T> SharedTypeInfo<T> of(TypeInformation<T> plain) {
    return new SharedTypeInfo<>(plain);
  }

  /** How values are written. */
  public TypeInformation<T> plain() {
    return plain;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new SharedSerializer<>(plain.createSerializer(config));
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return plain.getArity();
  }

  @Override
  public int getTotalFields() {
    return plain.getTotalFields();
  }

  @Override
  public Class<T> getTypeClass() {
    return plain.getTypeClass();
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof SharedTypeInfo;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SharedTypeInfo<?> shared && plain.equals(shared.plain);
  }

  @Override
  public int hashCode() {
    return Objects.hash(SharedTypeInfo.class, plain);
  }

  @Override
  public String toString() {
    return "Shared<" + plain + ">";
  }
}
