/**
 * The command {@code exchanges}: shows at which exchanges bidding is halted, and lifts a halt. The
 * running job decides, by {@code io.paceline.core.exchange}, when a halt begins. Both the job and
 * this command write to the topic {@code exchanges}. Start reading at {@link ExchangesCommand},
 * then {@link ExchangeDesk}.
 */
@NullMarked
package io.paceline.deploy.exchanges;

import org.jspecify.annotations.NullMarked;
