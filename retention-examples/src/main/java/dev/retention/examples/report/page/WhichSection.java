package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.Scope;
import dev.retention.examples.report.figures.Shown;
import dev.retention.examples.report.figures.WhichFigures;
import dev.retention.examples.report.figures.WhichWords;
import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;
import java.util.Optional;

/** Which customers: how much hangs on a few, who is who, whether they order more with time, and what groups bring. */
public record WhichSection(Scope scope, WhichFigures which, Shown shown) implements Section {

    private Optional<DependenceBlock> dependence() {
        return which.dependence().map(figures -> new DependenceBlock(scope, figures, shown.customers() > 0));
    }

    private RfmBlock rfm() {
        return new RfmBlock(scope, which.rfm());
    }

    private SequenceBlock sequence() {
        return new SequenceBlock(scope, which.sequence());
    }

    private Optional<GroupMoneyBlock> groups() {
        return which.groups().map(figures -> new GroupMoneyBlock(scope, figures));
    }

    private Optional<ProfitBlock> profit() {
        return which.profit().map(figures -> new ProfitBlock(scope, figures));
    }

    @Override
    public void page(Page page) {
        page.beginSection("which", "Which customers?");
        dependence()
                .ifPresentOrElse(
                        block -> block.page(page),
                        () -> page.add("<p>Nobody spent anything, so that nothing hangs on anybody.</p>\n"));
        rfm().page(page);
        sequence().page(page);
        groups().ifPresent(block -> block.page(page));
        profit().ifPresent(block -> block.page(page));
        page.endSection();
    }

    @Override
    public void text(Terminal text) {
        text.line("");
        text.line(text.bold("Which customers"));
        which.dependence().ifPresent(figures -> text.wrappedLine("  " + WhichWords.dependence(figures, scope.unit())));
        text.wrappedLine("  " + WhichWords.rfm(which.rfm(), scope.unit()));
        text.wrappedLine("  " + WhichWords.sequence(which.sequence(), scope.unit()));
        which.groups()
                .ifPresent(figures -> text.wrappedLine("  " + WhichWords.groups(figures, scope.unit(), scope.grain())));
        which.profit().ifPresent(figures -> text.wrappedLine("  " + WhichWords.profit(figures, scope.unit())));
    }

    @Override
    public void json(JsonWriter json) {
        json.name("whichCustomers").beginObject();
        json.name("dependence");
        dependence().ifPresentOrElse(block -> block.json(json), json::nullValue);
        json.name("rfm");
        rfm().json(json);
        json.name("orderSequence");
        sequence().json(json);
        json.name("groupMoney");
        groups().ifPresentOrElse(block -> block.json(json), json::nullValue);
        json.name("profit");
        profit().ifPresentOrElse(block -> block.json(json), json::nullValue);
        json.endObject();
    }
}
