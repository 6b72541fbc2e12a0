package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RiskRowsTest {
    private static final LocalDate START = LocalDate.of(2025, 1, 1);
    private static final LocalDate AS_OF = LocalDate.of(2025, 4, 10);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF);
    private static final Spells SPELLS = Spells.between("started", "ended");

    /** An event so many days after the start of the year. */
    private record Event(String customer, int day, String code) {
        LocalDate date() {
            return START.plusDays(day);
        }
    }

    private static HistoryStore<String> store(List<Event> events) {
        return HistoryStore.ofDates(Event::customer, Event::date)
                .codes(Event::code)
                .from(events);
    }

    private static HistoryStore<String> store(List<Event> contracts, List<Event> tickets) {
        return store(contracts).named("contracts").and(store(tickets).named("tickets"));
    }

    private static final List<Event> CONTRACTS = List.of(
            new Event("ann", 0, "started"),
            new Event("ann", 20, "price rise"),
            new Event("ann", 50, "ended"),
            new Event("ann", 70, "started"),
            new Event("bob", 10, "started"),
            new Event("dan", 5, "price rise"),
            new Event("eve", 30, "started"),
            new Event("eve", 30, "ended"));

    private static final List<Event> TICKETS = List.of(
            new Event("ann", 8, "complaint"),
            new Event("ann", 9, "praise"),
            new Event("ann", 20, "complaint"),
            new Event("ann", 50, "complaint"),
            new Event("bob", 4, "complaint"),
            new Event("bob", 10, "complaint"),
            new Event("bob", 15, "complaint"),
            new Event("bob", 15, "complaint"),
            new Event("cleo", 3, "complaint"));

    private static final RiskRows ROWS = RiskRows.over(MONTHS, SPELLS)
            .withCount("complaints", "tickets", "complaint")
            .withSince("price rise", 1, "contracts", "price rise");

    private static RiskRows.Row<String> row(String customer, Tenure tenure, double... covariates) {
        return new RiskRows.Row<>(
                customer, tenure, java.util.Arrays.stream(covariates).boxed().toList());
    }

    private static Tenure from(int entry, Tenure tenure) {
        return tenure.withEntry(entry);
    }

    @Test
    void everyChangeCutsARow() {
        Sweep<String> sweep = Sweep.over(store(CONTRACTS, TICKETS));
        // Data end with day 99, so that who is still there is censored on day 100.
        assertThat(ROWS.of(sweep))
                .containsExactly(
                        row("ann", Tenure.censored(8), 0, 0),
                        row("ann", from(8, Tenure.censored(20)), 1, 0),
                        row("ann", from(20, Tenure.ended(50)), 2, 1),
                        row("bob", Tenure.censored(0.5), 1, 0),
                        row("bob", Tenure.censored(5).withEntry(0.5), 2, 0),
                        row("bob", from(5, Tenure.censored(90)), 4, 0),
                        row("eve", Tenure.ended(0), 0, 0));
        assertThat(ROWS.of(sweep.threads(3))).isEqualTo(ROWS.of(sweep));
        assertThat(ROWS)
                .hasToString(
                        "rows to the loss, first time live from started to ended, by [complaints: events [complaint] of"
                                + " tickets, price rise: since number 1 of events [price rise] of contracts], as of 2025-04-10");
    }

    @Test
    void recentEventsCountForSomeDays() {
        List<RiskRows.Row<String>> rows = RiskRows.over(MONTHS, SPELLS)
                .withRecent("lately", 12, "tickets", "complaint")
                .of(Sweep.over(store(CONTRACTS, TICKETS)));
        assertThat(rows)
                .contains(
                        row("ann", Tenure.censored(8), 0),
                        // What happens on day 20 takes over from what ends with it.
                        row("ann", from(8, Tenure.censored(32)), 1),
                        row("ann", from(32, Tenure.ended(50)), 0),
                        row("bob", Tenure.censored(0.5), 1),
                        row("bob", Tenure.censored(5).withEntry(0.5), 2),
                        row("bob", from(5, Tenure.censored(6)), 4),
                        row("bob", from(6, Tenure.censored(12)), 3));
    }

    @Test
    void recurrencesEndRowsAndMakeAMean() {
        RiskRows recurring = ROWS.recurring("tickets", "complaint");
        Sweep<String> sweep = Sweep.over(store(CONTRACTS, TICKETS));
        assertThat(recurring.of(sweep))
                .containsExactly(
                        row("ann", Tenure.ended(8), 0, 0),
                        row("ann", from(8, Tenure.ended(20)), 1, 0),
                        row("ann", from(20, Tenure.ended(50)), 2, 1),
                        row("bob", Tenure.ended(5), 2, 0),
                        row("bob", from(5, Tenure.censored(90)), 4, 0),
                        row("eve", Tenure.censored(0), 0, 0));
        Map<String, Recurrences> its = recurring.recurrences(sweep);
        assertThat(its)
                .isEqualTo(Map.of(
                        "ann", Recurrences.of(50, 8, 20, 50),
                        "bob", Recurrences.of(90, 0, 5, 5),
                        "eve", Recurrences.of(0)));
        assertThat(its.keySet()).containsExactly("ann", "bob", "eve");
        MeanCumulativeFunction mean = MeanCumulativeFunction.of(its.values());
        assertThat(mean.at(5)).hasValue(1 / 3.0 + 2 / 2.0);
        assertThatIllegalStateException().isThrownBy(() -> ROWS.recurrences(sweep));
        assertThat(recurring.toString()).startsWith("rows to events [complaint] of tickets, first time");
    }

    @Test
    void aComplaintOnTheFirstDayTellsNothingOfALossOnIt() {
        List<Event> contracts = new ArrayList<>();
        List<Event> tickets = new ArrayList<>();
        // Half of all complain on their first day; one in ten of either half is lost on it, and nobody later.
        for (int i = 0; i < 200; i++) {
            contracts.add(new Event("c" + i, 0, "started"));
            if (i % 20 < 2) {
                contracts.add(new Event("c" + i, 0, "ended"));
            }
            if (i % 2 == 0) {
                tickets.add(new Event("c" + i, 0, "complaint"));
            }
        }
        tickets.add(new Event("c2", -3, "complaint"));
        RiskRows rows = RiskRows.over(MONTHS, SPELLS).withCount("complaints", "tickets", "complaint");
        List<RiskRows.Row<String>> all = rows.of(Sweep.over(store(contracts, tickets)));
        assertThat(all)
                .contains(
                        row("c0", Tenure.ended(0), 0),
                        row("c2", Tenure.censored(0.5), 1),
                        row("c2", Tenure.censored(100).withEntry(0.5), 2),
                        row("c3", Tenure.censored(100), 0));
        // At 0 nobody but one has complained, who stays: complaints have no estimate, whatever came on the first day.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.fit(Sweep.over(store(contracts, tickets))))
                .withMessageContaining("complaints");
        assertThat(rows.recurring("tickets", "complaint").of(Sweep.over(store(contracts, tickets))))
                .contains(row("c2", Tenure.censored(100), 2), row("c0", Tenure.censored(0), 0));
    }

    @Test
    void handOversAreTheSecondOfOurs() {
        HistoryStore<String> owners = store(List.of(new Event("ann", 0, "manager"), new Event("ann", 30, "manager")))
                .named("owners");
        List<RiskRows.Row<String>> rows = RiskRows.over(MONTHS, SPELLS)
                .liveOn("contracts")
                .withSince("handed over", 2, "owners")
                .of(Sweep.over(owners.and(store(CONTRACTS).named("contracts"))));
        assertThat(rows).contains(row("ann", Tenure.censored(30), 0), row("ann", from(30, Tenure.ended(50)), 1));
    }

    @Test
    void namesAndTracksAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ROWS.withCount("complaints", "tickets"))
                .withMessage("covariate (complaints) is used already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ROWS.withRecent("a", 0, "tickets"))
                .withMessageContaining("days (0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ROWS.withSince("a", 0, "tickets"))
                .withMessageContaining("number (0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ROWS.withCount("a", "tickets", "x", "x"))
                .withMessageContaining("codes (x)");
        assertThatThrownBy(() -> ROWS.withCount("a", "orders").of(Sweep.over(store(CONTRACTS, TICKETS))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("track (orders) must be one of [contracts, tickets]: that of covariate a");
    }

    @Property(tries = 40)
    void everyDayHasTheNumbersOfThatDay(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int n) {
        Random random = new Random(seed);
        List<Event> contracts = new ArrayList<>();
        List<Event> tickets = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int start = 10 + random.nextInt(30);
            contracts.add(new Event("c" + i, start, "started"));
            if (random.nextBoolean()) {
                contracts.add(new Event("c" + i, start + random.nextInt(40), "ended"));
            }
            for (int k = random.nextInt(6); k > 0; k--) {
                tickets.add(new Event("c" + i, random.nextInt(110), random.nextBoolean() ? "complaint" : "praise"));
            }
        }
        int days = 1 + random.nextInt(20);
        Sweep<String> sweep = Sweep.over(store(contracts, tickets));
        List<RiskRows.Row<String>> rows = RiskRows.over(MONTHS, SPELLS)
                .withCount("all", "tickets")
                .withRecent("lately", days, "tickets", "complaint")
                .withSince("second", 2, "tickets", "praise")
                .of(sweep);
        for (int i = 0; i < n; i++) {
            String customer = "c" + i;
            Tenure whole = tenureOf(contracts, customer);
            int start = contracts.stream()
                    .filter(e -> e.customer.equals(customer))
                    .mapToInt(Event::day)
                    .min()
                    .orElseThrow();
            List<RiskRows.Row<String>> own =
                    rows.stream().filter(row -> row.customer().equals(customer)).toList();
            assertThat(own.get(own.size() - 1).tenure().duration()).isEqualTo(whole.duration());
            assertThat(own.stream().filter(row -> row.tenure().ended()).count()).isEqualTo(whole.ended() ? 1 : 0);
            for (int day = 1; day <= whole.duration(); day++) {
                int at = start + day;
                List<RiskRows.Row<String>> covering = covering(own, day);
                assertThat(covering).hasSize(1);
                List<Event> before = tickets.stream()
                        .filter(e -> e.customer.equals(customer) && e.day < at)
                        .toList();
                double lately = before.stream()
                        .filter(e -> e.code.equals("complaint") && e.day >= at - days)
                        .count();
                double praise =
                        before.stream().filter(e -> e.code.equals("praise")).count();
                assertThat(covering.get(0).covariates())
                        .containsExactly((double) before.size(), lately, praise >= 2 ? 1.0 : 0.0);
            }
            IntStream.range(1, own.size())
                    .forEach(k -> assertThat(own.get(k).covariates())
                            .isNotEqualTo(own.get(k - 1).covariates()));
        }
    }

    private static List<RiskRows.Row<String>> covering(List<RiskRows.Row<String>> rows, int day) {
        return rows.stream()
                .filter(row -> row.tenure().entry() < day && day <= row.tenure().duration())
                .toList();
    }

    private static Tenure tenureOf(List<Event> contracts, String customer) {
        Spells.Spell first =
                Sweep.over(store(contracts)).look(customer, MONTHS, SPELLS::of).get(0);
        return Tenure.of(first.tenureDays(), first.ended());
    }

    @Test
    void whatComplaintsDoIsFound() {
        // Each complaint doubles the daily hazard of leaving; they come at a rate of 2 % a day, the price rises once
        // for some.
        Random random = new Random(4);
        List<Event> contracts = new ArrayList<>();
        List<Event> tickets = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            String customer = "c" + i;
            contracts.add(new Event(customer, 0, "started"));
            int complaints = 0;
            int rise = random.nextBoolean() ? 20 + random.nextInt(40) : 1000;
            for (int day = 1; day < 100; day++) {
                if (random.nextDouble() < 0.004 * Math.pow(2, complaints) * (day > rise ? 1.5 : 1)) {
                    contracts.add(new Event(customer, day, "ended"));
                    break;
                }
                if (random.nextDouble() < 0.02) {
                    complaints++;
                    tickets.add(new Event(customer, day, "complaint"));
                }
                if (day == rise) {
                    contracts.add(new Event(customer, day, "price rise"));
                }
            }
        }
        Sweep<String> sweep = Sweep.over(store(contracts, tickets));
        CoxFit<RiskRows.Row<String>> fit = ROWS.fit(sweep);
        assertThat(fit.coefficient("complaints").hazardRatioInterval(0.99).contains(2))
                .isTrue();
        assertThat(fit.coefficient("complaints").standardError()).isLessThan(0.06);
        assertThat(fit.coefficient("price rise").hazardRatioInterval(0.99).contains(1.5))
                .isTrue();
        // Complaints came to all at one rate, whatever had been before: 2 % a day.
        RiskRows recurring = ROWS.recurring("tickets", "complaint");
        CoxFit<RiskRows.Row<String>> again = recurring.fit(sweep);
        assertThat(again.coefficient("complaints").interval(0.99).contains(0)).isTrue();
        MeanCumulativeFunction mean =
                MeanCumulativeFunction.of(recurring.recurrences(sweep).values());
        assertThat(mean.interval(50, 0.99).orElseThrow().contains(1)).isTrue();
    }
}
