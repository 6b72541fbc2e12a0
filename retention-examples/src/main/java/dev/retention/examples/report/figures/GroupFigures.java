package dev.retention.examples.report.figures;

import dev.retention.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The groups side by side.
 *
 * @param column the column that names the groups
 * @param period the latest complete period, if there is one after the first
 * @param groups the groups, the largest first
 * @param pair two of them compared, if two were asked for or there are just two
 * @param change what made the churn of all change, if there are two periods of it
 */
public record GroupFigures(
        String column, Optional<String> period, List<Group> groups, Optional<Pair> pair, Optional<Change> change) {

    public GroupFigures {
        groups = List.copyOf(groups);
    }

    /**
     * A group.
     *
     * @param name its name
     * @param customers how many customers
     * @param curve how many of them come back by age, if any age is over
     * @param churn the churn of the latest complete period, if any of the group could be lost
     */
    public record Group(String name, long customers, Optional<Curve> curve, Optional<Rate> churn) {}

    /**
     * Two groups compared.
     *
     * @param first the one
     * @param second the other
     * @param differences one for each figure that both have
     */
    public record Pair(String first, String second, List<Difference> differences) {

        public Pair {
            differences = List.copyOf(differences);
        }
    }

    /**
     * A figure of both.
     *
     * @param what the figure
     * @param first the one's
     * @param second the other's
     * @param interval where the difference lies, first less second, by Newcombe's method
     */
    public record Difference(String what, Rate first, Rate second, Interval interval) {

        /** Whether the data support a difference: 1 if the first is higher, -1 if the second is, 0 if neither. */
        public int sign() {
            return interval.lower() > 0 ? 1 : interval.upper() < 0 ? -1 : 0;
        }

        /** The interval in points. */
        public String points() {
            return String.format(Locale.ROOT, "%+.1f to %+.1f points", interval.lower() * 100, interval.upper() * 100);
        }

        /** What the data support. */
        public String verdict(Pair pair) {
            return switch (sign()) {
                case 1 -> "higher for " + pair.first();
                case -1 -> "higher for " + pair.second();
                default -> "no difference that the data support";
            };
        }
    }

    /**
     * What made the churn of all change between two periods, by Kitagawa's decomposition.
     *
     * @param before the label of the one period
     * @param after the label of the other
     * @param churnBefore the churn of all in the one
     * @param churnAfter the churn of all in the other
     * @param interval where the change lies
     * @param rates what comes from the churn inside the groups
     * @param mix what comes from the shares of the groups
     * @param parts what comes from each group
     */
    public record Change(
            String before,
            String after,
            Rate churnBefore,
            Rate churnAfter,
            Interval interval,
            double rates,
            double mix,
            List<Part> parts) {

        public Change {
            parts = List.copyOf(parts);
        }

        /** The change and its parts in words. */
        public String words() {
            boolean clear = interval.lower() > 0 || interval.upper() < 0;
            return String.format(
                    Locale.ROOT,
                    "Churn went from %s in %s to %s in %s: %+.1f points, of which %+.1f from churn inside the groups and "
                            + "%+.1f from which groups the customers were of. %s (95 %%: %+.1f to %+.1f points).",
                    Words.percent(churnBefore.value()),
                    before,
                    Words.percent(churnAfter.value()),
                    after,
                    (churnAfter.value() - churnBefore.value()) * 100,
                    rates * 100,
                    mix * 100,
                    clear
                            ? "The change is clear, but that may be the season"
                            : "A change that the data do not support: it may be chance",
                    interval.lower() * 100,
                    interval.upper() * 100);
        }
    }

    /**
     * The part of one group.
     *
     * @param group its name
     * @param before its churn before, if any could be lost
     * @param after its churn after, likewise
     * @param rate what comes from the change of its churn
     * @param mix what comes from the change of its share
     */
    public record Part(String group, Optional<Rate> before, Optional<Rate> after, double rate, double mix) {}
}
