/**
 * What the stores share that keep the core's books in Flink's keyed state.
 *
 * <p>A store stands in the room of the operator that owns it ({@code KeyedBudgetStore} in {@code
 * io.paceline.job.spend}, for example) and implements an interface of the core. What a store keeps
 * does not belong here. The package uses no class of Paceline's other packages. Start reading at
 * {@link StateAccess}.
 */
@NullMarked
package io.paceline.job.state;

import org.jspecify.annotations.NullMarked;
