package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.Sweep;
import dev.retention.service.Contacts.Item;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContactsTest {
    private static final LocalDate AS_OF = LocalDate.of(2024, 3, 20);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF);

    private record Call(
            long customer,
            LocalDate day,
            String channel,
            @Nullable String person,
            @Nullable Integer minutes,
            @Nullable LocalDate next) {}

    private static LocalDate day(int month, int day) {
        return LocalDate.of(2024, month, day);
    }

    private static final List<Call> CALLS = List.of(
            new Call(1, day(1, 10), "call", "Eva", 12, day(2, 1)),
            new Call(1, day(1, 20), "mail", "Eva", 3, null),
            new Call(1, day(3, 5), "call", "Max", null, null),
            new Call(2, day(2, 1), "call", "Ida", 30, day(6, 1)));

    private static Contacts.Reader<Call, Long> reader() {
        return Contacts.reader(Call::customer, Call::day, Call::channel)
                .person(Call::person)
                .minutes(Call::minutes)
                .nextStep(Call::next);
    }

    private static final HistoryStore<Long> STORE = reader().from(CALLS);

    @Test
    void countsContactsMinutesAndDays() {
        PeriodItems<Long, Item> table = Contacts.over(MONTHS).of(STORE);
        assertThat(table.inPeriod("2024-01").number(Item.CONTACTS)).isEqualTo(2);
        assertThat(table.inPeriod("2024-01").number(Item.MINUTES)).isEqualTo(15);
        assertThat(table.inPeriod("2024-01").number(Item.EXPOSED)).isEqualTo(22);
        assertThat(table.inPeriod("2024-02").number(Item.EXPOSED)).isEqualTo(29 + 29);
        assertThat(table.inPeriod("2024-03").number(Item.EXPOSED)).isEqualTo(20 + 20);
        assertThat(table.inPeriod("2024-03").members(Item.UNTIMED)).containsExactly(1L);
        assertThat(table.inPeriod("2024-03").customers(Item.MINUTES)).isZero();
        assertThat(table.inPeriod("2024-01").ratio(Item.CONTACTS, Item.EXPOSED)).hasValue(2 / 22.0);
    }

    @Test
    void countsWhatIsAskedForAlone() {
        Contacts eva = Contacts.over(MONTHS).through("call").where(Contacts.PERSON, "Eva");
        assertThat(eva.of(STORE).inPeriod("2024-01").number(Item.CONTACTS)).isEqualTo(1);
        assertThat(eva.of(STORE).inPeriod("2024-02").customers(Item.CONTACTS)).isZero();
        assertThat(eva)
                .hasToString("contacts through \"call\" with person \"Eva\", customers from their first event, on"
                        + " contacts, " + MONTHS);
    }

    @Test
    void customersAreThoseOfContracts() {
        HistoryStore<Long> contracts = HistoryStore.ofDates((Integer row) -> 3L, row -> day(row, 15))
                .codes(row -> row == 1 ? "start" : "end")
                .from(List.of(1, 2));
        PeriodItems<Long, Item> table = Contacts.over(MONTHS)
                .among("contracts", Spells.between("start", "end"))
                .of(contracts.named("contracts").and(STORE));
        assertThat(table.inPeriod("2024-01").members(Item.EXPOSED)).containsExactly(3L);
        assertThat(table.inPeriod("2024-01").number(Item.EXPOSED)).isEqualTo(17);
        assertThat(table.inPeriod("2024-02").number(Item.EXPOSED)).isEqualTo(14);
        assertThat(table.inPeriod("2024-03").customers(Item.EXPOSED)).isZero();
        assertThat(table.inPeriod("2024-02").number(Item.CONTACTS)).isEqualTo(1);
    }

    @Test
    void tellsHowLongAgoTheLastContactWas() {
        var days = Sweep.over(STORE).measure(Contacts.over(MONTHS).daysSince()).column();
        assertThat(days.of(1L)).hasValue(15);
        assertThat(days.of(2L)).hasValue(48);
        var mails = Contacts.over(MONTHS).through("mail").daysSince();
        assertThat(Sweep.over(STORE).measure(mails).column().of(1L)).hasValue(60);
        assertThat(Sweep.over(STORE).measure(mails).column().of(2L)).isEmpty();
    }

    @Test
    void silencePartsOtherTables() {
        HistoryStore<Long> orders =
                HistoryStore.ofDates((Long row) -> row, row -> day(1, 1)).from(List.of(1L, 2L, 3L));
        Timeline months = Timeline.monthly(AS_OF).from(day(1, 1));
        Grouping silence = Grouping.ofMeasure(Contacts.over(months).daysSince(), Grouping.Reading.LATEST, 30);
        var groups = CustomerMovements.over(months)
                .of(orders.named("orders").and(STORE))
                .by(silence)
                .groups();
        assertThat(groups).extracting(Object::toString).anyMatch(group -> group.contains("below 30"));
        assertThat(groups).hasSize(3);
    }

    @Test
    void refusesRowsThatContradictThemselves() {
        assertThatThrownBy(() -> reader().from(List.of(new Call(7, day(1, 1), "call", null, 1, null))))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining("customer (7) has a contact on 2024-01-01 without a text in person");
        assertThatThrownBy(() -> reader().from(List.of(new Call(7, day(1, 1), "call", "Eva", -1, null))))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining("minutes (-1) of customer (7) must be at least 0");
        assertThatThrownBy(() -> reader().from(List.of(new Call(7, day(1, 2), "call", "Eva", 1, day(1, 1)))))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining("next step (2024-01-01) of customer (7) must not lie before");
        HistoryStore<Long> lenient =
                reader().lenient().from(List.of(new Call(7, day(1, 1), "call", null, 1, null), CALLS.get(0)));
        assertThat(lenient.customers()).isEqualTo(1);
        assertThat(lenient.exclusions().examples().toString()).contains("customer (7) has a contact");
    }

    @Test
    void tellsCustomerAndNumberOfWhatNoStoreTakes() {
        record Timed(
                @Nullable LocalDate day,
                @Nullable String channel,
                @Nullable Number minutes) {}
        Contacts.Reader<Timed, Long> timed =
                Contacts.reader((Timed row) -> 7L, Timed::day, Timed::channel).minutes(Timed::minutes);
        for (Number odd : List.of(Double.NaN, 1.5, new BigDecimal("5.0"), BigInteger.ONE.shiftLeft(63))) {
            assertThatThrownBy(() -> timed.from(List.of(new Timed(day(1, 1), "call", odd))))
                    .hasMessageContaining(
                            "minutes (" + odd + ") of customer (7) must be a whole number that fits a long, as"
                                    + " Byte, Short, Integer, Long or BigInteger, not this ");
        }
        assertThatThrownBy(() -> timed.from(List.of(new Timed(null, "call", 1))))
                .hasMessage("row 1: no time (customer 7)");
        assertThatThrownBy(() -> timed.from(List.of(new Timed(day(1, 1), null, 1))))
                .hasMessage("row 1: no event code (customer 7)");
    }

    @Test
    void aColumnIsAskedForOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader().minutes(call -> 7))
                .withMessage("column (minutes) was asked for before");
    }

    @Test
    void wordsTellChoicesApart() {
        assertThat(Contacts.over(MONTHS).through("a", "b").toString())
                .isNotEqualTo(Contacts.over(MONTHS).through("a, b").toString());
        assertThat(Contacts.over(MONTHS).where("role", "x").where("s", "y").toString())
                .isNotEqualTo(
                        Contacts.over(MONTHS).where("role", "x\" with s \"y").toString());
        assertThat(Contacts.over(MONTHS).where("a", "x").where("b", "y").toString())
                .isNotEqualTo(Contacts.over(MONTHS).where("a \"x\" with b", "y").toString());
    }

    @Test
    void warnsOfChannelsThatNoContactHas() {
        assertThat(Contacts.over(MONTHS).through("cal").of(STORE).warnings())
                .containsExactly("no event has the code cal: there are [call, mail]");
        assertThat(StageContacts.over(MONTHS)
                        .through("cal")
                        .of(STORE.and(STORE.named("journey")))
                        .warnings())
                .hasSize(1);
        assertThat(Coverage.over(MONTHS, Contacts.PERSON)
                        .where(Contacts.PERSON, "Eve")
                        .of(STORE)
                        .warnings())
                .containsExactly("no event has the text Eve in person: there are [Eva, Ida, Max]");
    }

    @Test
    void refusesStoresThatDoNotTell() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Contacts.over(MONTHS).where(Contacts.ROLE, "director").of(STORE))
                .withMessage("track (contacts) must have a column (role), and has [minutes, next step, person]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Contacts.over(Timeline.of(Grain.HOUR, AS_OF)))
                .withMessageContaining("must have periods of whole days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Contacts.over(MONTHS).through());
    }
}
