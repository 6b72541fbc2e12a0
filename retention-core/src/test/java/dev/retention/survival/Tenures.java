package dev.retention.survival;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Tenures for the tests: typed in short notation, read from columns, or drawn. */
final class Tenures {
    private Tenures() {}

    /** Parses durations, a plus sign after those still running: {@code parse("9 13 13+")}. */
    static List<Tenure> parse(String text) {
        List<Tenure> tenures = new ArrayList<>();
        for (String word : Splitter.on(' ').omitEmptyStrings().split(text)) {
            boolean running = word.endsWith("+");
            double duration = Double.parseDouble(running ? word.substring(0, word.length() - 1) : word);
            tenures.add(Tenure.of(duration, !running));
        }
        return tenures;
    }

    /** Few distinct durations, hence many ties, with censoring; weight 1, from the start. */
    static Arbitrary<Tenure> plain() {
        return Combinators.combine(Arbitraries.integers().between(0, 12), Arbitraries.of(true, true, false))
                .as((duration, ended) -> Tenure.of(duration, ended));
    }

    /** As {@link #plain}, some entering late. */
    static Arbitrary<Tenure> late() {
        return Combinators.combine(plain(), Arbitraries.integers().between(0, 5))
                .as((tenure, entry) -> entry < tenure.duration() ? tenure.withEntry(entry) : tenure);
    }

    /** As {@link #late}, with whole weights. */
    static Arbitrary<Tenure> weighted() {
        return Combinators.combine(late(), Arbitraries.integers().between(1, 4))
                .as((tenure, weight) -> tenure.withWeight(weight));
    }
}
