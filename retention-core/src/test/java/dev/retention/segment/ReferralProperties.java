package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.HistoryStore;
import dev.retention.segment.Referrals.Item;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The table of referrals against its definition, said over all rows at once. */
class ReferralProperties {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2026, 4, 20)).from(LocalDate.of(2026, 2, 1));

    record Order(int customer, int day) {
        LocalDate on() {
            return FIRST.plusDays(day);
        }
    }

    record Row(int referrer, int referred, int day, int reward) {
        LocalDate on() {
            return FIRST.plusDays(day);
        }
    }

    @Provide
    Arbitrary<List<Order>> orders() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 130))
                .as(Order::new)
                .list()
                .ofMaxSize(25)
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 11),
                        Arbitraries.integers().between(0, 130),
                        Arbitraries.integers().between(0, 5))
                .as(Row::new)
                .list()
                .ofMaxSize(15)
                .withoutEdgeCases();
    }

    @Property(tries = 300)
    void isWhatItsDefinitionSays(@ForAll("orders") List<Order> orders, @ForAll("rows") List<Row> rows) {
        HistoryStore<Integer> known = HistoryStore.ofDates(Order::customer, Order::on)
                .amounts(order -> BigDecimal.ONE, EUR)
                .from(orders);
        Map<Integer, Integer> firsts = new TreeMap<>();
        orders.forEach(order -> firsts.merge(order.customer, order.day, Math::min));
        List<Row> good = good(rows, firsts);
        HistoryStore<Integer> referrals = Referrals.reader(Row::referrer, Row::referred, Row::on)
                .reward(row -> BigDecimal.valueOf(row.reward), EUR)
                .among(known)
                .lenient()
                .from(rows);
        assertThat(referrals.exclusions().total()).isEqualTo(rows.size() - good.size());
        ReferralTable<Integer> table =
                Referrals.over(MONTHS).of(known.named("orders").and(referrals));
        int asOf = (int) (MONTHS.asOf().toEpochDay() - FIRST.toEpochDay());
        for (ReferralTable<Integer>.InPeriod shown : table.periods()) {
            int from = (int) (shown.period().firstDay().toEpochDay() - FIRST.toEpochDay());
            int end = Math.min(
                    asOf + 1, (int) (shown.period().endExclusive().toLocalDate().toEpochDay() - FIRST.toEpochDay()));
            IntPredicate within = day -> day >= from && day < end;
            Set<Integer> customers = keys(firsts, day -> day < end);
            Set<Integer> arrived = keys(firsts, within);
            Set<Integer> referred = new TreeSet<>();
            Set<Integer> referrers = new TreeSet<>();
            Set<Integer> soFar = new TreeSet<>();
            long rewards = 0;
            for (Row row : good) {
                if (arrived.contains(row.referred)) {
                    referred.add(row.referred);
                    rewards += row.reward;
                }
                if (customers.contains(row.referrer) && within.test(row.day)) {
                    referrers.add(row.referrer);
                }
                if (customers.contains(row.referrer) && row.day < end) {
                    soFar.add(row.referrer);
                }
            }
            assertThat(shown.members(Item.NEW)).containsExactlyElementsOf(arrived);
            assertThat(shown.members(Item.CUSTOMERS)).containsExactlyElementsOf(customers);
            assertThat(shown.members(Item.REFERRED)).containsExactlyElementsOf(referred);
            assertThat(shown.members(Item.REFERRERS)).containsExactlyElementsOf(referrers);
            assertThat(shown.members(Item.REFERRERS_SO_FAR)).containsExactlyElementsOf(soFar);
            assertThat(shown.amount(Item.REWARDED)).isEqualByComparingTo(BigDecimal.valueOf(rewards));
            assertThat(shown.customers(Item.REFERRALS))
                    .isEqualTo(good.stream().filter(row -> within.test(row.day)).count());
        }
    }

    private static Set<Integer> keys(Map<Integer, Integer> firsts, IntPredicate day) {
        Set<Integer> keys = new TreeSet<>();
        firsts.forEach((customer, first) -> {
            if (day.test(first)) {
                keys.add(customer);
            }
        });
        return keys;
    }

    /** A lenient reader reads what a strict one reads without the rows that are refused. */
    @Property(tries = 300)
    void leniencyLeavesOutNothingElse(@ForAll("rows") List<Row> rows) {
        Map<Integer, Integer> everybody = new TreeMap<>();
        rows.forEach(row -> everybody.put(row.referrer, Integer.MAX_VALUE));
        rows.forEach(row -> everybody.put(row.referred, Integer.MAX_VALUE));
        List<Row> good = new ArrayList<>(good(rows, everybody));
        List<Row> inOrderOfInput = new ArrayList<>();
        for (Row row : rows) {
            if (good.remove(row)) {
                inOrderOfInput.add(row);
            }
        }
        ReferralReader<Row, Integer> reader = Referrals.reader(Row::referrer, Row::referred, Row::on);
        ReferralChains<Integer> strict = reader.chains(inOrderOfInput);
        ReferralChains<Integer> lenient = reader.lenient().chains(rows);
        assertThat(lenient.customers()).containsExactlyElementsOf(strict.customers());
        for (int customer : strict.customers()) {
            assertThat(lenient.referrers(customer)).isEqualTo(strict.referrers(customer));
        }
        assertThat(reader.lenient().from(rows).events()).isEqualTo(2L * inOrderOfInput.size());
    }

    /** The rows that count: the naive way, one after the other in order of time. */
    private static List<Row> good(List<Row> rows, Map<Integer, Integer> firsts) {
        List<Row> good = new ArrayList<>();
        rows.stream()
                .filter(row -> row.referrer != row.referred)
                .filter(row -> firsts.containsKey(row.referrer))
                .filter(row -> firsts.getOrDefault(row.referred, Integer.MAX_VALUE) >= row.day)
                .sorted((one, other) -> Integer.compare(one.day, other.day))
                .filter(row -> good.stream().noneMatch(other -> other.referred == row.referred))
                .filter(row -> !closesACircle(row, good))
                .forEach(good::add);
        return good;
    }

    private static boolean closesACircle(Row row, List<Row> good) {
        int at = row.referrer;
        boolean closes = false;
        for (int step = 0; step < 20; step++) {
            int now = at;
            closes |= now == row.referred;
            at = good.stream()
                    .filter(other -> other.referred == now)
                    .mapToInt(Row::referrer)
                    .findFirst()
                    .orElse(-1);
        }
        return closes;
    }
}
