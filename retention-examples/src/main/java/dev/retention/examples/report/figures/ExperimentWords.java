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

    /** With fewer customers in an arm, chance and effect are not told from each other. */
    private static final long FEWEST = 30;

    private static final int SHOWN = 2;
    private static final int MOST_DECIMALS = 6;

    /** A share of the variance below that is not told. */
    private static final double LEAST = 0.01;

    private ExperimentWords() {}

    /** The name as part of a sentence. */
    public static String name(ExperimentFigures figures) {
        return Words.oneLine(figures.name(), NAME);
    }

    /** What should be read first. */
    public static String headline(ExperimentFigures figures) {
        if (!figures.isRead()) {
            return "No effect is read: " + figures.ratio().words();
        }
        if (figures.effects().isEmpty()) {
            return tooEarly(figures);
        }
        if (!figures.before().isEmpty()) {
            return "Unclear: the arms were not alike before, by more than chance makes, so that what differs after it may be"
                    + " no more than that.";
        }
        List<Effect> told = told(figures);
        return told.isEmpty()
                ? untold(figures)
                : (isMixed(told) ? "Both ways. " : "")
                        + told.stream()
                                .map(each -> Words.capital(each.arm()) + " " + told(figures, each))
                                .collect(Collectors.joining(". ", "", "."));
    }

    /** The effects that chance does not explain. */
    public static List<Effect> told(ExperimentFigures figures) {
        return figures.effects().stream()
                .filter(each -> each.verdict() == Verdict.BETTER || each.verdict() == Verdict.WORSE)
                .toList();
    }

    private static boolean isMixed(List<Effect> told) {
        return told.stream().map(Effect::verdict).distinct().count() > 1;
    }

    private static String untold(ExperimentFigures figures) {
        List<Effect> open = figures.effects().stream()
                .filter(each -> each.verdict() == Verdict.NOT_TOLD)
                .toList();
        if (open.isEmpty()) {
            return "Nothing to tell: " + nothing(figures.effects().get(0)) + " in any arm.";
        }
        boolean isSmall = open.stream()
                .anyMatch(each -> Math.min(each.known().treated(), each.known().control()) < FEWEST);
        return (isSmall ? "Too few customers to tell" : "Chance could explain what differs between") + " "
                + others(figures) + (isSmall ? " from " : " and ") + figures.control() + ": "
                + open.stream()
                        .filter(each -> each.outcome().equals(open.get(0).outcome()))
                        .limit(SHOWN)
                        .map(each -> "the difference in " + each.outcome()
                                + (figures.arms().size() > 2 ? " of " + each.arm() : "") + " may be anything from "
                                + each.interval()
                                        .map(range -> interval(each, range) + unit(each))
                                        .orElse("any less to any more"))
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private static String nothing(Effect effect) {
        return effect.outcome().startsWith(LOST)
                ? "nobody was " + effect.outcome()
                : effect.shape() == Shape.SHARE ? "nobody " + effect.outcome() : effect.outcome() + " is 0";
    }

    private static String unit(Effect effect) {
        return effect.shape() == Shape.SHARE ? " points" : "";
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

    /** What is found, for the summary of a whole report: the same, with the experiment. */
    public static String finding(ExperimentFigures figures) {
        List<Effect> told = figures.before().isEmpty() && figures.isRead() ? told(figures) : List.of();
        if (told.isEmpty() || isMixed(told)) {
            return Words.capital(name(figures)) + ": " + headline(figures);
        }
        return told.stream()
                .map(each -> Words.capital(each.arm())
                        + (figures.name().equalsIgnoreCase(each.arm()) ? "" : " (" + name(figures) + ")") + " "
                        + told(figures, each))
                .collect(Collectors.joining(". ", "", "."));
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
                                + (figures.waiting() == 1 ? "counts" : "count") + " in nothing below.")
                + (figures.several() == 0
                        ? ""
                        : " " + Words.counted(figures.several(), "customer") + " came into several arms and "
                                + (figures.several() == 1 ? "counts" : "count") + " in none.");
    }

    /** By what effects are adjusted; empty where none is. */
    public static String adjusted(ExperimentFigures figures) {
        String explained = figures.effects().stream()
                .filter(each ->
                        each.adjusted().isPresent() && each.adjusted().get().reduction() >= LEAST)
                .map(each -> Words.percent(each.adjusted().get().reduction()) + " of the variance of " + each.outcome())
                .distinct()
                .collect(Collectors.joining(", "));
        return figures.effects().stream().noneMatch(each -> each.adjusted().isPresent())
                ? ""
                : "Differences are adjusted by what customers did before (CUPED)"
                        + (figures.before().isEmpty()
                                ? ": an arm whose customers did more already is not called better for that"
                                : "")
                        + (explained.isEmpty() ? "." : ", and less is left to chance, " + explained + ".");
    }

    /** A line of the table in a sentence. */
    public static String sentence(Effect effect, Unit unit) {
        return Words.capital(outcome(effect, unit)) + ", " + effect.arm() + ": " + values(effect) + ", "
                + difference(effect) + (effect.adjusted().isPresent() ? " adjusted" : "") + chance(effect) + ": "
                + word(effect);
    }

    /** What is looked at, with the currency. */
    public static String outcome(Effect effect, Unit unit) {
        return effect.shape() == Shape.MONEY ? unit.after(effect.outcome()) : effect.outcome();
    }

    /** The arm's as it is against the control's, with of how many each is known. */
    public static String values(Effect effect) {
        return value(effect, effect.treated()) + " of "
                + Words.count(effect.known().treated()) + " against " + value(effect, effect.control()) + " of "
                + Words.count(effect.known().control());
    }

    private static String chance(Effect effect) {
        return effect.chance().pValue().map(p -> ", " + Words.pValue(p)).orElse("")
                + effect.chance()
                        .corrected()
                        .filter(each -> effect.chance().questions() > 1)
                        .map(p -> ", as one of " + effect.chance().questions() + " questions " + Words.pValue(p))
                        .orElse("");
    }

    /** An effect that is told: how much more or fewer, and where that lies. */
    private static String told(ExperimentFigures figures, Effect effect) {
        boolean less = effect.difference() < 0;
        String much = amount(effect, Math.abs(effect.difference()));
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
                        + amount(effect, less ? -each.upper() : each.lower()) + " to "
                        + amount(effect, less ? -each.lower() : each.upper()) + ")")
                .orElse("");
    }

    private static String amount(Effect effect, double number) {
        return number(effect, "", effect.shape() == Shape.SHARE ? number * 100 : number);
    }

    /** A value of one arm. */
    public static String value(Effect effect, double value) {
        return effect.shape() == Shape.SHARE
                ? Words.percent(value)
                : String.format(Locale.ROOT, effect.shape() == Shape.MONEY ? "%,.2f" : "%,.3f", value)
                        .replace('-', '−');
    }

    /** The difference with its interval, such as {@code +3.1 points (+0.4 to +5.8)}. */
    public static String difference(Effect effect) {
        return signed(effect, effect.difference())
                + unit(effect)
                + effect.interval()
                        .map(each -> " (" + interval(effect, each) + ")")
                        .orElse("");
    }

    /** An interval of differences. */
    public static String interval(Effect effect, Interval interval) {
        return signed(effect, interval.lower()) + " to " + signed(effect, interval.upper());
    }

    /** A relative difference, such as {@code +12.5 %}. */
    public static String relative(Optional<Double> share) {
        return share.map(each ->
                        String.format(Locale.ROOT, "%+.1f %%", each * 100).replace('-', '−'))
                .orElse("–");
    }

    private static String signed(Effect effect, double number) {
        return number(effect, "+", effect.shape() == Shape.SHARE ? number * 100 : number);
    }

    /** With so many decimals that two digits of how wide the interval is are shown. */
    private static String number(Effect effect, String sign, double number) {
        int least = effect.shape() == Shape.SHARE ? 1 : effect.shape() == Shape.MONEY ? 2 : 3;
        double wide = effect.interval().map(each -> each.upper() - each.lower()).orElse(0.0)
                * (effect.shape() == Shape.SHARE ? 100 : 1);
        int decimals = wide > 0 && Double.isFinite(wide) ? 1 - (int) Math.floor(Math.log10(wide)) : least;
        return String.format(
                        Locale.ROOT,
                        "%" + sign + ",." + Math.max(least, Math.min(MOST_DECIMALS, decimals)) + "f",
                        number)
                .replace('-', '−');
    }

    /** A verdict in words, also where it and the interval do not say the same. */
    public static String word(Effect effect) {
        String word = told(effect.verdict());
        return switch (effect.verdict()) {
            case NOT_TOLD ->
                effect.isApart() && effect.chance().questions() > 1
                        ? word + ", as one of " + effect.chance().questions() + " questions"
                        : word;
            case BETTER, WORSE -> effect.isApart() ? word : word + ", by p";
            case NOTHING, NOT_ALIKE -> word;
        };
    }

    /** A verdict in words. */
    public static String told(Verdict verdict) {
        return switch (verdict) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case NOT_TOLD -> "chance could explain it";
            case NOTHING -> "happened to nobody";
            case NOT_ALIKE -> "not alike before";
        };
    }
}
