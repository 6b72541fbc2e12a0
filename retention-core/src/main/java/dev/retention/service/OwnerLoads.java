package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.internal.RefusedRow;
import dev.retention.rule.EventLabel;
import dev.retention.time.Timeline;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Labels customers by how many their owner had at the end of the last period that was over on the day on which it is asked. */
final class OwnerLoads implements EventLabel {
    private static final long serialVersionUID = 1;

    private final long[] cuts;
    private final String role;
    private final @Nullable Timeline periods;
    private final TreeMap<String, long[]> customers;

    private OwnerLoads(long[] cuts, String role, @Nullable Timeline periods, Map<String, long[]> customers) {
        this.cuts = cuts;
        this.role = role;
        this.periods = periods;
        this.customers = new TreeMap<>(customers);
    }

    static OwnerLoads checked(long... cuts) {
        long[] own = requireNonNull(cuts, "cuts").clone();
        checkArgument(own.length > 0, "cuts must name at least one");
        for (int i = 1; i < own.length; i++) {
            checkArgument(own[i - 1] < own[i], "cuts (%s) must ascend", Arrays.toString(own));
        }
        return new OwnerLoads(own, "", null, Map.of());
    }

    OwnerLoads with(String inRole, PeopleTable<?> table) {
        return new OwnerLoads(cuts, inRole, table.timeline(), table.customers());
    }

    String cuts() {
        return Arrays.toString(cuts);
    }

    /** Whom an event names in a role; null if it is of another. */
    static @Nullable String owner(History owners, int event, String role) {
        return owners.code(event).equals(role) ? owners.text(owners.column(Owners.EMPLOYEE), event) : null;
    }

    /** The first day on which a customer has an owner in a role; later than all if there is none. */
    static long firstDay(History owners, String role) {
        for (int event = 0; event < owners.size(); event++) {
            if (owner(owners, event, role) != null) {
                return owners.epochDay(event);
            }
        }
        return Long.MAX_VALUE;
    }

    /** Refuses a second employee of a customer in one role from one day on. */
    static <S> RelationRows.Check<S> oneAtATime(
            Function<? super S, ? extends @Nullable String> role,
            Function<? super S, ? extends @Nullable String> employee) {
        Map<List<Object>, String> known = new HashMap<>();
        return (row, day, key) -> {
            String inRole = role.apply(row);
            String name = requireNonNull(employee.apply(row));
            String other = inRole == null ? name : known.putIfAbsent(List.of(key, day, inRole), name);
            if (other != null && !other.equals(name)) {
                throw new RefusedRow("employee (" + name + ") of customer (" + key + ") must not be " + inRole
                        + " from " + day + " on, as " + other + " is");
            }
        };
    }

    @Override
    public @Nullable String label(History owners, int event) {
        String owner = owner(owners, event, role);
        long[] each = owner == null ? null : customers.get(owner);
        Timeline timeline = requireNonNull(periods);
        long day = ServiceDays.asOf(owners.timeline());
        int period = Math.min(timeline.size() - 1, ServiceDays.index(timeline, day));
        if (period >= 0 && ServiceDays.end(timeline, period) > day) {
            period--;
        }
        return each == null || period < 0 || each[period] == 0 ? null : range(each[period]);
    }

    private String range(long load) {
        int at = 0;
        while (at < cuts.length && load >= cuts[at]) {
            at++;
        }
        String number = at + 1 + ": ";
        if (at == 0) {
            return number + "below " + cuts[0];
        }
        return number + (at == cuts.length ? cuts[at - 1] + " and more" : cuts[at - 1] + " to " + (cuts[at] - 1));
    }
}
