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
 * @param ratio whether the arms have as many customers as they were to have, in words
 * @param isRead whether effects may be read; not if the arms have other numbers of customers than chance explains
 * @param days for how many days from the exposure on customers are looked at
 * @param due the day from which on half of the customers are looked at for so long, where that is to come
 * @param cautions what stands in the way of a reading, each in a sentence
 * @param effects what differs, each outcome of each arm; none if none may be read
 */
public record ExperimentFigures(
        String name,
        String control,
        List<Arm> arms,
        String ratio,
        boolean isRead,
        int days,
        Optional<String> due,
        List<String> cautions,
        List<Effect> effects) {

    /** Copies. */
    public ExperimentFigures {
        arms = List.copyOf(arms);
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
     * An arm.
     *
     * @param name what customers in it got
     * @param share how many of as many as all shares come to were to be in it
     * @param customers who is in it
     * @param waiting who of them is not yet looked at for as long as is wanted
     * @param several who came into it and later into another too, which counts in neither
     */
    public record Arm(String name, long share, Opened customers, Opened waiting, Opened several) {}

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
        NOT_TOLD
    }

    /**
     * What differs between an arm and the control.
     *
     * @param outcome what is looked at
     * @param arm the arm
     * @param shape what its numbers are
     * @param isLowerBetter whether less is better
     * @param control the control's
     * @param treated the arm's
     * @param difference the arm's less the control's, adjusted by the customers' past where there is one
     * @param interval where it lies, by 95 %
     * @param always where it lies, however often one looks
     * @param relative the difference as a share of the control's
     * @param relativeInterval where that lies
     * @param pValue corrected for all that is asked of the experiment
     * @param verdict what may be said
     * @param reduction which share of the variance the past explains, where it is adjusted by that
     */
    public record Effect(
            String outcome,
            String arm,
            Shape shape,
            boolean isLowerBetter,
            double control,
            double treated,
            double difference,
            Optional<Interval> interval,
            Optional<Interval> always,
            Optional<Double> relative,
            Optional<Interval> relativeInterval,
            Optional<Double> pValue,
            Verdict verdict,
            Optional<Double> reduction) {}
}
