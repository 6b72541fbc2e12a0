package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RevenueCell;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.movement.RevenueRate;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measured;
import dev.retention.segment.Dependence.Without;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DependenceTest {
    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2026, 3, 31));

    /** A change of what a customer pays per month. */
    private record Row(String customer, String day, int change) {}

    private static final List<Row> ROWS = List.of(
            new Row("Ann", "2026-01-05", 500),
            new Row("Bob", "2026-01-09", 300),
            new Row("Cleo", "2026-01-20", 150),
            new Row("Dan", "2026-02-01", 50),
            new Row("Ann", "2026-03-10", 200),
            new Row("Bob", "2026-03-12", -300),
            new Row("Cleo", "2026-03-15", -50),
            new Row("Eve", "2026-03-20", 40));

    private static HistoryStore<String> store(List<Row> rows) {
        return HistoryStore.<Row, String>ofDates(Row::customer, row -> LocalDate.parse(row.day))
                .amounts(row -> BigDecimal.valueOf(row.change), Currency.getInstance("EUR"))
                .from(rows);
    }

    private static RevenueMovements<String> revenue(List<Row> rows) {
        return RecurringRevenue.over(MONTHS).of(store(rows));
    }

    /** What customers pay at the start of March, in cents. */
    private static Measured<String>.Column start(RevenueMovements<String> movements) {
        return movements
                .counted()
                .amountsOf(List.of(new RevenueCell(movements.inPeriod("2026-03").period(), RevenueItem.START)))
                .column();
    }

    @Example
    void tellsWhatIsLeftWithoutEach() {
        RevenueMovements<String> movements = revenue(ROWS);
        Dependence<String> dependence = Dependence.of(start(movements), 2);
        assertThat(dependence.members()).containsExactly("Ann", "Bob");
        assertThat(dependence.total()).isEqualTo(100_000);
        assertThat(dependence.toString())
                .startsWith("2 customers have 80000 of 100000 (")
                .endsWith("): Ann 50000, Bob 30000");
        assertThat(dependence.value())
                .extracting(Object::toString)
                .containsExactly(
                        "1. Ann 50000 (50.0 %): 50000 without, 50000 without the first 1",
                        "2. Bob 30000 (30.0 %): 70000 without, 20000 without the first 2");
        assertThat(movements.inPeriod("2026-03").rate(RevenueFormula.NRR_COHORT))
                .hasValueSatisfying(rate -> assertThat(rate.asDouble()).isEqualTo(0.85));
        assertThat(dependence.rate(movements, "2026-03", RevenueFormula.NRR_COHORT))
                .extracting(Object::toString)
                .containsExactly(
                        "1. Ann 50000 (50.0 %): 30.0 % (150.00 of 500.00, NRR_COHORT) without,"
                                + " 30.0 % (150.00 of 500.00, NRR_COHORT) without the first 1",
                        "2. Bob 30000 (30.0 %): 121.4 % (850.00 of 700.00, NRR_COHORT) without,"
                                + " 75.0 % (150.00 of 200.00, NRR_COHORT) without the first 2");
        assertThat(dependence
                        .rate(movements, "2026-03", RevenueFormula.ARPA_START)
                        .get(1)
                        .without())
                .hasToString("Optional[233.333 (700.00 of 3, ARPA_START)]");
    }

    @Example
    void undefinedWithoutEverybody() {
        RevenueMovements<String> movements = revenue(ROWS.subList(0, 1));
        Dependence<String> dependence = Dependence.of(start(movements), 5);
        assertThat(dependence.rate(movements, "2026-03", RevenueFormula.GRR_MIN))
                .singleElement()
                .hasToString("1. Ann 50000 (100.0 %): undefined without, undefined without the first 1");
        // Nobody paid before the first month.
        assertThat(dependence
                        .rate(movements, "2026-01", RevenueFormula.GRR_MIN)
                        .get(0)
                        .without())
                .isEmpty();
    }

    @Example
    void tiesAreAllInAndNobodyIsNoDependence() {
        RevenueMovements<String> movements = revenue(List.of(
                new Row("Ann", "2026-01-05", 5), new Row("Bob", "2026-01-05", 5), new Row("Cleo", "2026-01-05", 1)));
        Dependence<String> dependence = Dependence.of(start(movements), 1);
        assertThat(dependence.members()).containsExactly("Ann", "Bob");
        assertThat(dependence.value()).extracting(Without::customer).containsExactly("Ann", "Bob");
        Dependence<String> nobody =
                Dependence.of(start(movements.by(Grouping.of("one", key -> "x")).inGroup("other")), 3);
        assertThat(nobody.value()).isEmpty();
        assertThat(nobody.toString()).startsWith("0 customers have 0 of 0 (");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dependence.of(start(movements), 0))
                .withMessage("largest (0) must be at least 1");
    }

    @Example
    void tablesOfAnotherStoreAreRefused() {
        RevenueMovements<String> movements = revenue(ROWS);
        Dependence<String> dependence = Dependence.of(start(movements), 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dependence.rate(revenue(ROWS), "2026-03", RevenueFormula.GRR_MIN))
                .withMessageStartingWith("movements (recurring value")
                .withMessageContaining("must be of the store of the column");
        HistoryStore<String> store = movements.counted().store();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dependence.share(dependence.members(), store.members()))
                .withMessage("counted (Ann) must be among the customers of among");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dependence.share(store(ROWS).members(), store.members()))
                .withMessageStartingWith("counted must be of the store");
    }

    private static List<Row> random(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Row> rows = new ArrayList<>();
        for (int customer = 0; customer < 1 + random.nextInt(8); customer++) {
            int value = 0;
            for (int day = random.nextInt(40); day < 90; day += 1 + random.nextInt(40)) {
                int change = random.nextInt(4) == 0 ? -value : random.nextInt(-value, 9);
                value += change;
                rows.add(new Row(
                        "customer " + customer,
                        LocalDate.of(2026, 1, 1).plusDays(day).toString(),
                        change));
            }
        }
        return rows;
    }

    /** Every figure without someone is that of a store without that customer's rows. */
    @Property(tries = 150)
    void figuresAreThoseOfTheOthers(@ForAll int seed, @ForAll @IntRange(min = 1, max = 4) int largest) {
        List<Row> rows = random(seed);
        RevenueMovements<String> movements = revenue(rows);
        String march = "2026-03";
        Dependence<String> dependence = Dependence.of(start(movements), largest);
        for (RevenueFormula formula : RevenueFormula.values()) {
            if (!formula.name().contains("RENEWAL")) {
                assertAlike(
                        rows,
                        dependence.rate(movements, march, formula),
                        others -> revenue(others).inPeriod(march).rate(formula).map(DependenceTest::plain));
            }
        }
        Movements<String> active =
                CustomerMovements.over(MONTHS).of(movements.counted().store());
        assertAlike(rows, dependence.retention(active, march), others -> {
            Movements<String>.InPeriod without =
                    CustomerMovements.over(MONTHS).of(store(others)).inPeriod(march);
            return without.start() == 0
                    ? Optional.empty()
                    : Optional.of(Proportion.of(without.retained().count(), without.start())
                            .toString());
        });
        assertAlike(
                rows,
                dependence.value(),
                others -> Optional.of(start(revenue(others)).sum().toString()));
        assertThat(dependence.total()).isEqualTo(start(movements).sum());
        assertThat(dependence.value()).isSortedAccordingTo((one, other) -> Long.compare(other.number(), one.number()));
    }

    private static String plain(RevenueRate rate) {
        return rate.toString();
    }

    private static <R> void assertAlike(
            List<Row> rows, List<Without<String, R>> figures, Function<List<Row>, Optional<String>> oracle) {
        List<Row> left = rows;
        for (Without<String, R> figure : figures) {
            assertThat(figure.without().map(Object::toString))
                    .isEqualTo(oracle.apply(without(rows, figure.customer())));
            left = without(left, figure.customer());
            assertThat(figure.withoutFirst().map(Object::toString)).isEqualTo(oracle.apply(left));
        }
    }

    private static List<Row> without(List<Row> rows, String customer) {
        return rows.stream().filter(row -> !row.customer.equals(customer)).toList();
    }

    /** Where some lose, the largest may have more than all together. */
    @Example
    void numbersBelowZeroAreNetted() {
        Dependence<Long> dependence =
                Dependence.of(ConcentrationTest.spent(3, customer -> new long[] {40, -30, 10}[(int) customer], 1), 1);
        assertThat(dependence.value())
                .singleElement()
                .hasToString("1. 0 40 (200.0 %): -20 without, -20 without the first 1");
        Dependence<Long> losing = Dependence.of(ConcentrationTest.spent(2, customer -> -1 - customer, 1), 1);
        assertThat(losing.value().get(0).share()).isEmpty();
        assertThat(losing.value().get(0).without()).contains(BigInteger.valueOf(-2));
    }
}
