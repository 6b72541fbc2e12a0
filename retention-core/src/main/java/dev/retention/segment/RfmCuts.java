package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where recency, frequency and money are cut into classes: kept with {@link RfmScores}, so that customers who come later are scored by the
 * same numbers, whatever the others have done since.
 *
 * <pre>{@code
 * RfmCuts cuts = scores.cuts();
 * cuts.score(3, 8, 472_00);                     // 5-4-5
 * Rfm.asOf(nextMonth).by(cuts).of(orders);      // next month by this month's edges
 * }</pre>
 *
 * <p>A score says in which class a number lies, {@code 1 + how many edges it is above}: the highest score is the best, so that of recency,
 * where few days are good, it is counted from the other end. Where several edges are one number, since so many customers are tied, the
 * classes between them are empty and their scores are not given: {@link #warnings()} says so, and the best score still means the class
 * above the last edge. Scoring takes constant time. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class RfmCuts implements Serializable {
    private static final long serialVersionUID = 1;

    private final Rfm.Method method;
    private final RfmEdges recency;
    // One for all, or one for each score of recency; one for all, or one for each score of recency and frequency.
    private final RfmEdges[] frequency;
    private final RfmEdges[] money;
    private final ArrayList<String> warnings;
    private final String unit;

    private RfmCuts(
            Rfm.Method method,
            RfmEdges recency,
            RfmEdges[] frequency,
            RfmEdges[] money,
            List<String> warnings,
            String unit) {
        this.unit = unit;
        this.method = method;
        this.recency = recency;
        this.frequency = frequency;
        this.money = money;
        this.warnings = new ArrayList<>(warnings);
    }

    /**
     * Edges of the caller's, each the largest number of its class: 30 and 90 days make the classes to 30, 31 to 90, and above.
     *
     * @param recencyDays edges of days since the last purchase, strictly ascending, fewer than 20
     * @param purchases edges of the number of purchases, strictly ascending, fewer than 20
     * @param minor edges of money in minor units, strictly ascending, fewer than 20
     * @return the cuts, by {@link Rfm.Method#FIXED}
     * @throws IllegalArgumentException if edges do not ascend, or are too many
     */
    public static RfmCuts fixed(List<Long> recencyDays, List<Long> purchases, List<Long> minor) {
        return new RfmCuts(
                Rfm.Method.FIXED,
                RfmEdges.fixed(requireNonNull(recencyDays, "recencyDays"), "recencyDays"),
                new RfmEdges[] {RfmEdges.fixed(requireNonNull(purchases, "purchases"), "purchases")},
                new RfmEdges[] {RfmEdges.fixed(requireNonNull(minor, "minor"), "minor")},
                List.of(),
                RfmEdges.MINOR);
    }

    /**
     * Cuts the numbers of customers, one of each for every customer.
     *
     * @param method how to cut, not {@link Rfm.Method#FIXED}
     * @param classes how many classes, from 2 to 20
     * @param recencyDays days since the last purchase, at least 0
     * @param purchases how many purchases, at least 1
     * @param money what was spent, in the unit to which {@link Rfm.Method#R_RFM} adds 1
     * @return the cuts
     * @throws IllegalArgumentException if there is no customer, the arrays are of different lengths, or a number is out of its range
     */
    public static RfmCuts of(Rfm.Method method, int classes, long[] recencyDays, long[] purchases, long[] money) {
        requireNonNull(method, "method");
        requireNonNull(recencyDays, "recencyDays");
        requireNonNull(purchases, "purchases");
        requireNonNull(money, "money");
        Rfm.checkMade(method, "method", classes, "classes");
        int n = recencyDays.length;
        checkArgument(n > 0, "recencyDays ([]) must be of at least one customer");
        checkArgument(
                purchases.length == n && money.length == n,
                "recencyDays (of %s) must be as many as purchases (%s) and money (%s)",
                n,
                purchases.length,
                money.length);
        for (int i = 0; i < n; i++) {
            Checks.notNegative(recencyDays[i], "recencyDays");
            Checks.positive(purchases[i], "purchases");
        }
        return cut(method, classes, 1, "", recencyDays, purchases, money);
    }

    /** Cuts numbers that were checked; money is in units of a name, of which some make one that R adds. */
    static RfmCuts cut(
            Rfm.Method method, int classes, long unit, String name, long[] days, long[] purchases, long[] money) {
        long added = method == Rfm.Method.R_RFM ? 1 : 0;
        int nested = method == Rfm.Method.NESTED ? classes : 1;
        RfmEdges recency = RfmEdges.quantiles(days, classes, added);
        int n = days.length;
        int[] byRecency = new int[n];
        Arrays.setAll(byRecency, i -> nested == 1 ? 0 : classes - recency.classOf(days[i]));
        RfmEdges whole = RfmEdges.quantiles(purchases, classes, added);
        RfmEdges[] frequency =
                nested == 1 ? new RfmEdges[] {whole} : within(purchases, byRecency, nested, classes, whole);
        int[] byBoth = new int[n];
        Arrays.setAll(
                byBoth,
                i -> nested == 1 ? 0 : byRecency[i] * classes + frequency[byRecency[i]].classOf(purchases[i]) - 1);
        RfmEdges all = RfmEdges.quantiles(money, classes, added * unit);
        RfmEdges[] moneys = nested == 1 ? new RfmEdges[] {all} : within(money, byBoth, nested * classes, classes, all);
        List<String> odd = new ArrayList<>();
        warn(odd, "recency", new RfmEdges[] {recency}, new int[n], days);
        warn(odd, "frequency", frequency, byRecency, purchases);
        warn(odd, "money", moneys, byBoth, money);
        return new RfmCuts(method, recency, frequency, moneys, odd, name);
    }

    /** Edges within each part; those of all customers where a part has nobody. */
    private static RfmEdges[] within(long[] numbers, int[] part, int parts, int classes, RfmEdges all) {
        int[] sizes = new int[parts];
        for (int of : part) {
            sizes[of]++;
        }
        long[][] own = new long[parts][];
        Arrays.setAll(own, i -> new long[sizes[i]]);
        for (int i = 0; i < numbers.length; i++) {
            own[part[i]][--sizes[part[i]]] = numbers[i];
        }
        return Arrays.stream(own)
                .map(of -> of.length == 0 ? all : RfmEdges.quantiles(of, classes, 0))
                .toArray(RfmEdges[]::new);
    }

    /** Says where classes have nobody. */
    private static void warn(List<String> odd, String what, RfmEdges[] edges, int[] part, long[] numbers) {
        int classes = edges[0].classes();
        int[] sizes = new int[edges.length];
        boolean[][] met = new boolean[edges.length][classes];
        for (int i = 0; i < numbers.length; i++) {
            sizes[part[i]]++;
            met[part[i]][edges[part[i]].classOf(numbers[i]) - 1] = true;
        }
        int[] made = Arrays.stream(met)
                .mapToInt(of ->
                        (int) IntStream.range(0, classes).filter(c -> of[c]).count())
                .toArray();
        int[] fewer = IntStream.range(0, made.length)
                .filter(i -> made[i] > 0 && made[i] < classes)
                .toArray();
        if (fewer.length > 0) {
            long few = Arrays.stream(fewer).filter(i -> sizes[i] < classes).count();
            odd.add(what + " has "
                    + (edges.length == 1
                            ? made[0] + " of " + classes + " classes"
                            : "fewer than " + classes + " classes in " + fewer.length + " of "
                                    + Arrays.stream(made).filter(of -> of > 0).count() + " nested ones")
                    + (few == fewer.length
                            ? ": too few customers"
                            : few == 0 ? ": equal customers stay together" : ": too few customers, or equal ones"));
        }
    }

    /**
     * Scores a customer, of those that were cut or any other.
     *
     * @param recencyDays days from the last purchase to the day on which the customer is scored, at least 0
     * @param purchases how many purchases, at least 1
     * @param money what was spent, in the unit of the edges: minor units of the currency if cut from a store
     * @return the scores with these numbers
     * @throws IllegalArgumentException if {@code recencyDays < 0} or {@code purchases < 1}
     */
    public RfmScore score(long recencyDays, long purchases, long money) {
        Checks.notNegative(recencyDays, "recencyDays");
        Checks.positive(purchases, "purchases");
        int code = code(recencyDays, purchases, money);
        return new RfmScore(
                code / (Rfm.BASE * Rfm.BASE),
                code / Rfm.BASE % Rfm.BASE,
                code % Rfm.BASE,
                recencyDays,
                purchases,
                money);
    }

    /** The three scores in one number. */
    int code(long days, long purchases, long spent) {
        int r = recency.classes() + 1 - recency.classOf(days);
        int at = frequency.length == 1 ? 0 : r - 1;
        int f = frequency[at].classOf(purchases);
        int in = money.length == 1 ? 0 : at * frequency[at].classes() + f - 1;
        return Rfm.code(r, f, money[in].classOf(spent));
    }

    /** Refuses segments of scores that are not given. */
    void checkHas(RfmSegments segments) {
        segments.checkFits(recency.classes(), frequency[0].classes(), money[0].classes());
    }

    /**
     * How the edges were found.
     *
     * @return the method
     */
    public Rfm.Method method() {
        return method;
    }

    /**
     * How many classes were asked for.
     *
     * @return the largest number of classes of the three
     */
    public int classes() {
        return Math.max(recency.classes(), Math.max(frequency[0].classes(), money[0].classes()));
    }

    /**
     * The edges of recency in days, ascending.
     *
     * @return one fewer than classes; up to the first the score is the best
     */
    public List<Double> recencyEdges() {
        return recency.edges();
    }

    /**
     * The edges of frequency.
     *
     * @param recencyScore within which score of recency, which makes a difference with {@link Rfm.Method#NESTED} alone
     * @return one fewer than classes, not descending
     * @throws IllegalArgumentException if there is no such score
     */
    public List<Double> frequencyEdges(int recencyScore) {
        Checks.within(recencyScore, 1, recency.classes(), "recencyScore");
        return frequency[frequency.length == 1 ? 0 : recencyScore - 1].edges();
    }

    /**
     * The edges of money.
     *
     * @param recencyScore within which score of recency, which makes a difference with {@link Rfm.Method#NESTED} alone
     * @param frequencyScore within which score of frequency
     * @return one fewer than classes, not descending, in the unit of what was cut: minor units of the currency if of a store
     * @throws IllegalArgumentException if there are no such scores
     */
    public List<Double> moneyEdges(int recencyScore, int frequencyScore) {
        Checks.within(recencyScore, 1, recency.classes(), "recencyScore");
        Checks.within(frequencyScore, 1, frequency[0].classes(), "frequencyScore");
        int classes = frequency[0].classes();
        return money[money.length == 1 ? 0 : (recencyScore - 1) * classes + frequencyScore - 1].edges();
    }

    /**
     * Where fewer classes were made than asked for, since customers are too few or equal ones stay together.
     *
     * @return sentences, none if every class has a customer
     */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Cuts are equal if they were found alike and score alike. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RfmCuts that
                && method == that.method
                && recency.equals(that.recency)
                && Arrays.equals(frequency, that.frequency)
                && Arrays.equals(money, that.money);
    }

    @Override
    public int hashCode() {
        return Objects.hash(recency, Arrays.hashCode(frequency), Arrays.hashCode(money));
    }

    /** Prints the method and the largest number of every class but the last, by which customers are scored. */
    @Override
    public String toString() {
        return method + " to recency " + recency + ", frequency " + RfmEdges.words(frequency) + ", money "
                + RfmEdges.words(money) + unit;
    }
}
