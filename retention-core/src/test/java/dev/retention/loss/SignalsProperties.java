package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.service.Signal;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SignalsProperties {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final LocalDate AS_OF = LocalDate.of(2024, 12, 15);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(LocalDate.of(2024, 2, 1));

    private record Row(long customer, LocalDate day, String code) {}

    private record Spell(long customer, LocalDate start, LocalDate end, boolean ended) {}

    private static HistoryStore<Long> store(List<Row> contracts, List<Row> tickets) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .from(contracts)
                .named("contracts")
                .and(HistoryStore.ofDates(Row::customer, Row::day)
                        .codes(Row::code)
                        .from(tickets)
                        .named("tickets"));
    }

    private static Signals method() {
        return Signals.over(MONTHS, Spells.between("started", "ended")).on("contracts");
    }

    private static Signal signal(String code) {
        return Signal.of("tickets", code);
    }

    /** Two spells of some customers, one of others, and signals on any day. */
    private static List<Spell> spells(SplittableRandom random) {
        List<Spell> spells = new ArrayList<>();
        for (long customer = 0; customer < 10; customer++) {
            LocalDate start = FIRST.plusDays(random.nextInt(200));
            while (!start.isAfter(AS_OF)) {
                LocalDate end = start.plusDays(random.nextInt(200));
                boolean ended = random.nextInt(3) > 0 && !end.isAfter(AS_OF);
                spells.add(new Spell(customer, start, ended ? end : AS_OF.plusDays(1), ended));
                if (!ended) {
                    break;
                }
                start = end.plusDays(1 + random.nextInt(60));
            }
        }
        return spells;
    }

    private static List<Row> rows(List<Spell> spells) {
        List<Row> rows = new ArrayList<>();
        for (Spell spell : spells) {
            rows.add(new Row(spell.customer, spell.start, "started"));
            if (spell.ended) {
                rows.add(new Row(spell.customer, spell.end, "ended"));
            }
        }
        return rows;
    }

    /** What is counted, customer by customer and day by day. */
    private static final class Naive {
        private final Map<SignalItem, Long> numbers = new EnumMap<>(SignalItem.class);
        private final Map<SignalItem, TreeSet<Long>> members = new EnumMap<>(SignalItem.class);
        private final TreeMap<Integer, Long> leads = new TreeMap<>();

        private Naive() {
            for (SignalItem item : SignalItem.values()) {
                numbers.put(item, 0L);
                members.put(item, new TreeSet<>());
            }
        }

        private void add(SignalItem item, Spell spell) {
            numbers.merge(item, 1L, Long::sum);
            members.get(item).add(spell.customer);
        }

        private static Naive of(List<Spell> spells, List<Row> signals, int within, boolean everyDay, boolean first) {
            Naive naive = new Naive();
            LocalDate start = MONTHS.first().firstDay();
            for (Spell spell : spells) {
                List<LocalDate> shown = signals.stream()
                        .filter(row -> row.customer == spell.customer)
                        .map(Row::day)
                        .filter(day -> !day.isBefore(spell.start) && day.isBefore(spell.end))
                        .sorted()
                        .distinct()
                        .toList();
                List<LocalDate> before = shown.stream()
                        .filter(day -> !day.isBefore(spell.end.minusDays(within)))
                        .toList();
                if (spell.ended && !spell.end.isBefore(start)) {
                    naive.add(before.isEmpty() ? SignalItem.UNANNOUNCED : SignalItem.ANNOUNCED, spell);
                    if (!before.isEmpty()) {
                        LocalDate from = before.get(first ? 0 : before.size() - 1);
                        naive.leads.merge((int) (spell.end.toEpochDay() - from.toEpochDay()), 1L, Long::sum);
                    }
                }
                LocalDate alarm = LocalDate.MIN;
                for (LocalDate day : shown) {
                    if (everyDay || day.isAfter(alarm)) {
                        alarm = day.plusDays(within);
                        if (!day.isBefore(start)) {
                            naive.add(whatCame(day, spell, within), spell);
                        }
                    }
                }
            }
            return naive;
        }

        private static SignalItem whatCame(LocalDate day, Spell spell, int within) {
            boolean lost = spell.ended && !spell.end.isAfter(day.plusDays(within));
            boolean over = !day.plusDays(within).isAfter(AS_OF);
            return over
                    ? lost ? SignalItem.FOLLOWED : SignalItem.NOT_FOLLOWED
                    : lost ? SignalItem.FOLLOWED_SO_FAR : SignalItem.OPEN;
        }

        private static Proportion baseRate(List<Spell> spells, int within) {
            long followed = 0;
            long all = 0;
            for (Spell spell : spells) {
                for (LocalDate day = spell.start; day.isBefore(spell.end); day = day.plusDays(1)) {
                    SignalItem came = whatCame(day, spell, within);
                    boolean counts = !day.isBefore(MONTHS.first().firstDay());
                    followed += counts && came == SignalItem.FOLLOWED ? 1 : 0;
                    all += counts && (came == SignalItem.FOLLOWED || came == SignalItem.NOT_FOLLOWED) ? 1 : 0;
                }
            }
            return Proportion.of(followed, Math.max(1, all));
        }
    }

    @Property(tries = 60)
    void isTheDefinition(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Spell> spells = spells(random);
        List<Row> tickets = new ArrayList<>();
        for (long customer = 0; customer < 10; customer++) {
            for (int i = random.nextInt(7); i > 0; i--) {
                String code = random.nextBoolean() ? "complaint" : "question";
                tickets.add(new Row(customer, FIRST.plusDays(random.nextInt(370)), code));
            }
        }
        int within = 1 + random.nextInt(90);
        boolean everyDay = random.nextBoolean();
        boolean first = random.nextBoolean();
        SignalTable<Long> table = method().within(within)
                .counting(everyDay ? SignalAlarm.EVERY_DAY : SignalAlarm.ONE_PER_WINDOW)
                .leading(first ? SignalLead.FIRST : SignalLead.LAST)
                .asking(signal("complaint"), signal("question"))
                .of(store(rows(spells), tickets));
        check(table.any(), Naive.of(spells, tickets, within, everyDay, first));
        for (String code : List.of("complaint", "question")) {
            List<Row> own =
                    tickets.stream().filter(row -> row.code.equals(code)).toList();
            check(table.of(signal(code)), Naive.of(spells, own, within, everyDay, first));
        }
        assertThat(table.baseRate().orElse(Proportion.of(0, 1))).isEqualTo(Naive.baseRate(spells, within));
    }

    private static void check(AskedSignal<Long> signal, Naive naive) {
        for (SignalItem item : List.of(
                SignalItem.ANNOUNCED,
                SignalItem.UNANNOUNCED,
                SignalItem.FOLLOWED,
                SignalItem.NOT_FOLLOWED,
                SignalItem.FOLLOWED_SO_FAR,
                SignalItem.OPEN)) {
            assertThat(signal.number(item)).as("%s", item).isEqualTo(naive.numbers.get(item));
            assertThat(signal.members(item))
                    .as("%s", item)
                    .containsExactlyInAnyOrderElementsOf(naive.members.get(item));
        }
        assertThat(signal.leads().counts()).isEqualTo(naive.leads);
        assertThat(signal.leads().total()).isEqualTo(signal.number(SignalItem.ANNOUNCED));
        double[] days = naive.leads.entrySet().stream()
                .flatMapToDouble(entry ->
                        java.util.stream.DoubleStream.generate(entry::getKey).limit(entry.getValue()))
                .toArray();
        if (days.length > 0) {
            double median = (days[(days.length - 1) / 2] + days[days.length / 2]) / 2;
            assertThat(signal.leads().median()).hasValue(median);
        }
    }

    /** Customers who are lost at a rate of 1 in 100 a day or so, and show signals by chance, whatever happens to them. */
    private static List<Spell> lostByChance(SplittableRandom random, int customers, int oneIn) {
        List<Spell> spells = new ArrayList<>();
        for (long customer = 0; customer < customers; customer++) {
            LocalDate start = FIRST.plusDays(random.nextInt(30));
            LocalDate end = start;
            do {
                end = end.plusDays(1);
            } while (random.nextInt(oneIn) > 0 && !end.isAfter(AS_OF));
            boolean ended = !end.isAfter(AS_OF);
            spells.add(new Spell(customer, start, ended ? end : AS_OF.plusDays(1), ended));
        }
        return spells;
    }

    private static void addByChance(List<Row> tickets, List<Spell> spells, String code, SplittableRandom random) {
        for (Spell spell : spells) {
            for (LocalDate day = spell.start; day.isBefore(spell.end); day = day.plusDays(1)) {
                if (random.nextInt(120) == 0) {
                    tickets.add(new Row(spell.customer, day, code));
                }
            }
        }
    }

    /** Who stays long has time to complain: of those who ever did fewer are lost, though complaints do nothing. */
    @Test
    void timeThatHadToBeSurvivedToComplainDoesNotFlatterComplaints() {
        SplittableRandom random = new SplittableRandom(15);
        List<Spell> spells = lostByChance(random, 3_000, 150);
        List<Row> tickets = new ArrayList<>();
        addByChance(tickets, spells, "complaint", random);
        TreeSet<Long> ever = new TreeSet<>();
        tickets.forEach(row -> ever.add(row.customer));
        long lostEver = spells.stream()
                .filter(spell -> spell.ended && ever.contains(spell.customer))
                .count();
        long lostNever = spells.stream()
                .filter(spell -> spell.ended && !ever.contains(spell.customer))
                .count();
        double naive = Proportion.of(lostEver, ever.size())
                .comparedWith(Proportion.of(lostNever, spells.size() - ever.size()))
                .ratio()
                .orElseThrow();
        SignalTable<Long> table =
                method().within(30).asking(signal("complaint")).of(store(rows(spells), tickets));
        AskedSignal<Long> complaint = table.of(signal("complaint"));
        assertThat(naive).isLessThan(0.95);
        assertThat(complaint.comparison().orElseThrow().ratio().orElseThrow()).isCloseTo(1, within(0.1));
        assertThat(complaint.lift().orElseThrow()).isCloseTo(1, within(0.1));
        assertThat(complaint.verdict(0.05)).isEqualTo(SignalVerdict.NOTHING);
    }

    /** Of 20 kinds of tickets one comes before losses more often, and one keeps customers. */
    @Test
    void whatWasPlantedIsFoundAndNothingElse() {
        SplittableRandom random = new SplittableRandom(47);
        List<Spell> spells = lostByChance(random, 1_200, 300);
        List<Row> tickets = new ArrayList<>();
        for (int kind = 0; kind < 18; kind++) {
            addByChance(tickets, spells, "kind " + kind, random);
        }
        for (Spell spell : spells) {
            if (spell.ended && random.nextInt(4) == 0) {
                tickets.add(new Row(spell.customer, spell.end.minusDays(31 + random.nextInt(29)), "warning"));
            }
            if (random.nextInt(4) == 0) {
                tickets.add(new Row(spell.customer, spell.start.plusDays(random.nextInt(120)), "warning"));
            }
            boolean stays = spell.end.isAfter(spell.start.plusDays(130));
            if (random.nextInt(10) < (stays ? 5 : 1)) {
                tickets.add(new Row(spell.customer, spell.start.plusDays(40), "webinar"));
            }
        }
        List<Signal> asked = new ArrayList<>(List.of(signal("warning"), signal("webinar")));
        for (int kind = 0; kind < 18; kind++) {
            asked.add(signal("kind " + kind));
        }
        SignalTable<Long> table = method().within(60).asking(asked).of(store(rows(spells), tickets));
        assertThat(table.found(0.05))
                .extracting(AskedSignal::signal)
                .containsExactlyInAnyOrder(
                        signal("warning").definition(), signal("webinar").definition());
        assertThat(table.of(signal("warning")).verdict(0.05)).isEqualTo(SignalVerdict.WARNING);
        assertThat(table.of(signal("webinar")).verdict(0.05)).isEqualTo(SignalVerdict.GOOD_SIGN);
        assertThat(table.ranked(SignalTable.By.RISK).get(0).signal())
                .isEqualTo(signal("warning").definition());
        assertThat(table.ranked(SignalTable.By.PROTECTION).get(0).signal())
                .isEqualTo(signal("webinar").definition());
        assertThat(table.of(signal("warning")).toString()).contains(" times the risk (");
    }
}
