package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.history.HistoryStore;
import dev.retention.loss.WinBackTable.Who;
import dev.retention.movement.Spells;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Returns against a count of every customer on every day. */
class WinBackProperties {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final int DAYS = 60;
    private static final Timeline MONTHS =
            Timeline.monthly(FIRST.plusDays(DAYS)).from(FIRST);

    private record Row(long customer, LocalDate day, String code) {}

    /** The first loss, the first call from it on and the return, as days from the first; −1 for none. */
    private record Life(long customer, int lost, int call, int back) {
        boolean isCalled() {
            return call >= 0;
        }

        /** Days from the loss to the return or the end of the data. */
        int end() {
            return (back >= 0 ? back : DAYS) - lost;
        }

        int called() {
            return call - lost;
        }
    }

    @Property(tries = 40)
    void eachLossIsFollowedDayByDay(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Row> contracts = new ArrayList<>();
        List<CallRecord<Long>> calls = new ArrayList<>();
        List<Life> lives = new ArrayList<>();
        for (long customer = 0; customer < 25; customer++) {
            int[] days = days(random, 1 + random.nextInt(4));
            int[] called = days(random, random.nextInt(3));
            for (int i = 0; i < days.length; i++) {
                contracts.add(new Row(customer, FIRST.plusDays(days[i]), i % 2 == 0 ? "started" : "ended"));
            }
            for (int day : called) {
                calls.add(CallRecord.of(customer, FIRST.plusDays(day)));
            }
            if (days.length > 1) {
                int back = days.length > 2 ? days[2] : -1;
                int call = Arrays.stream(called)
                        .filter(day -> day >= days[1] && (back < 0 || day <= back))
                        .findFirst()
                        .orElse(-1);
                lives.add(new Life(customer, days[1], call, back));
            }
        }
        HistoryStore<Long> store = HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .from(contracts)
                .named("contracts")
                .and(CallRecord.store(calls));
        WinBackTable<Long> table = WinBack.over(MONTHS, Spells.between("started", "ended"))
                .on("contracts")
                .byDaysSinceLoss(7, 20)
                .of(Sweep.over(store));
        checkMembers(table, lives);
        checkTest(table, lives);
        checkComparison(table, lives, random.nextInt(30));
    }

    /** Different days in order; those from 1 on, so that a spell has a length. */
    private static int[] days(SplittableRandom random, int count) {
        TreeSet<Integer> days = new TreeSet<>();
        while (days.size() < count) {
            days.add(1 + random.nextInt(DAYS));
        }
        return days.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void checkMembers(WinBackTable<Long> table, List<Life> lives) {
        assertThat(table.members(Who.LOST)).isEqualTo(who(lives, life -> true));
        assertThat(table.members(Who.CALLED)).isEqualTo(who(lives, Life::isCalled));
        assertThat(table.members(Who.NOT_CALLED)).isEqualTo(who(lives, life -> !life.isCalled()));
        assertThat(table.members(Who.CALLED_BACK)).isEqualTo(who(lives, life -> life.isCalled() && life.back() >= 0));
        assertThat(table.backWithin(9))
                .isEqualTo(who(lives, life -> life.isCalled() && life.back() >= 0 && life.back() - life.call() <= 9));
        for (Who who : Who.values()) {
            assertThat(table.customers(who)).isEqualTo(table.members(who).size());
        }
    }

    private static List<Long> who(List<Life> lives, Predicate<Life> condition) {
        return lives.stream().filter(condition).map(Life::customer).toList();
    }

    /** Observed and expected returns of the called, from the risk sets of every day since the loss. */
    private static void checkTest(WinBackTable<Long> table, List<Life> lives) {
        double observed = 0;
        double expected = 0;
        for (int day = 0; day <= DAYS; day++) {
            double called = 0;
            double all = 0;
            double back = 0;
            for (Life life : lives) {
                if (life.end() >= day) {
                    boolean isCalled = life.isCalled() && life.called() <= day;
                    boolean isBack = life.back() >= 0 && life.end() == day;
                    all++;
                    called += isCalled ? 1 : 0;
                    back += isBack ? 1 : 0;
                    observed += isCalled && isBack ? 1 : 0;
                }
            }
            expected += all == 0 ? 0 : back * called / all;
        }
        double o = observed;
        double e = expected;
        table.test().ifPresent(test -> {
            assertThat(test.observed("called")).isEqualTo(o);
            assertThat(test.expected("called")).isCloseTo(e, within(1e-9));
        });
        assertThat(table.called().totalEnded()).isEqualTo(o);
    }

    /** Shares by products over days, of each bracket and of each day of a call. */
    private static void checkComparison(WinBackTable<Long> table, List<Life> lives, int within) {
        table.compare(within, 0.9).ifPresent(compared -> {
            double share = 0;
            double expected = 0;
            long n = 0;
            for (int[] bracket : new int[][] {{0, 6}, {7, 19}, {20, DAYS}}) {
                List<Life> called = lives.stream()
                        .filter(life -> life.isCalled() && life.called() >= bracket[0] && life.called() <= bracket[1])
                        .toList();
                String name = bracket[1] == DAYS
                        ? "called 20 days after the loss or later"
                        : "called " + bracket[0] + " to " + bracket[1] + " days after the loss";
                assertThat(called.isEmpty())
                        .isEqualTo(!compared.brackets().containsKey(name)
                                && !compared.unknown().contains(name));
                if (compared.brackets().containsKey(name)) {
                    double away = 1;
                    for (int day = 0; day <= within; day++) {
                        away *= stays(called, day, 0);
                    }
                    assertThat(compared.brackets().get(name).share()).isCloseTo(1 - away, within(1e-9));
                    share += called.size() * (1 - away);
                    n += called.size();
                    for (Life life : called) {
                        double others = 1;
                        for (int day = Math.max(1, life.called()); day <= life.called() + within; day++) {
                            others *= stays(lives, day, 1);
                        }
                        expected += 1 - others;
                    }
                }
            }
            assertThat(compared.called()).isEqualTo(n);
            assertThat(compared.share()).isCloseTo(share / n, within(1e-9));
            assertThat(compared.expected()).isCloseTo(expected / n, within(1e-9));
            assertThat(compared.shareInterval().contains(compared.share())).isTrue();
            assertThat(compared.differenceInterval().contains(compared.difference()))
                    .isTrue();
        });
    }

    /** The part that does not come back on a day since the call (0), or since the loss without a call so far (1). */
    private static double stays(List<Life> lives, int day, int since) {
        double atRisk = 0;
        double back = 0;
        for (Life life : lives) {
            boolean isThere = since == 0 || !life.isCalled() || life.called() > day;
            int end = since == 0 ? life.end() - life.called() : life.end();
            atRisk += isThere && end >= day ? 1 : 0;
            back += isThere && end == day && life.back() >= 0 ? 1 : 0;
        }
        return atRisk == 0 ? 1 : 1 - back / atRisk;
    }

    /** Under chance alone the interval of the difference holds 0 at least as often as it says. */
    @Property(tries = 1)
    void callsThatDoNothingAreRarelyFoundToHelp() {
        TreeMap<Boolean, Integer> found = new TreeMap<>();
        SplittableRandom random = new SplittableRandom(2024);
        for (int round = 0; round < 100; round++) {
            List<Row> contracts = new ArrayList<>();
            List<CallRecord<Long>> calls = new ArrayList<>();
            for (long customer = 0; customer < 80; customer++) {
                contracts.add(new Row(customer, FIRST, "started"));
                contracts.add(new Row(customer, FIRST.plusDays(1), "ended"));
                int back = 2;
                while (back <= DAYS && random.nextInt(60) > 0) {
                    back++;
                }
                if (back <= DAYS) {
                    contracts.add(new Row(customer, FIRST.plusDays(back), "started"));
                }
                int call = 2 + random.nextInt(35);
                if (customer % 2 == 0 && call < Math.min(back, DAYS)) {
                    calls.add(CallRecord.of(customer, FIRST.plusDays(call)));
                }
            }
            HistoryStore<Long> store = HistoryStore.ofDates(Row::customer, Row::day)
                    .codes(Row::code)
                    .from(contracts)
                    .named("contracts")
                    .and(CallRecord.store(calls));
            WinBackTable<Long> table = WinBack.over(MONTHS, Spells.between("started", "ended"))
                    .on("contracts")
                    .byDaysSinceLoss()
                    .of(store);
            found.merge(
                    table.compare(10, 0.95).orElseThrow().differenceInterval().contains(0), 1, Integer::sum);
        }
        assertThat(found.getOrDefault(false, 0)).isLessThanOrEqualTo(10);
    }
}
