package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Finding;
import dev.retention.examples.report.figures.RevenueFigures;
import dev.retention.examples.report.figures.RevenuePeriod;
import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.figures.ValueRate;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import dev.retention.movement.RevenueItem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Recurring value in short: what the report finds, and the figures of the latest period that is over. */
public record RevenueSummarySection(RevenueScope of, List<Finding> findings, RevenueFigures figures)
        implements Section {

    public RevenueSummarySection {
        findings = List.copyOf(findings);
    }

    @Override
    public void page(Page page) {
        page.beginSection("summary", "In short");
        FindingsList.page(page, findings);
        page.add("<h3>Recurring value, and what is kept of it</h3>\n<dl class=\"tiles\">\n");
        Tiles.tile(
                page,
                "Recurring value a month",
                money(of.value()),
                money(of.value().multiply(BigDecimal.valueOf(12))) + " a year at that rate; as of "
                        + of.scope().asOf(),
                "what all subscriptions that count are worth a month; what is charged by the year counts a twelfth");
        Tiles.tile(
                page,
                "A month per paying customer",
                of.paying() == 0
                        ? "not known"
                        : money(of.value()
                                .divide(
                                        BigDecimal.valueOf(of.paying()),
                                        of.value().scale(),
                                        RoundingMode.HALF_EVEN)),
                Words.counted(of.paying(), "customer") + " as of " + of.scope().asOf(),
                "recurring value ÷ customers who have some, named ARPA_END in the library");
        figures.latestPeriod().ifPresent(latest -> writeLatest(page, latest));
        page.add("</dl>\n");
        page.endSection();
    }

    private void writeLatest(Page page, RevenuePeriod latest) {
        String period = of.scope().grain().named(latest.period());
        BigDecimal net = net(latest);
        Tiles.tile(
                page,
                "Change in " + period,
                (net.signum() < 0 ? "−" : "+") + Words.amount(net.abs()),
                "from " + Words.amount(latest.of(RevenueItem.START).amount()) + " to "
                        + Words.amount(latest.of(RevenueItem.END).amount()),
                "new + expansion + reactivation − contraction − churn");
        Tiles.tile(
                page,
                "Customers lost in " + period,
                Words.count(latest.of(RevenueItem.CHURN).customers()),
                latest.churn()
                                .map(each -> Words.percent(each.value()) + " of " + Words.count(each.total())
                                        + "; 95 %: " + Words.interval(each) + "; ")
                                .orElse("")
                        + "they paid " + money(latest.of(RevenueItem.CHURN).amount()) + " a month",
                "those with recurring value at the start of the "
                        + of.scope().grain().word() + " and none at its end");
        rate(page, "Net retention of " + period, latest.net());
        rate(page, "Gross retention of " + period, latest.gross());
        String year = "twelve months to " + period;
        latest.netOfYear().ifPresent(each -> rate(page, "Net retention, " + year, Optional.of(each)));
        latest.grossOfYear().ifPresent(each -> rate(page, "Gross retention, " + year, Optional.of(each)));
    }

    private static BigDecimal net(RevenuePeriod latest) {
        return latest.of(RevenueItem.END)
                .amount()
                .subtract(latest.of(RevenueItem.START).amount());
    }

    private void rate(Page page, String name, Optional<ValueRate> rate) {
        Tiles.tile(
                page,
                name,
                rate.map(each -> Words.percent(each.value())).orElse("not known"),
                rate.map(each -> each.intervalWords() + "; " + Words.amount(each.numerator()) + " of "
                                + Words.amount(each.denominator())
                                + each.warning().map(warning -> "; " + warning).orElse(""))
                        .orElse("nobody paid at the start"),
                rate.map(each -> each.formula().expression() + ", named " + each.formula() + " in the library; "
                                + (each.formula().name().startsWith("G")
                                        ? "no customer counts above what they paid at the start"
                                        : "new customers are not in it"))
                        .orElse(""));
    }

    private String money(BigDecimal amount) {
        return of.scope().unit().of(amount);
    }

    @Override
    public void text(Terminal text) {
        FindingsList.text(text, findings);
        figures.latestPeriod().ifPresent(latest -> {
            text.line("");
            text.line(text.bold("Retention of value, " + of.scope().grain().named(latest.period())));
            line(text, "net", latest.net());
            line(text, "gross", latest.gross());
            line(text, "net, 12 months", latest.netOfYear());
            line(text, "gross, 12 months", latest.grossOfYear());
        });
    }

    private static void line(Terminal text, String name, Optional<ValueRate> rate) {
        rate.ifPresent(each -> text.line(String.format(
                Locale.ROOT,
                "  %-17s %8s  %-28s %s of %s, %s",
                name,
                Words.percent(each.value()),
                each.intervalWords(),
                Words.amount(each.numerator()),
                Words.amount(each.denominator()),
                each.formula())));
    }

    @Override
    public void json(JsonWriter json) {
        FindingsList.json(json, findings);
    }
}
