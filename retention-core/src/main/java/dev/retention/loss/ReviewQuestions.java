package dev.retention.loss;

import static java.util.Objects.requireNonNull;

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
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All that a review tests: of each trait, each signal, and each change against an earlier period. */
final class ReviewQuestions<K> {
    private static final double CONFIDENCE = 0.95;
    private static final PValueCorrection CORRECTION = PValueCorrection.BENJAMINI_HOCHBERG;

    private final List<Question<K>> asked = new ArrayList<>();
    // The test that answers each question: who has one of two values has not the other, so that one test answers both.
    private final List<Integer> testOf = new ArrayList<>();
    private final double[] pValues;

    ReviewQuestions(ReviewParts<K> parts) {
        double[] ofTraits = new double[0];
        if (parts.traits().isPresent()) {
            TraitTable<K> table = parts.traits().get();
            ofTraits = DoubleStream.of(table.logs()).map(Math::exp).toArray();
            for (Trait<K> trait : table.rows()) {
                asked.add(ofTrait(trait));
                testOf.add(trait.test());
            }
        }
        List<Question<K>> others = new ArrayList<>();
        parts.signals().ifPresent(table -> ofSignals(table, parts, others));
        parts.before().ifPresent(before -> changes(parts, before, others));
        for (int i = 0; i < others.size(); i++) {
            testOf.add(ofTraits.length + i);
        }
        asked.addAll(others);
        pValues = DoubleStream.concat(DoubleStream.of(ofTraits), others.stream().mapToDouble(Question::pValue))
                .toArray();
    }

    /** How many tests were made. */
    int tests() {
        return pValues.length;
    }

    /** What is found beyond chance, all tests corrected together. */
    List<Finding<K>> answered(double level) {
        double[] adjusted = CORRECTION.adjusted(pValues);
        return IntStream.range(0, asked.size())
                .mapToObj(i -> found(asked.get(i), adjusted[testOf.get(i)]))
                .filter(each -> each.adjusted() <= level && each.ratio() > 1 && each.customers() > 0)
                .sorted(Comparator.<Finding<K>>comparingDouble(finding -> -finding.excess())
                        .thenComparing(Finding::pValue)
                        .thenComparing(Finding::name))
                .toList();
    }

    /** The p-value of a question is that of its test but for rounding. */
    private static <K> Finding<K> found(Question<K> question, double adjusted) {
        return new Finding<>(question, Math.max(adjusted, question.pValue()));
    }

    private static <K> Question<K> ofTrait(Trait<K> trait) {
        return question(
                Kind.TRAIT,
                trait.name(),
                "customers with " + trait.name() + " are lost ",
                new Others("as others", "and no others are"),
                trait.counts().comparison().orElseThrow(),
                trait::membersInTarget);
    }

    /** Of each signal that can be compared; behind it are those of the period's losses that it went before. */
    private static <K> void ofSignals(SignalTable<K> table, ReviewParts<K> parts, List<Question<K>> all) {
        List<AskedSignal<K>> compared = table.signals().stream()
                .filter(signal -> signal.pValue().isPresent())
                .toList();
        Map<SignalCell, Members<K>> announced = table.counted()
                .membersOf(compared.stream()
                        .flatMap(signal -> cells(signal, parts))
                        .toList());
        Members<K> lost = parts.losses().members(LossItem.LOSSES);
        for (AskedSignal<K> signal : compared) {
            StratifiedComparison risk = signal.comparison().orElseThrow();
            Members<K> behind = cells(signal, parts)
                    .map(cell -> requireNonNull(announced.get(cell)))
                    .reduce(Members::or)
                    .map(lost::and)
                    .orElseGet(() -> lost.minus(lost));
            all.add(new Question<>(
                    Kind.SIGNAL,
                    signal.signal(),
                    signal.toString(),
                    risk.ratio().orElse(Double.POSITIVE_INFINITY),
                    risk.ratioInterval(CONFIDENCE),
                    signal.pValue().orElseThrow(),
                    behind.size(),
                    () -> behind));
        }
    }

    private static <K> Stream<SignalCell> cells(AskedSignal<K> signal, ReviewParts<K> parts) {
        return parts.signalPeriods().stream()
                .map(period -> new SignalCell(signal.signal(), SignalItem.ANNOUNCED, 0, period));
    }

    /** Whether more are lost than in an earlier period, in all and for each reason, and whether more of the losses are silent. */
    private static <K> void changes(ReviewParts<K> parts, Period before, List<Question<K>> all) {
        LossTable<K>.InPeriod now = parts.losses();
        LossTable<K>.InPeriod then = parts.table().inPeriod(before);
        Others than = new Others("as in " + before, "and none were in " + before);
        ofStart(parts, before, parts.table())
                .ifPresent(shares -> all.add(question(
                        Kind.CHANGE,
                        "all losses",
                        "customers are lost ",
                        than,
                        shares,
                        () -> now.members(LossItem.LOST))));
        parts.byReason()
                .ifPresent(byReason -> byReason.tables().forEach((reason, table) -> {
                    if (!reason.equals(Group.MISSING)) {
                        ofStart(parts, before, table)
                                .ifPresent(shares -> all.add(question(
                                        Kind.CHANGE,
                                        "reason = " + reason,
                                        "customers are lost for " + reason + " ",
                                        than,
                                        shares,
                                        () -> table.inPeriod(parts.period()).members(LossItem.LOST))));
                    }
                }));
        if (parts.table().items().contains(LossItem.SILENT)) {
            Optional<Proportion> earlier = then.share(LossItem.SILENT, LossItem.LOSSES);
            now.share(LossItem.SILENT, LossItem.LOSSES)
                    .flatMap(share -> earlier.map(share::comparedWith))
                    .ifPresent(shares -> all.add(question(
                            Kind.CHANGE,
                            "silent losses",
                            "losses are silent ",
                            than,
                            shares,
                            () -> now.members(LossItem.SILENT))));
        }
    }

    /** The lost of those at the start now and then, all or those of one reason; empty if there were none at all. */
    private static <K> Optional<ProportionComparison> ofStart(ReviewParts<K> parts, Period before, LossTable<K> table) {
        long now = table.inPeriod(parts.period()).customers(LossItem.LOST);
        long then = table.inPeriod(before).customers(LossItem.LOST);
        long start = parts.losses().customers(LossItem.START);
        return start == 0 || now + then == 0
                ? Optional.empty()
                : Optional.of(Proportion.of(now, start)
                        .comparedWith(Proportion.of(
                                then, parts.table().inPeriod(before).customers(LossItem.START))));
    }

    private static <K> Question<K> question(
            Kind kind,
            String name,
            String words,
            Others than,
            ProportionComparison shares,
            Supplier<Members<K>> members) {
        Interval interval = shares.ratioInterval(CONFIDENCE);
        double ratio = shares.ratio().orElse(Double.POSITIVE_INFINITY);
        String times = Double.isInfinite(ratio)
                ? than.none
                : Text.number(ratio, 2) + " times as often " + than.some + " (" + Text.number(interval.lower(), 2)
                        + " to " + Text.number(interval.upper(), 2) + ")";
        return new Question<>(
                kind,
                name,
                (Double.isInfinite(ratio) ? words.strip() + ", " : words) + times + ": " + shares,
                ratio,
                interval,
                shares.fisherExact(Alternative.TWO_SIDED),
                shares.first().count(),
                members);
    }

    /** With whom a rate is compared, where some of them are lost and where none are. */
    private record Others(String some, String none) {}
}
