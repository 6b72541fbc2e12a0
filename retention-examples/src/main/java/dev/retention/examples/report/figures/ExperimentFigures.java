package dev.retention.examples.report.figures;

import dev.retention.Interval;
import dev.retention.examples.report.figures.ServiceFigures.Opened;
import java.util.List;
import java.util.Optional;

/**
 * What came of something that was tried on some customers and not on others.
 *
 * @param name what it is called
 * @param control the arm that the others are held against
 * @param arms the arms, the control first
 * @param ratio whether the arms have as many customers as they were to have
 * @param isRead whether effects may be read; not if the arms have other numbers of customers than chance explains
 * @param days for how many days from the exposure on customers are looked at
 * @param due the day from which on half of the customers are looked at for so long, where that is to come
 * @param before what the arms differed in before it, by more than chance makes; then nothing that differs after is told
 * @param strangers how many customers of the experiment are not among the others of the report
 * @param cautions what stands in the way of a reading, each in a sentence
 * @param effects what differs, each outcome of each arm; none if none may be read
 */
public record ExperimentFigures(
        String name,
        String control,
        List<Arm> arms,
        Ratio ratio,
        boolean isRead,
        int days,
        Optional<String> due,
        List<String> before,
        long strangers,
        List<String> cautions,
        List<Effect> effects) {

    /** Copies. */
    public ExperimentFigures {
        arms = List.copyOf(arms);
        before = List.copyOf(before);
        cautions = List.copyOf(cautions);
        effects = List.copyOf(effects);
    }

    /** How many customers are in an arm. */
    public long customers() {
        return arms.stream().mapToLong(arm -> arm.customers().customers()).sum();
    }

    /** How many of them are not yet looked at for as long as is wanted. */
    public long waiting() {
        return arms.stream().mapToLong(arm -> arm.waiting().customers()).sum();
    }

    /**
     * Whether the arms have as many customers as they were to have.
     *
     * @param words the same in a sentence
     * @param chiSquared how far off the numbers are, if there is somebody
     * @param degreesOfFreedom one less than there are arms
     * @param pValue how probable that is by chance
     */
    public record Ratio(String words, Optional<Double> chiSquared, int degreesOfFreedom, Optional<Double> pValue) {}

    /** How many came into several arms, and count in none. */
    public long several() {
        return arms.stream().mapToLong(arm -> arm.several().customers()).sum();
    }

    /**
     * An arm.
     *
     * @param name what customers in it got
     * @param share how many of as many as all shares come to were to be in it
     * @param expected how many customers it was to have
     * @param customers who is in it
     * @param waiting who of them is not yet looked at for as long as is wanted
     * @param several who came into it and later into another too, which counts in neither
     */
    public record Arm(String name, long share, double expected, Opened customers, Opened waiting, Opened several) {}

    /** What a number is. */
    public enum Shape {
        /** A share of customers, 1 all. */
        SHARE,
        /** Money a customer. */
        MONEY,
        /** A number a customer. */
        NUMBER
    }

    /** What may be said. */
    public enum Verdict {
        /** Better than the control, beyond what chance explains. */
        BETTER,
        /** Worse. */
        WORSE,
        /** Neither. */
        NOT_TOLD,
        /** It happened to nobody in either arm. */
        NOTHING,
        /** The arms differed before. */
        NOT_ALIKE
    }

    /**
     * What differs between an arm and the control.
     *
     * @param outcome what is looked at
     * @param arm the arm
     * @param shape what its numbers are
     * @param isLowerBetter whether less is better
     * @param control the control's, as it is
     * @param treated the arm's, as it is
     * @param known of how many customers it is known
     * @param adjusted both adjusted by the customers' past, where there is one
     * @param difference the arm's less the control's, adjusted by the customers' past where there is one
     * @param interval where it lies, by 95 %
     * @param always where it lies, however often one looks
     * @param relative the difference as a share of the control's
     * @param relativeInterval where that lies
     * @param chance how probable such a difference is by chance
     * @param verdict what may be said
     */
    public record Effect(
            String outcome,
            String arm,
            Shape shape,
            boolean isLowerBetter,
            double control,
            double treated,
            Known known,
            Optional<Adjusted> adjusted,
            double difference,
            Optional<Interval> interval,
            Optional<Interval> always,
            Optional<Double> relative,
            Optional<Interval> relativeInterval,
            Chance chance,
            Verdict verdict) {

        /** Whether the interval, which is of this question alone, leaves out no difference. */
        public boolean isApart() {
            return interval.filter(each -> each.lower() > 0 || each.upper() < 0).isPresent();
        }
    }

    /**
     * Of how many customers of the arm and of the control an outcome is known, and how many of them did it.
     *
     * @param treated of how many of the arm
     * @param control of how many of the control
     * @param treatedYes of how many of these it is not 0
     * @param controlYes of how many of those
     */
    public record Known(long treated, long control, long treatedYes, long controlYes) {}

    /**
     * Values adjusted by what customers did before (CUPED).
     *
     * @param treated the arm's
     * @param control the control's
     * @param reduction which share of the variance the past explains
     */
    public record Adjusted(double treated, double control, double reduction) {}

    /**
     * How probable a difference at least as large is by chance.
     *
     * @param pValue of this question alone
     * @param corrected for all that is asked of the experiment
     * @param questions how much that is
     * @param method how it was found, such as {@code Welch}
     */
    public record Chance(Optional<Double> pValue, Optional<Double> corrected, int questions, String method) {}
}
