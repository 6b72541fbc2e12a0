package dev.retention.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.Activity;
import dev.retention.history.EventFilter;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.MovementKind;
import dev.retention.movement.Movements;
import dev.retention.rule.Sweep;
import dev.retention.time.Period;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Laws of the lifecycle and of stickiness over random histories. */
class LifecycleProperties {

    /** The periods in which a customer was active, before the first period of the timeline too. */
    private static TreeSet<Period> active(Scenario s, int customer) {
        return s.events(customer).stream()
                .filter(row -> s.returning.contains(row.code()))
                .map(row -> s.period(row.time()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Property(tries = 60)
    void everyStatusIsItsDefinition(@ForAll long seed) {
        Scenario s = new Scenario(seed);
        String[] codes = s.returning.toArray(new String[0]);
        Lifecycle method = Lifecycle.over(s.timeline).counting(EventFilter.of(codes));
        LifecycleTable<Integer> table = (s.onDate ? method.startingAt("sign-up", s::signUpTime) : method).of(s.store);
        for (LifecycleTable<Integer>.InPeriod in : table.periods()) {
            for (LifecycleStatus status : LifecycleStatus.values()) {
                List<Integer> members = s.customers().stream()
                        .filter(customer -> status == status(s, customer, in.period()))
                        .toList();
                assertThat(in.members(status)).as(status + " " + in + s).containsExactlyElementsOf(members);
                assertThat(in.count(status)).isEqualTo(members.size());
            }
        }
        for (int i = 1; i < table.periods().size(); i++) {
            LifecycleTable<Integer>.InPeriod in = table.periods().get(i);
            assertThat(in.active())
                    .isEqualTo(table.periods().get(i - 1).active()
                            + in.count(LifecycleStatus.NEW)
                            + in.count(LifecycleStatus.REACTIVATED)
                            - in.count(LifecycleStatus.LOST));
        }
    }

    private static LifecycleStatus status(Scenario s, int customer, Period p) {
        TreeSet<Period> active = active(s, customer);
        boolean before = active.contains(p.plus(-1));
        if (!active.contains(p)) {
            return before ? LifecycleStatus.LOST : null;
        }
        LocalDate day = s.onDate ? s.signUp(customer) : null;
        boolean started =
                !s.onDate || (day != null && s.period(day.atStartOfDay()).equals(p));
        return before
                ? LifecycleStatus.RETAINED
                : active.first().equals(p) && started ? LifecycleStatus.NEW : LifecycleStatus.REACTIVATED;
    }

    @Property(tries = 40)
    void withoutChoicesItIsWhatMovementsCount(@ForAll long seed) {
        Scenario s = new Scenario(seed);
        LifecycleTable<Integer> table =
                Lifecycle.over(s.timeline).of(Sweep.over(s.store).threads(2));
        Movements<Integer> movements = CustomerMovements.over(s.timeline).of(s.store);
        for (int i = 0; i < table.periods().size(); i++) {
            for (LifecycleStatus status : LifecycleStatus.values()) {
                MovementKind kind = switch (status) {
                    case NEW -> MovementKind.NEW;
                    case RETAINED -> MovementKind.RETAINED;
                    case REACTIVATED -> MovementKind.REACTIVATED;
                    case LOST -> MovementKind.LOST;
                };
                assertThat(table.periods().get(i).count(status))
                        .isEqualTo(movements.periods().get(i).of(kind).count());
            }
        }
    }

    @Property(tries = 60)
    void stickinessIsItsDefinition(@ForAll long seed) {
        Scenario s = new Scenario(seed);
        int length = 1 + Math.floorMod(seed, 3);
        Stickiness.Threshold threshold = Stickiness.Threshold.values()[Math.floorMod(seed, 7) % 3];
        int limit = s.atLeast;
        StickinessTable<Integer> table = Stickiness.over(s.timeline)
                .counting(EventFilter.of(s.returning.toArray(new String[0])))
                .perPeriod(threshold, limit)
                .periodsOf(length)
                .of(s.store);
        int size = s.timeline.size();
        assertThat(table.periods()).isEqualTo((size + length - 1) / length);
        for (int n = 1; n <= table.periods(); n++) {
            int exactly = n;
            List<Integer> members = s.customers().stream()
                    .filter(customer -> buckets(s, customer, length, threshold, limit) == exactly)
                    .toList();
            assertThat(table.members(n)).as(table + " " + s).containsExactlyElementsOf(members);
            assertThat(table.exactly(n)).isEqualTo(members.size());
            assertThat(table.membersOfAtLeast(n)).hasSize((int) table.atLeast(n));
            assertThat(table.cumulative().get(n - 1)).isEqualTo(table.atLeast(n));
        }
    }

    private static int buckets(Scenario s, int customer, int length, Stickiness.Threshold threshold, int limit) {
        int active = 0;
        for (int end = s.timeline.size(); end > 0; end -= length) {
            Set<Period> bucket = new TreeSet<>();
            for (int p = Math.max(0, end - length); p < end; p++) {
                bucket.add(s.timeline.period(p));
            }
            long events = s.events(customer).stream()
                    .filter(row -> s.returning.contains(row.code()) && bucket.contains(s.period(row.time())))
                    .count();
            boolean admitted = switch (threshold) {
                case AT_LEAST -> events >= limit;
                case AT_MOST -> events >= 1 && events <= limit;
                case EXACTLY -> events == limit;
            };
            active += admitted ? 1 : 0;
        }
        return active;
    }

    @Property(tries = 40)
    void customersByPeriodsAddUpToActivity(@ForAll long seed) {
        Scenario s = new Scenario(seed);
        StickinessTable<Integer> table = Stickiness.over(s.timeline).of(s.store);
        long active = Sweep.over(s.store).collect(s.timeline, Collectors.summingLong(history -> {
            Activity activity = history.activity();
            long n = 0;
            for (int p = activity.next(0); p != Activity.NONE; p = activity.next(p + 1)) {
                n++;
            }
            return n;
        }));
        long sum = 0;
        for (int n = 1; n <= table.periods(); n++) {
            sum += n * table.exactly(n);
        }
        assertThat(sum).isEqualTo(active);
        assertThat(table.ratio().isPresent()).isEqualTo(active > 0);
        table.ratio()
                .ifPresent(ratio -> assertThat(ratio)
                        .isEqualTo((double) active / ((double) table.periods() * table.customers()))
                        .isBetween(0.0, 1.0));
    }
}
