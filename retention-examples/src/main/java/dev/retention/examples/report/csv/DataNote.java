package dev.retention.examples.report.csv;

import java.util.List;

/**
 * Something in the data that looks odd and that a reader should know of. It changes no figure.
 *
 * @param kind what it is
 * @param message one sentence, with what to do about it
 * @param count how many lines, keys or days are concerned
 * @param firstLines the numbers of the first few lines concerned, 1 the file's first; empty where it is no matter of lines
 */
public record DataNote(Kind kind, String message, long count, List<Long> firstLines) {

    /** How many lines are named. */
    static final int FIRST = 5;

    /** Checks and copies. */
    public DataNote {
        firstLines = List.copyOf(firstLines);
    }

    /** What can look odd. */
    public enum Kind {
        /** The header is not the first line. */
        HEADER_LINE,
        /** The character set was told from the bytes. */
        CHARACTER_SET,
        /** Customer keys that differ in case only. */
        KEYS_DIFFER_IN_CASE,
        /** Customer keys that differ by {@code .0} only. */
        KEYS_DIFFER_BY_DECIMALS,
        /** One customer key has a large share of the orders. */
        ONE_LARGE_CUSTOMER,
        /** A customer key that is a word for nobody. */
        NOBODY_AS_CUSTOMER,
        /** Many lines name no customer. */
        MANY_WITHOUT_CUSTOMER,
        /** Nobody ordered twice. */
        NOBODY_RETURNS,
        /** Amounts with three decimals, where the currency has fewer. */
        THREE_DECIMALS,
        /** Amounts below 0. */
        AMOUNTS_BELOW_ZERO,
        /** Amounts of 0. */
        AMOUNTS_OF_ZERO,
        /** Dates far from all others. */
        DATES_FAR_OFF,
        /** Dates after the day up to which the data are complete. */
        DATES_AFTER_AS_OF,
        /** Days without orders, where there usually are some. */
        GAP,
        /** The number of orders jumps from one month to the next. */
        STEP,
        /** Lines that are there more than once. */
        REPEATED_LINES,
        /** Many lines of a file of service are left out. */
        MANY_LEFT_OUT,
        /** No ticket is of a kind that is a complaint. */
        NO_COMPLAINTS,
        /** What a file of service could tell, and does not, for want of something. */
        NOT_SHOWN,
        /** Lines that seem to be items of orders. */
        LINES_OF_ONE_ORDER,
        /** Lines of one order that do not agree. */
        ORDERS_THAT_DISAGREE,
        /** A zone was named, but the dates are no instants. */
        ZONE_WITHOUT_EFFECT,
        /** A status that is not known to count or not. */
        UNKNOWN_STATUS,
        /** A value of a filter that no line has. */
        VALUE_NOT_THERE,
        /** A column that looks like a status, and no filter. */
        STATUS_NOT_LOOKED_AT,
        /** A column of quantities or refunds that is not used. */
        COLUMN_NOT_LOOKED_AT,
        /** Neither the user nor the file names a currency. */
        NO_CURRENCY,
        /** An export of subscriptions that has only what is now. */
        PRESENT_STATE_ONLY,
        /** Days of subscriptions that are inferred. */
        INFERRED_DAYS,
        /** Prices by weeks or days. */
        BY_WEEKS_OR_DAYS,
        /** Costs with more decimals than the currency. */
        COSTS_ROUNDED,
        /** Amounts that were converted. */
        CONVERTED;

        /** Whether such a note tells keys of customers. */
        public boolean tellsKeys() {
            return switch (this) {
                case KEYS_DIFFER_IN_CASE, KEYS_DIFFER_BY_DECIMALS, ONE_LARGE_CUSTOMER, NOBODY_AS_CUSTOMER -> true;
                default -> false;
            };
        }
    }
}
