package dev.retention.history;

/**
 * Why a row of the input did not become an event.
 *
 * @since 0.1.0
 */
public enum ExclusionReason {
    /** The row has no customer. */
    NO_CUSTOMER("no customer"),
    /** The row has no date or instant. */
    NO_TIME("no time"),
    /** The date or instant lies outside the years 1 to 9999. */
    TIME_OUT_OF_RANGE("time out of range"),
    /** The row has no amount although the store has amounts. */
    NO_AMOUNT("no amount"),
    /** The amount has more decimals than the currency and no rounding was named. */
    INEXACT_AMOUNT("more decimals than the currency has"),
    /** The amount in minor units does not fit a long. */
    AMOUNT_OUT_OF_RANGE("amount out of range"),
    /** The row has no currency although its currency is read. */
    NO_CURRENCY("no currency"),
    /** The row has no event code although the store has codes. */
    NO_CODE("no event code"),
    /** The row is in another currency and no conversion was named. */
    OTHER_CURRENCY("other currency"),
    /** The conversion knows no rate for the row. */
    NO_RATE("no exchange rate"),
    /** An accessor threw an exception, or the row is null. */
    UNREADABLE("unreadable"),
    /** A row with the same identity and the same content was read before; counted, never an error. */
    REPEATED("repeated"),
    /** A row with the same identity but other content was read before. */
    CONFLICTING("same identity, other content");

    private final String words;

    ExclusionReason(String words) {
        this.words = words;
    }

    /**
     * The reason in words, for reports.
     *
     * @return a short phrase in lower case
     */
    public String words() {
        return words;
    }
}
