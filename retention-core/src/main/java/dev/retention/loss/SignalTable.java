package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.PValueCorrection;
import dev.retention.Proportion;
import dev.retention.StratifiedComparison;
import dev.retention.internal.Checks;
import dev.retention.rule.Counted;
import dev.retention.service.LaterLossTable;
import dev.retention.service.Signal;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What several signals told of the losses to come, as {@link Signals} counts them.
 *
 * <p>Every signal that was asked of takes part in the correction of p-values, by Benjamini and Hochberg unless {@linkplain #corrected told
 * otherwise}, but those whose risks cannot be compared. Immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class SignalTable<K> implements Tabular {
    private static final double CONFIDENCE = 0.95;

    private final Counted<K, SignalCell> counted;
    private final AskedSignal<K> any;
    private final List<AskedSignal<K>> signals;

    /** Signals with the risks of each, the first of all together. */
    SignalTable(List<Signal> signals, int within, Counted<K, SignalCell> counted, List<LaterLossTable<K>> risks) {
        this(counted, asked(signals, within, counted, risks), PValueCorrection.BENJAMINI_HOCHBERG);
    }

    private SignalTable(Counted<K, SignalCell> counted, List<AskedSignal<K>> all, PValueCorrection correction) {
        this.counted = counted;
        this.any = all.get(0);
        List<AskedSignal<K>> each = new ArrayList<>(all.subList(1, all.size()));
        int[] tested = IntStream.range(0, each.size())
                .filter(i -> each.get(i).pValue().isPresent())
                .toArray();
        double[] p = correction.adjusted(IntStream.of(tested)
                .mapToDouble(i -> each.get(i).pValue().orElseThrow())
                .toArray());
        for (int i = 0; i < tested.length; i++) {
            each.set(tested[i], each.get(tested[i]).withAdjusted(p[i]));
        }
        this.signals = List.copyOf(each);
    }

    private static <K> List<AskedSignal<K>> asked(
            List<Signal> signals, int within, Counted<K, SignalCell> counted, List<LaterLossTable<K>> risks) {
        List<AskedSignal<K>> all = new ArrayList<>();
        for (int i = 0; i < signals.size(); i++) {
            all.add(new AskedSignal<>(new SignalNumbers<>(signals.get(i).definition(), within, counted), risks.get(i)));
        }
        return all;
    }

    /** By what signals are ranked: the largest first, those without a figure last, and of equal ones that which was asked of first. */
    public enum By {
        /** The lower end of the 95 % interval of the ratio of risks: what is at least sure. */
        RISK,
        /** One over the upper end of that interval, so that good signs come first. */
        PROTECTION,
        /** The share of losses that it went before. */
        RECALL,
        /** The share of what the losses were worth. */
        VALUE,
        /** The share of alarms followed by a loss. */
        PRECISION,
        /** The median lead. */
        LEAD,
        /** How little chance explains the risk, by the statistic of Mantel and Haenszel. */
        EVIDENCE;

        /** The figure of a signal, the least number there is if it has none. */
        double of(AskedSignal<?> signal) {
            OptionalDouble figure = switch (this) {
                case RISK -> of(signal, all -> all.ratioInterval(CONFIDENCE).lower());
                case PROTECTION ->
                    of(signal, all -> 1 / all.ratioInterval(CONFIDENCE).upper());
                case RECALL -> value(signal.recall());
                case VALUE -> signal.shareOfValue();
                case PRECISION -> value(signal.precision());
                case LEAD -> signal.leads().median();
                case EVIDENCE -> of(signal, all -> all.chiSquared(true).orElse(Double.NEGATIVE_INFINITY));
            };
            return figure.orElse(Double.NEGATIVE_INFINITY);
        }

        private static OptionalDouble of(AskedSignal<?> signal, ToDoubleFunction<StratifiedComparison> figure) {
            return signal.comparison().stream().mapToDouble(figure).findFirst();
        }

        private static OptionalDouble value(Optional<Proportion> share) {
            return share.stream().mapToDouble(Proportion::asDouble).findFirst();
        }
    }

    /**
     * The same signals with p-values adjusted in another way.
     *
     * @param correction {@link PValueCorrection#BENJAMINI_HOCHBERG} by default
     * @return the table
     */
    public SignalTable<K> corrected(PValueCorrection correction) {
        requireNonNull(correction, "correction");
        List<AskedSignal<K>> all = new ArrayList<>(List.of(any));
        all.addAll(signals);
        return new SignalTable<>(counted, all, correction);
    }

    /**
     * The signals.
     *
     * @return in the order in which they were asked of
     */
    public List<AskedSignal<K>> signals() {
        return signals;
    }

    /**
     * A signal.
     *
     * @param definition its definition
     * @return the signal
     * @throws IllegalArgumentException if it was not asked of
     */
    public AskedSignal<K> of(String definition) {
        requireNonNull(definition, "definition");
        return signals.stream()
                .filter(signal -> signal.signal().equals(definition))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("definition (" + definition + ") must be one of "
                        + signals.stream().map(AskedSignal::signal).toList()));
    }

    /**
     * A signal.
     *
     * @param signal the signal
     * @return what it told
     * @throws IllegalArgumentException if it was not asked of
     */
    public AskedSignal<K> of(Signal signal) {
        return of(requireNonNull(signal, "signal").definition());
    }

    /**
     * All signals together: that any of them came. Its {@link SignalItem#UNANNOUNCED} losses came in silence.
     *
     * @return the combination
     */
    public AskedSignal<K> any() {
        return any;
    }

    /**
     * The signals in order of a figure.
     *
     * @param by the figure
     * @return all, the largest first
     */
    public List<AskedSignal<K>> ranked(By by) {
        requireNonNull(by, "by");
        return signals.stream()
                .sorted(Comparator.comparingDouble((AskedSignal<K> signal) -> -by.of(signal)))
                .toList();
    }

    /**
     * The signals that are told from chance, warnings and good signs.
     *
     * @param level the bound of the share of chance findings among them, or what else the correction bounds, inside (0, 1), such as 0.05
     * @return those whose adjusted p-value is at most the level, in order of {@link By#EVIDENCE}
     * @throws IllegalArgumentException if {@code level} is not inside (0, 1)
     */
    public List<AskedSignal<K>> found(double level) {
        Checks.openUnit(level, "level");
        return ranked(By.EVIDENCE).stream()
                .filter(signal -> signal.adjusted().orElse(1) <= level)
                .toList();
    }

    /**
     * Of the days on which any customer was live and whose days after are over, how many had a loss in these: what a signal that tells
     * nothing has for a {@linkplain AskedSignal#precision precision}.
     *
     * @return the share of days; empty if there are none
     * @throws ArithmeticException if the days do not fit a long
     */
    public Optional<Proportion> baseRate() {
        return any.base();
    }

    /**
     * The periods, with the end of the data.
     *
     * @return the timeline
     */
    public Timeline timeline() {
        return counted.rule().timeline();
    }

    /**
     * What is odd, such as codes of the spells or of a signal that no event has.
     *
     * @return a sentence each; none of a table made from tallies
     */
    public List<String> warnings() {
        return signals.stream()
                .flatMap(signal -> signal.risk().warnings().stream())
                .distinct()
                .toList();
    }

    /**
     * The counted rule behind the table but for the risks: tally, explanations, reconciliation, restatement, groups.
     *
     * @return the counted rule
     */
    public Counted<K, SignalCell> counted() {
        return counted;
    }

    /** {@return a row per signal} */
    @Override
    public Sheet sheet() {
        return LossSheets.of(this);
    }

    /** Prints the number of signals and periods, and what all of them together told. */
    @Override
    public String toString() {
        return signals.size() + (signals.size() == 1 ? " signal, " : " signals, ")
                + timeline().size() + " periods: " + any;
    }
}
