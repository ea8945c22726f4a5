package io.paceline.job.serialization;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * A type whose values never change, so that a copy may be the value itself. Deep copies would be
 * expensive: the asynchronous operator copies every request that waits in it, and to copy a request
 * with fifty candidates costs more than to find them. Flink also copies a value of heap state that
 * is accessed while a checkpoint is written, and copies the whole broadcast state before a
 * checkpoint. The serialized form, in network buffers and in checkpoints, is the same as that of
 * the plain type.
 *
 * @param <T> type of values that nobody changes, not even in part, after they were made
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

  /** The type of values that are serialized as the plain type says. */
  public static <T> SharedTypeInfo<T> of(TypeInformation<T> plain) {
    return new SharedTypeInfo<>(plain);
  }

  /** The plain type, which says how values are serialized. */
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
