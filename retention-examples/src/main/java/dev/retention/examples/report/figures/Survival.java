package dev.retention.examples.report.figures;

import dev.retention.Interval;
import java.util.List;
import java.util.Optional;

/**
 * How long customers stay: the first spells of all, or of each group.
 *
 * @param live when a customer is live
 * @param gapDays for how many days after an order a customer is live
 * @param horizon the days within which the mean is taken
 * @param groups all customers first, then the groups by name if there are any
 * @param difference the test of whether the groups' curves are one, if it can be made
 */
public record Survival(String live, int gapDays, double horizon, List<Group> groups, Optional<Difference> difference) {

    /** The group of all customers. */
    public static final String ALL = "all customers";

    /** What to know of a median that is no more than the days after which whoever orders once is lost. */
    public Optional<String> echo() {
        return groups.stream().anyMatch(this::isEcho)
                ? Optional.of("Where the median is “at once”, most customers did not order again within the "
                        + Words.days(gapDays)
                        + " days of --gap-days, so that half are lost at the first moment they can be: such a median only "
                        + "repeats the option. The mean, and the curve after it, tell more.")
                : Optional.empty();
    }

    /** Whether the median of a group only repeats the days after which whoever orders once is lost. */
    public boolean isEcho(Group group) {
        return group.median().filter(median -> median <= gapDays).isPresent();
    }

    public Survival {
        groups = List.copyOf(groups);
    }

    /**
     * The curve of a group, by Kaplan and Meier.
     *
     * @param name the group
     * @param customers how many customers
     * @param lost how many of them were seen to be lost; the others are still live
     * @param atHorizon how many are still at risk at the horizon
     * @param median the days after which half are lost, if the curve comes down so far
     * @param medianInterval its interval, whose upper end may be infinite
     * @param mean the mean days within the horizon
     * @param meanInterval its interval
     * @param points one for each number of days at which somebody was lost or is still live
     */
    public record Group(
            String name,
            long customers,
            long lost,
            long atHorizon,
            Optional<Double> median,
            Optional<Interval> medianInterval,
            double mean,
            Interval meanInterval,
            List<Point> points) {

        public Group {
            points = List.copyOf(points);
        }

        /** The last point not after some days, if the group was observed so long. */
        public Optional<Point> at(double days) {
            if (points.get(points.size() - 1).days() < days) {
                return Optional.empty();
            }
            return points.stream().filter(point -> point.days() <= days).reduce((first, second) -> second);
        }
    }

    /**
     * A point of a curve.
     *
     * @param days the tenure
     * @param atRisk how many stayed at least so long
     * @param lost how many were lost just then
     * @param stay the share that stays longer
     * @param interval its interval, if somebody is left
     */
    public record Point(double days, long atRisk, long lost, double stay, Optional<Interval> interval) {}

    /**
     * The log-rank test.
     *
     * @param chiSquared the statistic
     * @param degreesOfFreedom one less than the groups
     * @param pValue how probable such curves are if the groups do not differ
     */
    public record Difference(double chiSquared, int degreesOfFreedom, double pValue) {}
}
