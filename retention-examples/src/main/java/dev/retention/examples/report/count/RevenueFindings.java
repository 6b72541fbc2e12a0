package dev.retention.examples.report.count;

import dev.retention.Interval;
import dev.retention.examples.report.figures.Finding;
import dev.retention.examples.report.figures.Finding.Tone;
import dev.retention.examples.report.figures.Flow;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.RevenueFigures;
import dev.retention.examples.report.figures.RevenuePeriod;
import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.figures.ValueRate;
import dev.retention.examples.report.figures.Words;
import dev.retention.movement.RevenueItem;
import dev.retention.time.Period;
import dev.retention.trend.PeriodComparison;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodRates;
import dev.retention.trend.PeriodSentences;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts recurring value into plain words, and calls something better or worse only where chance does not explain it. */
public final class RevenueFindings {

    private static final PeriodSentences SENTENCES = PeriodSentences.at(Rate.CONFIDENCE);

    /** Below this many customers a share says little. */
    private static final int FEW = 30;

    private final RevenueCounts counts;
    private final RevenueScope scope;
    private final RevenueFigures figures;
    private final List<Finding> findings = new ArrayList<>();

    private RevenueFindings(RevenueCounts counts, RevenueFigures figures) {
        this.counts = counts;
        this.scope = counts.scope();
        this.figures = figures;
    }

    /** The summary in plain words, the most important first. */
    public static List<Finding> of(RevenueCounts counts, RevenueFigures figures) {
        RevenueFindings result = new RevenueFindings(counts, figures);
        if (result.scope.snapshot()) {
            result.add(
                    Tone.UNCLEAR,
                    "A snapshot: days are inferred from tenures, and only customers who were there in the last "
                            + result.period() + " are known. Whoever left before is in no figure.");
        }
        if (counts.source().presentStatesOnly()) {
            result.add(
                    Tone.UNCLEAR,
                    "The file has each subscription as it is now: what customers came to pay more or less by a change of plan,"
                            + " price or quantity is in no figure. Only subscriptions that began or ended move value, so that net"
                            + " retention is too low where customers grew.");
        }
        result.now();
        Optional<RevenuePeriod> latest = figures.latestPeriod();
        if (latest.isPresent()) {
            result.year(latest.get());
            result.moved(latest.get());
            result.month(latest.get());
            result.churn(latest.get());
        } else {
            result.add(
                    Tone.FACT,
                    "No " + result.period()
                            + " that is over began with recurring value, so that nothing can be said about"
                            + " who stays yet.");
        }
        result.running();
        return result.findings;
    }

    private void now() {
        StringBuilder text = new StringBuilder("As of " + scope.scope().asOf() + ", "
                + Words.counted(scope.paying(), "customer") + (scope.paying() == 1 ? " pays " : " pay ")
                + money(scope.value()) + " a month, " + money(scope.value().multiply(BigDecimal.valueOf(12)))
                + " a year at that rate");
        before(1, "the " + period() + " before").ifPresent(text::append);
        if (scope.scope().grain().periodsOfAYear() > 1) {
            before(scope.scope().grain().periodsOfAYear(), "a year before").ifPresent(text::append);
        }
        add(Tone.FACT, text.append('.').toString());
    }

    /** How the value of the latest period that is over compares with that of an earlier one. */
    private Optional<String> before(int back, String words) {
        BigDecimal now = figures.latestPeriod()
                .map(each -> each.of(RevenueItem.END).amount())
                .orElse(BigDecimal.ZERO);
        boolean isNow = figures.latest()
                .filter(at -> at == figures.periods().size() - 1)
                .isPresent();
        return figures.before(back)
                .filter(unused -> isNow)
                .map(each -> each.of(RevenueItem.END).amount())
                .filter(then -> then.signum() > 0)
                .map(then -> String.format(
                                Locale.ROOT,
                                "; %+.1f %% against %s",
                                now.subtract(then)
                                                .divide(then, MathContext.DECIMAL64)
                                                .doubleValue()
                                        * 100,
                                words)
                        .replace('-', '−'));
    }

    private void year(RevenuePeriod latest) {
        latest.netOfYear()
                .ifPresent(net -> add(
                        tone(net),
                        "Net retention of twelve months: of every 100 that customers paid "
                                + "a year before the end of "
                                + named(latest) + ", the same customers pay " + hundred(net) + " now"
                                + latest.grossOfYear()
                                        .map(gross -> "; without any growth it would be " + hundred(gross)
                                                + " (gross retention)")
                                        .orElse("")
                                + ". " + against100(net)));
    }

    private void moved(RevenuePeriod latest) {
        List<String> parts = new ArrayList<>();
        for (RevenueItem item : RevenuePeriod.GAINS) {
            part(latest, item, "+").ifPresent(parts::add);
        }
        for (RevenueItem item : RevenuePeriod.LOSSES) {
            part(latest, item, "−").ifPresent(parts::add);
        }
        BigDecimal net = latest.of(RevenueItem.END)
                .amount()
                .subtract(latest.of(RevenueItem.START).amount());
        add(
                Tone.FACT,
                "In " + named(latest) + " recurring value went from "
                        + money(latest.of(RevenueItem.START).amount()) + " to "
                        + money(latest.of(RevenueItem.END).amount()) + ", " + (net.signum() < 0 ? "down " : "up ")
                        + money(net.abs())
                        + (parts.isEmpty() ? ": nothing moved." : ": " + String.join(", ", parts) + ".")
                        + figures.half()
                                .filter(unused -> lost(latest) > 3)
                                .map(half -> " Half of what was lost is of " + Words.counted(half, "customer")
                                        + ", of the " + Words.count(lost(latest)) + " who left or pay less.")
                                .orElse(""));
    }

    private static long lost(RevenuePeriod latest) {
        return latest.of(RevenueItem.CHURN).customers()
                + latest.of(RevenueItem.CONTRACTION).customers();
    }

    private Optional<String> part(RevenuePeriod latest, RevenueItem item, String sign) {
        Flow flow = latest.of(item);
        return flow.customers() == 0
                ? Optional.empty()
                : Optional.of(sign + Words.amount(flow.amount()) + " "
                        + RevenuePeriod.words(item).toLowerCase(Locale.ROOT).replace(" customers", "") + " ("
                        + Words.counted(flow.customers(), "customer") + ")");
    }

    private void month(RevenuePeriod latest) {
        if (latest.net().isEmpty()) {
            return;
        }
        ValueRate net = latest.net().get();
        String compared = figures.change()
                .map(change -> "Against " + Words.percent(change.value()) + " in " + change.period()
                        + ", the same period of the last year: " + SENTENCES.change(change.difference()) + ".")
                .orElse("There is no same period of the last year to compare it with.");
        Tone tone = figures.change()
                .map(change -> change.difference().lower() > 0
                        ? Tone.BETTER
                        : change.difference().upper() < 0 ? Tone.WORSE : Tone.UNCLEAR)
                .orElse(Tone.FACT);
        add(
                tone,
                "Net retention of " + named(latest) + " alone is " + Words.percent(net.value()) + " ("
                        + net.intervalWords() + "). " + compared);
    }

    private void churn(RevenuePeriod latest) {
        Optional<PeriodRates> rates = RevenueCalculator.churn(counts);
        if (latest.churn().isEmpty() || rates.isEmpty()) {
            return;
        }
        Rate churn = latest.churn().get();
        Period period = counts.periods().get(figures.latest().orElseThrow()).period();
        Optional<PeriodComparison> lastYear = rates.get().compare(period, Reference.LAST_YEAR);
        Optional<PeriodComparison> compared = lastYear.or(() -> rates.get().compare(period, Reference.BEFORE));
        String what = "Churn of customers: " + Words.percent(churn.value()) + " (" + Words.count(churn.count()) + " of "
                + Words.count(churn.total()) + ") of those who paid at the start of " + named(latest)
                + " pay nothing at its end";
        if (compared.isEmpty() || scope.snapshot()) {
            add(Tone.FACT, what + " (95 %: " + Words.interval(churn) + "); there is nothing yet to compare it with.");
        } else {
            String note = lastYear.isPresent() ? "" : " " + SENTENCES.seasonNote(rates.get(), period);
            Tone tone = switch (compared.get().verdict(Rate.CONFIDENCE)) {
                case HIGHER -> Tone.WORSE;
                case LOWER -> Tone.BETTER;
                case UNCLEAR -> Tone.UNCLEAR;
            };
            add(tone, what + ", " + SENTENCES.difference(compared.get()) + "." + note);
        }
        if (churn.total() < FEW) {
            add(
                    Tone.UNCLEAR,
                    "These are few customers (" + Words.count(churn.total())
                            + "): one more or less moves every figure, and intervals are too narrow.");
        }
    }

    private void running() {
        RevenuePeriod last = figures.periods().get(figures.periods().size() - 1);
        if (last.isRunning()) {
            add(
                    Tone.FACT,
                    "The " + period() + " " + last.period() + " is still running as of "
                            + scope.scope().asOf() + ": its figures are shown, marked, and compared with nothing.");
        }
    }

    /** Growth beyond chance is better, loss beyond chance worse. */
    private Tone tone(ValueRate net) {
        return net.interval()
                .filter(unused -> !counts.source().presentStatesOnly())
                .map(each -> each.lower() > 1 ? Tone.BETTER : each.upper() < 1 ? Tone.WORSE : Tone.UNCLEAR)
                .orElse(Tone.FACT);
    }

    private String against100(ValueRate net) {
        if (net.interval().isEmpty()) {
            return "";
        }
        Interval interval = net.interval().get();
        String range = hundred(interval.lower()) + " to " + hundred(interval.upper());
        return (counts.source().presentStatesOnly()
                        ? "Changes of plan, price and quantity are not in it (95 %: " + range + ")."
                        : interval.lower() > 1
                                ? "Those who stay grow by more than is lost, beyond what chance explains (95 %: "
                                        + range + ")."
                                : interval.upper() < 1
                                        ? "More is lost than those who stay grow by, beyond what chance explains (95 %: "
                                                + range + ")."
                                        : "Whether they grow or shrink is not clear: chance alone could make it "
                                                + range + ".")
                + net.warning()
                        .map(each -> " The interval is too narrow: " + each.replaceAll(":.*", "") + ".")
                        .orElse("");
    }

    private static String hundred(ValueRate rate) {
        return hundred(rate.value());
    }

    private static String hundred(double value) {
        return String.format(Locale.ROOT, "%.1f", value * 100);
    }

    private String named(RevenuePeriod period) {
        return scope.scope().grain().named(period.period());
    }

    private String money(BigDecimal amount) {
        return scope.scope().unit().of(amount);
    }

    private String period() {
        return scope.scope().grain().word();
    }

    private void add(Tone tone, String text) {
        findings.add(new Finding(tone, text.strip()));
    }
}
