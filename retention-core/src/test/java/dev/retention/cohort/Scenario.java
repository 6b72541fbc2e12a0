package dev.retention.cohort;

import dev.retention.history.HistoryStore;
import dev.retention.time.AgeClock;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Random histories of a few customers around a change of the clocks, random axes, and every definition recomputed from the raw
 * events: period by period, column by column, customer by customer.
 */
final class Scenario {
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String[] CODES = {"order", "return", "visit"};

    record Row(Integer customer, Instant at, String code, BigDecimal amount) {
        LocalDateTime time() {
            return LocalDateTime.ofInstant(at, BERLIN);
        }
    }

    /** A start; {@code at} is null if it is a day. */
    record Begin(int customer, Period cohort, LocalDateTime time, Instant at, String code) {}

    final List<Row> rows = new ArrayList<>();
    final Timeline timeline;
    final HistoryStore<Integer> store;

    // The axes.
    final CohortAnchor anchor;
    final boolean onDate;
    final Set<String> starting;
    final Set<String> among;
    final Set<String> returning;
    final AgeClock clock;
    final Grain unit;
    final ReturnRule rule;
    final int atLeast;
    final List<AgeRange> columns;
    final ColumnZero columnZero;
    final CohortDenominator denominator;
    final CohortRetention method;

    Scenario(long seed) {
        Random random = new Random(seed);
        Grain grain = pick(
                random,
                Grain.HOUR,
                Grain.DAY,
                Grain.weekStarting(DayOfWeek.SUNDAY),
                Grain.MONTH,
                Grain.ofDays(3, LocalDate.of(2020, 1, 2)));
        // Some days before the last Sunday of March or October 2020, when civil time jumps.
        LocalDateTime begin = grain.periodOf(
                        random.nextBoolean()
                                ? LocalDateTime.of(2020, 3, 28, 22, 0)
                                : LocalDateTime.of(2020, 10, 24, 22, 0))
                .startInclusive();
        Period first = grain.periodOf(begin);
        long start = begin.atZone(BERLIN).toEpochSecond();
        long end = first.plus(8).startInclusive().atZone(BERLIN).toEpochSecond();
        int customers = 1 + random.nextInt(6);
        for (int customer = 0; customer < customers; customer++) {
            int events = random.nextInt(12);
            for (int i = 0; i < events; i++) {
                long minute = start + (long) (random.nextDouble() * (end - start)) / 60 * 60;
                Row row = new Row(
                        customer,
                        Instant.ofEpochSecond(minute),
                        pick(random, CODES),
                        BigDecimal.valueOf(random.nextInt(2000) - 200, 2));
                rows.add(row);
                if (random.nextInt(4) == 0) {
                    rows.add(new Row(customer, row.at, pick(random, CODES), BigDecimal.ONE));
                }
            }
        }
        Collections.shuffle(rows, random);
        int from = random.nextInt(4);
        LocalDateTime completeBefore =
                first.plus(from + 1 + random.nextInt(8 - from)).startInclusive();
        completeBefore = random.nextBoolean() ? completeBefore : completeBefore.minusMinutes(25);
        timeline = Timeline.completeBefore(grain, completeBefore).inZone(BERLIN).from(first.plus(from));
        store = HistoryStore.ofInstants(Row::customer, Row::at)
                .codes(Row::code)
                .amounts(Row::amount, Currency.getInstance("EUR"))
                .from(rows);

        anchor = pick(random, CohortAnchor.values());
        onDate = random.nextInt(5) == 0;
        starting = codes(random);
        among = codes(random);
        returning = codes(random);
        clock = pick(random, AgeClock.values());
        boolean ownUnit = random.nextInt(3) == 0;
        unit = ownUnit
                ? pick(
                        random,
                        grain.equals(Grain.MONTH) ? Grain.ofDays(5, LocalDate.of(2020, 1, 1)) : Grain.HOUR,
                        Grain.DAY,
                        Grain.weekStarting(DayOfWeek.MONDAY),
                        Grain.MONTH)
                : grain;
        rule = pick(random, ReturnRule.values());
        atLeast = 1 + random.nextInt(2);
        columnZero = pick(random, ColumnZero.values());
        denominator = pick(random, CohortDenominator.values());
        CohortRetention anchored = onDate
                ? CohortRetention.over(timeline).anchoredOnTime("sign-up", this::signUpTime)
                : CohortRetention.over(timeline).anchoredOn(anchor);
        anchored = !onDate && anchor == CohortAnchor.FIRST_EVER
                ? anchored.firstEverAmong(among.toArray(new String[0]))
                : anchored;
        CohortRetention with = anchored.startingWith(starting.toArray(new String[0]))
                .returningWith(returning.toArray(new String[0]))
                .countingAge(clock)
                .returning(rule)
                .atLeast(atLeast)
                .columnZero(columnZero)
                .outOf(denominator);
        with = ownUnit ? with.agesIn(unit) : with;
        int ages = 1;
        while (begin(timeline.first().startInclusive(), ages).isBefore(timeline.completeBefore())) {
            ages++;
        }
        // Not as many columns as there are hours in some weeks.
        switch (ages > 40 ? 1 + random.nextInt(2) : random.nextInt(3)) {
            case 0 -> {
                columns = IntStream.range(0, unit.equals(grain) ? timeline.size() : ages)
                        .mapToObj(age -> new AgeRange(age, age))
                        .toList();
                method = with;
            }
            case 1 -> {
                columns = List.of(new AgeRange(0, 0), new AgeRange(1, 1), new AgeRange(2, 2));
                method = with.ages(3);
            }
            default -> {
                columns = List.of(new AgeRange(0, 0), new AgeRange(1, 2), new AgeRange(3, 3), new AgeRange(4, 6));
                method = with.brackets(2, 1, 3);
            }
        }
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    private static Set<String> codes(Random random) {
        Set<String> codes = new LinkedHashSet<>(Arrays.asList(CODES));
        if (random.nextBoolean()) {
            codes.remove(pick(random, CODES));
        }
        return codes;
    }

    /** A day for every customer but those divisible by three. */
    LocalDate signUp(Integer customer) {
        return customer % 3 == 0
                ? null
                : timeline.first().plus(customer - 2).startInclusive().toLocalDate();
    }

    LocalDateTime signUpTime(Integer customer) {
        LocalDate day = signUp(customer);
        return day == null ? null : day.atStartOfDay();
    }

    List<Integer> customers() {
        return rows.stream().map(Row::customer).distinct().sorted().toList();
    }

    /** The events of a customer up to the end of the data. */
    List<Row> events(int customer) {
        // The first of two times where the clocks go back, the jump where they go forward.
        LocalDateTime end = timeline.completeBefore();
        Instant firstEnd = end.atZone(BERLIN).toInstant();
        return rows.stream()
                .filter(row -> row.customer == customer
                        && row.at.isBefore(firstEnd)
                        && row.time().isBefore(end))
                .sorted((a, b) -> a.at.equals(b.at) ? a.code.compareTo(b.code) : a.at.compareTo(b.at))
                .toList();
    }

    Period period(LocalDateTime time) {
        return timeline.grain().periodOf(time);
    }

    /** Where a customer starts, in periods of the timeline. */
    List<Begin> begins(int customer) {
        List<Begin> begins = new ArrayList<>();
        List<Row> events = events(customer);
        if (onDate) {
            LocalDate day = signUp(customer);
            if (day != null && !events.isEmpty() && day.atStartOfDay().isBefore(timeline.completeBefore())) {
                begins.add(new Begin(customer, period(day.atStartOfDay()), day.atStartOfDay(), null, ""));
            }
        } else {
            for (Row row : events) {
                boolean matches = starting.contains(row.code);
                boolean inRange = timeline.first().compareTo(period(row.time())) <= 0;
                boolean isStart = switch (anchor) {
                    case EVERY_PERIOD -> begins.stream().noneMatch(begin -> begin.cohort.equals(period(row.time())));
                    case FIRST_MATCHING -> begins.isEmpty();
                    case FIRST_IN_RANGE -> begins.isEmpty() && inRange;
                    case FIRST_EVER ->
                        begins.isEmpty()
                                && among.contains(row.code)
                                && events.stream()
                                        .noneMatch(other -> among.contains(other.code) && other.at.isBefore(row.at));
                };
                if (matches && isStart) {
                    begins.add(new Begin(customer, period(row.time()), row.time(), row.at, row.code));
                }
            }
        }
        begins.removeIf(begin -> begin.cohort.compareTo(timeline.first()) < 0);
        return begins;
    }

    /** When an age begins, by java.time. */
    LocalDateTime begin(LocalDateTime start, int age) {
        boolean elapses = clock == AgeClock.ELAPSED_EXACT || clock == AgeClock.ELAPSED_FLOORED_HOUR;
        LocalDateTime from = switch (clock) {
            case CALENDAR -> unit.periodOf(start).startInclusive();
            case ELAPSED_FLOORED_HOUR -> start.truncatedTo(ChronoUnit.HOURS);
            case ELAPSED_EXACT, ANNIVERSARY -> start;
        };
        if (unit.equals(Grain.HOUR)) {
            return from.plusHours(age);
        }
        if (unit.equals(Grain.MONTH)) {
            return elapses ? from.plusDays(30L * age) : from.plusMonths(age);
        }
        Period any = unit.periodOf(start);
        return from.plusDays(age * ChronoUnit.DAYS.between(any.startInclusive(), any.endExclusive()));
    }

    private int age(LocalDateTime start, LocalDateTime event) {
        int age = 0;
        while (!begin(start, age + 1).isAfter(event)) {
            age++;
        }
        while (begin(start, age).isAfter(event)) {
            age--;
        }
        return age;
    }

    int age(Begin begin, Row row) {
        int age = age(begin.time, row.time());
        // Where the clocks go back civil time does not tell what came before the start; the start of its hour may have.
        if (begin.at == null || clock == AgeClock.CALENDAR) {
            return age;
        }
        if (row.at.isBefore(begin.at)) {
            return clock == AgeClock.ELAPSED_FLOORED_HOUR ? age : Math.min(-1, age);
        }
        return Math.max(0, age);
    }

    /** How many return events a customer has at each age that has enough of them, and their amounts. */
    private Map<Integer, BigDecimal> returns(Begin begin) {
        Map<Integer, List<Row>> byAge = new HashMap<>();
        for (Row row : events(begin.customer)) {
            if (returning.contains(row.code) && age(begin, row) >= 0) {
                byAge.computeIfAbsent(age(begin, row), age -> new ArrayList<>()).add(row);
            }
        }
        Map<Integer, BigDecimal> enough = new TreeMap<>();
        byAge.forEach((age, events) -> {
            if (events.size() >= atLeast) {
                enough.put(age, events.stream().map(Row::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
            }
        });
        return enough;
    }

    boolean hasReturned(Begin begin, int column) {
        Set<Integer> ages = returns(begin).keySet();
        if (column == 0) {
            return switch (columnZero) {
                case COHORT_SIZE -> true;
                case RETURN_EVENT -> ages.contains(0);
                case SURVIVORS -> ages.stream().anyMatch(age -> age >= 1);
            };
        }
        AgeRange range = columns.get(column);
        return switch (rule) {
            case IN_PERIOD -> ages.stream().anyMatch(age -> age >= range.first() && age <= range.last());
            case OR_LATER -> ages.stream().anyMatch(age -> age >= range.first());
            case OR_EARLIER -> ages.stream().anyMatch(age -> age >= 1 && age <= range.last());
            case EVERY_PERIOD_TO ->
                columns.subList(1, column + 1).stream()
                        .allMatch(each -> ages.stream().anyMatch(age -> age >= each.first() && age <= each.last()));
        };
    }

    BigDecimal amount(Begin begin, int column) {
        if (column == 0 && columnZero == ColumnZero.COHORT_SIZE) {
            return events(begin.customer).stream()
                    .filter(row -> starting.contains(row.code) && age(begin, row) == 0)
                    .map(Row::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }
        AgeRange range = columns.get(column);
        int from = column == 0
                ? columnZero == ColumnZero.SURVIVORS ? 1 : 0
                : rule == ReturnRule.IN_PERIOD || rule == ReturnRule.OR_LATER ? range.first() : 1;
        int to = column == 0
                ? columnZero == ColumnZero.SURVIVORS ? Integer.MAX_VALUE : 0
                : rule == ReturnRule.OR_LATER ? Integer.MAX_VALUE : range.last();
        return returns(begin).entrySet().stream()
                .filter(entry -> entry.getKey() >= from && entry.getKey() <= to)
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    boolean isSize(int column) {
        return column == 0 && columnZero == ColumnZero.COHORT_SIZE;
    }

    boolean isExposed(Begin begin, int column) {
        if (isSize(column)) {
            return true;
        }
        AgeRange range = columns.get(column);
        LocalDateTime end = timeline.completeBefore();
        return switch (denominator) {
            case WHOLE_COHORT -> true;
            case PERIOD_ELAPSED -> !begin(begin.time, range.last() + 1).isAfter(end);
            case CHANCE_TO_RETURN -> begin(begin.time, range.first()).isBefore(end);
        };
    }

    CellState state(Period cohort, int column) {
        LocalDateTime end = timeline.completeBefore();
        if (isSize(column)) {
            return CellState.of(cohort.startInclusive(), cohort.endExclusive(), end);
        }
        boolean survivors = column == 0 && columnZero == ColumnZero.SURVIVORS;
        AgeRange range = columns.get(column);
        LocalDateTime from = begin(cohort.startInclusive(), survivors ? 1 : range.first());
        LocalDateTime to = begin(cohort.endExclusive().minusNanos(1000), range.last() + 1);
        boolean endless = survivors || (column > 0 && rule == ReturnRule.OR_LATER);
        return CellState.of(from, endless || to.isBefore(from) ? LocalDateTime.MAX : to, end);
    }

    @Override
    public String toString() {
        return method + " of " + rows;
    }
}
