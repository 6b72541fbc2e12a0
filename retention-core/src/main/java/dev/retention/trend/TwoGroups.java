package dev.retention.trend;

import dev.retention.time.Period;
import dev.retention.trend.BeforeAfter.Placebos;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/** Those concerned by an event and a comparison group by period, and what their sums before and after it make. */
record TwoGroups<V, E>(ByPeriod<V> concerned, ByPeriod<V> control, Four<V, E> four) {

    /** The sums of those concerned before and after, then those of the comparison group. */
    @FunctionalInterface
    interface Four<V, E> {
        E of(V before, V after, V controlBefore, V controlAfter);
    }

    /** The effect of an event at some period; empty if a period is missing. */
    Optional<E> at(BeforeAfter method, Period event) {
        return of(event.plus(-1), method.before(), method.lastAfter(event), method.after());
    }

    /** The later half of the periods before an event against the earlier. */
    Optional<E> halves(BeforeAfter method, Period event) {
        int half = method.before() / 2;
        return half == 0 ? Optional.empty() : of(event.plus(half - method.before() - 1), half, event.plus(-1), half);
    }

    private Optional<E> of(Period lastBefore, int before, Period lastAfter, int after) {
        return concerned
                .sum(lastBefore, before)
                .flatMap(b1 -> concerned
                        .sum(lastAfter, after)
                        .flatMap(a1 -> control.sum(lastBefore, before)
                                .flatMap(b0 -> control.sum(lastAfter, after).map(a0 -> four.of(b1, a1, b0, a0)))));
    }

    /** The effects at every date whose periods after it end before the event's own. */
    Optional<Placebos> placebos(BeforeAfter method, Period event, Function<E, OptionalDouble> number) {
        OptionalDouble real = at(method, event).map(number).orElse(OptionalDouble.empty());
        if (real.isEmpty()) {
            return Optional.empty();
        }
        Map<Period, Double> others = new TreeMap<>();
        int undefined = 0;
        for (Period lastBefore : concerned.periods()) {
            if (lastBefore.number() >= event.number()
                    || method.lastAfter(lastBefore.plus(1)).number() >= event.number()) {
                break;
            }
            Optional<OptionalDouble> found = at(method, lastBefore.plus(1)).map(number);
            if (found.isPresent()) {
                found.get().ifPresent(effect -> others.put(lastBefore.plus(1), effect));
                undefined += found.get().isEmpty() ? 1 : 0;
            }
        }
        return Optional.of(new Placebos(real.getAsDouble(), others, undefined));
    }
}
