package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.ExclusionReason;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.segment.Referrals.Item;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import dev.retention.value.AcquisitionCost;
import dev.retention.value.RealisedValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReferralsTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2026, 3, 31));

    private record Order(String customer, String day, String amount) {
        LocalDate on() {
            return LocalDate.parse(day);
        }

        BigDecimal worth() {
            return new BigDecimal(amount);
        }
    }

    private record Row(
            @Nullable String referrer,
            @Nullable String referred,
            String day,
            @Nullable String reward,
            @Nullable String plan) {
        LocalDate on() {
            return LocalDate.parse(day);
        }

        @Nullable
        BigDecimal paid() {
            return reward == null ? null : new BigDecimal(reward);
        }
    }

    private static Row row(String referrer, String referred, String day) {
        return new Row(referrer, referred, day, null, null);
    }

    private static final HistoryStore<String> ORDERS = HistoryStore.ofDates(Order::customer, Order::on)
            .amounts(Order::worth, EUR)
            .from(List.of(
                    new Order("Ann", "2026-01-05", "50.00"),
                    new Order("Bob", "2026-01-20", "30.00"),
                    new Order("Cleo", "2026-02-10", "40.00"),
                    new Order("Cleo", "2026-02-10", "20.00"),
                    new Order("Dan", "2026-02-20", "80.00"),
                    new Order("Ann", "2026-02-20", "50.00"),
                    new Order("Eve", "2026-03-10", "100.00"),
                    new Order("Fay", "2026-03-12", "60.00"),
                    new Order("Bob", "2026-03-15", "30.00"),
                    new Order("Cleo", "2026-03-15", "40.00")));

    private static final List<Row> ROWS = List.of(
            new Row("Ann", "Cleo", "2026-02-01", "10.00", "gold"), // 27 days after Ann's first order
            new Row("Cleo", "Eve", "2026-03-10", "15.00", "basic"), // 28 days after Cleo's, on the day of Eve's
            new Row("Ann", "Fay", "2026-03-05", null, "gold"), // 59 days after Ann's
            new Row("Ann", "Zoe", "2026-03-20", "5.00", "gold")); // who has not bought anything

    private static ReferralReader<Row, String> reader() {
        return Referrals.reader(Row::referrer, Row::referred, Row::on)
                .reward(Row::paid, EUR)
                .referrerText("plan of the referrer", Row::plan)
                .among(ORDERS);
    }

    private static HistoryStore<String> all() {
        return ORDERS.named("orders").and(reader().from(ROWS));
    }

    @Test
    void tellsWhoOfTheNewWasReferred() {
        ReferralTable<String> table = Referrals.over(MONTHS).of(all());
        assertThat(table.periods())
                .hasToString("[2026-01: 0 of 2 new referred, 0 of 2 refer, 2026-02: 1 of 2 new referred, 1 of 4 refer, "
                        + "2026-03: 2 of 2 new referred, 2 of 6 refer]");
        ReferralTable<String>.InPeriod march = table.inPeriod("2026-03");
        assertThat(march.members(Item.REFERRED)).containsExactly("Eve", "Fay");
        assertThat(march.members(Item.REFERRERS)).containsExactly("Ann", "Cleo");
        assertThat(march.members(Item.REFERRALS)).containsExactly("Eve", "Fay", "Zoe");
        assertThat(march.amount(Item.REFERRALS)).isEqualByComparingTo("20.00");
        assertThat(march.amount(Item.REWARDED)).isEqualByComparingTo("15.00");
        assertThat(march.members(Item.REWARDED)).containsExactly("Eve");
        assertThat(march.referredShare()).contains(Proportion.of(2, 2));
        assertThat(march.participation()).contains(Proportion.of(2, 6));
        assertThat(table.inPeriod("2026-02").participationSoFar()).contains(Proportion.of(1, 4));
        assertThat(table.inPeriod("2026-02").referredShareOfValue().orElseThrow())
                .hasToString("42.9 % (60.00 of 140.00)");
        assertThat(march.cost(AcquisitionCost.Basis.PAID).orElseThrow()).hasToString("7.50 EUR (15.00 of 2), paid");
        assertThat(table.inPeriod("2026-01").cost(AcquisitionCost.Basis.PAID)).isEmpty();
        assertThat(table)
                .hasToString("new customers who were referred, and who refer, on orders and referrals, "
                        + "MONTH 2026-01 to 2026-03, as of 2026-03-31: 3 periods");
    }

    @Test
    void rewardsStandBesidePaidChannels() {
        AcquisitionCost rewards = Referrals.over(MONTHS)
                .of(all())
                .inPeriod("2026-03")
                .cost(AcquisitionCost.Basis.PAID)
                .orElseThrow();
        AcquisitionCost paid = AcquisitionCost.of(AcquisitionCost.Basis.PAID, new BigDecimal("300.00"), 10, EUR);
        assertThat(paid.plus(rewards)).hasToString("26.25 EUR (315.00 of 12), paid");
    }

    @Test
    void partsTheReferredByWhatTheReferrerWas() {
        ReferralTable<String> table = Referrals.over(MONTHS).of(all());
        ByGroup<ReferralTable<String>> byPlan = table.byReferrer("plan of the referrer");
        assertThat(byPlan.inGroup("gold").inPeriod("2026-03").referredShare()).contains(Proportion.of(1, 2));
        assertThat(byPlan.inGroup("basic").inPeriod("2026-03").referredShare()).contains(Proportion.of(1, 2));
        assertThat(byPlan.inGroup("basic")
                        .inPeriod("2026-03")
                        .cost(AcquisitionCost.Basis.PAID)
                        .orElseThrow())
                .hasToString("15.00 EUR, paid");
        ByGroup<ReferralTable<String>> byTenure = table.byReferrerTenure(28, 59);
        assertThat(byTenure.groups()).hasToString("[1: below 28, 2: 28 to 58, 3: 59 and more, (missing)]");
        assertThat(byTenure.inGroup("2: 28 to 58").inPeriod("2026-03").members(Item.REFERRED))
                .containsExactly("Eve");
        assertThat(byTenure.inGroup("3: 59 and more").inPeriod("2026-03").members(Item.REFERRALS))
                .containsExactly("Fay", "Zoe");
        assertThat(table.byReferrer(Referrals.REFERRER)
                        .inGroup("Ann")
                        .inPeriod("2026-03")
                        .members(Item.REFERRED))
                .containsExactly("Fay");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.byReferrerTenure(5, 5))
                .withMessage("days (5) must ascend strictly, not after 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.byReferrerTenure())
                .withMessageStartingWith("days (");
    }

    /** Of the customers of March, those of less than 30 days are Eve and Fay: who of the new refers, who of the old? */
    @Test
    void partsThoseWhoReferByTheirTenure() {
        Referrals referrals = Referrals.over(MONTHS);
        ByGroup<ReferralTable<String>> byTenure =
                referrals.of(all()).by(Grouping.ofMeasure(referrals.tenure(), Grouping.Reading.AT_PERIOD, 30));
        assertThat(byTenure.inGroup("1: below 30").inPeriod("2026-03").participation())
                .contains(Proportion.of(0, 2));
        assertThat(byTenure.inGroup("2: 30 and more").inPeriod("2026-03").participation())
                .contains(Proportion.of(2, 4));
    }

    @Test
    void setsTheReferredBesideOthersAtLikeAges() {
        HistoryStore<String> all = all();
        ByGroup<CohortTable<String>> cohorts =
                CohortRetention.over(MONTHS).of(all).by(Referrals.over(MONTHS).referred());
        SelfSelected atOne =
                SelfSelected.retention(cohorts, Referrals.REFERRED, 1).orElseThrow();
        // of February's: Cleo was referred and came back, Dan was not and did not; January has none who were referred
        assertThat(atOne.comparison().first()).isEqualTo(Proportion.of(1, 1));
        assertThat(atOne.comparison().reference()).isEqualTo(Proportion.of(0, 1));
        assertThat(atOne)
                .hasToString(
                        "retention at age 1: referred 100.0 % (1 of 1), others 0.0 % (0 of 1), difference [-12.2 %,"
                                + " 100.0 %]; selection, since customers chose themselves: no effect is shown");
        assertThat(SelfSelected.retention(cohorts, Referrals.REFERRED, 2)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SelfSelected.retention(cohorts, "refered", 1))
                .withMessage("chosen (refered) must be one of the labels [referred]");
    }

    /** By hand, of February's, in which both are; Bob's order of March comes after his 30 days. */
    @Test
    void setsTheValueOfTheReferredBesideOthers() {
        HistoryStore<String> orders = HistoryStore.ofDates(Order::customer, Order::on)
                .amounts(Order::worth, EUR)
                .from(List.of(
                        new Order("Ann", "2026-01-05", "500.00"),
                        new Order("Bob", "2026-02-20", "30.00"),
                        new Order("Bob", "2026-03-28", "700.00"),
                        new Order("Cleo", "2026-02-10", "60.00"),
                        new Order("Dan", "2026-02-20", "50.00"),
                        new Order("Eve", "2026-02-10", "100.00")));
        HistoryStore<String> all = orders.named("orders")
                .and(Referrals.reader(Row::referrer, Row::referred, Row::on)
                        .from(List.of(row("Ann", "Cleo", "2026-02-01"), row("Ann", "Eve", "2026-02-01"))));
        Grouping referred = Referrals.over(MONTHS).referred();
        SelfSelected.Value value = SelfSelected.value(
                        RealisedValue.over(MONTHS).within(30).of(all).by(referred), Referrals.REFERRED, 0.95)
                .orElseThrow();
        assertThat(value.amount()).hasToString("80.00 EUR (160.00 of 2)");
        assertThat(value.reference()).hasToString("40.00 EUR (80.00 of 2)");
        // variances 800 and 200 of two each: 40 ± 1.959964 √(400 + 100)
        assertThat(value.difference().lower()).isCloseTo(40 - 1.959963984540054 * Math.sqrt(500), within(1e-9));
        assertThat(value.difference().upper()).isCloseTo(40 + 1.959963984540054 * Math.sqrt(500), within(1e-9));
        assertThat(value)
                .hasToString(
                        "value: referred 80.00 EUR (160.00 of 2), others 40.00 EUR (80.00 of 2), difference [-3.826,"
                                + " 83.83] at 95 %; selection, since customers chose themselves: no effect is shown");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SelfSelected.value(RealisedValue.over(MONTHS).of(all).by(referred), Referrals.REFERRED, 0.95))
                .withMessageContaining("not to date");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SelfSelected.value(
                        RealisedValue.over(MONTHS).within(60).of(all).by(referred), "refered", 0.95))
                .withMessage("chosen (refered) must be one of the labels [referred]");
        assertThat(SelfSelected.value(
                        RealisedValue.over(MONTHS).within(60).of(all).by(referred), Referrals.REFERRED, 0.95))
                .isEmpty();
    }

    @Test
    void refusesRowsByNumberAndCustomers() {
        refused(row("Ann", "Ann", "2026-01-01"), "customer (Ann) must not be the referrer");
        refused(new Row(null, "Gus", "2026-01-01", null, null), "customer (Gus) has no referrer");
        refused(row("Yan", "Gus", "2026-03-01"), "referrer (Yan) of customer (Gus) is no customer");
        refused(
                row("Ann", "Dan", "2026-02-21"),
                "customer (Dan) was referred by (Ann) on 2026-02-21 after the first event on 2026-02-20");
        refused(
                row("Bob", "Cleo", "2026-02-03"),
                "customer (Cleo) was referred by (Bob) on 2026-02-03 and by (Ann) on 2026-02-01");
        refused(
                new Row("Ann", "Gus", "2026-03-01", "-1", null),
                "reward (-1) of customer (Gus) must be at least 0, with at most 2 decimals, and in minor units fit a"
                        + " long");
        refused(
                new Row("Ann", "Gus", "2026-03-01", "0.001", null),
                "reward (0.001) of customer (Gus) must be at least 0, with at most 2 decimals, and in minor units fit"
                        + " a long");
        refused(
                row("Ann", "Gus", "+10000-01-01"),
                "day (+10000-01-01) of customer (Gus) is not in the years 1 to 9999");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().from(List.of(new Row("Ann", null, "2026-01-01", null, null))))
                .withMessage("row 1: no customer");
    }

    private static void refused(Row row, String message) {
        List<Row> rows = Stream.concat(ROWS.stream(), Stream.of(row)).toList();
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().from(rows))
                .withMessage("row 5: unreadable (" + message + ")");
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader().chains(rows))
                .withMessage("row 5: unreadable (" + message + ")");
        HistoryStore<String> lenient = reader().lenient().from(rows);
        assertThat(lenient.exclusions().count(ExclusionReason.UNREADABLE)).isEqualTo(1);
        assertThat(lenient.exclusions().examples()).hasToString("[row 5: unreadable (" + message + ")]");
        assertThat(Referrals.over(MONTHS)
                        .of(ORDERS.named("orders").and(lenient))
                        .counted()
                        .tally())
                .isEqualTo(Referrals.over(MONTHS).of(all()).counted().tally());
        assertThat(reader().lenient().chains(rows).customers())
                .isEqualTo(reader().chains(ROWS).customers());
    }

    @Test
    void ofSeveralReferrersTheFirstDayCounts() {
        List<Row> rows = List.of(
                row("Ann", "Cleo", "2026-02-02"), row("Bob", "Cleo", "2026-02-01"), row("Dan", "Cleo", "2026-02-01"));
        HistoryStore<String> lenient = reader().lenient().from(rows);
        assertThat(lenient.exclusions().total()).isEqualTo(2);
        assertThat(reader().lenient().chains(rows).referred("Bob")).containsExactly("Cleo");
    }

    @Test
    void refusesCirclesNamingThoseInThem() {
        ReferralReader<Row, String> reader = Referrals.reader(Row::referrer, Row::referred, Row::on);
        List<Row> rows = List.of(
                row("Ann", "Bob", "2026-01-03"),
                row("Bob", "Cleo", "2026-01-02"),
                row("Cleo", "Ann", "2026-01-03"),
                row("Cleo", "Dan", "2026-01-04"));
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader.from(rows))
                .withMessage("row 3: unreadable (customers refer each other in a circle: Ann → Bob → Cleo → Ann)");
        assertThat(reader.lenient().from(rows).exclusions().total()).isEqualTo(1);
        assertThat(reader.lenient().chains(rows).descendants("Ann")).containsExactly("Bob", "Cleo", "Dan");
    }

    /** Ann → Bob → Ann is refused for its last row, and a row that is refused refuses no other. */
    @Test
    void refusedRowsRefuseNoOther() {
        ReferralReader<Row, String> reader =
                Referrals.reader(Row::referrer, Row::referred, Row::on).lenient();
        List<Row> rows = List.of(
                row("Ann", "Bob", "2026-01-01"),
                row("Bob", "Ann", "2026-01-02"), // closes the circle
                row("Cleo", "Ann", "2026-01-03")); // so that this is no second referrer
        HistoryStore<String> store = reader.from(rows);
        assertThat(store.exclusions().examples())
                .hasToString("[row 2: unreadable (customers refer each other in a circle: Ann → Bob → Ann)]");
        assertThat(reader.chains(rows).referrers("Bob")).containsExactly("Ann", "Cleo");
    }

    /** Every second row would close a circle as long as the chain: neither time nor messages grow with it. */
    @Test
    void longCirclesAreRefusedInShort() {
        record Link(int referrer, int referred) {}
        List<Link> links = new ArrayList<>();
        for (int customer = 1; customer <= 50_000; customer++) {
            links.add(new Link(customer - 1, customer));
            links.add(new Link(customer, 0));
        }
        ReferralReader<Link, Integer> reader =
                Referrals.reader(Link::referrer, Link::referred, link -> LocalDate.of(2026, 1, 1));
        assertThat(reader.lenient().from(links).exclusions().total()).isEqualTo(50_000);
        assertThat(reader.lenient().chains(links).depth()).isEqualTo(50_000);
        List<Link> longOne = new ArrayList<>(links.stream()
                .filter(link -> link.referred > 0 && link.referred <= 100)
                .toList());
        longOne.add(new Link(100, 0));
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> reader.from(longOne))
                .withMessageStartingWith(
                        "row 101: unreadable (customers refer each other in a circle: 0 → … → 83 → 84 → ")
                .withMessageEndingWith(" → 99 → 100 → 0)");
    }

    @Test
    void chainsAreOfTheSameRows() {
        ReferralChains<String> chains = reader().chains(ROWS);
        assertThat(chains.descendants("Ann")).containsExactly("Cleo", "Eve", "Fay", "Zoe");
        assertThat(chains.depth()).isEqualTo(2);
    }

    @Test
    void refusesWhatDoesNotFit() {
        HistoryStore<String> instants = HistoryStore.ofInstants((String name) -> name, name -> Instant.EPOCH)
                .from(List.of("Ann"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader().among(instants))
                .withMessageStartingWith("customers (")
                .withMessageEndingWith(
                        ") must have dates: read them by civil day, such as by LocalDate.ofInstant(at, zone)");
        assertThat(Referrals.reader(Row::referrer, Row::referred, Row::on)).hasToString("referrals");
        assertThat(reader().lenient().toString())
                .startsWith("referrals with rewards, among ")
                .endsWith(", lenient");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader().referrerText(Referrals.TENURE, Row::plan))
                .withMessageStartingWith("name (tenure of the referrer)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader().referrerText("", Row::plan))
                .withMessageStartingWith("name ()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Referrals.over(Timeline.of(Grain.HOUR, LocalDate.of(2026, 1, 1))))
                .withMessageStartingWith("timeline (");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Referrals.over(MONTHS).of(ORDERS.named("orders")))
                .withMessageContaining("referrals");
    }

    @Test
    void namesOtherTracksAndTakesATally() {
        HistoryStore<String> all = ORDERS.named("purchases")
                .and(reader().from(ROWS).track(Referrals.TRACK).named("friends"));
        Referrals method = Referrals.over(MONTHS).on("purchases", "friends");
        ReferralTable<String> table = method.of(all);
        assertThat(table.inPeriod("2026-03").customers(Item.REFERRED)).isEqualTo(2);
        assertThat(method.of(table.counted().tally()).periods())
                .hasToString(table.periods().toString());
        assertThat(method)
                .hasToString("new customers who were referred, and who refer, on purchases and friends, " + MONTHS);
    }

    @Test
    void anEmptyStoreGivesAnEmptyTable() {
        HistoryStore<String> none = HistoryStore.ofDates(Order::customer, Order::on)
                .amounts(Order::worth, EUR)
                .from(List.of());
        HistoryStore<String> all = none.named("orders")
                .and(Referrals.reader(Row::referrer, Row::referred, Row::on)
                        .among(none)
                        .from(List.of()));
        ReferralTable<String>.InPeriod march = Referrals.over(MONTHS).of(all).inPeriod("2026-03");
        assertThat(march).hasToString("2026-03: 0 of 0 new referred, 0 of 0 refer");
        assertThat(march.referredShare()).isEmpty();
        assertThat(march.referredShareOfValue()).isEmpty();
        assertThat(march.participation()).isEmpty();
        assertThat(march.participationSoFar()).isEmpty();
        assertThat(march.cost(AcquisitionCost.Basis.LOADED)).isEmpty();
        ProgrammeTable<String>.InPeriod programme =
                Programme.over(MONTHS).on("orders", Referrals.TRACK).of(all).inPeriod("2026-03");
        assertThat(programme.enrolment()).isEmpty();
        assertThat(programme.activity()).isEmpty();
    }

    @Test
    void worksWithoutMoney() {
        HistoryStore<String> orders = HistoryStore.ofDates(Order::customer, Order::on)
                .from(List.of(new Order("Ann", "2026-01-05", "1"), new Order("Bob", "2026-01-06", "1")));
        HistoryStore<String> all = orders.named("orders")
                .and(Referrals.reader(Row::referrer, Row::referred, Row::on)
                        .from(List.of(row("Ann", "Bob", "2026-01-05"))));
        ReferralTable<String>.InPeriod january = Referrals.over(MONTHS).of(all).inPeriod("2026-01");
        assertThat(january.referredShare()).contains(Proportion.of(1, 2));
        assertThat(january.referredShareOfValue()).isEmpty();
        assertThat(january.cost(AcquisitionCost.Basis.PAID)).isEmpty();
    }
}
