/**
 * Lets Flink share values that never change instead of copying them.
 *
 * <p>{@link SharedTypeInfo} marks a type as immutable, so that a copy of a value is the value
 * itself, where Flink would otherwise copy it deeply in its asynchronous operator and in state on
 * the heap. The serialized form, in network buffers and in checkpoints, is that of the type's plain
 * serializer, in one piece. The pace at which a checkpoint is written does not belong here; see
 * {@code io.paceline.job.checkpoint}. The package uses no class of Paceline's other packages. Code
 * that uses this package must never change a value after it was made. Start reading at {@link
 * SharedTypeInfo}, then {@link SharedSerializer}.
 */
@NullMarked
package io.paceline.job.serialization;

import org.jspecify.annotations.NullMarked;
