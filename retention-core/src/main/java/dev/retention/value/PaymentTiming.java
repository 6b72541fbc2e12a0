package dev.retention.value;

/**
 * When customers pay, seen from the moment at which they are valued: the conventions that make two "discounted values" of the
 * same customer differ by a payment.
 *
 * <p>{@code S(t)} is the probability to be a customer still after {@code t} renewals, {@code d} the discount per period and
 * {@code m} the margin of a payment. With constant retention {@code r}, {@code S(t) = r^t}.
 *
 * @see <a href="http://www.brucehardie.com/notes/024/">Fader and Hardie, note 024: reconciling CLV formulas</a>
 * @since 0.1.0
 */
public enum PaymentTiming {
    /** A new customer who pays now and at every renewal: {@code Σ_{t ≥ 0} m S(t)/(1+d)^t = m (1+d)/(1+d−r)}. */
    FIRST_PAYMENT_NOW(0, 0),

    /** A customer who has just paid; the next payment, if any, comes a period later: {@code Σ_{t ≥ 1} m S(t)/(1+d)^t = m r/(1+d−r)}. */
    JUST_PAID(1, 0),

    /** A customer whose renewal is due now: {@code Σ_{t ≥ 1} m S(t)/(1+d)^(t−1) = m r (1+d)/(1+d−r)}. */
    RENEWAL_DUE(1, -1),

    /** A new customer who pays at the end of every period begun: {@code Σ_{t ≥ 0} m S(t)/(1+d)^(t+1) = m/(1+d−r)}. */
    END_OF_PERIOD(0, 1);

    private final int first;
    private final int delay;

    PaymentTiming(int first, int delay) {
        this.first = first;
        this.delay = delay;
    }

    /** The first t of the sum. */
    int first() {
        return first;
    }

    /** By how many periods the payment of S(t) comes later than t. */
    int delay() {
        return delay;
    }
}
