package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.HistoryStore;
import dev.retention.rule.Grouping;
import dev.retention.rule.Resampled;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/** The split of expansion against its definition, recomputed from the list of rows for every customer, period and plan. */
class ExpansionProperties {
    private static final LocalDate AS_OF = LocalDate.of(2024, 5, 20);

    /** What a customer has of a plan from a day on. */
    record Level(long customer, LocalDate day, String family, String plan, long value, long quantity) {}

    record Row(long customer, LocalDate day, String family, String plan, long value, long quantity, String code) {}

    record Plan(String family, String plan) implements Comparable<Plan> {
        @Override
        public int compareTo(Plan other) {
            return (family + plan).compareTo(other.family + other.plan);
        }
    }

    /** The changes from level to level, some of them by exchange rates instead. */
    private static List<Row> rows(List<Level> levels, boolean withFx) {
        Map<String, TreeMap<LocalDate, Level>> courses = new TreeMap<>();
        for (Level level : levels) {
            courses.computeIfAbsent(level.customer + level.family + level.plan, key -> new TreeMap<>())
                    .put(level.day, level);
        }
        List<Row> rows = new ArrayList<>();
        for (TreeMap<LocalDate, Level> course : courses.values()) {
            Level before = null;
            for (Level level : course.values()) {
                long value = level.value - (before == null ? 0 : before.value);
                long quantity = level.quantity - (before == null ? 0 : before.quantity);
                boolean fx = withFx && level.value > 0 && before != null && level.quantity % 3 == 0;
                long byRate = fx ? value / 3 : 0;
                rows.add(new Row(
                        level.customer, level.day, level.family, level.plan, value - byRate, quantity, "changed"));
                if (fx) {
                    rows.add(new Row(level.customer, level.day, level.family, level.plan, byRate, 0, "fx"));
                }
                before = level;
            }
        }
        return rows;
    }

    private static HistoryStore<Long> store(List<Row> rows, boolean withQuantity) {
        var reader = HistoryStore.<Row, Long>ofDates(Row::customer, Row::day)
                .amounts(row -> BigDecimal.valueOf(row.value, 2), Orders.USD)
                .codes(Row::code)
                .text("family", row -> nullable(row.family))
                .text("plan", row -> nullable(row.plan));
        return (withQuantity ? reader.number("quantity", Row::quantity) : reader).from(rows);
    }

    private static @Nullable String nullable(String text) {
        return text.equals("none") ? null : text;
    }

    @Property(tries = 60)
    void partsAreWhatTheirDefinitionSays(
            @ForAll("levels") List<Level> levels,
            @ForAll boolean withFx,
            @ForAll boolean withQuantity,
            @ForAll @IntRange(max = 400) int firstDay) {
        List<Row> rows = rows(levels, withFx);
        HistoryStore<Long> store = store(rows, withQuantity);
        Timeline months = Timeline.monthly(AS_OF).from(Orders.FIRST_DAY.plusDays(firstDay));
        ExpansionSplit method = withFx ? ExpansionSplit.over(months).fxBy("fx") : ExpansionSplit.over(months);
        ExpansionTable<Long> table = method.of(store);
        for (ExpansionTable<Long>.InPeriod actual : table.periods()) {
            LocalDate a = actual.period().firstDay();
            LocalDate next = actual.period().plus(1).firstDay();
            LocalDate b = next.isAfter(AS_OF) ? AS_OF.plusDays(1) : next;
            Map<ExpansionSide, Map<ExpansionPart, BigInteger>> expected = new EnumMap<>(ExpansionSide.class);
            Map<ExpansionSide, Map<ExpansionPart, Long>> counts = new EnumMap<>(ExpansionSide.class);
            for (long customer = 1; customer <= 4; customer++) {
                long own = customer;
                Map<ExpansionPart, BigInteger> parts =
                        naive(rows.stream().filter(row -> row.customer == own).toList(), a, b, withQuantity);
                BigInteger change = parts.entrySet().stream()
                        .filter(part -> part.getKey() != ExpansionPart.FX)
                        .map(Map.Entry::getValue)
                        .reduce(BigInteger.ZERO, BigInteger::add);
                ExpansionSide side = ExpansionSide.of(change.signum());
                parts.forEach((part, amount) -> {
                    expected.computeIfAbsent(side, s -> new EnumMap<>(ExpansionPart.class))
                            .merge(part, amount, BigInteger::add);
                    counts.computeIfAbsent(side, s -> new EnumMap<>(ExpansionPart.class))
                            .merge(part, amount.signum() == 0 ? 0L : 1L, Long::sum);
                });
            }
            for (ExpansionSide side : ExpansionSide.values()) {
                for (ExpansionPart part : ExpansionPart.values()) {
                    assertThat(actual.amount(side, part).unscaledValue())
                            .as("%s of %s in %s", part, side, actual)
                            .isEqualTo(expected.getOrDefault(side, Map.of()).getOrDefault(part, BigInteger.ZERO));
                    assertThat(actual.customers(side, part))
                            .isEqualTo(counts.getOrDefault(side, Map.of()).getOrDefault(part, 0L));
                }
            }
        }
        checkLaws(table, RecurringRevenue.over(months).of(store), withFx);
        table.by(Grouping.ofColumn("plan", Grouping.Reading.AT_PERIOD));
        assertThat(Resampled.of(table.by(Resampled.buckets())).table().inPeriod(AS_OF))
                .hasToString(table.inPeriod(AS_OF).toString());
        assertThat(method.of(Sweep.over(store).threads(3)).counted().tally())
                .isEqualTo(table.counted().tally());
        assertThat(method.of(table.counted().tally()).inPeriod(AS_OF))
                .hasToString(table.inPeriod(AS_OF).toString());
    }

    private static void checkLaws(ExpansionTable<Long> table, RevenueMovements<Long> movements, boolean withFx) {
        for (ExpansionTable<Long>.InPeriod actual : table.periods()) {
            RevenueMovements<Long>.InPeriod revenue = movements.inPeriod(actual.period());
            assertThat(actual.change())
                    .isEqualTo(revenue.amount(RevenueItem.SURVIVORS_END)
                            .subtract(revenue.amount(RevenueItem.SURVIVORS_START)));
            assertThat(actual.change(ExpansionSide.UNCHANGED)).isEqualTo("0.00");
            if (!withFx) {
                assertThat(actual.change(ExpansionSide.EXPANSION)).isEqualTo(revenue.amount(RevenueItem.EXPANSION));
                assertThat(actual.change(ExpansionSide.CONTRACTION))
                        .isEqualTo(revenue.amount(RevenueItem.CONTRACTION).negate());
                assertThat(actual.amount(ExpansionPart.FX)).isEqualTo("0.00");
            }
        }
    }

    /** The parts of one customer in [a, b), from the definition. */
    private static Map<ExpansionPart, BigInteger> naive(
            List<Row> rows, LocalDate a, LocalDate b, boolean withQuantity) {
        Map<ExpansionPart, BigInteger> parts = new EnumMap<>(ExpansionPart.class);
        if (value(rows, a, null) == 0 || value(rows, b, null) == 0) {
            return parts;
        }
        TreeSet<Plan> plans =
                rows.stream().map(row -> new Plan(row.family, row.plan)).collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> families = plans.stream().map(Plan::family).collect(Collectors.toCollection(TreeSet::new));
        for (String family : families) {
            List<Plan> own =
                    plans.stream().filter(plan -> plan.family.equals(family)).toList();
            boolean before = own.stream().anyMatch(plan -> holds(rows, a, plan, withQuantity));
            boolean after = own.stream().anyMatch(plan -> holds(rows, b, plan, withQuantity));
            long swapped = 0;
            boolean dropped = false;
            boolean taken = false;
            for (Plan plan : own) {
                long fx = value(
                        rows.stream()
                                .filter(row -> row.code.equals("fx") && !row.day.isBefore(a))
                                .toList(),
                        b,
                        plan);
                long v = value(rows, a, plan);
                long v2 = value(rows, b, plan) - fx;
                add(parts, ExpansionPart.FX, fx);
                boolean held = holds(rows, a, plan, withQuantity);
                boolean holds = holds(rows, b, plan, withQuantity);
                if (!before) {
                    add(parts, ExpansionPart.CROSS_SELL, v2 - v);
                } else if (!after) {
                    add(parts, ExpansionPart.PARTIAL_CANCELLATION, v2 - v);
                } else if (held && holds) {
                    long byQuantity =
                            withQuantity ? byQuantity(v, quantity(rows, a, plan), v2, quantity(rows, b, plan)) : 0;
                    add(parts, ExpansionPart.QUANTITY, byQuantity);
                    add(parts, ExpansionPart.PRICE, v2 - v - byQuantity);
                } else {
                    dropped |= held;
                    taken |= holds;
                    swapped += v2 - v;
                }
            }
            add(
                    parts,
                    !taken
                            ? ExpansionPart.PARTIAL_CANCELLATION
                            : dropped && swapped < 0 ? ExpansionPart.DOWNGRADE : ExpansionPart.UPGRADE,
                    swapped);
        }
        return parts;
    }

    private static void add(Map<ExpansionPart, BigInteger> parts, ExpansionPart part, long amount) {
        parts.merge(part, BigInteger.valueOf(amount), BigInteger::add);
    }

    private static long byQuantity(long v, long q, long v2, long q2) {
        if (q == q2 || q == 0 || q2 == 0) {
            return 0;
        }
        BigDecimal difference = BigDecimal.valueOf(v2)
                .multiply(BigDecimal.valueOf(q))
                .subtract(BigDecimal.valueOf(v).multiply(BigDecimal.valueOf(q2)))
                .abs();
        BigDecimal rounding = BigDecimal.valueOf(q).add(BigDecimal.valueOf(q2)).divide(BigDecimal.valueOf(2));
        if (difference.compareTo(rounding) <= 0) {
            return v2 - v;
        }
        BigDecimal upper = BigDecimal.valueOf(q2 - q)
                .multiply(BigDecimal.valueOf(v)
                        .multiply(BigDecimal.valueOf(q2))
                        .add(BigDecimal.valueOf(v2).multiply(BigDecimal.valueOf(q))));
        BigDecimal lower = BigDecimal.valueOf(2).multiply(BigDecimal.valueOf(q)).multiply(BigDecimal.valueOf(q2));
        return upper.divide(lower, 0, RoundingMode.HALF_EVEN).longValueExact();
    }

    private static long value(List<Row> rows, LocalDate before, @Nullable Plan plan) {
        return rows.stream()
                .filter(row -> row.day.isBefore(before))
                .filter(row -> plan == null || plan.equals(new Plan(row.family, row.plan)))
                .mapToLong(Row::value)
                .sum();
    }

    private static long quantity(List<Row> rows, LocalDate before, Plan plan) {
        return rows.stream()
                .filter(row -> row.day.isBefore(before) && plan.equals(new Plan(row.family, row.plan)))
                .mapToLong(Row::quantity)
                .sum();
    }

    private static boolean holds(List<Row> rows, LocalDate before, Plan plan, boolean withQuantity) {
        return value(rows, before, plan) != 0 || withQuantity && quantity(rows, before, plan) != 0;
    }

    @Property(tries = 300)
    void priceAndQuantityAreTheSameByLongsAndByBigIntegers(
            @ForAll @LongRange(max = (1L << 31) - 1) long v,
            @ForAll @LongRange(max = (1 << 14) - 1) long q,
            @ForAll @LongRange(min = -(1L << 31) + 1, max = (1L << 31) - 1) long v2,
            @ForAll @LongRange(max = (1 << 14) - 1) long q2) {
        assertThat(PriceAndQuantity.quantity(v, q, v2, q2)).isEqualTo(byQuantity(v, q, v2, q2));
        if (q != q2 && q > 0 && q2 > 0) {
            assertThat(PriceAndQuantity.ofLarge(v, q, v2, q2)).isEqualTo(byQuantity(v, q, v2, q2));
        }
    }

    /** Whatever price and number of seats, yearly values rounded to a month differ by quantity alone. */
    @Property(tries = 300)
    void whatTwelfthsRoundIsNoChangeOfPrice(
            @ForAll @LongRange(min = 1, max = 100_000_000) long yearlyPrice,
            @ForAll @LongRange(min = 1, max = 5_000) long q,
            @ForAll @LongRange(min = 1, max = 5_000) long q2) {
        long v = monthly(yearlyPrice * q);
        long v2 = monthly(yearlyPrice * q2);
        assertThat(PriceAndQuantity.quantity(v, q, v2, q2)).isEqualTo(v2 - v);
    }

    private static long monthly(long yearly) {
        return BigDecimal.valueOf(yearly)
                .divide(BigDecimal.valueOf(12), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    @Provide
    Arbitrary<List<Level>> levels() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 4),
                        Arbitraries.integers().between(0, 540),
                        Arbitraries.of("f", "g", "none"),
                        Arbitraries.of("p", "q", "none"),
                        Arbitraries.of(0L, 0L, 100L, 1000L, 1001L, 2500L, 4000L),
                        Arbitraries.longs().between(0, 6))
                .as((customer, day, family, plan, value, quantity) ->
                        new Level(customer, Orders.FIRST_DAY.plusDays(day), family, plan, value, quantity))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60)
                .withoutEdgeCases();
    }
}
