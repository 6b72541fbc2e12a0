package dev.retention.examples.report.figures;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What groups of customers bring in the latest complete period.
 *
 * @param column the column that names the groups
 * @param period the latest complete period
 * @param reference the period that it is set beside: the same of the last year, or else the one before
 * @param before the period before, from which on money changed
 * @param groups the groups, which brings most first
 * @param all all customers
 */
public record GroupMoney(String column, String period, String reference, String before, List<Group> groups, Group all) {

    public GroupMoney {
        groups = List.copyOf(groups);
    }

    /** Whether it is known what orders cost. */
    public boolean hasCosts() {
        return all.now().cost().isPresent();
    }

    /** Whether customers move from group to group. */
    public boolean hasMoves() {
        return groups.stream()
                .anyMatch(group -> group.change().movedIn().signum() != 0
                        || group.change().movedOut().signum() != 0);
    }

    /**
     * A group.
     *
     * @param name its name
     * @param now what it brings in the period
     * @param then what it brought in the reference
     * @param retention the share of those who bought in the period before who bought again; empty if there were none
     * @param change what changed the money since the period before
     */
    public record Group(String name, Brings now, Brings then, Optional<Rate> retention, Change change) {}

    /**
     * What a group brings in a period.
     *
     * @param customers how many buy
     * @param money what they spend
     * @param share of what all spend, if that is above 0
     * @param cost what their orders cost, if that is known
     * @param profit the money less the cost, likewise
     */
    public record Brings(
            long customers,
            BigDecimal money,
            OptionalDouble share,
            Optional<BigDecimal> cost,
            Optional<BigDecimal> profit) {

        /** Which share of the money is left; empty if there is none or costs are not known. */
        public Optional<Double> margin() {
            return profit.filter(left -> money.signum() > 0).map(left -> left.doubleValue() / money.doubleValue());
        }
    }

    /**
     * What changed the money, each part above 0: {@code after = before + fresh + reactivated + more − less − lost + movedIn − movedOut}.
     *
     * @param before what there was in the period before
     * @param fresh what those bring who are customers for the first time
     * @param reactivated what those bring who came back
     * @param more what those who stay bring more
     * @param less what those who stay bring less
     * @param lost what those brought who are gone
     * @param movedIn what those bring who came from another group
     * @param movedOut what those brought who went to another group
     * @param after what there is
     */
    public record Change(
            BigDecimal before,
            BigDecimal fresh,
            BigDecimal reactivated,
            BigDecimal more,
            BigDecimal less,
            BigDecimal lost,
            BigDecimal movedIn,
            BigDecimal movedOut,
            BigDecimal after) {}

    /** The change of the money in percent, such as {@code +12.3 %}; a dash where there was none. */
    public static String rise(BigDecimal then, BigDecimal now) {
        return then.signum() <= 0
                ? "–"
                : String.format(Locale.ROOT, "%+.1f %%", (now.doubleValue() / then.doubleValue() - 1) * 100);
    }
}
