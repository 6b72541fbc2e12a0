package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.RevenueScope;
import dev.retention.examples.report.figures.ValueGroups;
import dev.retention.examples.report.figures.ValueRate;
import dev.retention.examples.report.figures.Words;
import java.util.List;
import java.util.Optional;

/** Recurring value by plan and by product. */
public record ValueGroupsSection(RevenueScope of, List<ValueGroups> figures) implements Section {

    public ValueGroupsSection {
        figures = List.copyOf(figures);
    }

    @Override
    public void page(Page page) {
        if (figures.isEmpty()) {
            return;
        }
        page.beginSection("by-plan", "By plan and product");
        page.add(
                "<p class=\"soft\">Retention over ", Page.escaped(figures.get(0).words()));
        page.add(
                " of the customers who paid at its start. A customer with several subscriptions is of the plan and product of the latest");
        page.add(" change before that.</p>\n");
        for (ValueGroups each : figures) {
            page.table(
                    "Retention of value by " + each.what(),
                    List.of(
                            Words.capital(each.what()),
                            "Customers",
                            of.scope().unit().after("Value at the start"),
                            "Net retention",
                            "Gross retention",
                            "Customers lost",
                            "95 % interval"),
                    each.groups().stream().map(ValueGroupsSection::row).toList());
        }
        page.endSection();
    }

    private static List<String> row(ValueGroups.Group group) {
        return List.of(
                group.name(),
                Words.count(group.start().customers()),
                Words.amount(group.start().amount()),
                percent(group.net()),
                percent(group.gross()),
                group.churn()
                        .map(rate -> Words.percent(rate.value()) + " (" + Words.count(rate.count()) + ")")
                        .orElse("–"),
                group.churn().map(Words::interval).orElse("–"));
    }

    private static String percent(Optional<ValueRate> rate) {
        return rate.map(each -> Words.percent(each.value())).orElse("–");
    }
}
