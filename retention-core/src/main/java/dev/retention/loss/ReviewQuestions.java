package dev.retention.loss;

import dev.retention.Interval;
import dev.retention.PValueCorrection;
import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.ProportionComparison.Alternative;
import dev.retention.StratifiedComparison;
import dev.retention.history.Members;
import dev.retention.internal.Text;
import dev.retention.loss.Finding.Kind;
import dev.retention.loss.Finding.Question;
import dev.retention.rule.Group;
import dev.retention.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Asks all that a review tests: of each trait, each signal, and each change against an earlier period. */
final class ReviewQuestions {
    private static final double CONFIDENCE = 0.95;
    private static final PValueCorrection CORRECTION = PValueCorrection.BENJAMINI_HOCHBERG;

    private ReviewQuestions() {}

    static <K> List<Question<K>> of(ReviewParts<K> parts) {
        List<Question<K>> all = new ArrayList<>();
        parts.traits().ifPresent(table -> table.rows().forEach(trait -> all.add(ofTrait(trait))));
        parts.signals().ifPresent(table -> table.signals().forEach(signal -> ofSignal(signal, parts)
                .ifPresent(all::add)));
        parts.before().ifPresent(before -> changes(parts, before, all));
        return List.copyOf(all);
    }

    /** What is found beyond chance, all questions corrected together. */
    static <K> List<Finding<K>> answered(List<Question<K>> questions, double level) {
        double[] adjusted = CORRECTION.adjusted(
                questions.stream().mapToDouble(Question::pValue).toArray());
        return IntStream.range(0, adjusted.length)
                .filter(i -> adjusted[i] <= level
                        && questions.get(i).ratio() > 1
                        && questions.get(i).customers() > 0)
                .mapToObj(i -> new Finding<>(questions.get(i), adjusted[i]))
                .sorted(Comparator.<Finding<K>>comparingDouble(finding -> -finding.excess())
                        .thenComparing(Finding::pValue)
                        .thenComparing(Finding::name))
                .toList();
    }

    private static <K> Question<K> ofTrait(Trait<K> trait) {
        TraitCounts counts = trait.counts();
        return question(
                Kind.TRAIT,
                trait.name(),
                "customers with " + trait.name() + " are lost ",
                counts.comparison().orElseThrow(),
                counts.pValue(),
                trait::membersInTarget);
    }

    private static <K> Optional<Question<K>> ofSignal(AskedSignal<K> signal, ReviewParts<K> parts) {
        if (signal.pValue().isEmpty()) {
            return Optional.empty();
        }
        StratifiedComparison risk = signal.comparison().orElseThrow();
        List<String> within = parts.signalPeriods();
        long customers =
                within.stream().mapToLong(label -> signal.number(SignalItem.ANNOUNCED, label)).sum();
        return Optional.of(new Question<>(
                Kind.SIGNAL,
                signal.signal(),
                signal.toString(),
                risk.ratio().orElse(Double.POSITIVE_INFINITY),
                risk.ratioInterval(CONFIDENCE),
                signal.pValue().orElseThrow(),
                customers,
                () -> within.stream()
                        .map(label -> signal.members(SignalItem.ANNOUNCED, label))
                        .reduce(Members::or)
                        .orElseThrow()));
    }

    /** Whether more are lost than in an earlier period, in all, in silence, and for each reason. */
    private static <K> void changes(ReviewParts<K> parts, Period before, List<Question<K>> all) {
        LossTable<K> table = parts.table();
        change(parts, before, table, LossItem.LOST, "all losses", "customers are lost ").ifPresent(all::add);
        if (table.items().contains(LossItem.SILENT)) {
            change(parts, before, table, LossItem.SILENT, "silent losses", "customers are lost in silence ")
                    .ifPresent(all::add);
        }
        parts.byReason().ifPresent(byReason -> byReason.tables().forEach((reason, of) -> {
            if (!reason.equals(Group.MISSING)) {
                change(parts, before, of, LossItem.LOSSES, "reason = " + reason, "customers are lost for " + reason + " ")
                        .ifPresent(all::add);
            }
        }));
    }

    private static <K> Optional<Question<K>> change(
            ReviewParts<K> parts, Period before, LossTable<K> of, LossItem item, String name, String words) {
        LossTable<K>.InPeriod now = of.in(parts.period());
        LossTable<K>.InPeriod then = of.in(before);
        long start = parts.losses().customers(LossItem.START);
        long startThen = parts.table().in(before).customers(LossItem.START);
        long lost = now.customers(item);
        long lostThen = then.customers(item);
        // New customers lost at once are not of those at the start: then there is no share to compare.
        if (start == 0 || startThen == 0 || lost > start || lostThen > startThen || lost + lostThen == 0) {
            return Optional.empty();
        }
        ProportionComparison shares =
                Proportion.of(lost, start).comparedWith(Proportion.of(lostThen, startThen));
        return Optional.of(question(
                Kind.CHANGE,
                name,
                words,
                shares,
                shares.fisherExact(Alternative.TWO_SIDED),
                () -> now.members(item)));
    }

    private static <K> Question<K> question(
            Kind kind,
            String name,
            String words,
            ProportionComparison shares,
            double pValue,
            Supplier<Members<K>> members) {
        Interval interval = shares.ratioInterval(CONFIDENCE);
        double ratio = shares.ratio().orElse(Double.POSITIVE_INFINITY);
        return new Question<>(
                kind,
                name,
                words + times(ratio, interval) + ": " + shares,
                ratio,
                interval,
                pValue,
                shares.first().count(),
                members);
    }

    private static String times(double ratio, Interval interval) {
        return Double.isInfinite(ratio)
                ? "and no others are"
                : Text.number(ratio, 2) + " times as often (" + Text.number(interval.lower(), 2) + " to "
                        + Text.number(interval.upper(), 2) + ")";
    }
}
