package dev.retention.rule;

import java.util.List;

/** One rule over one part of a store. */
final class Counting<C> {
    private final Asked<C> asked;
    private final Walk.Steps steps;

    Counting(Walk<?>.Part part, Rule<C> rule) {
        this.asked = new Asked<>(rule);
        this.steps = part.open(rule.timeline(), rule.tracks());
    }

    void add(int customer) {
        asked.add(steps.moveTo(customer));
    }

    /** The table of all parts of one rule. */
    @SuppressWarnings("unchecked")
    static <K, C> Counted<K, C> total(Sweep<K> sweep, List<? extends Counting<?>> parts) {
        Counting<C> first = (Counting<C>) parts.get(0);
        Tally<C> tally = first.asked.tally();
        long afterAsOf = first.steps.eventsAfterAsOf();
        for (Counting<?> part : parts.subList(1, parts.size())) {
            tally = tally.plus(((Counting<C>) part).asked.tally());
            afterAsOf += part.steps.eventsAfterAsOf();
        }
        return new Counted<>(sweep, first.asked.rule(), tally, afterAsOf);
    }
}
