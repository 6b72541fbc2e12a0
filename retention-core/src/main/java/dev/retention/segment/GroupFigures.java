package dev.retention.segment;

import dev.retention.Proportion;
import dev.retention.movement.RevenueRate;
import dev.retention.rule.Group;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the figures of a group of customers in a period come from; those of null are of all customers.
 *
 * @param <K> the type of customer keys
 */
interface GroupFigures<K> {
    String definition();

    Timeline timeline();

    List<Group> groups();

    /** The group and the period in words, and whether it is still running. */
    default String label(@Nullable Group group, Period period) {
        boolean isRunning = timeline().state(period) == CellState.PARTIAL;
        return (group == null ? "all" : group) + " in " + period + (isRunning ? " (running)" : "");
    }

    /** Customers and revenue of the period. */
    GroupChange.Part<K> after(@Nullable Group group, Period period);

    /** Customers and revenue of what the period starts with: the period before, or its first day. */
    GroupChange.Part<K> before(@Nullable Group group, Period period);

    /** Another figure of the group; empty if it is not known. */
    Optional<BigDecimal> amount(GroupTable.Figure figure, @Nullable Group group, Period period);

    Optional<Proportion> retention(@Nullable Group group, Period period);

    Optional<RevenueRate> netRetention(@Nullable Group group, Period period);

    Optional<RevenueRate> grossRetention(@Nullable Group group, Period period);

    /** What changed the revenue, each part with its own sign in the sum. */
    GroupChange<K> change(@Nullable Group group, Period period);

    /** What changed the profit; empty if it is not known. */
    Optional<GroupChange<K>> profitChange(@Nullable Group group, Period period);
}
