package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.PValueCorrection;
import dev.retention.ProportionComparison;
import dev.retention.experiment.ExperimentEffects.Asked;
import dev.retention.internal.Checks;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The customers of an experiment by arm and outcome, as {@link Experiment} counts them, and the effects.
 *
 * <pre>{@code
 * table.cautions();                                // what speaks against a reading, first
 * table.effect("spend within 90 days", EffectScale.RELATIVE, 0.95);   // of the only arm beside the control
 * table.effects(0.95, PValueCorrection.HOLM);      // of every arm and outcome
 * table.members("offer", "ordered within 90 days", ExperimentCell.Item.YES);
 * }</pre>
 *
 * <ul>
 *   <li>If the {@linkplain #sampleRatio() sample ratio} is amiss, every effect is refused with the reason, until it is asked for
 *       {@linkplain #despiteSampleRatio() nevertheless}. Counts and members stay readable.
 *   <li>A share is compared by Newcombe and Katz, a mean by Welch, a ratio of sums by the delta method, and what is looked at
 *       {@linkplain Outcome#againstPast() against the past} by CUPED, its coefficient from all arms. Money is in major units.
 *   <li>An outcome that is known of nobody in one of the arms has no effect.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ExperimentTable<K> extends ExperimentCounts<K> implements Tabular {
    private ExperimentTable(
            ExperimentSettings settings, Counted<K, ExperimentCell> counted, List<String> warnings, boolean isDespite) {
        super(settings, counted, warnings, isDespite);
    }

    static <K> ExperimentTable<K> of(
            ExperimentSettings settings, Counted<K, ExperimentCell> counted, List<String> warnings) {
        return new ExperimentTable<>(settings, counted, List.copyOf(warnings), false);
    }

    /** {@return the same table, whose effects are read even if the sample ratio is amiss: then of arms that differ by more} */
    public ExperimentTable<K> despiteSampleRatio() {
        return new ExperimentTable<>(settings, counted, warnings, true);
    }

    /**
     * The share of an arm against that of the control, as it is.
     *
     * @param outcome the name of an outcome that is a share
     * @param arm the arm
     * @return both shares; empty if the outcome is known of nobody in one of them
     * @throws IllegalArgumentException if there is no such outcome or arm, or the outcome is no share
     * @throws IllegalStateException if the sample ratio is amiss
     */
    public Optional<ProportionComparison> shares(String outcome, String arm) {
        Outcome share = asked(outcome, arm);
        checkArgument(share.kind() == Outcome.Kind.SHARE, "outcome (%s) must be a share", share);
        return sums.shares(share, arm);
    }

    /**
     * The mean of an arm against that of the control, not adjusted by the past; of a ratio both ratios, of a share both shares.
     *
     * @param outcome the name of the outcome
     * @param arm the arm
     * @return both means, money in major units; empty if the outcome is known of nobody in one of them, or a ratio is over nothing
     * @throws IllegalArgumentException if there is no such outcome or arm
     * @throws IllegalStateException if the sample ratio is amiss
     */
    public Optional<MeanComparison> means(String outcome, String arm) {
        return sums.means(asked(outcome, arm), arm);
    }

    /**
     * The adjustment by the past, with how much of the variance it takes away.
     *
     * @param outcome the name of an outcome that is looked at {@linkplain Outcome#againstPast() against the past}
     * @return the adjustment over all arms that the outcome is known of somebody in, in the order of {@link #arms}; empty if of nobody
     * @throws IllegalArgumentException if there is no such outcome, or its past is not looked at
     * @throws IllegalStateException if the sample ratio is amiss
     */
    public Optional<Cuped> cuped(String outcome) {
        Outcome found = asked(outcome);
        checkArgument(found.pastDays() > 0, "outcome (%s) must be looked at against its past", found);
        return sums.cuped(found);
    }

    /**
     * The effect on the only arm beside the control.
     *
     * @param outcome the name of the outcome
     * @param scale the scale
     * @param confidence the level of the interval, inside (0, 1), such as 0.95
     * @return the effect; empty if the outcome is known of nobody in one of the arms
     * @throws IllegalArgumentException if there is no such outcome, or {@code confidence} is not inside (0, 1)
     * @throws IllegalStateException if there are several arms, or the sample ratio is amiss
     */
    public Optional<Effect> effect(String outcome, EffectScale scale, double confidence) {
        return effect(outcome, settings.onlyTreated(), scale, confidence);
    }

    /**
     * The effect on an arm.
     *
     * @param outcome the name of the outcome
     * @param arm the arm that is held against the control
     * @param scale the scale
     * @param confidence the level of the interval, inside (0, 1), such as 0.95
     * @return the effect; empty if the outcome is known of nobody in one of the arms
     * @throws IllegalArgumentException if there is no such outcome or arm, or {@code confidence} is not inside (0, 1)
     * @throws IllegalStateException if the sample ratio is amiss
     */
    public Optional<Effect> effect(String outcome, String arm, EffectScale scale, double confidence) {
        Checks.openUnit(confidence, "confidence");
        return sums.effect(asked(outcome, arm), arm, requireNonNull(scale, "scale"), confidence);
    }

    /**
     * The effects on every arm and outcome on the absolute scale.
     *
     * @param confidence the level of each interval, inside (0, 1), such as 0.95
     * @param correction how p-values are raised for all of them
     * @return a row for each arm and outcome
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     * @throws IllegalStateException if the sample ratio is amiss
     */
    public ExperimentEffects effects(double confidence, PValueCorrection correction) {
        return effects(EffectScale.ABSOLUTE, confidence, correction);
    }

    /**
     * The effects on every arm and outcome.
     *
     * @param scale the scale
     * @param confidence the level of each interval, inside (0, 1), such as 0.95
     * @param correction how p-values are raised for all of them
     * @return a row for each arm and outcome
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     * @throws IllegalStateException if the sample ratio is amiss
     */
    public ExperimentEffects effects(EffectScale scale, double confidence, PValueCorrection correction) {
        requireNonNull(scale, "scale");
        Checks.openUnit(confidence, "confidence");
        requireNonNull(correction, "correction");
        checkSampleRatio();
        List<Asked> asked = new ArrayList<>();
        for (String arm : settings.treated()) {
            settings.outcomes.forEach(
                    outcome -> asked.add(new Asked(arm, outcome, sums.effect(outcome, arm, scale, confidence))));
        }
        return new ExperimentEffects(ExperimentEffects.rows(asked, confidence, correction), confidence, correction);
    }

    /**
     * The effect on an arm so far, by an interval that may be looked at every day.
     *
     * @param outcome the name of the outcome
     * @param arm the arm that is held against the control
     * @param scale the scale
     * @param sequence level and tuning
     * @return the effect; empty if the outcome is known of nobody in one of the arms
     * @throws IllegalArgumentException if there is no such outcome or arm
     * @throws IllegalStateException if the sample ratio is amiss
     */
    public Optional<Effect> sequential(String outcome, String arm, EffectScale scale, ConfidenceSequence sequence) {
        requireNonNull(scale, "scale");
        return sums.sequential(asked(outcome, arm), arm, scale, requireNonNull(sequence, "sequence"));
    }

    /**
     * The means of an arm and of the control by group, to be put together by the sizes of the groups. Takes one more pass over the
     * store.
     *
     * @param outcome the name of an outcome that is no ratio; it is not adjusted by its past
     * @param arm the arm
     * @param grouping how customers are parted, read at the anchor; without a track of its own it reads that of the first outcome
     * @return both arms in each group
     * @throws IllegalArgumentException if there is no such outcome or arm, the outcome is a ratio, or the grouping is read at each
     *     period
     * @throws IllegalStateException if the sample ratio is amiss, or the table was made from a tally
     */
    public PostStratification postStratified(String outcome, String arm, Grouping grouping) {
        requireNonNull(grouping, "grouping");
        Outcome found = asked(outcome, arm);
        checkArgument(found.kind() != Outcome.Kind.RATIO, "outcome (%s) must be no ratio", found);
        Map<String, SampleMean> treated = new LinkedHashMap<>();
        Map<String, SampleMean> control = new LinkedHashMap<>();
        groups(grouping).tables().forEach((group, of) -> {
            of.mean(found, arm).ifPresent(mean -> treated.put(group.toString(), mean));
            of.mean(found, settings.control()).ifPresent(mean -> control.put(group.toString(), mean));
        });
        return PostStratification.of(treated, control);
    }

    /**
     * The effects within groups of customers, with a test whether they differ. Takes one more pass over the store.
     *
     * @param grouping how customers are parted, read at the anchor: the day before the exposure; without a track of its own it reads
     *     that of the first outcome
     * @param scale the scale
     * @param confidence the level of each interval, inside (0, 1), such as 0.95
     * @param correction how p-values are raised for all groups, arms and outcomes
     * @return a row for each group that somebody is in, arm and outcome
     * @throws IllegalArgumentException if the grouping is read at each period, or {@code confidence} is not inside (0, 1)
     * @throws IllegalStateException if the sample ratio of the whole is amiss, or the table was made from a tally
     */
    public GroupEffects effectsBy(
            Grouping grouping, EffectScale scale, double confidence, PValueCorrection correction) {
        requireNonNull(grouping, "grouping");
        requireNonNull(scale, "scale");
        Checks.openUnit(confidence, "confidence");
        requireNonNull(correction, "correction");
        checkSampleRatio();
        return GroupEffects.of(settings, grouping, groups(grouping), scale, confidence, correction);
    }

    private ByGroup<ArmSums> groups(Grouping grouping) {
        return counted.by(grouping, slice -> new ArmSums(settings, slice));
    }

    /**
     * The same table for each group of customers, by the group at the end of the day before the exposure. Takes one more pass over the
     * store.
     *
     * @param grouping how customers are parted, not at each period; read at the anchor, so that the exposure cannot move a customer;
     *     without a track of its own it reads that of the first outcome
     * @return a table for each group that somebody is in, and for those that are declared, as the ranges of a measure are; they add up
     *     to this one
     * @throws IllegalArgumentException if the grouping is read at each period
     * @throws IllegalStateException if the table was made from a tally
     */
    public ByGroup<ExperimentTable<K>> by(Grouping grouping) {
        return counted.by(grouping, slice -> new ExperimentTable<>(settings, slice, warnings, isDespite));
    }

    /** {@return what speaks against reading the effects as they stand, the gravest first; none if nothing does} */
    public List<Caution> cautions() {
        return ExperimentCautions.of(settings, sums);
    }

    /**
     * The same with what differed before the exposure, also of outcomes that are not looked at {@linkplain Outcome#againstPast against the
     * past}: an A/A test.
     *
     * <pre>{@code
     * table.cautions(experiment.beforehand().of(store));
     * }</pre>
     *
     * @param before the table of the same experiment {@linkplain Experiment#beforehand beforehand}
     * @return what speaks against reading the effects; p-values of before are raised by Holm for all outcomes and arms, and speak below 0.01
     * @throws IllegalArgumentException if it is not beforehand, or of other arms or outcomes
     */
    public List<Caution> cautions(ExperimentTable<K> before) {
        ExperimentSettings others = requireNonNull(before, "before").settings;
        checkArgument(
                others.isBeforehand
                        && !settings.isBeforehand
                        && others.arms.equals(settings.arms)
                        && others.names().equals(settings.names()),
                "before (%s) must be this experiment beforehand: %s",
                others,
                settings);
        List<Caution> all = new ArrayList<>(cautions());
        all.addAll(ExperimentCautions.ofBefore(
                settings, before.despiteSampleRatio().effects(0.95, PValueCorrection.HOLM)));
        return List.copyOf(all);
    }

    /** {@return a row per arm and outcome} */
    @Override
    public Sheet sheet() {
        return ExperimentSheets.of(this);
    }
}
