package dev.retention.movement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Shows the states of a subscription as they came to be known. On a day on which something of days before does, each change of those
 * days is shown with the day from which on it holds: what was taken to have changed is taken back, what is known to have changed now comes.
 */
final class LateContracts<S, K> {
    private final ContractEvents<S, K> events;

    LateContracts(ContractEvents<S, K> events) {
        this.events = events;
    }

    /**
     * A state and until when it holds.
     *
     * @param state the state
     * @param end the first day on which it does not, null if it goes on
     */
    record Held<S, K>(ContractState<S, K> state, @Nullable LocalDate end) {}

    /**
     * From which state to which a subscription changes.
     *
     * @param from the state on the day before, null if there is none
     * @param to the state on the day
     */
    record Change<S, K>(
            @Nullable ContractState<S, K> from, @Nullable ContractState<S, K> to) {
        static <S, K> Change<S, K> of(NavigableMap<LocalDate, ContractState<S, K>> known, LocalDate day) {
            return new Change<>(at(known, day.minusDays(1)), at(known, day));
        }
    }

    /** Shows the states of one subscription, none of which overlaps another that is known. */
    void show(List<Held<S, K>> ofOne) {
        events.convertEach();
        NavigableMap<LocalDate, List<Held<S, K>>> byDay = new TreeMap<>();
        TreeSet<LocalDate> days = new TreeSet<>();
        for (Held<S, K> one : ofOne) {
            byDay.computeIfAbsent(one.state.known(), unused -> new ArrayList<>())
                    .add(one);
            days.add(one.state.known());
            days.add(one.state.from());
            if (one.end != null) {
                days.add(one.end);
            }
            if (one.state.end() != null) {
                days.add(one.state.end());
            }
        }
        // What is known, by first days.
        NavigableMap<LocalDate, ContractState<S, K>> known = new TreeMap<>();
        for (LocalDate day : days) {
            List<Held<S, K>> told = byDay.getOrDefault(day, List.of());
            if (told.stream().allMatch(one -> one.state.from().equals(day))) {
                told.forEach(one -> known.put(one.state.from(), one.state));
            } else {
                restate(known, told, day);
            }
            events.show(at(known, day), day);
        }
        LocalDate end = null;
        for (Held<S, K> one : ofOne) {
            events.note(one.state, one.end, one.state.from().equals(end));
            end = one.end;
        }
        events.close(null);
    }

    /** Shows what becomes known on a day of days before. */
    private void restate(NavigableMap<LocalDate, ContractState<S, K>> known, List<Held<S, K>> told, LocalDate day) {
        LocalDate first = told.stream()
                .map(one -> one.state.from())
                .min(Comparator.naturalOrder())
                .orElse(day);
        TreeSet<LocalDate> changes = new TreeSet<>();
        for (ContractState<S, K> state : known.tailMap(known.isEmpty() ? first : floor(known, first), true)
                .values()) {
            changes.add(state.from());
            if (state.end() != null) {
                changes.add(state.end());
            }
        }
        for (Held<S, K> one : told) {
            changes.add(one.state.from());
            if (one.state.end() != null) {
                changes.add(one.state.end());
            }
        }
        List<LocalDate> days = List.copyOf(changes.subSet(first, true, day, false));
        List<Change<S, K>> before =
                days.stream().map(each -> Change.of(known, each)).toList();
        told.forEach(one -> known.put(one.state.from(), one.state));
        events.restating(day);
        for (int i = 0; i < days.size(); i++) {
            events.restate(before.get(i), Change.of(known, days.get(i)), day, days.get(i));
        }
        events.restated(at(known, day.minusDays(1)), day);
    }

    private static <V> LocalDate floor(NavigableMap<LocalDate, V> known, LocalDate day) {
        LocalDate floor = known.floorKey(day);
        return floor == null ? day : floor;
    }

    /** The state that holds on a day, of those that are known. */
    private static <S, K> @Nullable ContractState<S, K> at(
            NavigableMap<LocalDate, ContractState<S, K>> known, LocalDate day) {
        Map.Entry<LocalDate, ContractState<S, K>> last = known.floorEntry(day);
        if (last == null) {
            return null;
        }
        LocalDate end = last.getValue().end();
        return end == null || end.isAfter(day) ? last.getValue() : null;
    }
}
