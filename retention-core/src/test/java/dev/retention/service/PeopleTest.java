package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.CustomerCount;
import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.Spells;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Grouping.Reading;
import dev.retention.rule.Sweep;
import dev.retention.service.PeopleTable.Person;
import dev.retention.time.Timeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who of ours, and of theirs, relations hang on: {@link Coverage}, {@link Owners} and {@link PeopleTable}. */
class PeopleTest {
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 3, 31)).from(LocalDate.of(2024, 1, 1));

    private record Row(
            long customer,
            LocalDate day,
            String code,
            @Nullable String who) {}

    private static Row row(long customer, String day, String code, @Nullable String who) {
        return new Row(customer, LocalDate.parse(day), code, who);
    }

    private static HistoryStore<Long> orders(List<Row> rows) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .amounts(row -> BigDecimal.valueOf(100 * row.customer()), Currency.getInstance("EUR"))
                .from(rows)
                .named("orders");
    }

    private static final HistoryStore<Long> CONTACTS = Contacts.reader(Row::customer, Row::day, Row::code)
            .employee(Row::who)
            .from(List.of(
                    row(1, "2024-01-10", "call", "Ann"),
                    row(1, "2024-02-10", "call", "Bob"),
                    row(2, "2024-01-10", "call", "Ann"),
                    row(2, "2024-01-20", "call", "Ann"),
                    row(3, "2024-02-20", "call", "Ann"),
                    row(4, "2024-01-05", "call", "Bob")));
    private static final HistoryStore<Long> SOLD = orders(LongStream.rangeClosed(1, 5)
            .mapToObj(customer -> row(customer, "2024-01-02", "order", null))
            .toList());
    private static final Coverage COVERAGE =
            Coverage.over(MONTHS, Contacts.EMPLOYEE).within(60).valuedBy("orders", 365);

    @Test
    void tellsWhoIsReachedByOneByseveralAndByNobody() {
        var table = COVERAGE.of(SOLD.and(CONTACTS));
        assertThat(table.inPeriod("2024-01").members(Coverage.Item.ONE)).containsExactly(1L, 2L, 4L);
        assertThat(table.inPeriod("2024-02").members(Coverage.Item.SEVERAL)).containsExactly(1L);
        assertThat(table.inPeriod("2024-02").members(Coverage.Item.ONE)).containsExactly(2L, 3L, 4L);
        assertThat(table.inPeriod("2024-02").money(Coverage.Item.ONE)).isEqualByComparingTo("900");
        assertThat(table.inPeriod("2024-03").members(Coverage.Item.NONE)).containsExactly(2L, 4L);
        // What they are worth adds none to those who are ours: nobody ever contacted the fifth.
        var bare = Coverage.over(MONTHS, Contacts.EMPLOYEE).within(60).of(SOLD.and(CONTACTS));
        assertThat(table.inPeriod("2024-03").members(Coverage.Item.CUSTOMERS))
                .isEqualTo(bare.inPeriod("2024-03").members(Coverage.Item.CUSTOMERS))
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(table.inPeriod("2024-03")
                        .share(Coverage.Item.REACHED, Coverage.Item.CUSTOMERS)
                        .orElseThrow()
                        .asDouble())
                .isEqualTo(0.5);
    }

    @Test
    void ranksThoseOnWhomMostHangs() {
        PeopleTable<Long> alone = COVERAGE.alone(Sweep.over(SOLD.and(CONTACTS)));
        assertThat(alone.inPeriod("2024-02").people())
                .extracting(
                        Person::name,
                        Person::customers,
                        person -> person.worth().intValueExact())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Ann", 2L, 500),
                        org.assertj.core.groups.Tuple.tuple("Bob", 1L, 400));
        assertThat(alone.inPeriod("2024-02").members("Ann")).containsExactly(2L, 3L);
        assertThat(alone.inPeriod("2024-02")).hasToString("2024-02: 2 people, 1 to 2 customers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alone.inPeriod("2024-02").members("Eve"))
                .withMessage("name (Eve) must be one of [Ann, Bob]");
    }

    @Test
    void partsCustomersByWhoCarriesTheRelationAlone() {
        var groups = Sweep.over(SOLD.and(CONTACTS)).members(COVERAGE.byOnlyOne(Reading.LATEST), MONTHS);
        assertThat(groups.inGroup("several")).isEmpty();
        assertThat(groups.inGroup("Bob alone")).containsExactly(1L);
        assertThat(groups.inGroup("Ann alone")).containsExactly(3L);
        assertThat(groups.inGroup(Group.MISSING)).containsExactly(2L, 4L, 5L);
    }

    @Test
    void measuresHowManyPeopleThereAre() {
        var people = Sweep.over(CONTACTS).measure(COVERAGE.within(90).breadth()).column();
        assertThat(people.of(1L)).hasValue(2);
        assertThat(people.of(2L)).hasValue(1);
        assertThat(people.of(4L)).hasValue(1);
        assertThat(Sweep.over(CONTACTS)
                        .measure(COVERAGE.within(60).breadth())
                        .column()
                        .of(4L))
                .hasValue(0);
    }

    @Test
    void refusesWorthWithoutAmounts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> COVERAGE.valuedBy("contacts", 365).of(SOLD.and(CONTACTS)))
                .withMessage("track (contacts) must have amounts, which say what customers are worth");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Coverage.over(MONTHS, Contacts.PERSON).of(CONTACTS))
                .withMessageContaining("must have a column (person)");
    }

    private static Owners.Reader<Row, Long> reader() {
        return Owners.reader(Row::customer, Row::day, Row::code, Row::who);
    }

    // Ann has customers 1 to 4, of which she hands 4 over to Bob in February; Cid sells to all.
    private static final HistoryStore<Long> OWNERS = reader().from(Stream.concat(
                    LongStream.rangeClosed(1, 4).mapToObj(customer -> row(customer, "2024-01-01", "manager", "Ann")),
                    Stream.of(
                            row(4, "2024-02-10", "manager", "Bob"),
                            row(4, "2024-02-20", "manager", "Bob"),
                            row(5, "2024-01-03", "seller", "Cid"),
                            row(4, "2024-01-03", "seller", "Cid")))
            .toList());

    @Test
    void tellsWhoIsLookedAfterAndHandedOver() {
        var table = Owners.over(MONTHS, "manager").valuedBy("orders", 365).of(SOLD.and(OWNERS));
        assertThat(table.inPeriod("2024-01").members(Owners.Item.OWNED)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(table.inPeriod("2024-01").members(Owners.Item.UNOWNED)).containsExactly(5L);
        assertThat(table.inPeriod("2024-01").money(Owners.Item.UNOWNED)).isEqualByComparingTo("500");
        assertThat(table.inPeriod("2024-02").members(Owners.Item.HANDED_OVER)).containsExactly(4L);
        assertThat(table.inPeriod("2024-02").number(Owners.Item.HANDED_OVER)).isEqualTo(1);
        assertThat(table.inPeriod("2024-03").number(Owners.Item.HANDED_OVER)).isZero();
    }

    @Test
    void whoHasLeftIsNotHandedOver() {
        HistoryStore<Long> contracts = HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .from(List.of(
                        row(4, "2024-01-01", "start", null),
                        row(4, "2024-02-15", "end", null),
                        row(5, "2024-01-01", "start", null),
                        row(5, "2024-02-05", "end", null)))
                .named("contracts");
        HistoryStore<Long> owners = reader().from(List.of(
                row(4, "2024-01-01", "manager", "Ann"),
                row(4, "2024-02-10", "manager", "Bob"),
                row(5, "2024-01-01", "manager", "Ann"),
                row(5, "2024-02-10", "manager", "Bob")));
        var february = Owners.over(MONTHS, "manager")
                .among("contracts", Spells.between("start", "end"))
                .of(contracts.and(owners))
                .inPeriod("2024-02");
        assertThat(february.members(Owners.Item.HANDED_OVER)).containsExactly(4L);
        assertThat(february.customers(Owners.Item.CUSTOMERS)).isZero();
        assertThat(february.share(Owners.Item.HANDED_OVER, Owners.Item.OURS)).hasValue(Proportion.of(1, 2));
        assertThat(february.number(Owners.Item.OURS)).isEqualTo(14 + 4);
    }

    @Test
    void aHandOverInOneRoleIsASignal() {
        Signal handedOver = Owners.handedOver("manager");
        List<Long> days = Sweep.over(SOLD.and(OWNERS)).look(4L, MONTHS, history -> {
            List<Long> found = new ArrayList<>();
            handedOver.forEachDay(history, found::add);
            return found;
        });
        assertThat(days).containsExactly(LocalDate.of(2024, 2, 10).toEpochDay());
        assertThat(handedOver.definition()).isEqualTo("another manager on owners");
        assertThat(LaterLoss.over(MONTHS, Spells.ofOrders(30))
                        .after(handedOver)
                        .of(SOLD.and(OWNERS))
                        .inPeriod("2024-03")
                        .customers(LaterLoss.Item.EXPOSED))
                .isZero();
        assertThat(Owners.handedOver("manger").warnings(OWNERS)).hasSize(1);
        assertThat(Owners.over(MONTHS, "manger").of(OWNERS).warnings())
                .containsExactly("no event has the code manger: there are [manager, seller]");
    }

    @Test
    void findsTheDaysOfHandOversInAHistory() {
        List<LocalDate> days = Sweep.over(OWNERS)
                .look(
                        4L,
                        MONTHS,
                        history -> Owners.handOvers(history)
                                .mapToObj(history::date)
                                .toList());
        assertThat(days).containsExactly(LocalDate.of(2024, 2, 10));
    }

    @Test
    void loadIsCountedAtTheEndOfEveryPeriod() {
        PeopleTable<Long> load = Owners.over(MONTHS, "manager").load(Sweep.over(SOLD.and(OWNERS)));
        assertThat(load.inPeriod("2024-01").people()).containsExactly(new Person("Ann", 4, BigDecimal.ZERO));
        assertThat(load.inPeriod("2024-03").people())
                .containsExactly(new Person("Ann", 3, BigDecimal.ZERO), new Person("Bob", 1, BigDecimal.ZERO));
        assertThat(load.inPeriod("2024-03").least()).hasValue(1);
        assertThat(load.inPeriod("2024-03").median()).hasValue(2);
        assertThat(load.inPeriod("2024-03").most()).hasValue(3);
        assertThat(load.inPeriod("2024-03").members("Bob")).containsExactly(4L);
        assertThat(load.periods()).hasSize(3);
        PeopleTable<Long> nobody = Owners.over(MONTHS, "director").load(Sweep.over(SOLD.and(OWNERS)));
        assertThat(nobody.inPeriod("2024-01").median()).isEmpty();
        assertThat(nobody.inPeriod("2024-01")).hasToString("2024-01: 0 people");
    }

    @Test
    void lossesArePartedByTheLoadAtTheStartOfThePeriod() throws IOException {
        Spells contracts = Spells.between("start", "end");
        HistoryStore<Long> signed = orders(Stream.concat(
                        LongStream.rangeClosed(1, 5).mapToObj(customer -> row(customer, "2024-01-01", "start", null)),
                        Stream.of(row(1, "2024-02-05", "end", null), row(4, "2024-03-05", "end", null)))
                .toList());
        HistoryStore<Long> tracks = signed.and(OWNERS);
        Grouping load =
                Owners.over(MONTHS, "manager").among("orders", contracts).byLoad(Sweep.over(tracks), 2, 4);
        var churn = CustomerChurn.over(MONTHS, contracts).of(tracks).by(load);
        // In February the loss is one of Ann's four; in March she has two and Bob, with one, loses it.
        assertThat(churn.inGroup("3: 4 and more").inPeriod("2024-02").flow().count(CustomerCount.START))
                .isEqualTo(4);
        assertThat(churn.inGroup("3: 4 and more").inPeriod("2024-02").flow().count(CustomerCount.LOST))
                .isEqualTo(1);
        assertThat(churn.inGroup("1: below 2").inPeriod("2024-03").flow().count(CustomerCount.LOST))
                .isEqualTo(1);
        assertThat(churn.inGroup("2: 2 to 3").inPeriod("2024-03").flow().count(CustomerCount.START))
                .isEqualTo(2);
        assertThat(churn.inGroup(Group.MISSING).inPeriod("2024-03").flow().count(CustomerCount.START))
                .isEqualTo(1);
        new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(load);
    }

    @Test
    void refusesTwoOwnersAtATime() {
        List<Row> rows = List.of(row(7, "2024-01-01", "manager", "Ann"), row(7, "2024-01-01", "manager", "Bob"));
        assertThatThrownBy(() -> reader().from(rows))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining(
                        "employee (Bob) of customer (7) must not be manager from 2024-01-01 on, as Ann is");
        HistoryStore<Long> lenient = reader().lenient().from(rows);
        assertThat(lenient.events()).isEqualTo(1);
        assertThat(lenient.exclusions().examples().toString()).contains("employee (Bob)");
        assertThatThrownBy(() -> reader().from(List.of(row(7, "2024-01-01", "manager", null))))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining("customer (7) has an owner on 2024-01-01 without a text in employee");
    }

    @Test
    void refusesCutsThatDoNotAscend() {
        Owners managers = Owners.over(MONTHS, "manager");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> managers.byLoad(Sweep.over(OWNERS), 4, 4))
                .withMessage("cuts ([4, 4]) must ascend");
        assertThatIllegalArgumentException().isThrownBy(() -> managers.byLoad(Sweep.over(OWNERS)));
    }
}
