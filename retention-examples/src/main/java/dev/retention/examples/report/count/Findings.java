package dev.retention.examples.report.count;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.examples.report.figures.CohortFigures;
import dev.retention.examples.report.figures.Curve;
import dev.retention.examples.report.figures.CurvePoint;
import dev.retention.examples.report.figures.DependenceFigures;
import dev.retention.examples.report.figures.Finding;
import dev.retention.examples.report.figures.Finding.Tone;
import dev.retention.examples.report.figures.GroupFigures;
import dev.retention.examples.report.figures.KeyFigures;
import dev.retention.examples.report.figures.Movement;
import dev.retention.examples.report.figures.MovementFigures;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.ReportGrain;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.WhichFigures;
import dev.retention.examples.report.figures.WhichWords;
import dev.retention.examples.report.figures.Words;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.trend.PeriodComparison;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodRates;
import dev.retention.trend.PeriodSentences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Puts the tables into plain words, and calls something a change only if the interval of the difference is. */
public final class Findings {

    private static final PeriodSentences SENTENCES = PeriodSentences.at(Rate.CONFIDENCE);

    /** Below this many customers a share says little, and the summary says so. */
    private static final int FEW = 30;

    /** Of so many customers the ten largest would have a tenth or less, were all alike. */
    private static final int MANY = 100;

    /** From this share on it is told what the ten largest bring. */
    private static final double MUCH = 0.2;

    private final Scope scope;
    private final List<Finding> findings = new ArrayList<>();

    private Findings(Scope scope) {
        this.scope = scope;
    }

    /** The summary in plain words, the most important first. */
    public static List<Finding> of(
            Counts counts,
            MovementFigures figures,
            CohortFigures cohorts,
            Optional<GroupFigures> groups,
            WhichFigures which) {
        Findings result = new Findings(counts.scope());
        if (figures.latest().isPresent()) {
            KeyFigures latest = figures.latest().get();
            result.describe(latest);
            result.compareChurn(latest.movement(), counts);
        } else {
            result.add(
                    Tone.FACT,
                    "The data hold no two complete " + result.periods()
                            + ", so nothing can be said about who stays yet.");
        }
        if (cohorts.halves().size() == 2) {
            result.compareReturns(cohorts);
        }
        which.dependence().ifPresent(result::mentionTheLargest);
        groups.ifPresent(result::compareGroups);
        groups.ifPresent(result::mentionSmallGroups);
        result.adviseGrain(figures, Rhythm.medianGap(counts.store(), counts.timeline()));
        result.mentionRunning(figures.movements());
        return result.findings;
    }

    private void describe(KeyFigures latest) {
        Movement now = latest.movement();
        add(
                Tone.FACT,
                String.format(
                        Locale.ROOT,
                        "In %s, %s: %s new, %s who also ordered the %s before, %s back after a pause. "
                                + "%s of %s did not order again.",
                        scope.grain().named(now.period()),
                        Words.counted(now.active().customers(), "customer") + " ordered",
                        Words.count(now.newCustomers().customers()),
                        Words.count(now.retained().customers()),
                        period(),
                        Words.count(now.reactivated().customers()),
                        Words.count(now.lost().customers()),
                        "the " + Words.count(latest.before().active().customers()) + " of "
                                + scope.grain().named(latest.before().period())));
    }

    private void compareChurn(Movement now, Counts counts) {
        Optional<PeriodRates> rates = MovementCalculator.churn(counts);
        if (now.churn().isEmpty() || rates.isEmpty()) {
            return;
        }
        Rate churn = now.churn().get();
        PeriodRates known = rates.get();
        Period period = counts.grain().grain(counts.weekStart()).parse(now.period());
        Optional<PeriodComparison> lastYear = known.compare(period, Reference.LAST_YEAR);
        Optional<PeriodComparison> before = known.compare(period, Reference.BEFORE);
        String what = "Churn: " + Words.percent(churn.value()) + " of the customers of the " + period()
                + " before did not order in " + scope.grain().named(now.period());
        List<String> compared = new ArrayList<>();
        lastYear.ifPresent(each -> compared.add(SENTENCES.difference(each)));
        before.ifPresent(each -> compared.add(SENTENCES.difference(each)));
        if (compared.isEmpty()) {
            add(Tone.FACT, what + "; there is nothing yet to compare it with.");
        } else {
            String note = lastYear.isPresent() ? "" : SENTENCES.seasonNote(known, period);
            add(
                    tone(lastYear.or(() -> before).orElseThrow()),
                    what + ", " + String.join(". And ", compared) + "." + (note.isEmpty() ? "" : " " + note));
        }
        if (churn.total() < FEW) {
            add(
                    Tone.UNCLEAR,
                    "These are few customers (" + Words.count(churn.total())
                            + "): the true churn may lie anywhere from " + Words.interval(churn) + ".");
        }
    }

    private static Tone tone(PeriodComparison churn) {
        return switch (churn.verdict(Rate.CONFIDENCE)) {
            case HIGHER -> Tone.WORSE;
            case LOWER -> Tone.BETTER;
            case UNCLEAR -> Tone.UNCLEAR;
        };
    }

    private void compareReturns(CohortFigures cohorts) {
        Curve earlier = cohorts.halves().get(0);
        Curve later = cohorts.halves().get(1);
        Optional<CurvePoint> then = next(earlier);
        Optional<CurvePoint> now = next(later);
        if (then.isEmpty() || now.isEmpty()) {
            return;
        }
        Proportion first = now.get().rate().proportion();
        Proportion reference = then.get().rate().proportion();
        Interval difference = first.comparedWith(reference).differenceInterval(Rate.CONFIDENCE);
        boolean clear = difference.lower() > 0 || difference.upper() < 0;
        add(
                difference.lower() > 0 ? Tone.BETTER : difference.upper() < 0 ? Tone.WORSE : Tone.UNCLEAR,
                "Back in the " + period() + " after the first order: of the customers who came first in "
                        + later.first() + " to " + later.last() + ", "
                        + Words.percent(first.asDouble()) + " ordered again in the next " + period() + ", against "
                        + Words.percent(reference.asDouble()) + " of those of " + earlier.first() + " to "
                        + earlier.last() + ": " + SENTENCES.change(difference) + "."
                        + (clear && !cohorts.wholeYears()
                                ? " The season is not out of this: that takes two whole years of first orders."
                                : ""));
    }

    /** That much hangs on ten customers is worth a word where there are many more. */
    private void mentionTheLargest(DependenceFigures dependence) {
        if (dependence.customers() >= MANY && dependence.top().share() >= MUCH) {
            add(Tone.FACT, WhichWords.dependence(dependence, scope.unit()));
        }
    }

    /** A test of a group of a few customers says little, however small its p-value. */
    private void mentionSmallGroups(GroupFigures groups) {
        List<String> small = groups.groups().stream()
                .filter(group -> group.customers() < FEW)
                .map(group -> group.name() + " (" + Words.count(group.customers()) + ")")
                .toList();
        if (!small.isEmpty()) {
            add(
                    Tone.UNCLEAR,
                    "Groups of few customers: " + String.join(", ", small)
                            + ". What is compared or tested of them says little, whatever the p-value.");
        }
    }

    /** Periods shorter than the customers' own rhythm make losses of pauses. */
    private void adviseGrain(MovementFigures figures, OptionalDouble gap) {
        if (gap.isEmpty() || gap.getAsDouble() <= scope.grain().days()) {
            return;
        }
        String coarser = Arrays.stream(ReportGrain.values())
                .filter(each -> each.days() >= gap.getAsDouble())
                .findFirst()
                .filter(each -> each != scope.grain())
                .map(each -> "--grain " + each.word() + " fits them better")
                .orElse("no --grain is long enough for them");
        add(
                Tone.FACT,
                "Of the customers who ordered on several days, half leave " + Words.days(Math.rint(gap.getAsDouble()))
                        + " days or more between them, longer than a " + period() + ": " + coarser + "."
                        + (figures.mostPause()
                                ? " Most who order again do so after a pause of a " + period()
                                        + " or more, so “did not order” is not “lost” here."
                                : ""));
    }

    private void compareGroups(GroupFigures groups) {
        if (groups.pair().isEmpty()) {
            return;
        }
        GroupFigures.Pair pair = groups.pair().get();
        List<GroupFigures.Difference> clear =
                pair.differences().stream().filter(each -> each.sign() != 0).toList();
        if (clear.isEmpty() && !pair.differences().isEmpty()) {
            add(
                    Tone.UNCLEAR,
                    pair.first() + " and " + pair.second()
                            + ": the data support no difference in who orders again or who is lost.");
        }
        for (GroupFigures.Difference each : clear) {
            add(
                    Tone.FACT,
                    each.what() + ": " + Words.percent(each.first().value()) + " of " + pair.first() + ", "
                            + Words.percent(each.second().value()) + " of " + pair.second() + ": clearly "
                            + each.verdict(pair)
                            + by(
                                    Math.min(
                                            Math.abs(each.interval().lower()),
                                            Math.abs(each.interval().upper())),
                                    Math.max(
                                            Math.abs(each.interval().lower()),
                                            Math.abs(each.interval().upper()))));
        }
    }

    private static Optional<CurvePoint> next(Curve curve) {
        return curve.points().stream().filter(point -> point.age() == 1).findFirst();
    }

    private static String by(double least, double most) {
        return String.format(Locale.ROOT, ", by %.1f to %.1f points.", least * 100, most * 100);
    }

    private void mentionRunning(List<Movement> movements) {
        Movement last = movements.get(movements.size() - 1);
        if (last.state() == CellState.PARTIAL) {
            add(
                    Tone.FACT,
                    "The " + period() + " " + last.period() + " is still running as of " + scope.asOf()
                            + ": its figures are shown, marked, and compared with nothing.");
        }
    }

    private String period() {
        return scope.grain().word();
    }

    private String periods() {
        return period() + "s";
    }

    private void add(Tone tone, String text) {
        findings.add(new Finding(tone, text));
    }
}
