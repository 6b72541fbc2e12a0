package dev.retention.cohort;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import dev.retention.history.EventCodes;
import dev.retention.history.History;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How cohorts are broken down: by a group of the customer, by a group of the event's code, or not at all. */
final class Groups {
    static final Groups NONE = new Groups("", ImmutableList.of(""), ImmutableMap.of(), null, null, null, null);

    private final String definition;
    private final ImmutableList<String> labels;
    // Labels of groups of their own; every other label is one of the group that comes last, if there is one.
    private final ImmutableMap<String, Integer> indexes;
    private final @Nullable BiFunction<Object, LocalDate, ? extends @Nullable String> ofCustomer;
    private final @Nullable GroupReading reading;
    private final @Nullable Function<? super String, ? extends @Nullable String> ofCode;
    private final @Nullable BreakdownSide side;
    private volatile @Nullable Coded coded;

    private Groups(
            String definition,
            ImmutableList<String> labels,
            ImmutableMap<String, Integer> indexes,
            @Nullable BiFunction<Object, LocalDate, ? extends @Nullable String> ofCustomer,
            @Nullable GroupReading reading,
            @Nullable Function<? super String, ? extends @Nullable String> ofCode,
            @Nullable BreakdownSide side) {
        this.definition = definition;
        this.labels = labels;
        this.indexes = indexes;
        this.ofCustomer = ofCustomer;
        this.reading = reading;
        this.ofCode = ofCode;
        this.side = side;
    }

    static Groups ofCustomers(
            String name, GroupReading reading, BiFunction<Object, LocalDate, ? extends @Nullable String> group) {
        return new Groups(
                ", by " + name + " " + reading, ImmutableList.of(), ImmutableMap.of(), group, reading, null, null);
    }

    static Groups ofCodes(String name, BreakdownSide side, Function<? super String, ? extends @Nullable String> group) {
        return new Groups(
                ", by " + name + " of " + side, ImmutableList.of(), ImmutableMap.of(), null, null, group, side);
    }

    /** The same with known labels. */
    Groups labelled(Collection<String> own) {
        return labelled(definition, ImmutableList.copyOf(own), List.of());
    }

    /** The same with some labels, and one group for all the others. */
    Groups labelled(Collection<String> own, String other) {
        String suffix = " top " + own + " and " + other;
        return labelled(definition + suffix, ImmutableList.copyOf(own), List.of(other));
    }

    private Groups labelled(String name, ImmutableList<String> own, List<String> other) {
        ImmutableMap.Builder<String, Integer> map = ImmutableMap.builder();
        for (int i = 0; i < own.size(); i++) {
            map.put(own.get(i), i);
        }
        ImmutableList<String> all =
                ImmutableList.<String>builder().addAll(own).addAll(other).build();
        return new Groups(name, all, map.build(), ofCustomer, reading, ofCode, side);
    }

    ImmutableList<String> labels() {
        return labels;
    }

    boolean areOfCodes() {
        return ofCode != null;
    }

    /** Whether a return must be of the group of the start. */
    boolean bindsReturns() {
        return side == BreakdownSide.BOTH;
    }

    /** The label of a customer who starts with an event, or on a day if there is one. */
    String label(History history, @Nullable LocalDate day, int event) {
        if (ofCustomer == null) {
            return "";
        }
        LocalDate read =
                reading == GroupReading.LATEST ? history.timeline().asOf() : day == null ? history.date(event) : day;
        return named(ofCustomer.apply(history.customer(), read));
    }

    /** The label of an event code. */
    String labelOfCode(String code) {
        return ofCode == null ? "" : named(ofCode.apply(code));
    }

    private static String named(@Nullable String label) {
        return label == null ? "" : label;
    }

    /** The group of a customer who starts with an event, or on a day if there is one; -1 if there is none. */
    int index(History history, @Nullable LocalDate day, int event) {
        if (ofCode != null) {
            return ofCodes(history.codes()).group(history.codeIndex(event));
        }
        return ofCustomer == null ? 0 : index(label(history, day, event));
    }

    /** The groups of the codes of a store. */
    Coded ofCodes(EventCodes codes) {
        Coded known = coded;
        if (known == null || known.codes != codes) {
            known = new Coded(codes, this);
            coded = known;
        }
        return known;
    }

    private int index(String label) {
        int index = find(label);
        if (index < 0) {
            throw new IllegalStateException(
                    "group (" + label + ") must be one of " + labels + ", which were read when the breakdown was made");
        }
        return index;
    }

    /** The group of a label, -1 if there is none. */
    int find(String label) {
        Integer index = indexes.get(label);
        return index != null ? index : labels.size() > indexes.size() ? labels.size() - 1 : -1;
    }

    @Override
    public String toString() {
        return definition;
    }

    /** The groups of the codes of one store, by the codes' numbers. */
    static final class Coded {
        private final EventCodes codes;
        private final int[] groups;
        private final int[] bonds;

        private Coded(EventCodes codes, Groups by) {
            this.codes = codes;
            List<String> labels = codes.names().stream().map(by::labelOfCode).toList();
            this.groups = labels.stream().mapToInt(by::find).toArray();
            // In the group of all the others, a return of another label is still no return.
            this.bonds = by.bindsReturns()
                    ? labels.stream().mapToInt(labels::indexOf).toArray()
                    : groups;
        }

        /** The group of a code, -1 if none. */
        int group(int code) {
            return groups[code];
        }

        /** A number that start and return must share: of the label if returns are bound, else of the group. */
        int bond(int code) {
            return bonds[code];
        }

        int size() {
            return Math.max(groups.length, Ints.max(groups) + 1);
        }
    }
}
