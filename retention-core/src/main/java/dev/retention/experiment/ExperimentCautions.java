package dev.retention.experiment;

import dev.retention.PValueCorrection;
import dev.retention.Proportion;
import dev.retention.ProportionComparison.Alternative;
import dev.retention.experiment.Caution.Kind;
import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.internal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;

/** What speaks against reading the effects of an experiment, found in its counts. */
final class ExperimentCautions {
    private static final double ARMS_LEVEL = 0.001;
    private static final String NOT_MATURE =
            "%s is not known yet of %s of %s and of %s of %s: the arms were not exposed over the same days";
    private static final String WITHOUT =
            "%s cannot be told of %s of %s and of %s of %s: of whom it is told differs from arm to arm";
    private static final double PAST_LEVEL = 0.01;
    private static final double MOST_OF_SEVERAL = 0.01;
    private static final long FEWEST = 30;
    private static final long FEWEST_EITHER_WAY = 5;

    private final ExperimentSettings settings;
    private final ArmSums sums;
    private final List<Caution> found = new ArrayList<>();

    private ExperimentCautions(ExperimentSettings settings, ArmSums sums) {
        this.settings = settings;
        this.sums = sums;
    }

    static List<Caution> of(ExperimentSettings settings, ArmSums sums) {
        ExperimentCautions cautions = new ExperimentCautions(settings, sums);
        sums.sampleRatio().reason().ifPresent(reason -> cautions.add(Kind.SAMPLE_RATIO, "%s", reason));
        cautions.ofSeveralArms();
        cautions.ofPeeking();
        cautions.ofMaturity();
        cautions.ofPast();
        cautions.ofFew();
        return List.copyOf(cautions.found);
    }

    /** What differed before the exposure, of outcomes whose own past was not looked at. */
    static List<Caution> ofBefore(ExperimentSettings settings, ExperimentEffects before) {
        List<Caution> cautions = new ArrayList<>();
        for (ExperimentEffects.Row row : before.rows()) {
            boolean isChecked = settings.outcome(row.outcome()).pastDays() > 0;
            if (!isChecked && row.adjusted().orElse(1) < PAST_LEVEL) {
                cautions.add(new Caution(
                        Kind.DIFFERENT_BEFORE,
                        "before the exposure, which chance does not make: " + row.arm() + ", "
                                + row.effect().map(Effect::toString).orElse(row.outcome())
                                + "; look for what else the arms differ by"));
            }
        }
        return cautions;
    }

    private void add(Kind kind, String sentence, Object... parts) {
        found.add(new Caution(kind, String.format(Locale.ROOT, sentence, parts)));
    }

    private void ofSeveralArms() {
        long several = settings.arms.stream()
                .mapToLong(arm -> sums.count(arm, ExperimentCell.EXPOSURE, Item.SEVERAL_ARMS))
                .sum();
        long all = several + settings.arms.stream().mapToLong(sums::exposed).sum();
        if (several > all * MOST_OF_SEVERAL) {
            add(
                    Kind.SEVERAL_ARMS,
                    "%,d of %,d customers (%s) were exposed to more than one arm and count in none; who is left may"
                            + " differ from arm to arm",
                    several,
                    all,
                    Text.percent((double) several / all));
        }
    }

    private void ofPeeking() {
        if (settings.plan == null) {
            return;
        }
        long planned = settings.plan.total();
        byNumber(outcome -> settings.arms.stream()
                        .mapToLong(arm -> known(arm, outcome))
                        .sum())
                .forEach((known, outcomes) -> {
                    if (known < planned) {
                        add(
                                Kind.PEEKING,
                                "%s: known of %,d of the %,d customers that were planned; an interval for one look"
                                        + " does not hold before: wait,"
                                        + " or look by a confidence sequence",
                                outcomes,
                                known,
                                planned);
                    }
                });
    }

    private long known(String arm, Outcome outcome) {
        return sums.count(arm, outcome.name(), Item.COUNTED);
    }

    /** The names of outcomes by a number, so that what is one matter is one sentence. */
    private SortedMap<Long, String> byNumber(ToLongFunction<Outcome> number) {
        SortedMap<Long, String> names = new TreeMap<>();
        for (Outcome outcome : settings.outcomes) {
            names.merge(number.applyAsLong(outcome), outcome.name(), (one, other) -> one + ", " + other);
        }
        return names;
    }

    private void ofMaturity() {
        for (String arm : settings.treated()) {
            Optional<MeanComparison> days = sums.daysSince(arm)
                    .flatMap(one -> sums.daysSince(settings.control()).map(other -> MeanComparison.of(one, other)));
            if (days.isPresent() && pValue(days.get()).orElse(1) < ARMS_LEVEL) {
                add(
                        Kind.UNEQUAL_MATURITY,
                        "%s was exposed %s days ago on average, %s %s: the arms were not exposed over the same"
                                + " days, and what changed over these days is in the effect",
                        arm,
                        days.get().treated().digits(),
                        settings.control(),
                        days.get().control().digits());
            } else if (days.isPresent()) {
                ofShares(arm, Kind.UNEQUAL_MATURITY, this::notMature, NOT_MATURE);
            }
            ofShares(arm, Kind.UNEQUALLY_KNOWN, this::without, WITHOUT);
        }
    }

    /** A share of an arm's customers that is not that of the control's by chance; outcomes are much alike, so that one speaks for all. */
    private void ofShares(
            String arm, Kind kind, BiFunction<String, Outcome, Optional<Proportion>> share, String sentence) {
        for (Outcome outcome : settings.outcomes) {
            Optional<Proportion> one = share.apply(arm, outcome);
            Optional<Proportion> other = share.apply(settings.control(), outcome);
            if (one.isPresent()
                    && other.isPresent()
                    && pValue(one.get(), other.get()).orElse(1) < ARMS_LEVEL) {
                add(
                        kind,
                        sentence,
                        outcome.name(),
                        Text.percent(one.get().asDouble()),
                        arm,
                        Text.percent(other.get().asDouble()),
                        settings.control());
                return;
            }
        }
    }

    private Optional<Proportion> notMature(String arm, Outcome outcome) {
        return share(sums.count(arm, outcome.name(), Item.NOT_MATURE), sums.exposed(arm));
    }

    private Optional<Proportion> without(String arm, Outcome outcome) {
        long without = sums.count(arm, outcome.name(), Item.WITHOUT);
        return share(without, without + known(arm, outcome));
    }

    private static Optional<Proportion> share(long count, long total) {
        return total == 0 ? Optional.empty() : Optional.of(Proportion.of(count, total));
    }

    private static OptionalDouble pValue(Proportion one, Proportion other) {
        return one.comparedWith(other).zTest(Alternative.TWO_SIDED);
    }

    /** Welch's, or, where all customers of an arm are alike, how seldom they fall so by chance. */
    private static OptionalDouble pValue(MeanComparison means) {
        return isAlike(means.treated())
                        && isAlike(means.control())
                        && means.treated().mean() != means.control().mean()
                ? OptionalDouble.of(
                        parted(means.treated().count(), means.control().count()))
                : means.effect(EffectScale.ABSOLUTE, 0.95).pValue();
    }

    /** An arm before the exposure beside that which it is held against. */
    private record Past(Outcome outcome, String arm, MeanComparison means, double pValue) {}

    private OptionalDouble pastPValue(Outcome outcome, String arm, MeanComparison means) {
        return sums.isPastShare(outcome, arm) && sums.isPastShare(outcome, settings.control())
                ? pValue(pastShare(arm, outcome), pastShare(settings.control(), outcome))
                : pValue(means);
    }

    private Proportion pastShare(String arm, Outcome outcome) {
        return Proportion.of(sums.count(arm, outcome.name(), Item.BESIDE), known(arm, outcome));
    }

    private static boolean isAlike(SampleMean mean) {
        return mean.count() == 1 || mean.variance().orElse(1) == 0;
    }

    /** How probable it is by chance that customers of two kinds fall into two arms by kind: Fisher's exact test. */
    private static double parted(long one, long other) {
        return Proportion.of(one, one).comparedWith(Proportion.of(0, other)).fisherExact(Alternative.TWO_SIDED);
    }

    private void ofPast() {
        List<Past> pasts = new ArrayList<>();
        for (Outcome outcome : settings.outcomes) {
            for (String arm : settings.treated()) {
                sums.past(outcome, arm)
                        .flatMap(one ->
                                sums.past(outcome, settings.control()).map(other -> MeanComparison.of(one, other)))
                        .ifPresent(means -> pastPValue(outcome, arm, means)
                                .ifPresent(p -> pasts.add(new Past(outcome, arm, means, p))));
            }
        }
        double[] adjusted = PValueCorrection.HOLM.adjusted(
                pasts.stream().mapToDouble(Past::pValue).toArray());
        for (int i = 0; i < adjusted.length; i++) {
            if (adjusted[i] < PAST_LEVEL) {
                Past past = pasts.get(i);
                add(
                        Kind.DIFFERENT_BEFORE,
                        "%s was %s of %s and %s of %s in the %s before the exposure, which chance does not make (p"
                                + " = %s): look for what"
                                + " else the arms differ by",
                        past.outcome().name(),
                        past.means().treated().digits(),
                        past.arm(),
                        past.means().control().digits(),
                        settings.control(),
                        Text.days(past.outcome().pastDays()),
                        Text.number(adjusted[i], 2));
            }
        }
    }

    private void ofFew() {
        for (String arm : settings.arms) {
            byNumber(outcome -> known(arm, outcome)).forEach((known, outcomes) -> {
                if (known < FEWEST) {
                    add(
                            Kind.TOO_FEW,
                            "%s: known of %s of %s, too few to tell chance from effect",
                            outcomes,
                            Text.customers(known),
                            arm);
                }
            });
            settings.outcomes.forEach(outcome -> ofFewEitherWay(arm, outcome));
        }
    }

    private void ofFewEitherWay(String arm, Outcome outcome) {
        long known = known(arm, outcome);
        long yes = sums.count(arm, outcome.name(), Item.YES);
        if (known >= FEWEST && outcome.kind() == Outcome.Kind.SHARE && Math.min(yes, known - yes) < FEWEST_EITHER_WAY) {
            add(
                    Kind.TOO_FEW,
                    "%s: true of %,d of %s of %s; with fewer than %d either way take Fisher's exact test of the shares",
                    outcome.name(),
                    yes,
                    Text.customers(known),
                    arm,
                    FEWEST_EITHER_WAY);
        }
    }
}
