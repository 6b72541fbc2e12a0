package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.retention.internal.Checks;
import dev.retention.survival.LifeTable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * How many customers came to each renewal of their contract and how many of them renewed, counted by tenure: all that the
 * contractual models need to know of the data.
 *
 * <p>Renewal {@code t} is the decision at the end of a customer's {@code t}-th period; who renews there survives
 * {@code t}. Cohorts of any age, and cohorts of which only some renewals are known, add up:
 *
 * <pre>{@code
 *   RenewalCounts.ofCohort(1000, 631, 468, 382);          // one cohort, followed from its start
 *   RenewalCounts.at(3, 468, 382);                        // only its last two counts: 468 came to renewal 3, 382 renewed
 *   RenewalCounts.between(0, 3, 1000, 382);               // only its first and last count
 *   cohort2003.plus(cohort2004).plus(cohort2005);         // several cohorts
 * }</pre>
 *
 * <ul>
 *   <li>A customer who has not yet come to a renewal is not counted there: the counts carry the censoring.
 *   <li>Adding up cohorts supposes that they are alike; nothing else is lost, the likelihood depends on these counts only.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @see <a href="http://www.brucehardie.com/notes/017/">Fader and Hardie, Fitting the sBG model to multi-cohort data</a>
 * @since 0.1.0
 */
public final class RenewalCounts {
    static final int MOST_RENEWALS = 100_000;

    private final long customers;
    private final long[] renewed;
    private final long[] lost;

    /** Several renewals of which only the outcome is known, by their ends, none twice. */
    private final ImmutableList<RenewalSpan> spans;

    private RenewalCounts(long customers, long[] renewed, long[] lost) {
        this(customers, renewed, lost, ImmutableList.of());
    }

    private RenewalCounts(long customers, long[] renewed, long[] lost, ImmutableList<RenewalSpan> spans) {
        this.customers = customers;
        this.renewed = renewed;
        this.lost = lost;
        this.spans = spans;
    }

    ImmutableList<RenewalSpan> spans() {
        return spans;
    }

    /**
     * A cohort followed from its start.
     *
     * @param survivors customers at the start, then those left after renewal 1, 2, …; must not rise, the first at least 1
     * @return the counts; without renewals if {@code survivors} has one element
     * @throws IllegalArgumentException if {@code survivors} is empty, starts with 0, rises or is negative somewhere,
     *     or is of more than 100,000 renewals
     */
    public static RenewalCounts ofCohort(long... survivors) {
        checkArgument(survivors.length > 0, "survivors must hold at least the size of the cohort");
        Checks.positive(survivors[0], "survivors[0]");
        int n = survivors.length - 1;
        Checks.atMost(n, MOST_RENEWALS, "renewals");
        long[] renewed = new long[n];
        long[] lost = new long[n];
        for (int t = 1; t <= n; t++) {
            Checks.notNegative(survivors[t], "survivors[" + t + "]");
            checkArgument(
                    survivors[t] <= survivors[t - 1],
                    "survivors[%s] (%s) must be at most survivors[%s] (%s)",
                    t,
                    survivors[t],
                    t - 1,
                    survivors[t - 1]);
            renewed[t - 1] = survivors[t];
            lost[t - 1] = survivors[t - 1] - survivors[t];
        }
        return new RenewalCounts(survivors[0], renewed, lost);
    }

    /**
     * One renewal of one group of customers, such as the last two counts of a cohort of which no more is known.
     *
     * @param renewal which renewal, in [1, 100,000]
     * @param due customers who came to it, at least 1
     * @param renewed those of them who renewed, in [0, {@code due}]
     * @return the counts
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public static RenewalCounts at(int renewal, long due, long renewed) {
        Checks.positive(renewal, "renewal");
        Checks.atMost(renewal, MOST_RENEWALS, "renewal");
        Checks.positive(due, "due");
        checkArgument(renewed >= 0 && renewed <= due, "renewed (%s) must be in [0, %s]", renewed, due);
        long[] stays = new long[renewal];
        long[] losses = new long[renewal];
        stays[renewal - 1] = renewed;
        losses[renewal - 1] = due - renewed;
        return new RenewalCounts(due, stays, losses);
    }

    /**
     * The sizes of one group of customers at two times, where nothing is known of the renewals in between: such as the first
     * and the last size of a cohort.
     *
     * <pre>
     *   LL = remaining · ln (S(to) / S(from)) + (due − remaining) · ln (1 − S(to) / S(from))
     * </pre>
     *
     * @param from how many renewals they had made at first, at least 0
     * @param to how many those who remain have made, above {@code from} and at most 100,000
     * @param due customers who had made {@code from} renewals, at least 1
     * @param remaining those of them who have made {@code to}, in [0, {@code due}]
     * @return the counts, the same as {@link #at} for a single renewal; others belong to none of {@link #renewed} and
     *     {@link #lost}
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public static RenewalCounts between(int from, int to, long due, long remaining) {
        Checks.notNegative(from, "from");
        checkArgument(to > from, "to (%s) must be above from (%s)", to, from);
        Checks.atMost(to, MOST_RENEWALS, "to");
        if (to - from == 1) {
            return at(to, due, remaining);
        }
        Checks.positive(due, "due");
        checkArgument(remaining >= 0 && remaining <= due, "remaining (%s) must be in [0, %s]", remaining, due);
        return new RenewalCounts(
                due,
                new long[to],
                new long[to],
                ImmutableList.of(new RenewalSpan(from, to, remaining, due - remaining)));
    }

    /**
     * The renewals of customers whose tenures are known, in periods of the contract.
     *
     * <pre>
     *   lost(t) = ended at t,   renewed(t) = at risk at t − ended at t
     * </pre>
     *
     * <p>Who ended at {@code t} left at renewal {@code t}; who is censored there has made it. Who entered later, with some
     * periods behind them, is counted at the renewals since.
     *
     * @param tenures the tenures, whole numbers of customers and of periods
     * @return the counts, up to the longest tenure
     * @throws IllegalArgumentException if there is no tenure, one is not a whole number of periods, one of no period has ended,
     *     one is longer than 100,000 periods, or counts are weighted so that they are not whole
     */
    public static RenewalCounts of(LifeTable tenures) {
        requireNonNull(tenures, "tenures");
        long customers = whole(tenures.total(), "customers");
        Checks.positive(customers, "customers");
        long longest = whole(tenures.lastTime().orElse(0), "tenure");
        Checks.atMost(longest, MOST_RENEWALS, "tenure");
        long[] stays = new long[(int) longest];
        long[] losses = new long[(int) longest];
        int row = 0;
        for (int t = 0; t <= longest; t++) {
            long atRisk = whole(tenures.atRiskAt(t), "customers at risk");
            long ended = 0;
            if (row < tenures.rows() && whole(tenures.time(row), "tenure") == t) {
                ended = whole(tenures.ended(row), "customers who ended");
                row++;
            }
            checkArgument(t > 0 || ended == 0, "tenures of no period (%s) must not have ended", ended);
            if (t > 0) {
                losses[t - 1] = ended;
                stays[t - 1] = atRisk - ended;
            }
        }
        return new RenewalCounts(customers, stays, losses);
    }

    private static long whole(double number, String name) {
        checkArgument(number == Math.rint(number) && number < 1e15, "%s (%s) must be a whole number", name, number);
        return (long) number;
    }

    /**
     * Adds the counts of other customers.
     *
     * @param other counts of customers who are not in these
     * @return the counts of both
     * @throws ArithmeticException if a sum overflows
     */
    public RenewalCounts plus(RenewalCounts other) {
        requireNonNull(other, "other");
        int n = Math.max(renewals(), other.renewals());
        long[] stays = Arrays.copyOf(renewed, n);
        long[] losses = Arrays.copyOf(lost, n);
        for (int i = 0; i < other.renewals(); i++) {
            stays[i] = Math.addExact(stays[i], other.renewed[i]);
            losses[i] = Math.addExact(losses[i], other.lost[i]);
        }
        TreeMap<RenewalSpan, RenewalSpan> sums =
                new TreeMap<>(Comparator.comparingInt(RenewalSpan::from).thenComparingInt(RenewalSpan::to));
        for (RenewalSpan span : Iterables.concat(spans, other.spans)) {
            sums.merge(span, span, RenewalSpan::plus);
        }
        return new RenewalCounts(
                Math.addExact(customers, other.customers), stays, losses, ImmutableList.copyOf(sums.values()));
    }

    /**
     * The customers counted.
     *
     * @return at least 1
     */
    public long customers() {
        return customers;
    }

    /**
     * The highest renewal that has been observed.
     *
     * @return at least 0
     */
    public int renewals() {
        return renewed.length;
    }

    /**
     * The customers who renewed at a renewal.
     *
     * @param renewal which renewal, in [1, {@link #renewals()}]
     * @return at least 0
     * @throws IllegalArgumentException if {@code renewal} has not been observed
     */
    public long renewed(int renewal) {
        return renewed[index(renewal)];
    }

    /**
     * The customers who came to a renewal and left there.
     *
     * @param renewal which renewal, in [1, {@link #renewals()}]
     * @return at least 0
     * @throws IllegalArgumentException if {@code renewal} has not been observed
     */
    public long lost(int renewal) {
        return lost[index(renewal)];
    }

    private int index(int renewal) {
        checkArgument(renewal >= 1 && renewal <= renewals(), "renewal (%s) must be in [1, %s]", renewal, renewals());
        return renewal - 1;
    }

    /** Tells whether the other object holds the same counts. */
    @Override
    public boolean equals(Object object) {
        return object instanceof RenewalCounts other
                && customers == other.customers
                && Arrays.equals(renewed, other.renewed)
                && Arrays.equals(lost, other.lost)
                && spans.equals(other.spans);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(customers) + Arrays.hashCode(renewed)) + Arrays.hashCode(lost);
    }

    /** Prints renewed of due per renewal, such as {@code 631/1000, 468/631}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < renewed.length; i++) {
            if (!spans.isEmpty() && renewed[i] + lost[i] == 0) {
                continue;
            }
            text.append(text.isEmpty() ? "" : ", ")
                    .append(renewed[i])
                    .append('/')
                    .append(renewed[i] + lost[i]);
        }
        for (RenewalSpan span : spans) {
            text.append(text.isEmpty() ? "" : ", ").append(span);
        }
        return text.isEmpty() ? customers + " customers, no renewal observed" : text.toString();
    }
}
