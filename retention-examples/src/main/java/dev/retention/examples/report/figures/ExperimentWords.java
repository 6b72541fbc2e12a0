package dev.retention.examples.report.figures;

import dev.retention.Interval;
import dev.retention.examples.report.figures.ExperimentFigures.Arm;
import dev.retention.examples.report.figures.ExperimentFigures.Effect;
import dev.retention.examples.report.figures.ExperimentFigures.Shape;
import dev.retention.examples.report.figures.ExperimentFigures.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What may be said of an experiment, in one place for page, terminal and review. */
public final class ExperimentWords {

    private static final int NAME = 60;
    private static final String LOST = "lost";

    private ExperimentWords() {}

    /** The name as part of a sentence. */
    public static String name(ExperimentFigures figures) {
        return Words.oneLine(figures.name(), NAME);
    }

    /** The one sentence that should be read. */
    public static String headline(ExperimentFigures figures) {
        if (!figures.isRead()) {
            return "No effect is read: " + figures.ratio();
        }
        if (figures.effects().isEmpty()) {
            return tooEarly(figures);
        }
        List<Effect> told = figures.effects().stream()
                .filter(each -> each.verdict() != Verdict.NOT_TOLD)
                .toList();
        return told.isEmpty()
                ? "No difference between " + others(figures) + " and " + figures.control()
                        + " is told: what there is, chance explains."
                : told.stream()
                        .map(each -> Words.capital(each.arm()) + " " + told(figures, each))
                        .collect(Collectors.joining(". ", "", "."));
    }

    private static String tooEarly(ExperimentFigures figures) {
        return "Too early to tell: of " + Words.counted(figures.customers(), "customer") + ", "
                + Words.count(figures.customers() - figures.waiting()) + " have " + figures.days()
                + " days behind them"
                + figures.due().map(day -> "; half of them will by " + day).orElse("") + ".";
    }

    private static String others(ExperimentFigures figures) {
        return figures.arms().stream()
                .map(Arm::name)
                .filter(arm -> !arm.equals(figures.control()))
                .collect(Collectors.joining(", "));
    }

    /** What is found, for the summary of a whole report. */
    public static String finding(ExperimentFigures figures, Effect effect) {
        String of = figures.name().equalsIgnoreCase(effect.arm()) ? "" : " (" + name(figures) + ")";
        return Words.capital(effect.arm()) + of + " " + told(figures, effect) + ".";
    }

    /** The numbers of the arms. */
    public static String arms(ExperimentFigures figures) {
        return figures.arms().stream()
                .map(arm -> Words.counted(arm.customers().customers(), "customer") + " in " + arm.name())
                .collect(Collectors.joining(", "));
    }

    /** For how long everybody is looked at, and who is not yet. */
    public static String window(ExperimentFigures figures) {
        return "Everybody is looked at for " + figures.days() + " days from the day on which they got it, or would have"
                + (figures.waiting() == 0
                        ? "."
                        : "; " + Words.counted(figures.waiting(), "customer")
                                + (figures.waiting() == 1 ? " is" : " are") + " not so far yet and "
                                + (figures.waiting() == 1 ? "counts" : "count") + " in nothing below.");
    }

    /** How much of the variance the customers' past takes out, where effects are adjusted by that; empty where none is. */
    public static String adjusted(ExperimentFigures figures) {
        String explained = figures.effects().stream()
                .filter(each -> each.reduction().isPresent())
                .map(each -> Words.percent(each.reduction().get()) + " of the variance of " + each.outcome())
                .distinct()
                .collect(Collectors.joining(" and "));
        return explained.isEmpty()
                ? ""
                : "The customers’ own past explains " + explained + ", and is taken out (CUPED).";
    }

    /** A line of the table in a sentence. */
    public static String sentence(Effect effect) {
        return Words.capital(effect.outcome()) + ", " + effect.arm() + ": " + value(effect, effect.treated())
                + " against " + value(effect, effect.control()) + ", " + difference(effect)
                + effect.pValue().map(p -> ", " + Words.pValue(p)).orElse("") + ": " + word(effect.verdict());
    }

    /** An effect that is told: how much more or fewer, and where that lies. */
    private static String told(ExperimentFigures figures, Effect effect) {
        boolean less = effect.difference() < 0;
        String much = amount(effect.shape(), Math.abs(effect.difference()));
        String against = effect.outcome() + " than " + figures.control() + range(effect, less);
        if (effect.shape() != Shape.SHARE) {
            return "has " + much + (less ? " less " : " more ") + against + ", a customer";
        }
        return effect.outcome().startsWith(LOST) && less
                ? "kept " + much + " points more customers than " + figures.control()
                        + effect.outcome().substring(LOST.length()) + range(effect, true)
                : "has " + much + " points " + (less ? "fewer" : "more") + " customers who "
                        + (effect.outcome().startsWith(LOST) ? "were " : "") + against;
    }

    private static String range(Effect effect, boolean less) {
        return effect.interval()
                .map(each -> " ("
                        + amount(effect.shape(), less ? -each.upper() : each.lower()) + " to "
                        + amount(effect.shape(), less ? -each.lower() : each.upper()) + ")")
                .orElse("");
    }

    private static String amount(Shape shape, double number) {
        return shape == Shape.SHARE ? Words.percentNumber(number).replace('-', '−') : plain(number);
    }

    /** A value of one arm. */
    public static String value(Effect effect, double value) {
        return effect.shape() == Shape.SHARE ? Words.percent(value) : plain(value);
    }

    /** The difference with its interval, such as {@code +3.1 points (+0.4 to +5.8)}. */
    public static String difference(Effect effect) {
        return signed(effect.shape(), effect.difference())
                + (effect.shape() == Shape.SHARE ? " points" : "")
                + effect.interval()
                        .map(each -> " (" + interval(effect, each) + ")")
                        .orElse("");
    }

    /** An interval of differences. */
    public static String interval(Effect effect, Interval interval) {
        return signed(effect.shape(), interval.lower()) + " to " + signed(effect.shape(), interval.upper());
    }

    /** A relative difference, such as {@code +12.5 %}. */
    public static String relative(Optional<Double> share) {
        return share.map(each ->
                        String.format(Locale.ROOT, "%+.1f %%", each * 100).replace('-', '−'))
                .orElse("–");
    }

    private static String signed(Shape shape, double number) {
        return String.format(
                        Locale.ROOT,
                        shape == Shape.SHARE ? "%+.1f" : "%+,.2f",
                        shape == Shape.SHARE ? number * 100 : number)
                .replace('-', '−');
    }

    private static String plain(double number) {
        return String.format(Locale.ROOT, "%,.2f", number).replace('-', '−');
    }

    /** A verdict in words. */
    public static String word(Verdict verdict) {
        return switch (verdict) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case NOT_TOLD -> "no difference told";
        };
    }
}
