package dev.retention.examples.report.count;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.examples.report.figures.CohortFigures;
import dev.retention.examples.report.figures.Curve;
import dev.retention.examples.report.figures.CurvePoint;
import dev.retention.examples.report.figures.Finding;
import dev.retention.examples.report.figures.Finding.Tone;
import dev.retention.examples.report.figures.GroupFigures;
import dev.retention.examples.report.figures.KeyFigures;
import dev.retention.examples.report.figures.Movement;
import dev.retention.examples.report.figures.MovementFigures;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.Words;
import dev.retention.time.CellState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts the tables into plain words, and calls something a change only if the interval of the difference is. */
public final class Findings {

    /** How many earlier periods the latest one is compared with. */
    private static final int LOOK_BACK = 12;

    /** Below this many customers a share says little, and the summary says so. */
    private static final int FEW = 30;

    private final Scope scope;
    private final List<Finding> findings = new ArrayList<>();

    private Findings(Scope scope) {
        this.scope = scope;
    }

    /** The summary in plain words, the most important first. */
    public static List<Finding> of(
            Scope scope, MovementFigures figures, CohortFigures cohorts, Optional<GroupFigures> groups) {
        Findings result = new Findings(scope);
        if (figures.latest().isPresent()) {
            KeyFigures latest = figures.latest().get();
            result.describe(latest);
            result.compareChurn(latest.movement(), figures.movements());
        } else {
            result.add(
                    Tone.FACT,
                    "The data hold no two complete " + result.periods()
                            + ", so nothing can be said about who stays yet.");
        }
        List<Curve> halves = cohorts.halves();
        if (halves.size() == 2) {
            result.compareReturns(halves.get(0), halves.get(1));
        }
        groups.ifPresent(result::compareGroups);
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
                        now.period(),
                        Words.counted(now.active().customers(), "customer") + " ordered",
                        Words.count(now.newCustomers().customers()),
                        Words.count(now.retained().customers()),
                        period(),
                        Words.count(now.reactivated().customers()),
                        Words.count(now.lost().customers()),
                        "the " + Words.count(latest.before().active().customers()) + " of "
                                + latest.before().period()));
    }

    private void compareChurn(Movement now, List<Movement> movements) {
        if (now.churn().isEmpty()) {
            return;
        }
        Rate churn = now.churn().get();
        List<Movement> before = new ArrayList<>();
        for (Movement movement : movements) {
            if (movement.period().equals(now.period())) {
                break;
            }
            if (movement.churn().isPresent()) {
                before.add(movement);
            }
        }
        before = before.subList(Math.max(0, before.size() - LOOK_BACK), before.size());
        if (before.isEmpty()) {
            return;
        }
        Proportion usual = Proportion.pooled(before.stream()
                .map(each -> each.churn().orElseThrow().proportion())
                .toList());
        Interval difference = churn.proportion().comparedWith(usual).differenceInterval(Rate.CONFIDENCE);
        String earlier = before.size() == 1
                ? "in the " + period() + " before"
                : "over the " + before.size() + " " + periods() + " before";
        compare(
                "Churn: " + Words.percent(churn.value()) + " of the customers of the " + period()
                        + " before did not order in " + now.period() + ", against " + Words.percent(usual.asDouble())
                        + " "
                        + earlier,
                difference,
                "higher",
                Tone.WORSE,
                "lower",
                Tone.BETTER);
        if (churn.total() < FEW) {
            add(
                    Tone.UNCLEAR,
                    "These are few customers (" + Words.count(churn.total())
                            + "): the true churn may lie anywhere from " + Words.interval(churn) + ".");
        }
    }

    private void compareReturns(Curve earlier, Curve later) {
        Optional<CurvePoint> then = next(earlier);
        Optional<CurvePoint> now = next(later);
        if (then.isEmpty() || now.isEmpty()) {
            return;
        }
        Proportion first = now.get().rate().proportion();
        Proportion reference = then.get().rate().proportion();
        compare(
                "Second orders: of the customers who came first in " + later.first() + " to " + later.last() + ", "
                        + Words.percent(first.asDouble()) + " ordered again in the next " + period() + ", against "
                        + Words.percent(reference.asDouble()) + " of those of " + earlier.first() + " to "
                        + earlier.last(),
                first.comparedWith(reference).differenceInterval(Rate.CONFIDENCE),
                "higher",
                Tone.BETTER,
                "lower",
                Tone.WORSE);
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

    private void compare(String what, Interval difference, String above, Tone aboveTone, String below, Tone belowTone) {
        if (difference.lower() > 0) {
            add(aboveTone, what + ": clearly " + above + by(difference.lower(), difference.upper()));
        } else if (difference.upper() < 0) {
            add(belowTone, what + ": clearly " + below + by(-difference.upper(), -difference.lower()));
        } else {
            add(
                    Tone.UNCLEAR,
                    what
                            + String.format(
                                    Locale.ROOT,
                                    ": no clear change; chance alone could explain it (anything from %.1f points lower to "
                                            + "%.1f higher).",
                                    -difference.lower() * 100,
                                    difference.upper() * 100));
        }
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
