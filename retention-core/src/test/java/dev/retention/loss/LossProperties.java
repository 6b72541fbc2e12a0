package dev.retention.loss;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.CustomerCount;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.RevenueLossItem;
import dev.retention.movement.RevenueLosses;
import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.service.Signal;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** The losses of random businesses against the definitions, customer by customer, period by period and day by day. */
class LossProperties {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final LocalDate FIRST = LocalDate.of(2023, 6, 1);
    private static final LocalDate AS_OF = LocalDate.of(2024, 5, 17);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(LocalDate.of(2023, 9, 1));
    private static final List<String> REASONS = List.of("price", "support", "moved away");
    private static final int WINDOW = 20;
    private static final int CUSTOMERS = 9;

    private record Row(
            long customer,
            LocalDate day,
            String code,
            long cents,
            @Nullable String reason) {
        BigDecimal amount() {
            return BigDecimal.valueOf(cents, 2);
        }
    }

    private static HistoryStore<Long> store(List<Row> contracts, List<Row> tickets) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .amounts(Row::amount, EUR)
                .codes(Row::code)
                .text("reason", Row::reason)
                .from(contracts)
                .named("contracts")
                .and(HistoryStore.ofDates(Row::customer, Row::day)
                        .codes(Row::code)
                        .from(tickets)
                        .named("tickets"));
    }

    /** One spell as the test knows it; the end is null while it runs. */
    private record Stay(
            LocalDate start,
            @Nullable LocalDate end,
            String code,
            @Nullable String reason) {
        boolean isLiveAt(LocalDate midnight) {
            return start.isBefore(midnight) && (end == null || !end.isBefore(midnight));
        }
    }

    private static final class Business {
        final List<Row> contracts = new ArrayList<>();
        final List<Row> tickets = new ArrayList<>();
        final Map<Long, List<Stay>> stays = new TreeMap<>();
        private final Map<Long, long[]> daily = new TreeMap<>();

        Business(SplittableRandom random) {
            for (long customer = 0; customer < CUSTOMERS; customer++) {
                LocalDate day = FIRST.plusDays(random.nextInt(200));
                List<Stay> own = new ArrayList<>();
                boolean runs = false;
                while (!runs && !day.isAfter(AS_OF)) {
                    long value = 1 + random.nextInt(10_000);
                    contracts.add(new Row(customer, day, "started", value, null));
                    LocalDate end = day.plusDays(random.nextInt(4) == 0 ? random.nextInt(9) : random.nextInt(200));
                    if (end.isAfter(day.plusDays(2)) && random.nextBoolean()) {
                        LocalDate change = day.plusDays(1);
                        long less = random.nextLong(value);
                        contracts.add(new Row(customer, change, "changed", -less, null));
                        value -= less;
                    }
                    runs = end.isAfter(AS_OF);
                    String code = random.nextInt(3) == 0 ? "failed" : "cancelled";
                    String reason = random.nextInt(3) == 0 ? REASONS.get(random.nextInt(3)) : null;
                    if (!runs) {
                        contracts.add(new Row(customer, end, code, -value, reason));
                    }
                    own.add(new Stay(day, runs ? null : end, code, reason));
                    day = end.plusDays(1 + random.nextInt(30));
                }
                stays.put(customer, own);
                for (int i = random.nextInt(6); i > 0; i--) {
                    tickets.add(new Row(customer, FIRST.plusDays(random.nextInt(350)), "complaint", 0, null));
                }
            }
        }

        /** The recurring value of a customer at the end of each day, in minor units. */
        private long[] values(long customer) {
            return daily.computeIfAbsent(customer, unused -> {
                long[] values = new long[(int) FIRST.until(AS_OF, ChronoUnit.DAYS) + 2];
                for (Row row : contracts) {
                    for (int i = index(row.day()); row.customer() == customer && i < values.length; i++) {
                        values[i] += row.cents();
                    }
                }
                return values;
            });
        }

        private static int index(LocalDate day) {
            return (int) FIRST.until(day, ChronoUnit.DAYS);
        }

        long worth(long customer, LossWorth worth, LocalDate day) {
            long[] values = values(customer);
            if (worth == LossWorth.LAST) {
                return index(day) == 0 ? 0 : values[index(day) - 1];
            }
            long sum = 0;
            for (int i = worth == LossWorth.LIFETIME ? 0 : Math.max(0, index(day) - 365); i < index(day); i++) {
                sum += values[i];
            }
            return BigDecimal.valueOf(12 * sum)
                    .divide(BigDecimal.valueOf(365), 0, RoundingMode.HALF_EVEN)
                    .longValueExact();
        }

        boolean complained(long customer, LocalDate lost) {
            return tickets.stream()
                    .anyMatch(row -> row.customer() == customer
                            && row.day().isBefore(lost)
                            && !row.day().isBefore(lost.minusDays(WINDOW)));
        }
    }

    private static Losses method() {
        return Losses.over(MONTHS, Spells.between("started", "cancelled", "failed"))
                .on("contracts")
                .worth(LossValue.recurring())
                .by(LossCauses.recordedIn("reason")
                        .involuntary("failed")
                        .avoidable("support")
                        .unavoidable("moved away"))
                .listening(WINDOW, Signal.of("tickets", "complaint"))
                .early(40);
    }

    @Property(tries = 25)
    void isTheDefinition(@ForAll long seed) {
        Business business = new Business(new SplittableRandom(seed));
        LossTable<Long> table = method().of(store(business.contracts, business.tickets));
        for (LossTable<Long>.InPeriod in : table.periods()) {
            LocalDate from = in.period().firstDay();
            LocalDate next = in.period().plus(1).firstDay();
            LocalDate to = next.isAfter(AS_OF) ? AS_OF.plusDays(1) : next;
            Map<LossItem, TreeSet<Long>> expected = new EnumMap<>(LossItem.class);
            Map<LossItem, long[]> worth = new EnumMap<>(LossItem.class);
            business.stays.forEach((customer, stays) -> {
                if (stays.stream().anyMatch(stay -> stay.isLiveAt(from))) {
                    add(business, expected, worth, LossItem.START, customer, from);
                }
                List<Stay> ended = stays.stream()
                        .filter(stay -> stay.end() != null
                                && !stay.end().isBefore(from)
                                && stay.end().isBefore(next))
                        .toList();
                if (ended.isEmpty()) {
                    return;
                }
                Stay last = ended.get(ended.size() - 1);
                LocalDate day = requireNonNull(last.end());
                if (stays.stream().anyMatch(stay -> stay.isLiveAt(to))) {
                    add(business, expected, worth, LossItem.LOST_AND_BACK, customer, day);
                    return;
                }
                List<LossItem> items = new ArrayList<>(List.of(LossItem.LOSSES));
                if (stays.stream().anyMatch(stay -> stay.isLiveAt(from))) {
                    items.add(LossItem.LOST);
                    add(business, expected, worth, LossItem.START_LOST, customer, from);
                } else {
                    items.add(LossItem.ARRIVED_AND_LOST);
                }
                items.addAll(causes(business, customer, last));
                items.forEach(item -> add(business, expected, worth, item, customer, day));
            });
            for (LossItem item : table.items()) {
                assertThat(in.members(item))
                        .as("%s of %s", item, in)
                        .containsExactlyElementsOf(expected.getOrDefault(item, new TreeSet<>()));
                long[] sums = worth.getOrDefault(item, new long[3]);
                for (LossWorth each : LossWorth.values()) {
                    assertThat(in.value(item, each)).contains(BigDecimal.valueOf(sums[each.ordinal()], 2));
                }
            }
            List<Loss<Long>> losses = in.losses();
            assertThat(losses).hasSize((int) in.lost());
            for (LossWorth each : LossWorth.values()) {
                assertThat(losses.stream()
                                .map(loss -> loss.value(each).orElseThrow())
                                .reduce(new BigDecimal("0.00"), BigDecimal::add))
                        .isEqualTo(in.value(LossItem.LOSSES, each).orElseThrow());
            }
            assertThat(losses.stream()
                            .filter(Loss::isSilent)
                            .map(Loss::customer)
                            .sorted())
                    .containsExactlyElementsOf(in.members(LossItem.SILENT));
        }
    }

    private static List<LossItem> causes(Business business, long customer, Stay last) {
        List<LossItem> items = new ArrayList<>();
        LocalDate day = requireNonNull(last.end());
        if (last.reason() != null) {
            items.add(LossItem.WITH_REASON);
        }
        if (last.code().equals("failed")) {
            items.add(LossItem.INVOLUNTARY);
        } else if (last.reason() == null) {
            items.add(LossItem.UNEXPLAINED);
            if (!business.complained(customer, day)) {
                items.add(LossItem.SILENT);
            }
        } else {
            items.add(
                    last.reason().equals("support")
                            ? LossItem.AVOIDABLE
                            : last.reason().equals("price") ? LossItem.NOT_JUDGED : LossItem.UNAVOIDABLE);
        }
        if (!last.start().plusDays(40).isBefore(day)) {
            items.add(LossItem.EARLY);
        }
        return items;
    }

    private static void add(
            Business business,
            Map<LossItem, TreeSet<Long>> expected,
            Map<LossItem, long[]> worth,
            LossItem item,
            long customer,
            LocalDate day) {
        expected.computeIfAbsent(item, unused -> new TreeSet<>()).add(customer);
        long[] sums = worth.computeIfAbsent(item, unused -> new long[3]);
        for (LossWorth each : LossWorth.values()) {
            sums[each.ordinal()] += business.worth(customer, each, day);
        }
    }

    @Property(tries = 15)
    void agreesWithChurnAndRevenueAndAddsUp(@ForAll long seed) {
        Business business = new Business(new SplittableRandom(seed));
        HistoryStore<Long> store = store(business.contracts, business.tickets);
        LossTable<Long> table = method().of(Sweep.over(store).threads(3));
        assertThat(table.counted().tally())
                .isEqualTo(method().of(store).counted().tally());
        var churn = CustomerChurn.over(MONTHS, Spells.between("started", "cancelled", "failed"))
                .of(store);
        var revenue = RevenueLosses.over(MONTHS).of(store);
        var modes = table.byMode();
        var parts = table.by(Grouping.of("half", (Long key) -> key % 2 == 0 ? "even" : "odd"));
        for (LossTable<Long>.InPeriod in : table.periods()) {
            var flows = churn.inPeriod(in.period());
            assertThat(in.live()).isEqualTo(flows.count(CustomerCount.START));
            assertThat(in.members(LossItem.LOST)).isEqualTo(flows.members(CustomerCount.LOST));
            assertThat(in.members(LossItem.LOSSES).or(in.members(LossItem.LOST_AND_BACK)))
                    .isEqualTo(flows.members(CustomerCount.LOSS_EVENTS));
            assertThat(in.customers(LossItem.LOST) + in.customers(LossItem.ARRIVED_AND_LOST))
                    .isEqualTo(in.lost());
            assertThat(in.value(LossItem.START_LOST, LossWorth.LAST))
                    .contains(revenue.inPeriod(in.period()).amount(RevenueLossItem.LOST));
            long byCause = 0;
            for (LossCause cause : LossCause.values()) {
                byCause += in.customers(LossItem.of(cause));
            }
            assertThat(byCause).isEqualTo(in.lost());
            assertThat(modes.tables().values().stream()
                            .mapToLong(mode -> mode.inPeriod(in.period()).lost())
                            .sum())
                    .isEqualTo(in.lost());
            for (LossTable<Long> part : parts.tables().values()) {
                List<Loss<Long>> losses = part.inPeriod(in.period()).losses();
                assertThat(losses).hasSize((int) part.inPeriod(in.period()).lost());
                assertThat(in.losses()).containsAll(losses);
            }
        }
    }
}
