package dev.retention.examples.review.figures;

import dev.retention.examples.report.figures.Words;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;

/** A field of a table: what it is for programs, and how people read it. */
public sealed interface Cell {

    /** How people read it. */
    String shown();

    /** A field in which there is nothing, because it is not defined or not known. */
    static Cell none() {
        return new None();
    }

    /** A text. */
    static Cell text(String text) {
        return new Text(text);
    }

    /** A number that opens to its customers. */
    static Cell count(long count, String opening) {
        return new Count(count, opening);
    }

    /** A number that opens to nothing. */
    static Cell count(long count) {
        return new Count(count, "");
    }

    /** An amount. */
    static Cell amount(BigDecimal amount) {
        return new Amount(amount);
    }

    /** A share, or nothing. */
    static Cell share(OptionalDouble share) {
        return share.isPresent() ? new Share(share.getAsDouble()) : none();
    }

    /** A share. */
    static Cell share(double share) {
        return new Share(share);
    }

    /** A number with two decimals, or nothing. */
    static Cell number(OptionalDouble number) {
        return number.isPresent() ? new Decimal(number.getAsDouble()) : none();
    }

    /** Two ends of an interval of a difference of shares. */
    static Cell points(double lower, double upper) {
        return new Points(lower, upper);
    }

    /** Two ends of an interval of shares. */
    static Cell shares(double lower, double upper) {
        return new Range(lower, upper, true);
    }

    /** Two ends of an interval of numbers. */
    static Cell numbers(double lower, double upper) {
        return new Range(lower, upper, false);
    }

    /** A chance. */
    static Cell chance(double p) {
        return new Chance(p);
    }

    /** Nothing. */
    record None() implements Cell {
        @Override
        public String shown() {
            return "–";
        }
    }

    /**
     * Text.
     *
     * @param text the text
     */
    record Text(String text) implements Cell {
        @Override
        public String shown() {
            return text;
        }
    }

    /**
     * A number of customers or events.
     *
     * @param count the number
     * @param opening the name by which it opens to its customers, empty if it does not
     */
    record Count(long count, String opening) implements Cell {
        @Override
        public String shown() {
            return Words.count(count);
        }
    }

    /**
     * Money.
     *
     * @param amount in major units
     */
    record Amount(BigDecimal amount) implements Cell {
        @Override
        public String shown() {
            return Words.amount(amount);
        }
    }

    /**
     * A share.
     *
     * @param share 1 is all; a difference of shares may be below 0
     */
    record Share(double share) implements Cell {
        @Override
        public String shown() {
            return Words.percent(share);
        }
    }

    /**
     * A number.
     *
     * @param number any finite one
     */
    record Decimal(double number) implements Cell {
        @Override
        public String shown() {
            return String.format(Locale.ROOT, "%,.2f", number);
        }
    }

    /**
     * A chance, such as a p-value.
     *
     * @param p in [0, 1]
     */
    record Chance(double p) implements Cell {
        @Override
        public String shown() {
            return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
        }
    }

    /**
     * An interval.
     *
     * @param lower its lower end
     * @param upper its upper end
     * @param shares whether they are shares
     */
    record Range(double lower, double upper, boolean shares) implements Cell {
        @Override
        public String shown() {
            return shares
                    ? Words.percentNumber(lower) + " to " + Words.percent(upper)
                    : String.format(Locale.ROOT, "%,.2f to ", lower)
                            + (Double.isFinite(upper) ? String.format(Locale.ROOT, "%,.2f", upper) : "no bound");
        }
    }

    /**
     * An interval of a difference of shares.
     *
     * @param lower its lower end
     * @param upper its upper end
     */
    record Points(double lower, double upper) implements Cell {
        @Override
        public String shown() {
            return Words.percentNumber(lower) + " to " + Words.percentNumber(upper) + " points";
        }
    }
}
