package dev.retention.examples.report.figures;

import dev.retention.Interval;
import dev.retention.examples.report.figures.DependenceFigures.Top;
import dev.retention.examples.report.figures.GroupMoney.Group;
import dev.retention.examples.report.figures.RfmFigures.Range;
import dev.retention.examples.report.figures.RfmFigures.Segment;
import dev.retention.examples.report.figures.SequenceFigures.Step;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in plain words which customers there are. */
public final class WhichWords {

    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "fifth");

    private WhichWords() {}

    /** On whom we depend. */
    public static String dependence(DependenceFigures figures, Unit unit) {
        Top top = figures.top();
        if (figures.isFew()) {
            return "There are too few customers (" + Words.count(figures.customers())
                    + ") to say more than that the largest of them brings " + Words.percent(top.share()) + " of the "
                    + unit.of(figures.money()) + " that all spent.";
        }
        Top half = figures.half();
        return "The " + top.customers() + " largest of " + Words.counted(figures.customers(), "customer") + " bring "
                + Words.percent(top.share()) + " of the money; half of it comes from " + Words.count(half.customers())
                + " of them (" + Words.percent((double) half.customers() / figures.customers()) + ").";
    }

    /** How the money is spread. */
    public static String spread(DependenceFigures figures) {
        return "The money is " + figures.word() + ": Gini "
                + String.format(Locale.ROOT, "%.3f", figures.gini())
                + figures.interval()
                        .map(each -> String.format(Locale.ROOT, " (95 %%: %.3f to %.3f)", each.lower(), each.upper()))
                        .orElse("")
                + ", where 0 is all alike and 1 is one customer with everything.";
    }

    /** What else to know of the largest: ties, and who was paid back more than they spent. */
    public static String ofTheLargest(DependenceFigures figures, Unit unit) {
        List<String> sentences = new ArrayList<>();
        Top top = figures.top();
        if (top.all() > top.customers()) {
            sentences.add(Words.count(top.all()) + " customers spent at least as much as the last of the "
                    + top.customers() + " largest, so that who of those tied is listed is chance.");
        }
        if (figures.below() > 0) {
            sentences.add((figures.below() == 1 ? "1 customer was" : Words.count(figures.below()) + " customers were")
                    + " paid back more than they spent, " + unit.of(figures.belowMoney())
                    + " in all: in the sentences above and in the curve they count as 0, in the table the money of all is"
                    + " less theirs.");
        }
        return String.join(" ", sentences);
    }

    /** Who is best, and who is slipping away. */
    public static String rfm(RfmFigures figures, Unit unit) {
        StringBuilder words = new StringBuilder();
        if (figures.customers() < DependenceFigures.FEW) {
            words.append("There are too few customers (")
                    .append(Words.count(figures.customers()))
                    .append(") to tell segments apart for good. ");
        }
        Segment best = figures.segments().get(0);
        words.append(
                best.customers() == 0
                        ? "Nobody is among the champions, who order often, much and lately. "
                        : Words.counted(best.customers(), "customer") + " (" + Words.percent(best.share()) + ") "
                                + (best.customers() == 1 ? "is a champion" : "are champions") + " and "
                                + (best.customers() == 1 ? "brings " : "bring ") + share(best) + ". ");
        long slipping =
                figures.slipping().stream().mapToLong(Segment::customers).sum();
        BigDecimal money = figures.slipping().stream().map(Segment::money).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (slipping == 0) {
            return words.append("Nobody who used to order often or for much is slipping away.")
                    .toString();
        }
        return words.append(Words.counted(slipping, "customer"))
                .append(" (")
                .append(Words.percent((double) slipping / figures.customers()))
                .append(slipping == 1 ? ") is slipping away (" : ") are slipping away (")
                .append(figures.slipping().stream()
                        .filter(segment -> segment.customers() > 0)
                        .map(Segment::name)
                        .collect(Collectors.joining(", ")))
                .append("): they brought ")
                .append(unit.of(money))
                .append(silence(figures)
                        .map(days -> " and have not ordered for " + days)
                        .orElse(""))
                .append(".")
                .toString();
    }

    /** For how long those at risk have not ordered, at least. */
    private static Optional<String> silence(RfmFigures figures) {
        return figures.recency().stream()
                .filter(range -> range.score() <= 2)
                .flatMap(range -> range.from().stream())
                .min(BigDecimal::compareTo)
                .map(days -> Words.amount(days) + " days or more");
    }

    private static String share(Segment segment) {
        return segment.moneyShare().isPresent()
                ? Words.percent(segment.moneyShare().getAsDouble()) + " of the money"
                : "nothing";
    }

    /** Who went from segment to segment. */
    public static String moves(RfmFigures.Moves moves) {
        return "Of the " + Words.counted(moves.customers(), "customer") + " that there were on " + moves.since() + ", "
                + Words.count(moves.stayed()) + " are in the segment in which they were, "
                + Words.count(moves.customers() - moves.stayed()) + " in another; " + Words.count(moves.fresh())
                + " came since. Both days are scored by the same edges, and frequency and money are of all orders up to the"
                + " day: they can only grow, while recency can fall too.";
    }

    /** Order after order. */
    public static String sequence(SequenceFigures figures, Unit unit) {
        List<Step> steps = figures.steps();
        long all = steps.get(0).reached();
        if (steps.size() == 1) {
            return "Nobody has ordered on a second day yet, of " + Words.counted(all, "customer") + ".";
        }
        Step second = steps.get(1);
        String again = Words.count(second.reached()) + " of " + Words.counted(all, "customer") + " ("
                + Words.percent((double) second.reached() / all) + ") have ordered on a second day so far"
                + second.within()
                        .map(within -> ", and of all " + Words.percent(within.share()) + " do so within a year")
                        .orElse("")
                + ".";
        return figures.lastCompared()
                        .map(step -> compared(step, unit))
                        .orElse("Too few came back to tell whether they spend" + " more with time.")
                + " " + again;
    }

    private static String compared(Step step, Unit unit) {
        String by = step.interval().map(each -> difference(each, unit)).orElse("");
        return switch (step.sign()) {
                    case 1 -> "They spend more with time: ";
                    case -1 -> "They spend less with time: ";
                    default -> "There is no clear sign that they spend more or less with time: ";
                }
                + "their " + ordinal(step.number()) + " order is worth "
                + step.value().map(value -> money(value, unit)).orElse("nothing")
                + ", and the first of the same customers was worth "
                + step.ownFirst().map(value -> money(value, unit)).orElse("nothing") + " (difference, " + by + ").";
    }

    /** Why not to set an order against the first ones of all. */
    public static String flattering(Step last, Unit unit) {
        return "It flatters or belittles to set the " + ordinal(last.number())
                + " order against the first of everybody, which was worth "
                + last.allFirst().map(value -> money(value, unit)).orElse("nothing")
                + ": those who came so far may have spent more or less from the start. Nor do shorter days between later orders say"
                + " that anybody became quicker: who has many orders is who orders often.";
    }

    /** An interval of a difference of money. */
    public static String difference(Interval interval, Unit unit) {
        return "95 %: " + signed(interval.lower(), unit) + " to " + signed(interval.upper(), unit);
    }

    private static String signed(double amount, Unit unit) {
        return (amount > 0 ? "+" : "") + money(amount, unit);
    }

    /** A word for a number in a row. */
    public static String ordinal(int number) {
        return ORDINALS.get(number - 1);
    }

    /** An average amount, at the currency's decimals. */
    public static String money(double amount, Unit unit) {
        return Words.amount(BigDecimal.valueOf(amount)
                .setScale(Math.max(0, unit.currency().getDefaultFractionDigits()), RoundingMode.HALF_EVEN));
    }

    /** What groups bring. */
    public static String groups(GroupMoney figures, Unit unit, ReportGrain grain) {
        Group best = figures.groups().get(0);
        return "In " + grain.named(figures.period()) + " “" + best.name() + "” brings most, "
                + unit.of(best.now().money())
                + (best.now().share().isPresent()
                        ? " or " + Words.percent(best.now().share().getAsDouble()) + " of the "
                                + Words.amount(figures.all().now().money())
                        : "")
                + ". All groups together: " + rise(figures.all()) + " against " + grain.named(figures.reference()) + "."
                + (figures.hasCosts() ? " " + profit(figures, unit) : "");
    }

    private static String rise(Group group) {
        return GroupMoney.rise(group.then().money(), group.now().money());
    }

    private static String profit(GroupMoney figures, Unit unit) {
        return figures.groups().stream()
                .max((one, other) -> one.now()
                        .profit()
                        .orElse(BigDecimal.ZERO)
                        .compareTo(other.now().profit().orElse(BigDecimal.ZERO)))
                .map(group -> "Of the money of “" + group.name() + "” most is left: "
                        + unit.of(group.now().profit().orElse(BigDecimal.ZERO))
                        + group.now()
                                .margin()
                                .map(margin -> " or " + Words.percent(margin))
                                .orElse("") + ".")
                .orElse("");
    }

    /** What is left of the money. */
    public static String profit(ProfitFigures figures, Unit unit) {
        String all = "Of " + unit.of(figures.money()) + " that customers spent " + Words.amount(figures.profit())
                + " is left after what their orders cost; "
                + (figures.atLoss() == 0
                        ? "nobody costs more than they bring."
                        : Words.counted(figures.atLoss(), "customer") + (figures.atLoss() == 1 ? " costs" : " cost")
                                + " more than they bring.");
        ProfitFigures.Part much = figures.parts().get(1);
        return much.customers() == 0
                ? all
                : all + " Of " + Words.counted(much.customers(), "customer")
                        + " who spend much and leave little, " + Words.amount(much.profit()) + " is left of "
                        + Words.amount(much.money()) + ".";
    }

    /** What a score of recency means. */
    public static String days(Range range) {
        return range.to()
                .map(to -> range.from()
                        .map(from -> from.compareTo(to) == 0
                                ? Words.amount(to) + " days ago"
                                : Words.amount(from) + " to " + Words.amount(to) + " days ago")
                        .orElse("within " + Words.amount(to) + " days"))
                .orElse(range.from()
                        .map(from -> Words.amount(from) + " days ago or more")
                        .orElse("any day"));
    }

    /** What a score of frequency means. */
    public static String orders(Range range) {
        return numbers(range)
                + (range.to().filter(to -> to.compareTo(BigDecimal.ONE) == 0).isPresent() ? " order" : " orders");
    }

    /** What a score of money means. */
    public static String numbers(Range range) {
        return range.to()
                .map(to -> range.from()
                        .map(from -> from.compareTo(to) == 0
                                ? Words.amount(to)
                                : Words.amount(from) + " to " + Words.amount(to))
                        .orElse(
                                to.compareTo(BigDecimal.ONE) == 0 && to.scale() == 0
                                        ? "1"
                                        : "up to " + Words.amount(to)))
                .orElse(range.from()
                        .map(from -> Words.amount(from) + " or more")
                        .orElse("any"));
    }
}
