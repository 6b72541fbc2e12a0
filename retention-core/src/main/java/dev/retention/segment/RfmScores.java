package dev.retention.segment;

import static com.google.common.base.Preconditions.checkElementIndex;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.math.LongMath;
import dev.retention.history.EventCodes;
import dev.retention.history.Members;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measured;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How recently, how often and for how much each customer has bought, as scores: what {@link Rfm} makes of a store.
 *
 * <p>Takes 2 bytes per customer beside the measured columns. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class RfmScores<K> {
    // The columns of minor units.
    private static final Set<String> MONEY = Set.of("money", "spend");

    private final Rfm rfm;
    private final Measured<K> measured;
    private final Measured<K>.Column recency;
    private final Measured<K>.Column frequency;
    private final Measured<K>.Column money;
    // Null if nobody was scored and no edges were given.
    private final @Nullable RfmCuts cuts;
    // By customer of the store the three scores, 0 for none.
    private final short[] codes;

    RfmScores(Rfm rfm, Measured<K> measured, @Nullable RfmCuts kept) {
        this.rfm = rfm;
        this.measured = measured;
        this.recency = measured.columns().get(RfmMeasure.RECENCY);
        this.frequency = measured.columns().get(RfmMeasure.FREQUENCY);
        this.money = measured.columns().get(RfmMeasure.MONEY);
        this.codes = new short[measured.store().customers()];
        int n = recency.size();
        this.cuts = kept != null || n == 0 ? kept : cut(n);
        for (int row = 0; row < codes.length; row++) {
            if (recency.has(row)) {
                codes[row] = (short) cuts().code(recency.at(row), frequency.at(row), money.at(row));
            }
        }
    }

    private RfmCuts cut(int n) {
        long[] days = new long[n];
        long[] purchases = new long[n];
        long[] minor = new long[n];
        int at = 0;
        for (int row = 0; row < codes.length; row++) {
            if (recency.has(row)) {
                days[at] = recency.at(row);
                purchases[at] = frequency.at(row);
                minor[at++] = money.at(row);
            }
        }
        int digits = measured.store()
                .currency()
                .map(currency -> Math.max(0, currency.getDefaultFractionDigits()))
                .orElse(0);
        return RfmCuts.cut(
                rfm.method(), rfm.classes(), LongMath.pow(10, digits), RfmEdges.MINOR, days, purchases, minor);
    }

    /**
     * The method.
     *
     * @return the method
     */
    public Rfm rfm() {
        return rfm;
    }

    /**
     * The numbers of every customer, to be listed, ranked and restated: the columns of {@link Rfm#measure()}.
     *
     * @return the columns
     */
    public Measured<K> measured() {
        return measured;
    }

    /**
     * The edges of the classes, to be kept for customers who come later.
     *
     * @return the edges
     * @throws IllegalStateException if nobody was scored, so that there are none
     */
    public RfmCuts cuts() {
        checkState(cuts != null, "nobody was scored, so that there are no edges: %s", rfm);
        return requireNonNull(cuts);
    }

    /**
     * How many customers have a score.
     *
     * @return at least 0
     */
    public int customers() {
        return recency.size();
    }

    /**
     * The score of a customer.
     *
     * @param customer the key
     * @return the score, empty for one who had bought nothing by the as-of day
     */
    public Optional<RfmScore> scoreOf(K customer) {
        int row = measured.store().find(requireNonNull(customer, "customer")).orElse(-1);
        return row < 0 ? Optional.empty() : score(row);
    }

    /**
     * The score of the customer with a number in the store.
     *
     * @param customer the customer's number, from 0
     * @return the score, empty for one who had bought nothing by the as-of day
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public Optional<RfmScore> score(int customer) {
        checkElementIndex(customer, codes.length, "customer");
        int code = codes[customer];
        return code == 0
                ? Optional.empty()
                : Optional.of(new RfmScore(
                        code / (Rfm.BASE * Rfm.BASE),
                        code / Rfm.BASE % Rfm.BASE,
                        code % Rfm.BASE,
                        recency.at(customer),
                        frequency.at(customer),
                        money.at(customer)));
    }

    /**
     * The customers whose score fits a condition, such as {@code score -> score.recency() == 1 && score.money() == 5}.
     *
     * @param condition the condition
     * @return those who have a score that fits
     */
    public Members<K> membersWhere(Predicate<? super RfmScore> condition) {
        requireNonNull(condition, "condition");
        return measured.store()
                .members(IntStream.range(0, codes.length)
                        .filter(row -> score(row).filter(condition).isPresent())
                        .toArray());
    }

    /**
     * The customers by segment, with their numbers.
     *
     * @param segments the segments
     * @return a part for each segment in the table's order, and {@link MeasuredParts#others} for scores that no segment holds
     * @throws IllegalArgumentException if the segments are of another number of classes, or of scores that there are not
     */
    public MeasuredParts<K> segments(RfmSegments segments) {
        requireNonNull(segments, "segments");
        if (cuts == null) {
            segments.checkFits(rfm.classes(), rfm.classes(), rfm.classes());
        } else {
            cuts.checkHas(segments);
        }
        List<String> names =
                segments.segments().stream().map(RfmSegments.Segment::name).toList();
        return MeasuredParts.of(
                measured, names, MONEY, row -> codes[row] == 0 ? MeasuredParts.NOWHERE : segments.at(codes[row]));
    }

    /**
     * By segment with these edges, which stay when customers are scored at other times; see {@link Rfm#grouping}.
     *
     * @param segments the segments
     * @param reading when customers are scored
     * @return the grouping, for tables that end with this as-of day
     * @throws IllegalStateException if nobody was scored, so that there are no edges
     * @throws IllegalArgumentException if the segments are of another number of classes, or of scores that there are not
     */
    public Grouping grouping(RfmSegments segments, Grouping.Reading reading) {
        requireNonNull(segments, "segments");
        requireNonNull(reading, "reading");
        return rfm.by(cuts()).grouping(segments, reading);
    }

    /**
     * Where fewer classes were made than asked for, see {@link RfmCuts#warnings()}, and codes of purchases that no event has.
     *
     * @return sentences, none if all is well
     */
    public List<String> warnings() {
        EventCodes codes = measured.store().codes();
        return Stream.of(
                        cuts == null ? List.<String>of() : cuts.warnings(),
                        codes.warnings(rfm.measure.events().unknownIn(codes)))
                .flatMap(List::stream)
                .toList();
    }

    /** Prints the method, how many customers there are, and what is odd. */
    @Override
    public String toString() {
        String odd = warnings().isEmpty() ? "" : "; " + String.join("; ", warnings());
        return customers() + " customers by " + rfm + odd;
    }
}
