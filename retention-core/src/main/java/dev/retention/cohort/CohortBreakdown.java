package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.retention.history.History;
import dev.retention.internal.store.HistoryCursor;
import dev.retention.rule.Counted;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Cohorts broken down by group: one table per group, all counted in one pass.
 *
 * <p>Groups are read when the breakdown is made. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class CohortBreakdown<K> {
    /** The group of all others, see {@link #top}. */
    public static final String OTHER = "(other)";

    private final CohortRetention method;
    private final Sweep<K> sweep;
    private final Groups groups;
    private final Counted<K, CohortCell> counted;
    private final ImmutableMap<String, CohortTable<K>> tables;

    private CohortBreakdown(CohortRetention method, Sweep<K> sweep, Timeline periods, Groups groups) {
        this.method = method;
        this.sweep = sweep;
        this.groups = groups;
        this.counted = sweep.count(new CohortRule(method, periods, groups).quickest());
        ImmutableMap.Builder<String, CohortTable<K>> byLabel = ImmutableMap.builder();
        for (String label : groups.labels()) {
            byLabel.put(label, new CohortTable<>(method, sweep, counted, label));
        }
        this.tables = byLabel.buildOrThrow();
    }

    static <K> CohortBreakdown<K> of(CohortRetention method, Sweep<K> sweep, Timeline periods, Groups groups) {
        return new CohortBreakdown<>(
                method, sweep, periods, groups.labelled(new TreeSet<>(labels(method, sweep, periods, groups))));
    }

    /** The labels of all starts. */
    private static Set<String> labels(CohortRetention method, Sweep<?> sweep, Timeline periods, Groups groups) {
        Set<String> labels = new HashSet<>();
        if (groups.areOfCodes()) {
            for (String code : sweep.store().codes().names()) {
                if (method.start().codes().contains(code)) {
                    labels.add(groups.labelOfCode(code));
                }
            }
            return labels;
        }
        CohortRule starts = new CohortRule(method, periods, Groups.NONE);
        CohortRule.Starts found = new CohortRule.Starts() {
            @Override
            void at(History history, int row, int event, @Nullable LocalDate day) {
                labels.add(groups.label(history, day, event));
            }
        };
        HistoryCursor cursor = HistoryCursor.open(sweep.store(), periods);
        for (int customer = 0; customer < sweep.store().customers(); customer++) {
            starts.starts(cursor.moveTo(customer), found);
        }
        return labels;
    }

    /**
     * The groups that have customers, the largest first; groups of one size in order of their labels.
     *
     * @return the labels; {@link #OTHER} comes last
     */
    public List<String> groups() {
        return bySize().stream().map(CohortTable::group).collect(ImmutableList.toImmutableList());
    }

    /**
     * The tables of the groups that have customers, in the order of {@link #groups()}.
     *
     * @return the tables
     */
    public List<CohortTable<K>> tables() {
        return ImmutableList.copyOf(bySize());
    }

    private List<CohortTable<K>> bySize() {
        Comparator<CohortTable<K>> otherLast =
                Comparator.comparing(table -> table.group().equals(OTHER));
        return tables.values().stream()
                .filter(table -> table.size() > 0)
                .sorted(otherLast
                        .thenComparing(
                                Comparator.comparingLong(CohortTable<K>::size).reversed())
                        .thenComparing(CohortTable::group))
                .toList();
    }

    /**
     * The table of a group.
     *
     * @param label the label of the group
     * @return the table; that of a group without customers is empty
     * @throws IllegalArgumentException if no customer and no start event is of such a group
     */
    public CohortTable<K> group(String label) {
        CohortTable<K> table = tables.get(label);
        checkArgument(table != null, "label (%s) must be one of the groups %s", label, groups.labels());
        return requireNonNull(table);
    }

    /**
     * Keeps the largest groups and puts all others into one, {@link #OTHER}, in which a customer counts once.
     *
     * @param largest how many groups to keep, at least 1
     * @return the breakdown; this one if it has no more groups. Takes one more pass over the store
     * @throws IllegalArgumentException if {@code largest < 1}
     */
    public CohortBreakdown<K> top(int largest) {
        checkArgument(largest >= 1, "largest (%s) must be at least 1", largest);
        List<String> all = groups();
        if (all.size() <= largest) {
            return this;
        }
        Timeline periods = counted.rule().timeline();
        return new CohortBreakdown<>(method, sweep, periods, groups.labelled(all.subList(0, largest), OTHER));
    }

    /**
     * The counted rule behind the tables: tally, explanations, reconciliation, restatement.
     *
     * @return the counted rule
     */
    public Counted<K, CohortCell> counted() {
        return counted;
    }

    /** Prints the definition and the groups. */
    @Override
    public String toString() {
        return counted.rule().definition() + ": " + groups();
    }
}
