package dev.retention.examples.report.figures;

import dev.retention.examples.report.figures.ComplaintFigures.Month;
import dev.retention.examples.report.figures.ComplaintFigures.Part;
import dev.retention.examples.report.figures.ComplaintFigures.Run;
import dev.retention.examples.report.figures.LeavingFigures.Felt;
import dev.retention.examples.report.figures.ResponseFigures.Quantile;
import dev.retention.examples.report.figures.ResponseFigures.Share;
import dev.retention.examples.report.figures.ResponseFigures.Timed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What may be said of how customers are served, in one place for page and terminal. */
public final class ServiceWords {

    private static final int MINUTES_A_DAY = 1_440;
    private static final int MINUTES_AN_HOUR = 60;

    /** So many runs are named. */
    private static final int RUNS = 3;

    private ServiceWords() {}

    /** A rate with one decimal, such as {@code 12.3}. */
    public static String rate(double rate) {
        return String.format(Locale.ROOT, "%,.1f", rate);
    }

    /** The same, or a dash. */
    public static String rate(OptionalDouble rate) {
        return rate.isPresent() ? rate(rate.getAsDouble()) : "–";
    }

    /** The complaints of the latest period that is over. */
    public static String complaints(ComplaintFigures figures) {
        Optional<Month> last = last(figures);
        if (last.isEmpty()) {
            return "No period is over yet.";
        }
        Month month = last.get();
        String limits = month.limits()
                .map(each -> ", where " + rate(each.lower()) + " to " + rate(each.upper()) + " is ordinary")
                .orElse("");
        boolean isAll = month.others() == 0;
        return Words.counted(month.complaints(), "complaint") + " in " + month.period() + " of "
                + Words.counted(month.complained().customers(), "customer")
                + (isAll
                        ? ""
                        : ", " + Words.count(month.complaints() - month.others()) + " of them of live customers ("
                                + live(figures.exposed()) + ")")
                + ": " + rate(month.rate()) + " per 1,000 " + (isAll ? "customers" : "of these") + " and 30 days"
                + limits
                + (month.oddly().isEmpty() ? "." : ": " + month.oddly() + ".");
    }

    /** Who is live, without the word customers. */
    private static String live(String words) {
        return words.replaceFirst("^customers ", "");
    }

    private static Optional<Month> last(ComplaintFigures figures) {
        Optional<Month> last = Optional.empty();
        for (Month month : figures.months()) {
            last = month.isOver() ? Optional.of(month) : last;
        }
        return last;
    }

    /** What is out of the ordinary, the most important first. */
    public static String flags(ComplaintFigures figures) {
        int more = figures.runs().size() - RUNS;
        return figures.runs().isEmpty()
                ? "Nothing is out of the ordinary: what goes up and down there may be chance."
                : "Out of the ordinary: "
                        + figures.runs().stream().limit(RUNS).map(Run::words).collect(Collectors.joining("; "))
                        + (more > 0 ? "; and " + Words.count(more) + " more by the table" : "") + ".";
    }

    /** The largest topics in one line; empty if there are none. */
    public static String topics(ComplaintFigures figures) {
        List<String> named = new ArrayList<>();
        for (Part part :
                figures.topics().subList(0, Math.min(3, figures.topics().size()))) {
            named.add(part.name() + " " + Words.count(part.complaints()) + " (" + Words.percent(part.share()) + ")");
        }
        return named.isEmpty() ? "" : "Most are about " + String.join(", ", named) + ", " + figures.window() + ".";
    }

    /** How long a wait was. */
    public static String wait(Timed timed) {
        List<String> told = new ArrayList<>();
        for (Quantile quantile : timed.quantiles()) {
            told.add((quantile.share() == 0.5 ? "half within " : "nine of ten within ")
                    + quantile(quantile, timed.unit()));
        }
        return Words.capital(timed.name()) + ": " + String.join(", ", told) + ", of "
                + Words.counted(timed.cases(), "ticket") + ", " + Words.count(timed.open())
                + " of which still wait"
                + timed.standard()
                        .map(share -> "; within " + Words.counted(timed.within(), "day") + " " + share(share)
                                + " (" + Words.count(share.met()) + " met, " + Words.count(share.missed())
                                + " missed, " + Words.count(share.open()) + " open)")
                        .orElse("")
                + ".";
    }

    /** A time with its interval, such as {@code 9.2 hours (8.9 to 9.6)}. */
    public static String quantile(Quantile quantile, String unit) {
        if (quantile.value().isEmpty()) {
            return "a time that is not known yet";
        }
        double value = quantile.value().get();
        double scale = 1;
        String words = unit;
        if (unit.equals("minutes") && value >= MINUTES_AN_HOUR) {
            scale = value >= 2 * MINUTES_A_DAY ? MINUTES_A_DAY : MINUTES_AN_HOUR;
            words = scale == MINUTES_A_DAY ? "days" : "hours";
        }
        double by = scale;
        return Words.days(tenths(value / by)) + " " + words + " ("
                + quantile.lower().map(each -> Words.days(tenths(each / by))).orElse("0") + " to "
                + quantile.upper().map(each -> Words.days(tenths(each / by))).orElse("no bound") + ")";
    }

    private static double tenths(double value) {
        return Math.rint(value * 10) / 10;
    }

    /** A share with its bounds, such as {@code 80.0 to 85.0 %}. */
    public static String share(Share share) {
        return bounds(share.lower(), share.upper());
    }

    /** A share with bounds, or one number where they meet. */
    public static String bounds(double lower, double upper) {
        String to = Words.percent(upper);
        return Words.percent(lower).equals(to) ? to : Words.percentNumber(lower) + " to " + to;
    }

    /** Bounds, or a dash. */
    public static String bounds(Optional<Double> lower, Optional<Double> upper) {
        return lower.isPresent() && upper.isPresent() ? bounds(lower.get(), upper.get()) : "–";
    }

    /** A score with its interval, such as {@code 39 (22 to 54)}, in points or percent. */
    public static String score(FeedbackFigures.Score score, boolean isNps) {
        double scale = 100;
        String form = isNps ? "%.0f (%.0f to %.0f)" : "%.1f %% (%.1f to %.1f)";
        return String.format(
                Locale.ROOT,
                form,
                score.value() * scale,
                score.interval().lower() * scale,
                score.interval().upper() * scale);
    }

    /** The latest score. */
    public static String feedback(FeedbackFigures figures) {
        Optional<FeedbackFigures.Month> last = Optional.empty();
        for (FeedbackFigures.Month month : figures.months()) {
            last = month.isOver() && month.score().isPresent() ? Optional.of(month) : last;
        }
        String name = figures.isNps() ? "NPS" : "High answers to " + figures.survey();
        return last.map(month ->
                        name + " of those asked in " + month.period() + ", the last period whose answers are all in: "
                                + month.score()
                                        .map(score -> score(score, figures.isNps()))
                                        .orElse("")
                                + ", from " + Words.counted(month.answered(), "answer") + " to "
                                + Words.counted(month.asked(), "request") + " ("
                                + bounds(month.leastResponse(), month.mostResponse()) + ").")
                .orElse(name + ": no period with answers is over yet.");
    }

    /** What is owed. */
    public static String owed(OwedFigures figures, Unit unit) {
        Optional<Double> days = figures.months().isEmpty()
                ? Optional.empty()
                : figures.months().get(figures.months().size() - 1).outstanding();
        return unit.of(figures.balance()) + " is owed on " + figures.asOf() + ", "
                + unit.of(figures.overdue()) + " of it past due by "
                + Words.counted(figures.overdueBy().customers(), "customer")
                + days.map(each -> ": as much as was invoiced in the last " + Words.days(tenths(each))
                                + " days (days of sales, counted back)")
                        .orElse("")
                + (figures.disputed().signum() == 0
                        ? ""
                        : "; " + unit.of(figures.disputed()) + " is disputed by "
                                + Words.counted(figures.disputedBy().customers(), "customer"))
                + ".";
    }

    /** Who is in touch. */
    public static String touch(TouchFigures figures) {
        List<String> told = new ArrayList<>();
        figures.since().stream()
                .filter(each -> each.who().customers() > 0)
                .forEach(each ->
                        told.add(each.words() + " of " + Words.count(each.who().customers())));
        long alone = figures.alone().stream()
                .mapToLong(each -> each.who().customers())
                .sum();
        return "Of " + Words.counted(figures.live(), "live customer") + " on " + figures.asOf()
                + " (" + live(figures.isLive()) + "), the last contact was "
                + String.join(", ", told) + "; "
                + figures.without()
                        .map(each -> Words.count(each.customers()) + " have no dated next step; ")
                        .orElse("")
                + Words.count(alone) + " knew only one of us in " + figures.days() + " days.";
    }

    /** What clearly goes before losses, what clearly does not, and what is open. */
    public static String leaving(LeavingFigures figures) {
        return (sentence("Lost more often within a period after: ", figures.more(), true)
                        + sentence("Lost less often after: ", figures.fewer(), true)
                        + sentence("No clear difference after: ", figures.unclear(), false))
                .strip();
    }

    private static String sentence(String words, List<Felt> felt, boolean told) {
        return felt.isEmpty()
                ? ""
                : words
                        + felt.stream()
                                .map(each -> each.name() + (told ? " (risk " + times(each) + ")" : ""))
                                .collect(Collectors.joining(", "))
                        + ". ";
    }

    /** How many times as often customers are lost, with the interval. */
    public static String times(Felt felt) {
        return felt.ratio()
                .flatMap(ratio -> felt.interval()
                        .map(interval -> String.format(
                                Locale.ROOT,
                                "%.1f times, %.1f to %s",
                                ratio,
                                interval.lower(),
                                Double.isFinite(interval.upper())
                                        ? String.format(Locale.ROOT, "%.1f", interval.upper())
                                        : "no bound")))
                .orElse("–");
    }
}
