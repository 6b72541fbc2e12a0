package dev.retention.survival;

import dev.retention.history.History;
import dev.retention.movement.Spells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Cuts a customer's time where a covariate changes or something happens again. */
final class RiskCutter {
    /** Nobody is lost between days, so that a row which starts here is at risk at whatever one that starts at 0 is, but for 0. */
    private static final double AFTER_FIRST_DAY = 0.5;

    private final List<RiskCourse> courses;
    private final @Nullable RiskCourse outcome;

    RiskCutter(List<RiskCourse> courses, @Nullable RiskCourse outcome) {
        this.courses = courses;
        this.outcome = outcome;
    }

    /** Hands over the stretches of a spell in order of time, each with the values of the covariates. */
    void forEach(History history, Spells.Spell spell, BiConsumer<Tenure, List<Double>> consumer) {
        long start = spell.start().toEpochDay();
        int length = Math.toIntExact(spell.tenureDays());
        List<int[]> events =
                courses.stream().map(course -> course.offsets(history, start)).toList();
        SortedSet<Integer> ends = ends(history, spell, start, length);
        TreeSet<Integer> cuts = new TreeSet<>(ends);
        for (int j = 0; j < events.size(); j++) {
            Arrays.stream(courses.get(j).changes(events.get(j))).forEach(cuts::add);
        }
        double from = 0;
        List<Double> values = values(events, -1);
        List<Double> afterFirst = values(events, 0);
        if (outcome != null && length > 0) {
            values = afterFirst;
        } else if (length > 0 && !afterFirst.equals(values)) {
            consumer.accept(new Tenure(AFTER_FIRST_DAY, false, 0, 1), values);
            from = AFTER_FIRST_DAY;
            values = afterFirst;
        }
        for (int day : cuts.subSet(0, false, length, false)) {
            List<Double> after = values(events, day);
            if (ends.contains(day) || !after.equals(values)) {
                consumer.accept(new Tenure(day, ends.contains(day), from, 1), values);
                from = day;
                values = after;
            }
        }
        consumer.accept(new Tenure(length, ends.contains(length), from, 1), values);
    }

    /** The days at which a row ends with what is waited for. */
    private SortedSet<Integer> ends(History history, Spells.Spell spell, long start, int length) {
        TreeSet<Integer> ends = new TreeSet<>();
        if (outcome != null) {
            Arrays.stream(outcome.offsets(history, start))
                    .filter(day -> day > 0)
                    .forEach(ends::add);
        } else if (spell.ended()) {
            ends.add(length);
        }
        return ends;
    }

    private List<Double> values(List<int[]> events, int day) {
        List<Double> values = new ArrayList<>();
        for (int j = 0; j < events.size(); j++) {
            values.add(courses.get(j).after(events.get(j), day));
        }
        return List.copyOf(values);
    }
}
