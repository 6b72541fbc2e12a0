package dev.retention.experiment;

import dev.retention.PValueCorrection;
import dev.retention.Proportion;
import dev.retention.ProportionComparison.Alternative;
import dev.retention.experiment.Caution.Kind;
import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.internal.Text;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

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
            if (days.isPresent() && pValue(days.get()).orElse(1) < MATURITY_LEVEL) {
                add(
                        Kind.UNEQUAL_MATURITY,
                        "%s was exposed %s days ago on average, %s %s: the arms were not exposed over the same"
                                + " days, and what changed over"
                                + " these days is in the effect",
                        arm,
                        days.get().treated().digits(),
                        settings.control(),
                        days.get().control().digits());
            } else if (days.isPresent()) {
                ofMaturity(arm);
            }
        }
    }

    /** Of outcomes of one length as many are mature, so that one of them speaks for all. */
    private void ofMaturity(String arm) {
        for (Outcome outcome : settings.outcomes) {
            Proportion one = notMature(arm, outcome);
            Proportion other = notMature(settings.control(), outcome);
            if (one.comparedWith(other).zTest(Alternative.TWO_SIDED).orElse(1) < MATURITY_LEVEL) {
                add(
                        Kind.UNEQUAL_MATURITY,
                        "%s is not known yet of %s of %s and of %s of %s: the arms were not exposed over the same days",
                        outcome.name(),
                        Text.percent(one.asDouble()),
                        arm,
                        Text.percent(other.asDouble()),
                        settings.control());
                return;
            }
        }
    }

    private Proportion notMature(String arm, Outcome outcome) {
        return Proportion.of(sums.count(arm, outcome.name(), Item.NOT_MATURE), sums.exposed(arm));
    }

    private static OptionalDouble pValue(MeanComparison means) {
        return means.effect(EffectScale.ABSOLUTE, 0.95).pValue();
    }

    /** An arm before the exposure beside that which it is held against. */
    private record Past(Outcome outcome, String arm, MeanComparison means, double pValue) {}

    /** Of shares the score test; of means Welch's, or, where all customers of an arm are alike, how seldom they fall so by chance. */
    private OptionalDouble pastPValue(Outcome outcome, String arm, MeanComparison means) {
        if (sums.isPastShare(outcome, arm) && sums.isPastShare(outcome, settings.control())) {
            return pastShare(arm, outcome)
                    .comparedWith(pastShare(settings.control(), outcome))
                    .zTest(Alternative.TWO_SIDED);
        }
        return isAlike(means.treated()) && isAlike(means.control()) && means.treated().mean() != means.control().mean()
                ? OptionalDouble.of(parted(means.treated().count(), means.control().count()))
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

    /** What speaks against reading effects within groups. */
    static List<Caution> ofGroups(
            Grouping grouping, ByGroup<ArmSums> groups, long tried, double confidence, PValueCorrection correction) {
        List<Caution> cautions = new ArrayList<>();
        if (tried > 1) {
            cautions.add(new Caution(
                    Kind.FISHING,
                    String.format(
                            Locale.ROOT,
                            "%,d effects were looked at: without any effect chance makes about %s of them look"
                                    + " real; only those that still do when corrected"
                                    + " (%s) count, and a group that is picked for its effect needs a test of its own",
                            tried,
                            Text.number(tried * (1 - confidence), 2),
                            Text.words(correction))));
        }
        if (grouping.reading() == Grouping.Reading.LATEST) {
            cautions.add(new Caution(
                    Kind.GROUPS_READ_LATER,
                    "groups by " + grouping.name() + " are those at the end of the data: unless they cannot change,"
                            + " the exposure may have moved"
                            + " customers between them; read them at the anchor"));
        }
        double[] adjusted = PValueCorrection.HOLM.adjusted(groups.tables().values().stream()
                .mapToDouble(sums -> sums.sampleRatio().pValue().orElse(1))
                .toArray());
        for (int i = 0; i < adjusted.length; i++) {
            if (adjusted[i] < SampleRatio.LEVEL) {
                Group group = groups.groups().get(i);
                cautions.add(new Caution(
                        Kind.SAMPLE_RATIO,
                        "within " + group + ": " + groups.inGroup(group).sampleRatio()));
            }
        }
        return cautions;
    }
}
