package dev.retention.experiment;

import dev.retention.Proportion;
import dev.retention.PValueCorrection;
import dev.retention.ProportionComparison.Alternative;
import dev.retention.experiment.Caution.Kind;
import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.internal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What speaks against reading the effects of an experiment, found in its counts. */
final class ExperimentCautions {
    private static final double MATURITY_LEVEL = 0.001;
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
                    "%,d of %,d customers (%s) were exposed to more than one arm and count in none; who is left may differ from arm to arm",
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
        for (Outcome outcome : settings.outcomes) {
            long known = settings.arms.stream()
                    .mapToLong(arm -> sums.count(arm, outcome.name(), Item.COUNTED))
                    .sum();
            if (known < planned) {
                add(
                        Kind.PEEKING,
                        "%s is known of %,d of the %,d customers that were planned; an interval for one look does not hold before: wait, or look"
                                + " by a confidence sequence",
                        outcome.name(),
                        known,
                        planned);
            }
        }
    }

    private void ofMaturity() {
        for (String arm : settings.treated()) {
            Optional<MeanComparison> days = sums.daysSince(arm)
                    .flatMap(one -> sums.daysSince(settings.control()).map(other -> MeanComparison.of(one, other)));
            if (days.isPresent() && pValue(days.get()).orElse(1) < MATURITY_LEVEL) {
                add(
                        Kind.UNEQUAL_MATURITY,
                        "%s was exposed %s days ago on average, %s %s: the arms were not exposed over the same days, and what changed over"
                                + " these days is in the effect",
                        arm,
                        Text.number(days.get().treated().mean(), 4),
                        settings.control(),
                        Text.number(days.get().control().mean(), 4));
            }
            settings.outcomes.forEach(outcome -> ofMaturity(arm, outcome));
        }
    }

    private void ofMaturity(String arm, Outcome outcome) {
        long of = sums.exposed(arm);
        long ofControl = sums.exposed(settings.control());
        if (of == 0 || ofControl == 0) {
            return;
        }
        Proportion one = Proportion.of(sums.count(arm, outcome.name(), Item.NOT_MATURE), of);
        Proportion other = Proportion.of(sums.count(settings.control(), outcome.name(), Item.NOT_MATURE), ofControl);
        if (one.comparedWith(other).zTest(Alternative.TWO_SIDED).orElse(1) < MATURITY_LEVEL) {
            add(
                    Kind.UNEQUAL_MATURITY,
                    "%s is not known yet of %s of %s and of %s of %s: the arms were not exposed over the same days",
                    outcome.name(),
                    Text.percent(one.asDouble()),
                    arm,
                    Text.percent(other.asDouble()),
                    settings.control());
        }
    }

    private static OptionalDouble pValue(MeanComparison means) {
        return means.effect(EffectScale.ABSOLUTE, 0.95).pValue();
    }

    /** An arm before the exposure beside that which it is held against. */
    private record Past(Outcome outcome, String arm, MeanComparison means, double pValue) {}

    private void ofPast() {
        List<Past> pasts = new ArrayList<>();
        for (Outcome outcome : settings.outcomes) {
            for (String arm : settings.treated()) {
                sums.past(outcome, arm)
                        .flatMap(one -> sums.past(outcome, settings.control())
                                .map(other -> MeanComparison.of(one, other)))
                        .ifPresent(means -> pValue(means)
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
                        "%s was %s of %s and %s of %s in the %s before the exposure, which chance does not make (p = %s): look for what"
                                + " else the arms differ by",
                        past.outcome().name(),
                        Text.number(past.means().treated().mean(), 4),
                        past.arm(),
                        Text.number(past.means().control().mean(), 4),
                        settings.control(),
                        Text.days(past.outcome().pastDays()),
                        Text.number(adjusted[i], 2));
            }
        }
    }

    private void ofFew() {
        for (Outcome outcome : settings.outcomes) {
            for (String arm : settings.arms) {
                long known = sums.count(arm, outcome.name(), Item.COUNTED);
                long yes = sums.count(arm, outcome.name(), Item.YES);
                if (known < FEWEST) {
                    add(
                            Kind.TOO_FEW,
                            "%s is known of %s of %s, too few to tell chance from effect",
                            outcome.name(),
                            Text.customers(known),
                            arm);
                } else if (outcome.kind() == Outcome.Kind.SHARE && Math.min(yes, known - yes) < FEWEST_EITHER_WAY) {
                    add(
                            Kind.TOO_FEW,
                            "%s is true of %,d of %s of %s: with fewer than %d either way take Fisher's exact test of the shares",
                            outcome.name(),
                            yes,
                            Text.customers(known),
                            arm,
                            FEWEST_EITHER_WAY);
                }
            }
        }
    }
}
