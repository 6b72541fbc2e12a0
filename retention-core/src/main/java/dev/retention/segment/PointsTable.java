package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.movement.ShareOfValue;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.segment.PointsLedger.Item;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The points of a loyalty programme by period: what moved them, and what is outstanding. Made by {@link PointsLedger}.
 *
 * <pre>
 *   redemption            SPENT_SO_FAR / MEMBERS                              members: who ever redeemed
 *   points redeemed       SPENT_SO_FAR / ISSUED_SO_FAR                        points: two things, one word
 *   breakage              EXPIRED_SO_FAR / ISSUED_SO_FAR                      points
 *   breakage or unspent   (EXPIRED_SO_FAR + OUTSTANDING) / ISSUED_SO_FAR      points
 *   activity              ACTIVE / MEMBERS                                    members
 *   liability             OUTSTANDING × value of a point                      money
 * </pre>
 *
 * <p>That the books balance is checked of every table: {@code OPENING + ISSUED = SPENT + EXPIRED + REVERSED + OUTSTANDING}, in every period
 * and group. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class PointsTable<K> extends ItemTable<K, PointsLedger.Cell, PointsTable<K>.InPeriod> implements Tabular {
    private final List<InPeriod> periods;

    PointsTable(Counted<K, PointsLedger.Cell> counted) {
        super(counted);
        this.periods = entries(InPeriod::new);
        periods.forEach(InPeriod::checkBalanced);
    }

    @Override
    public List<InPeriod> periods() {
        return periods;
    }

    /**
     * The same table for each group of members. Takes one more pass over the store.
     *
     * @param grouping how members are parted; read at each period, at its end, so that a member's opening points are of the group at the
     *     end of the period as well and the books of every group balance
     * @return a table for each group that somebody is in
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<PointsTable<K>> by(Grouping grouping) {
        return counted().by(requireNonNull(grouping, "grouping"), PointsTable::new);
    }

    /**
     * What points cost if all are spent.
     *
     * @param points how many, at least 0
     * @param valuePerPoint what a point costs, in major units of any currency, at least 0
     * @return {@code points × valuePerPoint}, exact
     * @throws IllegalArgumentException if a number is negative, or {@code valuePerPoint} past the range of doubles
     */
    public static BigDecimal liability(long points, BigDecimal valuePerPoint) {
        Checks.notNegative(points, "points");
        checkArgument(
                Checks.amount(valuePerPoint, "valuePerPoint").signum() >= 0,
                "valuePerPoint (%s) must be at least 0",
                valuePerPoint);
        return valuePerPoint.multiply(BigDecimal.valueOf(points));
    }

    /**
     * The points of one period.
     *
     * @since 0.1.0
     */
    public final class InPeriod extends ItemTable.Entry<K, Item, PointsLedger.Cell> {
        private InPeriod(int index) {
            super(PointsTable.this.counted(), PointsLedger.Cell::new, index);
        }

        /** Sums that pass a long on the way wrap around and back. */
        private void checkBalanced() {
            long left = points(Item.OUTSTANDING);
            boolean inPeriod = points(Item.OPENING)
                            + points(Item.ISSUED)
                            - points(Item.SPENT)
                            - points(Item.EXPIRED)
                            - points(Item.REVERSED)
                    == left;
            boolean soFar = points(Item.ISSUED_SO_FAR)
                            - points(Item.SPENT_SO_FAR)
                            - points(Item.EXPIRED_SO_FAR)
                            - points(Item.REVERSED_SO_FAR)
                    == left;
            checkState(inPeriod && soFar, "points of %s do not balance: %s", period(), this);
        }

        /**
         * The points of an item.
         *
         * @param item which; MEMBERS and ACTIVE have none
         * @return at least 0
         * @throws ArithmeticException if the sum does not fit a long
         */
        public long points(Item item) {
            return counted().amount(cell(item));
        }

        /**
         * Which share of the members was issued or promised points or spent some in the period.
         *
         * @return {@code ACTIVE / MEMBERS}; empty if there are no members
         */
        public Optional<Proportion> activity() {
            return share(Item.ACTIVE, Item.MEMBERS);
        }

        /**
         * Which share of the members has ever redeemed points, by the end of the period.
         *
         * @return {@code SPENT_SO_FAR / MEMBERS} in members; empty if there are no members
         */
        public Optional<Proportion> redemption() {
            return share(Item.SPENT_SO_FAR, Item.MEMBERS);
        }

        /**
         * Which share of all points issued by the end of the period has been redeemed.
         *
         * @return {@code SPENT_SO_FAR / ISSUED_SO_FAR} in points; empty if none were issued
         */
        public Optional<ShareOfValue> pointsRedeemed() {
            return ofIssued(points(Item.SPENT_SO_FAR));
        }

        /**
         * Which share of all points issued by the end of the period has expired.
         *
         * @return {@code EXPIRED_SO_FAR / ISSUED_SO_FAR} in points; empty if none were issued
         */
        public Optional<ShareOfValue> breakage() {
            return ofIssued(points(Item.EXPIRED_SO_FAR));
        }

        /**
         * Which share of all points issued by the end of the period has expired or is not spent yet, which elsewhere is called breakage as
         * well: of a young programme it is nearly all.
         *
         * @return {@code (EXPIRED_SO_FAR + OUTSTANDING) / ISSUED_SO_FAR} in points; empty if none were issued
         */
        public Optional<ShareOfValue> breakageOrUnspent() {
            return ofIssued(Math.addExact(points(Item.EXPIRED_SO_FAR), points(Item.OUTSTANDING)));
        }

        private Optional<ShareOfValue> ofIssued(long part) {
            long issued = points(Item.ISSUED_SO_FAR);
            return issued == 0
                    ? Optional.empty()
                    : Optional.of(new ShareOfValue(BigDecimal.valueOf(part), BigDecimal.valueOf(issued)));
        }

        /**
         * What the points outstanding at the end of the period cost if all are spent.
         *
         * @param valuePerPoint what a point costs, in major units of any currency, at least 0
         * @return {@code OUTSTANDING × valuePerPoint}, exact
         * @throws IllegalArgumentException if {@code valuePerPoint} is negative or past the range of doubles
         */
        public BigDecimal liability(BigDecimal valuePerPoint) {
            return PointsTable.liability(points(Item.OUTSTANDING), valuePerPoint);
        }

        /**
         * What the points outstanding at the end of the period are expected to cost, where a share of them is never spent.
         *
         * @param valuePerPoint what a point costs, in major units of any currency, at least 0
         * @param expectedBreakage the share of these points that will not be spent, in [0, 1], as the caller expects it
         * @return {@code OUTSTANDING × valuePerPoint × (1 − expectedBreakage)}
         * @throws IllegalArgumentException if {@code valuePerPoint} is negative or past the range of doubles, or {@code expectedBreakage} is
         *     outside [0, 1]
         */
        public double expectedLiability(BigDecimal valuePerPoint, double expectedBreakage) {
            Checks.closedUnit(expectedBreakage, "expectedBreakage");
            return liability(valuePerPoint).doubleValue() * (1 - expectedBreakage);
        }

        /** Prints the books of the period, and what is outside. */
        @Override
        public String toString() {
            return label() + ": " + points(Item.OPENING) + " outstanding + " + points(Item.ISSUED) + " issued − "
                    + points(Item.SPENT) + " spent − " + points(Item.EXPIRED) + " expired − "
                    + points(Item.REVERSED) + " reversed = " + points(Item.OUTSTANDING) + " outstanding; "
                    + points(Item.PENDING) + " pending"
                    + (points(Item.OVERDRAWN) == 0 ? "" : ", " + points(Item.OVERDRAWN) + " overdrawn");
        }
    }

    /** {@return a row per period} */
    @Override
    public Sheet sheet() {
        return SegmentSheets.of(this);
    }
}
