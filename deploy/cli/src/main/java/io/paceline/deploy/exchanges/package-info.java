/**
 * The command {@code exchanges}: shows at which exchanges bidding is halted, and lifts a halt. When
 * a halt begins is decided in {@code io.paceline.core.exchange}, by the running job; both write to
 * the topic {@code exchanges}. Start reading at {@link ExchangesCommand}, then {@link
 * ExchangeDesk}.
 */
@NullMarked
package io.paceline.deploy.exchanges;

import org.jspecify.annotations.NullMarked;
