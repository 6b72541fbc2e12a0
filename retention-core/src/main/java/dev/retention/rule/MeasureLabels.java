package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.Ordering;
import com.google.common.primitives.Longs;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Tell the group of the numbers that a measure has of a customer. */
interface MeasureLabels extends Serializable {
    /** How numbers make groups, in words. */
    String definition(Measure measure);

    /** The groups that are known beforehand. */
    default List<Group> groups() {
        return List.of();
    }

    /** Reads groups for one thread. */
    Reader reader(Measure measure);

    /** Reads the group of the customer that a sink was asked about last. */
    interface Reader {
        Group group(MeasureSink sink);
    }

    /**
     * The ranges between fixed numbers.
     *
     * @param column the name of one of the measure's columns
     * @param cuts the smallest number of each range but the first, ascending
     */
    record Ranges(String column, List<Long> cuts) implements MeasureLabels {
        private static final long serialVersionUID = 1;

        public Ranges {
            requireNonNull(column, "column");
            cuts = List.copyOf(cuts);
            checkArgument(
                    !cuts.isEmpty() && Ordering.natural().isStrictlyOrdered(cuts),
                    "cuts (%s) must be strictly ascending, at least one",
                    cuts);
        }

        static Ranges of(Measure measure, String column, long... cuts) {
            checkArgument(
                    requireNonNull(measure, "measure").columns().contains(requireNonNull(column, "column")),
                    "column (%s) must be one of the columns %s of measure (%s)",
                    column,
                    measure.columns(),
                    measure.definition());
            return new Ranges(column, Longs.asList(cuts));
        }

        @Override
        public String definition(Measure measure) {
            return (column.equals(measure.definition()) ? "" : "of " + measure.definition() + ", ") + "cut at " + cuts;
        }

        /** The ranges in order of value: a number leads each label, with as many digits as the last one's. */
        @Override
        public List<Group> groups() {
            int last = cuts.size();
            String number = "%0" + String.valueOf(last + 1).length() + "d: ";
            List<Group> groups = new ArrayList<>();
            for (int i = 0; i <= last; i++) {
                groups.add(Group.of(String.format(Locale.ROOT, number, i + 1) + range(i)));
            }
            return groups;
        }

        private String range(int i) {
            if (i == 0) {
                return "below " + cuts.get(0);
            }
            long from = cuts.get(i - 1);
            if (i == cuts.size()) {
                return from + " and more";
            }
            long to = cuts.get(i) - 1;
            return from == to ? String.valueOf(from) : from + " to " + to;
        }

        @Override
        public Reader reader(Measure measure) {
            int at = measure.columns().indexOf(column);
            long[] bounds = Longs.toArray(cuts);
            Group[] groups = groups().toArray(Group[]::new);
            return sink -> {
                OptionalLong number = sink.value(at);
                if (number.isEmpty()) {
                    return Group.MISSING;
                }
                int found = Arrays.binarySearch(bounds, number.getAsLong());
                return groups[found < 0 ? -found - 1 : found + 1];
            };
        }
    }

    /**
     * What a function says of all columns together.
     *
     * @param words how numbers make groups
     * @param label the label of a customer's numbers
     */
    record OfAll(String words, Measure.Label label) implements MeasureLabels {
        private static final long serialVersionUID = 1;

        public OfAll {
            requireNonNull(words, "words");
            requireNonNull(label, "label");
        }

        @Override
        public String definition(Measure measure) {
            return "of " + measure.definition() + ", " + words;
        }

        @Override
        public Reader reader(Measure measure) {
            int columns = measure.columns().size();
            return sink -> {
                long[] numbers = new long[columns];
                for (int i = 0; i < columns; i++) {
                    OptionalLong number = sink.value(i);
                    if (number.isEmpty()) {
                        return Group.MISSING;
                    }
                    numbers[i] = number.getAsLong();
                }
                return Group.ofNullable(label.label(numbers));
            };
        }
    }
}
