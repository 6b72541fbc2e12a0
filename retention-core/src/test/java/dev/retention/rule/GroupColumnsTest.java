package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.history.Members;
import dev.retention.rule.Grouping.Reading;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The group of every customer by many groupings, against the plain ways to say it. */
class GroupColumnsTest {
    private static final LocalDate AS_OF = LocalDate.of(2024, 4, 20);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF);

    private static final Grouping COUNTRY = Grouping.ofColumn("country", Reading.LATEST);
    private static final Grouping FIRST_COUNTRY = Grouping.ofColumn("country", Reading.AT_ANCHOR);
    private static final Grouping PARITY = Grouping.of("parity", (Long customer) -> customer % 2 == 0 ? "even" : "odd");

    /** Customers 0 to n − 1 with two events in April, of which the first has country c0 to c9 and the last one that is the customer's own. */
    private static HistoryStore<Long> store(int n) {
        LongHistoryBuilder builder = LongHistoryBuilder.ofDays().text("country");
        for (int i = 0; i < n; i++) {
            builder.add(i, AS_OF.toEpochDay() - 9).with("country", "c" + i % 10);
            builder.add(i, AS_OF.toEpochDay() - 1 + i % 3).with("country", String.format(Locale.ROOT, "own%06d", i));
        }
        return builder.build();
    }

    @Test
    void everyGroupingHasAColumnOfEveryCustomer() {
        GroupColumns<Long> columns =
                Sweep.over(ColumnGroupTest.STORE).groups(List.of(COUNTRY, FIRST_COUNTRY, PARITY), MONTHS);

        assertThat(columns.columns()).hasSize(3);
        assertThat(columns.timeline()).isEqualTo(MONTHS);
        assertThat(columns.column("country").of(1L)).contains(Group.of("FR"));
        assertThat(columns.columns().get(1).of(1L)).contains(Group.of("DE"));
        assertThat(columns.column("country").of(2L)).contains(Group.MISSING);
        assertThat(columns.column("parity").of(3L)).contains(Group.of("odd"));
        assertThat(columns.column("parity").groups()).containsExactly(Group.of("even"), Group.of("odd"));
        assertThat(columns.column("parity").members().inGroup("odd")).containsExactly(1L, 3L);
        assertThat(columns.column("parity")).hasToString("parity of 2 groups");
        assertThat(columns)
                .hasToString("groups of 3 customers, " + MONTHS
                        + ": [country of 3 groups, country of 3 groups, parity of 2 groups]");
    }

    /** Customers 0 to n − 1 with an order, and those for whom there is one with so many events on a track of profiles. */
    private static HistoryStore<Long> profiles(int n, IntUnaryOperator events) {
        LongHistoryBuilder orders = LongHistoryBuilder.ofDays();
        LongHistoryBuilder profiles = LongHistoryBuilder.ofDays().text("plan").text("size");
        for (int i = 0; i < n; i++) {
            orders.add(i, AS_OF.toEpochDay() + (i % 13 == 0 ? 1 : 0));
            for (int event = 0; event < events.applyAsInt(i); event++) {
                profiles.add(i, AS_OF.toEpochDay() - 3 + event + i % 2).with("plan", "p" + (i + event) % 3);
                if ((i + event) % 4 != 0) {
                    profiles.with("size", "s" + (i * 7 + event) % 300);
                }
            }
        }
        return orders.build().named("orders").and(profiles.build().named("profiles"));
    }

    @Test
    void textsReadByColumnAreThoseToldOfHistories() {
        int n = 5000;
        List<Grouping> byColumn = Stream.of("plan", "size")
                .map(column -> Grouping.ofColumn(column, Reading.LATEST).on("profiles"))
                .toList();
        List<Grouping> byHistory = Stream.of("plan", "size")
                .map(column -> Grouping.ofEvents(column, Reading.LATEST, (history, event) -> {
                            int at = history.column(column);
                            return history.hasValue(at, event) ? history.text(at, event) : null;
                        })
                        .on("profiles"))
                .toList();
        for (IntUnaryOperator events : List.<IntUnaryOperator>of(
                i -> 1, i -> i % 5, i -> i < 700 ? 0 : 1, i -> i > 4000 ? 0 : 1, i -> i % 2)) {
            HistoryStore<Long> store = profiles(n, events);
            GroupColumns<Long> told = Sweep.over(store).groups(byHistory, MONTHS);
            for (int threads : new int[] {1, 2, 3}) {
                GroupColumns<Long> read = Sweep.over(store).threads(threads).groups(byColumn, MONTHS);
                for (String name : List.of("plan", "size")) {
                    assertThat(read.column(name).groups())
                            .isEqualTo(told.column(name).groups());
                    assertThat(places(read.column(name), n)).isEqualTo(places(told.column(name), n));
                }
            }
        }
    }

    private static List<Integer> places(GroupColumns<Long>.Column column, int n) {
        return IntStream.range(0, n).map(column::number).boxed().toList();
    }

    @Test
    void groupsAreReadInBlocks() {
        GroupColumns<Long>.Column country =
                Sweep.over(store(10)).groups(List.of(COUNTRY), MONTHS).column("country");
        int[] block = new int[4];

        assertThat(country.read(3, block)).isEqualTo(4);
        assertThat(block)
                .containsExactly(IntStream.range(3, 7).map(country::number).toArray());
        assertThat(country.read(8, block)).isEqualTo(2);
        assertThat(block).startsWith(country.number(8), country.number(9));
        assertThat(country.read(10, block)).isZero();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> country.read(11, block));
    }

    @Test
    void whoIsNotKnownByTheAsOfDayIsInNoGroup() {
        Timeline early = Timeline.monthly(LocalDate.of(2024, 1, 20));
        GroupColumns<Long>.Column country = Sweep.over(ColumnGroupTest.STORE)
                .groups(List.of(COUNTRY), early)
                .column("country");

        assertThat(country.of(1L)).contains(Group.of("DE"));
        assertThat(country.of(2L)).isEmpty();
        assertThat(country.number(1)).isEqualTo(-1);
        assertThat(country.of(99L)).isEqualTo(Optional.empty());
        assertThat(country.members().tables().values().stream()
                        .mapToInt(Members::size)
                        .sum())
                .isEqualTo(2);
    }

    @Test
    void manyGroupsTakeMoreBytes() {
        for (int n : new int[] {254, 255, 256, 65_534, 65_535, 70_000}) {
            HistoryStore<Long> store = store(n);
            for (int threads : new int[] {1, 3}) {
                GroupColumns<Long> columns =
                        Sweep.over(store).threads(threads).groups(List.of(COUNTRY, FIRST_COUNTRY), MONTHS);
                assertThat(columns.columns().get(1).groups()).hasSize(10);
                for (int customer = 0; customer < n; customer += customer < 300 ? 1 : 997) {
                    // Of every third customer the last event is after the as-of day.
                    String last =
                            customer % 3 == 2 ? "c" + customer % 10 : String.format(Locale.ROOT, "own%06d", customer);
                    assertThat(columns.column("country").of((long) customer)).contains(Group.of(last));
                    assertThat(columns.columns().get(1).of((long) customer)).contains(Group.of("c" + customer % 10));
                }
            }
        }
    }

    @Test
    void declaredGroupsAreThere() {
        GroupColumns<Long> columns =
                Sweep.over(ColumnGroupTest.STORE).groups(List.of(PARITY.declaring("neither")), MONTHS);

        assertThat(columns.column("parity").groups())
                .containsExactly(Group.of("even"), Group.of("neither"), Group.of("odd"));
        assertThat(columns.column("parity").members().inGroup("neither")).isEmpty();
    }

    @Test
    void noGroupingHasNoColumn() {
        assertThat(Sweep.over(ColumnGroupTest.STORE).groups(List.of(), MONTHS).columns())
                .isEmpty();
    }

    @Test
    void namesWhatCannotBe() {
        Sweep<Long> sweep = Sweep.over(ColumnGroupTest.STORE);
        Grouping failing = Grouping.of("failing", (Long customer) -> {
            throw new IllegalStateException("no such record");
        });

        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> sweep.groups(List.of(COUNTRY, failing), MONTHS))
                .withMessage("grouping (by failing of the customer) failed for customer 1: no such record");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sweep.groups(List.of(Grouping.ofColumn("country", Reading.AT_PERIOD)), MONTHS))
                .withMessageContaining("must not be read at each period");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sweep.groups(List.of(COUNTRY), MONTHS).column("plan"))
                .withMessage("name (plan) must be one of the groupings [country]");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() ->
                        sweep.groups(List.of(COUNTRY), MONTHS).column("country").number(3));
    }
}
