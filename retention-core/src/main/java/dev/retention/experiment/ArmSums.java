package dev.retention.experiment;

import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.experiment.Outcome.Kind;
import dev.retention.rule.Counted;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the cells of an experiment sum up to: shares, means and ratios of arms, in major units of money. */
final class ArmSums {
    private static final Item[] ITEMS = Item.values();

    private final ExperimentSettings settings;
    private final Counted<?, ExperimentCell> counted;

    ArmSums(ExperimentSettings settings, Counted<?, ExperimentCell> counted) {
        this.settings = settings;
        this.counted = counted;
    }

    long count(String arm, String outcome, Item item) {
        return counted.count(new ExperimentCell(arm, outcome, item));
    }

    long exposed(String arm) {
        return count(arm, ExperimentCell.EXPOSURE, Item.COUNTED);
    }

    SampleRatio sampleRatio() {
        Map<String, Long> customers = new LinkedHashMap<>();
        settings.arms.forEach(arm -> customers.put(arm, exposed(arm)));
        return SampleRatio.of(customers, settings.weights());
    }

    /** The sum of the amounts of an item, in minor units of money. */
    long amount(String arm, String outcome, Item item) {
        return counted.amount(new ExperimentCell(arm, outcome, item));
    }

    /** The exact sum that is held in three digits from an item on. */
    BigInteger sum(String arm, String outcome, Item lowest) {
        BigInteger sum = BigInteger.ZERO;
        for (int digit = 2; digit >= 0; digit--) {
            Item item = ITEMS[lowest.ordinal() + digit];
            sum = sum.shiftLeft(32).add(BigInteger.valueOf(amount(arm, outcome, item)));
        }
        return sum;
    }

    /** How many of the units in which an outcome is counted make the one in which it is told. */
    private double unit(Outcome outcome) {
        int decimals = outcome.isMoney()
                ? Math.max(
                        0,
                        counted.currency()
                                .map(Currency::getDefaultFractionDigits)
                                .orElse(0))
                : 0;
        return Math.pow(10, decimals);
    }

    /** Who has done it, of those of whom it is known; nothing if of nobody, or the outcome is no share. */
    Optional<Proportion> share(Outcome outcome, String arm) {
        long of = count(arm, outcome.name(), Item.COUNTED);
        return of == 0 || outcome.kind() != Kind.SHARE
                ? Optional.empty()
                : Optional.of(Proportion.of(count(arm, outcome.name(), Item.YES), of));
    }

    Optional<ProportionComparison> shares(Outcome outcome, String arm) {
        return share(outcome, arm)
                .flatMap(one -> share(outcome, settings.control()).map(one::comparedWith));
    }

    /** Both numbers of the customers of an arm; nothing if there is none. */
    Optional<PairedSums> pairs(Outcome outcome, String arm) {
        String name = outcome.name();
        long of = count(arm, name, Item.COUNTED);
        if (of == 0) {
            return Optional.empty();
        }
        BigInteger sum = BigInteger.valueOf(amount(arm, name, Item.COUNTED));
        PairedSums pairs = PairedSums.ofSums(
                of,
                sum,
                BigInteger.valueOf(amount(arm, name, Item.BESIDE)),
                outcome.kind() == Kind.SHARE ? sum : sum(arm, name, Item.SQUARES_0),
                sum(arm, name, Item.BESIDE_SQUARES_0),
                sum(arm, name, Item.PRODUCTS_0));
        return Optional.of(outcome.kind() == Kind.RATIO ? pairs : divided(pairs, unit(outcome)));
    }

    private static PairedSums divided(PairedSums pairs, double unit) {
        double square = unit * unit;
        return new PairedSums(
                pairs.count(),
                pairs.mean() / unit,
                pairs.beside() / unit,
                pairs.squares() / square,
                pairs.besideSquares() / square,
                pairs.products() / square);
    }

    /** The mean of an arm, or its ratio; nothing if nobody is in it, or the ratio is over nothing. */
    Optional<SampleMean> mean(Outcome outcome, String arm) {
        return switch (outcome.kind()) {
            case SHARE -> share(outcome, arm).map(SampleMean::of);
            case MEAN -> pairs(outcome, arm).map(PairedSums::sample);
            case RATIO -> pairs(outcome, arm).flatMap(PairedSums::ratio).map(ratio -> ratio.dividedBy(unit(outcome)));
        };
    }

    Optional<MeanComparison> means(Outcome outcome, String arm) {
        return mean(outcome, arm)
                .flatMap(one -> mean(outcome, settings.control()).map(other -> MeanComparison.of(one, other)));
    }

    /** What customers of an arm did before the exposure; nothing if that was not looked at. */
    Optional<SampleMean> past(Outcome outcome, String arm) {
        return outcome.pastDays() == 0
                ? Optional.empty()
                : pairs(outcome, arm)
                        .map(pairs -> SampleMean.of(
                                pairs.count(), pairs.beside(), pairs.besideSquares(), pairs.count() - 1.0));
    }

    /** Whether what customers of an arm did before the exposure is 0 or 1 of each, of an outcome that is a share. */
    boolean isPastShare(Outcome outcome, String arm) {
        // Of whole numbers x² is x of 0 and 1 alone, and more of all others.
        BigInteger sum = BigInteger.valueOf(amount(arm, outcome.name(), Item.BESIDE));
        return outcome.kind() == Kind.SHARE && sum.equals(sum(arm, outcome.name(), Item.BESIDE_SQUARES_0));
    }

    /** The days since the exposure of the customers of an arm, at the end of the data: e − d of each day d. */
    Optional<SampleMean> daysSince(String arm) {
        long of = exposed(arm);
        if (of == 0) {
            return Optional.empty();
        }
        BigInteger n = BigInteger.valueOf(of);
        BigInteger end = BigInteger.valueOf(counted.rule().timeline().asOf().toEpochDay() + 1);
        BigInteger days = BigInteger.valueOf(amount(arm, ExperimentCell.EXPOSURE, Item.COUNTED));
        BigInteger sum = n.multiply(end).subtract(days);
        // Σ(e − d)² = Σd² − 2eΣd + ne², where −2eΣd + ne² = e(Σ(e − d) − Σd).
        BigInteger squares = sum(arm, ExperimentCell.EXPOSURE, Item.SQUARES_0).add(end.multiply(sum.subtract(days)));
        return Optional.of(SampleMean.ofSums(of, sum, squares));
    }

    /** The arms that somebody is in, that which the others are held against first if it is among them. */
    private List<String> known(Outcome outcome) {
        List<String> known = new ArrayList<>(settings.arms);
        known.removeIf(arm -> count(arm, outcome.name(), Item.COUNTED) == 0);
        return known;
    }

    /** The adjustment by the past, over all arms that somebody is in; nothing if the past was not looked at. */
    Optional<Cuped> cuped(Outcome outcome) {
        List<PairedSums> arms = known(outcome).stream()
                .map(arm -> pairs(outcome, arm).orElseThrow())
                .toList();
        return outcome.pastDays() == 0 || arms.isEmpty() ? Optional.empty() : Optional.of(new Cuped(arms));
    }

    /** Two arms after the adjustment. */
    Optional<MeanComparison> adjusted(Outcome outcome, String arm) {
        List<String> known = known(outcome);
        int control = known.indexOf(settings.control());
        int treated = known.indexOf(arm);
        return control < 0 || treated < 0
                ? Optional.empty()
                : cuped(outcome).map(all -> all.comparison(treated, control));
    }

    /** The effect on an arm; nothing if nobody is in it, or in that which it is held against. */
    Optional<Effect> effect(Outcome outcome, String arm, EffectScale scale, double confidence) {
        Optional<Effect> effect;
        if (outcome.pastDays() > 0) {
            effect = adjusted(outcome, arm).map(means -> means.effect(scale, confidence, "CUPED and Welch"));
        } else if (outcome.kind() == Kind.SHARE) {
            effect = shares(outcome, arm).map(shares -> Effect.ofShares(shares, scale, confidence));
        } else {
            boolean isDelta = outcome.kind() == Kind.RATIO && scale == EffectScale.ABSOLUTE;
            String method = isDelta ? "Welch and the delta method" : "Welch";
            effect = means(outcome, arm).map(means -> means.effect(scale, confidence, method));
        }
        return effect.map(each -> named(each, outcome));
    }

    /** The effect by a sequence that may be looked at every day. */
    Optional<Effect> sequential(Outcome outcome, String arm, EffectScale scale, ConfidenceSequence sequence) {
        return compared(outcome, arm).map(each -> named(sequence.effect(each, scale), outcome));
    }

    /** Two arms as means, adjusted by the past where that was looked at. */
    private Optional<MeanComparison> compared(Outcome outcome, String arm) {
        return outcome.pastDays() > 0 ? adjusted(outcome, arm) : means(outcome, arm);
    }

    /** How far an arm is from that which it is held against, and the square of its standard error; both NaN if one is not known. */
    record Apart(double difference, double square) {}

    /** Means by Welch; shares by Agresti and Caffo, with one customer more either way in each arm, so that their error is never 0. */
    Apart apart(Outcome outcome, String arm) {
        Optional<Apart> apart;
        if (outcome.kind() == Kind.SHARE && outcome.pastDays() == 0) {
            apart = shares(outcome, arm).map(ArmSums::withOneMore);
        } else {
            apart = compared(outcome, arm).map(means -> {
                double error = means.standardError(EffectScale.ABSOLUTE).orElse(Double.NaN);
                return new Apart(means.treated().mean() - means.control().mean(), error * error);
            });
        }
        return apart.orElseGet(() -> new Apart(Double.NaN, Double.NaN));
    }

    private static Apart withOneMore(ProportionComparison shares) {
        Apart one = withOneMore(shares.first());
        Apart other = withOneMore(shares.reference());
        return new Apart(one.difference - other.difference, one.square + other.square);
    }

    private static Apart withOneMore(Proportion share) {
        double n = share.total() + 2.0;
        double p = (share.count() + 1) / n;
        return new Apart(p, p * (1 - p) / n);
    }

    private static Effect named(Effect effect, Outcome outcome) {
        return effect.named(outcome.name()).ofKind(outcome.kind());
    }
}
