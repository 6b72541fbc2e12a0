package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.internal.BoundedRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is called first, second and so on.
 *
 * @param free the candidates who do not rest, by key
 * @param size how many are called, at most as many as are free
 */
record CallTurns<K>(List<CustomerLoss<K>> free, int size) {
    // Of a fair source, one number in two is enough for each place at least.
    private static final long MOST_DRAWS = 64;

    /** One who is called, and for what. */
    record Turn<K>(CustomerLoss<K> candidate, Optional<Proportion> chance, String why) {}

    List<Turn<K>> by(CallRule rule, @Nullable RandomGenerator random) {
        return switch (rule) {
            case VALUE -> byValue();
            case REASONS -> byReasons();
            case DRAWN -> drawn(free, size, bounded(random));
            case DRAWN_WITHIN_REASONS -> drawnWithinReasons(bounded(random));
        };
    }

    private RandomGenerator bounded(@Nullable RandomGenerator random) {
        return new BoundedRandom(requireNonNull(random, "random"), MOST_DRAWS * (1L + free.size()));
    }

    private List<Turn<K>> byValue() {
        return free.stream()
                .sorted(CandidateOrder.byValue())
                .limit(size)
                .map(each -> new Turn<>(each, Optional.empty(), each.value().isPresent() ? "value" : "no known value"))
                .toList();
    }

    private List<Turn<K>> byReasons() {
        List<List<CustomerLoss<K>>> reasons = new ArrayList<>(freeByReason().values());
        reasons.replaceAll(
                each -> each.stream().sorted(CandidateOrder.byValue()).toList());
        List<Turn<K>> turns = new ArrayList<>();
        for (int round = 0; turns.size() < size; round++) {
            for (List<CustomerLoss<K>> reason : reasons) {
                if (round < reason.size() && turns.size() < size) {
                    turns.add(new Turn<>(reason.get(round), Optional.empty(), why(reason.get(round))));
                }
            }
        }
        return turns;
    }

    private static String why(CustomerLoss<?> candidate) {
        return candidate.reason().map(reason -> "reason: " + reason).orElse("no known reason");
    }

    /** The free of each reason, that of most of them first; of as many by name, what is not known last. */
    private Map<Optional<String>, List<CustomerLoss<K>>> freeByReason() {
        Map<Optional<String>, Long> counts =
                free.stream().collect(Collectors.groupingBy(CustomerLoss::reason, Collectors.counting()));
        Comparator<Optional<String>> frequent = Comparator.comparing(counts::get, Comparator.reverseOrder());
        Map<Optional<String>, List<CustomerLoss<K>>> byReason =
                new TreeMap<>(frequent.thenComparing(CandidateOrder.known()));
        free.forEach(each -> byReason.computeIfAbsent(each.reason(), unused -> new ArrayList<>())
                .add(each));
        return byReason;
    }

    private List<Turn<K>> drawnWithinReasons(RandomGenerator random) {
        Map<Optional<String>, List<CustomerLoss<K>>> byReason = freeByReason();
        Map<Optional<String>, Integer> places = places(byReason, random);
        List<Turn<K>> turns = new ArrayList<>();
        byReason.forEach((reason, those) -> turns.addAll(drawn(those, requireNonNull(places.get(reason)), random)));
        return turns;
    }

    /**
     * Places by the share of each reason. What is left of whole places is laid end to end, and one number that is drawn takes a place at
     * itself and at each whole step after it: a reason gets one more as often as its remainder is large, so that all have one chance.
     */
    private Map<Optional<String>, Integer> places(
            Map<Optional<String>, List<CustomerLoss<K>>> byReason, RandomGenerator random) {
        Map<Optional<String>, Integer> places = new LinkedHashMap<>();
        long step = free.size();
        boolean isWhole = byReason.values().stream().allMatch(those -> (long) size * those.size() % step == 0);
        long next = isWhole ? Long.MAX_VALUE : random.nextInt(free.size());
        long end = 0;
        for (Map.Entry<Optional<String>, List<CustomerLoss<K>>> entry : byReason.entrySet()) {
            long all = (long) size * entry.getValue().size();
            end += all % step;
            boolean isTaken = next < end;
            next += isTaken ? step : 0;
            places.put(entry.getKey(), (int) (all / step) + (isTaken ? 1 : 0));
        }
        return places;
    }

    /** The first places of a shuffle by Fisher and Yates. */
    private List<Turn<K>> drawn(List<CustomerLoss<K>> those, int places, RandomGenerator random) {
        List<CustomerLoss<K>> rest = new ArrayList<>(those);
        List<Turn<K>> turns = new ArrayList<>();
        for (int at = 0; at < places; at++) {
            Collections.swap(rest, at, at + random.nextInt(rest.size() - at));
            turns.add(new Turn<>(
                    rest.get(at),
                    Optional.of(Proportion.of(size, free.size())),
                    "drawn, " + places + " of " + those.size()));
        }
        return turns;
    }
}
