package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.HistoryStore;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.segment.PointsLedger.Item;
import dev.retention.segment.PointsReader.Kind;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The ledger against a simulation that goes through every day and looks at every point by itself. */
class PointsLedgerProperties {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final int DAYS = 120;
    private static final Timeline MONTHS =
            Timeline.monthly(FIRST.plusDays(DAYS - 5)).from(LocalDate.of(2026, 2, 1));

    record Row(int customer, int day, Kind kind, int points, int lapsesAfter) {
        LocalDate on() {
            return FIRST.plusDays(day);
        }

        @Nullable
        LocalDate end() {
            boolean ends = kind == Kind.ISSUED || kind == Kind.PENDING;
            return ends && lapsesAfter < 60 ? on().plusDays(lapsesAfter) : null;
        }
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, DAYS - 1),
                        Arbitraries.of(Kind.ISSUED, Kind.ISSUED, Kind.SPENT, Kind.REVERSED, Kind.EXPIRED, Kind.PENDING),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.integers().between(0, 90))
                .as(Row::new)
                .list()
                .ofMaxSize(40)
                .withoutEdgeCases();
    }

    private static PointsReader<Row, Integer> reader() {
        return PointsLedger.reader(Row::customer, Row::on, Row::kind, Row::points)
                .expiringOn(Row::end)
                .lenient();
    }

    /** What the simulation knows: every point by its last day, and sums of what has happened to them since ever. */
    private static final class Naive {
        private final List<Integer> points = new ArrayList<>();
        private final List<Row> promised = new ArrayList<>();
        private final Map<Item, Long> sums = new EnumMap<>(Item.class);
        private int refused;

        void day(int day, List<Row> rows) {
            for (Kind kind : Kind.values()) {
                for (Row row : rows) {
                    if (row.day == day && row.kind == kind) {
                        take(row);
                    }
                }
            }
            long before = points.size();
            points.removeIf(last -> last <= day);
            add(Item.EXPIRED, before - points.size());
            promised.removeIf(row -> row.end() != null && row.day + row.lapsesAfter <= day);
        }

        private void take(Row row) {
            if (row.kind == Kind.PENDING) {
                promised.add(row);
                return;
            }
            if (row.kind == Kind.ISSUED) {
                int last = row.end() == null ? Integer.MAX_VALUE : row.day + row.lapsesAfter;
                points.addAll(Collections.nCopies(row.points, last));
            } else if (points.size() < row.points) {
                refused++;
                return;
            } else {
                points.sort(Comparator.naturalOrder());
                points.subList(0, row.points).clear();
            }
            add(row.kind.item(), row.points);
        }

        private void add(Item item, long points) {
            sums.merge(item, points, Long::sum);
        }

        long of(Item item) {
            return switch (item) {
                case OUTSTANDING -> points.size();
                case PENDING -> promised.stream().mapToLong(Row::points).sum();
                default -> sums.getOrDefault(item, 0L);
            };
        }
    }

    private static final List<Item> LEVELS =
            List.of(Item.ISSUED, Item.SPENT, Item.EXPIRED, Item.REVERSED, Item.OUTSTANDING, Item.PENDING);

    @Property(tries = 300)
    void isWhatTheDaysAddUpTo(@ForAll("rows") List<Row> rows) {
        HistoryStore<Integer> store = reader().from(rows);
        Measured<Integer> balances =
                Sweep.over(store).measure(PointsLedger.over(MONTHS).balances());
        PointsTable<Integer> ledger = PointsLedger.over(MONTHS).of(store);
        long[][] sums = new long[MONTHS.size()][Item.values().length];
        int refused = 0;
        for (int customer = 0; customer < 3; customer++) {
            int own = customer;
            List<Row> ofCustomer =
                    rows.stream().filter(row -> row.customer == own).toList();
            Naive naive = new Naive();
            for (int day = 0; day < DAYS; day++) {
                naive.day(day, ofCustomer);
                LocalDate date = FIRST.plusDays(day);
                if (date.equals(MONTHS.asOf()) && store.find(own).isPresent()) {
                    for (Item item : LEVELS) {
                        long balance = balances.column(item.toString()).of(own).orElse(0);
                        assertThat(balance).as("%s of %s", item, own).isEqualTo(naive.of(item));
                    }
                }
                boolean ends = date.plusDays(1).getDayOfMonth() == 1 || date.equals(MONTHS.asOf());
                if (ends && date.getMonthValue() >= 2 && !date.isAfter(MONTHS.asOf())) {
                    for (Item item : LEVELS) {
                        sums[date.getMonthValue() - 2][item.ordinal()] += naive.of(item);
                    }
                }
            }
            refused += naive.refused;
        }
        assertThat(store.exclusions().total()).isEqualTo(refused);
        for (int period = 0; period < MONTHS.size(); period++) {
            PointsTable<Integer>.InPeriod shown = ledger.periods().get(period);
            assertThat(shown.points(Item.OUTSTANDING)).isEqualTo(sums[period][Item.OUTSTANDING.ordinal()]);
            assertThat(shown.points(Item.PENDING)).isEqualTo(sums[period][Item.PENDING.ordinal()]);
            assertThat(shown.points(Item.OVERDRAWN)).isZero();
            checkFlow(shown, ledger, period, Item.ISSUED, Item.ISSUED_SO_FAR, sums);
            checkFlow(shown, ledger, period, Item.SPENT, Item.SPENT_SO_FAR, sums);
            checkFlow(shown, ledger, period, Item.EXPIRED, Item.EXPIRED_SO_FAR, sums);
            checkFlow(shown, ledger, period, Item.REVERSED, Item.REVERSED_SO_FAR, sums);
            if (period > 0) {
                assertThat(shown.points(Item.OPENING))
                        .isEqualTo(ledger.periods().get(period - 1).points(Item.OUTSTANDING));
            }
        }
    }

    /** A table of days: that the books balance is checked of every one when it is made. */
    @Property(tries = 60)
    void balancesOnEveryDay(@ForAll("rows") List<Row> rows) {
        PointsTable<Integer> daily = PointsLedger.over(
                        Timeline.of(Grain.DAY, MONTHS.asOf()).from(FIRST))
                .of(reader().from(rows));
        List<Naive> members = List.of(new Naive(), new Naive(), new Naive());
        for (int day = 0; day < daily.periods().size(); day++) {
            long outstanding = 0;
            for (int customer = 0; customer < 3; customer++) {
                int own = customer;
                members.get(customer)
                        .day(
                                day,
                                rows.stream().filter(row -> row.customer == own).toList());
                outstanding += members.get(customer).of(Item.OUTSTANDING);
            }
            assertThat(daily.periods().get(day).points(Item.OUTSTANDING)).isEqualTo(outstanding);
        }
    }

    private static void checkFlow(
            PointsTable<Integer>.InPeriod shown,
            PointsTable<Integer> ledger,
            int period,
            Item flow,
            Item soFar,
            long[][] sums) {
        assertThat(shown.points(soFar)).isEqualTo(sums[period][flow.ordinal()]);
        if (period > 0) {
            long before = ledger.periods().get(period - 1).points(soFar);
            assertThat(shown.points(flow)).isEqualTo(shown.points(soFar) - before);
        }
    }

    /** Rows of one customer, day and kind differ in who is refused first; all others may come in any order. */
    @Property(tries = 100)
    void theOrderOfRowsDoesNotMatter(@ForAll("rows") List<Row> rows, @ForAll Random random) {
        List<Row> apart = new ArrayList<>();
        for (Row row : rows) {
            boolean isAlone = apart.stream()
                    .noneMatch(
                            other -> other.customer == row.customer && other.day == row.day && other.kind == row.kind);
            if (isAlone) {
                apart.add(row);
            }
        }
        PointsTable<Integer> ledger = PointsLedger.over(MONTHS).of(reader().from(apart));
        Collections.shuffle(apart, random);
        assertThat(PointsLedger.over(MONTHS).of(reader().from(apart)).counted().tally())
                .isEqualTo(ledger.counted().tally());
    }
}
