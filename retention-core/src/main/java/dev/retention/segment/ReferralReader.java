package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads who referred whom out of the caller's objects.
 *
 * <pre>{@code
 * HistoryStore<String> referrals = Referrals.reader(Row::referrer, Row::referred, Row::day)
 *         .reward(Row::reward, EUR)
 *         .referrerText("plan of the referrer", Row::plan)
 *         .among(orders)
 *         .from(rows);
 * HistoryStore<String> all = orders.named("orders").and(referrals);
 * }</pre>
 *
 * <p>A referral makes two events of its day on the track {@value Referrals#TRACK}: one of the customer who was referred, with the
 * reward, the name of the referrer and what was known of the referrer on that day; and one of the referrer. So a rule of one customer's
 * history knows both sides, and every reward is there once.
 *
 * <p>Refused, with row and customers:
 *
 * <ul>
 *   <li>who refers oneself;
 *   <li>a second referrer of one customer, and a referral that closes a circle, whose customers are named in order, of a long one the last:
 *       held against the rows of earlier days, and earlier rows of one day, that count. So of two referrers the first counts, of a circle the
 *       last row is refused, and a row that is refused refuses no other;
 *   <li>a reward below 0 or with more decimals than the currency;
 *   <li>where {@link #among} tells the customers: a referrer who is none, and a referral after the first event of whom it referred.
 * </ul>
 *
 * <p>Referrals are of civil days, and so must be what they are combined with: read orders of instants by {@code
 * HistoryStore.ofDates(Order::customer, order -> LocalDate.ofInstant(order.at(), zone))}.
 *
 * <p>A {@linkplain #lenient() lenient} reader leaves such a row out on both sides and counts and lists it in {@link
 * HistoryStore#exclusions}. Takes linear time. This class is immutable and thread-safe.
 *
 * @param <S> the type of rows
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ReferralReader<S, K> {
    private final ReferralRows<S, K> rows;

    ReferralReader(ReferralRows<S, K> rows) {
        this.rows = rows;
    }

    /**
     * Says what a referral cost: the rewards of both sides.
     *
     * @param reward in major units, at least 0; null for none
     * @param currency the currency
     * @return this reader with it
     */
    public ReferralReader<S, K> reward(Function<? super S, ? extends @Nullable BigDecimal> reward, Currency currency) {
        requireNonNull(reward, "reward");
        return new ReferralReader<>(rows.withReward(reward, requireNonNull(currency, "currency")));
    }

    /**
     * Says what the referrer was on the day of the referral, such as a plan, in a further column of the event of whom was referred.
     *
     * @param name the column's name
     * @param text the text; null for none
     * @return this reader with it
     * @throws IllegalArgumentException if the name is empty or another column's
     */
    public ReferralReader<S, K> referrerText(String name, Function<? super S, ? extends @Nullable String> text) {
        requireNonNull(text, "text");
        checkArgument(!requireNonNull(name, "name").isEmpty(), "name (%s) must not be empty", name);
        checkArgument(
                !name.equals(Referrals.REFERRER)
                        && !name.equals(Referrals.TENURE)
                        && !rows.texts().containsKey(name),
                "name (%s) must not be another column's",
                name);
        return new ReferralReader<>(rows.withText(name, text));
    }

    /**
     * Tells the customers: a referrer must be one, and who was referred must not have been one before. The {@linkplain Referrals#TENURE
     * tenure} of the referrer on the day of the referral is then known.
     *
     * @param customers the histories by which customers are such, of dates; of several tracks the first
     * @return this reader with it
     * @throws IllegalArgumentException if the store has instants
     */
    public ReferralReader<S, K> among(HistoryStore<K> customers) {
        checkArgument(
                !requireNonNull(customers, "customers").hasInstants(),
                "customers (%s) must have dates: read them by civil day, such as by LocalDate.ofInstant(at, zone)",
                customers);
        return new ReferralReader<>(rows.withCustomers(customers));
    }

    /**
     * Leaves rows out that cannot be read, counted and listed, instead of refusing the first.
     *
     * @return a lenient reader
     */
    public ReferralReader<S, K> lenient() {
        return new ReferralReader<>(rows.withLeniency());
    }

    /**
     * Reads a store with the one track {@value Referrals#TRACK}.
     *
     * @param referrals the rows in any order
     * @return the store, with what was left out
     * @throws InvalidRowException if a row is refused and the reader is strict; the message tells row and customers
     */
    public HistoryStore<K> from(Iterable<? extends S> referrals) {
        return store(rows.read(requireNonNull(referrals, "referrals")));
    }

    /**
     * Reads the chains that the same referrals make.
     *
     * @param referrals the rows in any order
     * @return the chains of the rows that {@link #from} does not leave out
     * @throws InvalidRowException if a row is refused and the reader is strict; the message tells row and customers
     */
    public ReferralChains<K> chains(Iterable<? extends S> referrals) {
        List<Referral<K>> read = rows.read(requireNonNull(referrals, "referrals"));
        // Refuses what the store would.
        store(read);
        Map<K, K> referrers = new LinkedHashMap<>();
        read.stream()
                .filter(Referral::counts)
                .forEach(row -> referrers.put(requireNonNull(row.referred), requireNonNull(row.referrer)));
        return ReferralChains.of(referrers);
    }

    /** Prints what is read. */
    @Override
    public String toString() {
        return "referrals" + (rows.reward() == null ? "" : " with rewards")
                + (rows.customers() == null ? "" : ", among " + rows.customers())
                + (rows.isLenient() ? ", lenient" : "");
    }

    /** What one row says, and why it does not count. */
    static final class Referral<K> {
        final int number;

        @Nullable
        K referrer;

        @Nullable
        K referred;

        @Nullable
        LocalDate day;

        BigDecimal reward = BigDecimal.ZERO;

        @Nullable
        Long tenure;

        List<@Nullable String> texts = List.of();

        @Nullable
        RuntimeException fault;

        Referral(int number) {
            this.number = number;
        }

        boolean counts() {
            return fault == null && referred != null && day != null;
        }
    }

    /** One side of a referral. */
    private record Side<K>(Referral<K> referral, boolean isReferrer) {
        @Nullable
        K customer() {
            if (referral.fault != null) {
                throw referral.fault;
            }
            return isReferrer ? referral.referrer : referral.referred;
        }
    }

    /** First a side of each row, so that rows have their numbers where they are refused, then the other side of those that count. */
    private HistoryStore<K> store(List<Referral<K>> read) {
        List<Side<K>> sides = new ArrayList<>();
        read.forEach(row -> sides.add(new Side<>(row, false)));
        read.stream().filter(Referral::counts).forEach(row -> sides.add(new Side<>(row, true)));
        HistoryReader<Side<K>, K> reader = HistoryStore.<Side<K>, K>ofDates(Side::customer, side -> side.referral.day)
                .codes(side -> side.isReferrer ? Referrals.REFERRED_OTHERS : Referrals.REFERRED)
                .text(Referrals.REFERRER, side -> side.isReferrer ? null : String.valueOf(side.referral.referrer));
        if (rows.currency() != null) {
            reader = reader.amounts(
                    side -> side.isReferrer ? BigDecimal.ZERO : side.referral.reward, requireNonNull(rows.currency()));
        }
        if (rows.customers() != null) {
            reader = reader.number(Referrals.TENURE, side -> side.isReferrer ? null : side.referral.tenure);
        }
        int column = 0;
        for (String name : rows.texts().keySet()) {
            int at = column++;
            reader = reader.text(name, side -> side.isReferrer ? null : side.referral.texts.get(at));
        }
        return (rows.isLenient() ? reader.lenient() : reader).from(sides).named(Referrals.TRACK);
    }
}
