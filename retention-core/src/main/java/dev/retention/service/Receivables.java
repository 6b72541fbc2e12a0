package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How long customers take to pay, told from balances and sales of a period alone.
 *
 * <pre>{@code
 * Receivables march = new Receivables(opening, sales, closing, current, 31);
 * march.daysSalesOutstanding();                       // closing / sales × days
 * Receivables.countback(closing, salesNewestFirst);   // 166.3 days
 * }</pre>
 *
 * <pre>
 *   DSO                    = closing / sales × days
 *   best possible DSO      = current / sales × days
 *   average days delinquent = DSO − best possible DSO
 *   CEI                    = (opening + sales − closing) / (opening + sales − current) × 100
 * </pre>
 *
 * <ul>
 *   <li>Sales are those on credit, less credit notes. Where they are not above 0 there is no DSO.
 *   <li>A balance below 0, of customers who paid more than they owed, gives days below 0: it is owed to them.
 *   <li>The plain DSO falls when sales rise although nobody pays sooner; the {@linkplain #countback countback} does not.
 *   <li>Unapplied payments and credit notes lower the closing balance and not what is current, so that the average days delinquent may be
 *       below 0.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param opening the balance at the start of the period, below 0 if more is owed to customers
 * @param sales what was sold on credit in it, less credit notes
 * @param closing the balance at its end
 * @param current what of that is not past due, at least 0
 * @param days how many days the period has, at least 1
 * @since 0.1.0
 */
public record Receivables(BigDecimal opening, BigDecimal sales, BigDecimal closing, BigDecimal current, int days) {
    private static final BigDecimal LARGEST = new BigDecimal("1E+290");
    private static final double PERCENT = 100;

    /**
     * Checks the numbers.
     *
     * @param opening the balance at the start of the period
     * @param sales what was sold on credit in it
     * @param closing the balance at its end
     * @param current what of that is not past due
     * @param days how many days the period has
     * @throws IllegalArgumentException if an amount is past 1e290, {@code current} is below 0, or {@code days < 1}
     */
    public Receivables {
        check(opening, "opening");
        check(sales, "sales");
        check(closing, "closing");
        Ageing.notNegative(check(current, "current"), "current");
        Checks.positive((long) days, "days");
    }

    private static BigDecimal check(BigDecimal amount, String name) {
        checkArgument(
                Checks.amount(amount, name).abs().compareTo(LARGEST) <= 0,
                "%s (%s) must not be past 1e290",
                name,
                amount);
        return amount;
    }

    /** {@return how many days of sales the balance is; empty if sales are not above 0} */
    public OptionalDouble daysSalesOutstanding() {
        return days(closing);
    }

    /** {@return how many days of sales it would be if everybody paid in time; empty if sales are not above 0} */
    public OptionalDouble bestPossibleDaysSalesOutstanding() {
        return days(current);
    }

    /** {@return how many days of sales are past due: the difference of the other two; empty if sales are not above 0} */
    public OptionalDouble averageDaysDelinquent() {
        return days(closing.subtract(current));
    }

    private OptionalDouble days(BigDecimal part) {
        return sales.signum() <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(part.doubleValue() / sales.doubleValue() * days);
    }

    /**
     * The collection effectiveness index.
     *
     * @return what was collected of what could be, in percent: 100 if all that fell due was paid, more if what was not due was paid as
     *     well; what was written off lowers the closing balance and so counts as collected; empty if what could be collected, {@code
     *     opening + sales − current}, is not above 0
     */
    public OptionalDouble collectionEffectivenessPercent() {
        BigDecimal owed = opening.add(sales);
        BigDecimal collectable = owed.subtract(current);
        return collectable.signum() <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(owed.subtract(closing).doubleValue() / collectable.doubleValue() * PERCENT);
    }

    /**
     * Days sales outstanding by counting back: whole periods are taken off the balance from the newest, the last in proportion.
     *
     * @param receivables the balance
     * @param newestFirst the sales of the periods up to its day, the last one first
     * @return the days, and why counting stopped
     * @throws IllegalArgumentException if the balance is past 1e290
     * @see "Oracle Hyperion Financial Management Administrator's Guide, DSO exhaustion method (its printed 179.7 fits a balance of 13,000)"
     */
    public static Countback countback(BigDecimal receivables, List<Sales> newestFirst) {
        BigDecimal left = check(receivables, "receivables");
        requireNonNull(newestFirst, "newestFirst");
        if (left.signum() <= 0) {
            return new Countback(0, Stop.NO_BALANCE, left.min(BigDecimal.ZERO));
        }
        long days = 0;
        for (Sales period : newestFirst) {
            if (period.amount().signum() <= 0) {
                return new Countback(days, Stop.PERIOD_WITHOUT_SALES, left);
            }
            if (left.compareTo(period.amount()) <= 0) {
                double part = left.doubleValue() / period.amount().doubleValue() * period.days();
                return new Countback(days + part, Stop.BALANCE_USED_UP, BigDecimal.ZERO);
            }
            left = left.subtract(period.amount());
            days += period.days();
        }
        return new Countback(days, Stop.MORE_THAN_ALL_SALES, left);
    }

    /**
     * The sales of a period.
     *
     * @param amount what was sold on credit, less credit notes
     * @param days how many days the period has, at least 1
     * @since 0.1.0
     */
    public record Sales(BigDecimal amount, int days) {
        /**
         * Checks the numbers.
         *
         * @param amount what was sold on credit, less credit notes
         * @param days how many days the period has
         * @throws IllegalArgumentException if the amount is past 1e290, or {@code days < 1}
         */
        public Sales {
            check(amount, "amount");
            Checks.positive((long) days, "days");
        }
    }

    /** Why counting back stopped. */
    public enum Stop {
        /** The balance is used up: the days are those of the whole balance. */
        BALANCE_USED_UP,
        /** A period has no sales, or such below 0: the days are those of the newer periods, and the balance is older. */
        PERIOD_WITHOUT_SALES,
        /** The balance is more than all sales given: the days are at least so many. */
        MORE_THAN_ALL_SALES,
        /** Nothing is owed, or more is owed to customers than by them: no days. */
        NO_BALANCE;

        /** Prints the name in lower case, such as {@code period without sales}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * What counting back found.
     *
     * @param days how many days of sales the balance is, at least 0
     * @param reason why counting stopped
     * @param left what of the balance no sales were found for; below 0 of a balance below 0
     * @since 0.1.0
     */
    public record Countback(double days, Stop reason, BigDecimal left) {
        /**
         * Checks the numbers.
         *
         * @param days how many days of sales the balance is
         * @param reason why counting stopped
         * @param left what of the balance no sales were found for
         * @throws IllegalArgumentException if {@code days} is not finite and at least 0
         */
        public Countback {
            Checks.notNegative(days, "days");
            requireNonNull(reason, "reason");
            Checks.amount(left, "left");
        }

        /** Prints the days and the reason, such as {@code 31 days (period without sales)}. */
        @Override
        public String toString() {
            return Text.number(days, 4) + " days (" + reason + ")";
        }
    }

    /** Prints the days and the index that there are. */
    @Override
    public String toString() {
        return "DSO " + text(daysSalesOutstanding(), " days") + ", best possible "
                + text(bestPossibleDaysSalesOutstanding(), " days") + ", CEI "
                + text(collectionEffectivenessPercent(), " %");
    }

    private static String text(OptionalDouble value, String unit) {
        return value.isPresent() ? Text.number(value.getAsDouble(), 4) + unit : "unknown";
    }
}
