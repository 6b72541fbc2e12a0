package dev.retention.loss;

import dev.retention.internal.Text;
import dev.retention.rule.Group;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.sheet.SheetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The tables of losses as sheets. */
final class LossSheets {
    private LossSheets() {}

    static <K> Sheet of(LossTable<K> table) {
        SheetBuilder<LossTable<K>.InPeriod> sheet = Sheet.of("Losses", table.periods())
                .definition(table.counted().rule().definition())
                .timeline(table.timeline())
                .notes(table.warnings())
                .column("period", Kind.PERIOD, p -> p.period())
                .state(p -> p.state());
        for (LossItem item : table.items()) {
            String name = Text.words(item);
            sheet.column(name, Kind.COUNT, p -> p.customers(item));
            for (LossWorth worth : LossWorth.values()) {
                if (table.periods().stream().anyMatch(p -> p.value(item, worth).isPresent())) {
                    sheet.amount(
                            name + " value " + Text.words(worth),
                            table.counted().currency(),
                            p -> p.value(item, worth));
                }
            }
            sheet.customers(name + " customers", p -> p.members(item));
        }
        if (table.items().contains(LossItem.START)) {
            sheet.column("rate", Kind.PROPORTION, p -> p.rate());
        }
        if (table.items().contains(LossItem.WITH_REASON)) {
            sheet.column("known reasons", Kind.PROPORTION, p -> p.known());
        }
        return sheet.build();
    }

    static Sheet of(Pareto pareto) {
        return Sheet.of("Causes, the largest first", pareto.rows())
                .definition(pareto.toString())
                .column("cause", Kind.LABEL, row -> row.group().toString())
                .amount("amount", Optional.empty(), Pareto.Row::amount)
                .column("share", Kind.SHARE, Pareto.Row::share)
                .column("cumulated", Kind.SHARE, Pareto.Row::cumulated)
                .build();
    }

    static <K> Sheet of(CallList<K> list) {
        return Sheet.of("Whom to call", list.entries())
                .definition(list.toString())
                .column("rank", Kind.COUNT, CallList.Entry::rank)
                .column("customer", Kind.CUSTOMER, CallList.Entry::customer)
                .column("caller", Kind.LABEL, CallList.Entry::caller)
                .column("why", Kind.LABEL, CallList.Entry::why)
                .column("reason", Kind.LABEL, entry -> entry.candidate().reason())
                .amount("value", Optional.empty(), entry -> entry.candidate().value())
                .column("chance", Kind.PROPORTION, CallList.Entry::chance)
                .build();
    }

    static <K> Sheet of(IssueBook<K> book) {
        return Sheet.of("Issues", book.issues())
                .column("id", Kind.LABEL, Issue::id)
                .column("title", Kind.LABEL, Issue::title)
                .column("source", Kind.LABEL, Issue::source)
                .column("status", Kind.LABEL, Issue::status)
                .column("causes", Kind.LABEL, issue -> String.join(", ", issue.causes()))
                .column("owner", Kind.LABEL, Issue::owner)
                .column("opened", Kind.DAY, Issue::opened)
                .column("due", Kind.DAY, Issue::due)
                .column("fixed", Kind.DAY, Issue::fixed)
                .column("closed", Kind.DAY, Issue::ended)
                .column("customers", Kind.COUNT, issue -> issue.customers().size())
                .amount("value", Optional.empty(), Issue::value)
                .customers(
                        "customers behind",
                        issue -> List.copyOf(issue.customers().keySet()))
                .build();
    }

    static Sheet of(ScoreClasses classes) {
        return Sheet.of("Classes of scores", classes.rows())
                .column("from", Kind.NUMBER, ScoreClasses.Row::from)
                .column("to", Kind.NUMBER, ScoreClasses.Row::to)
                .column("mean", Kind.NUMBER, ScoreClasses.Row::mean)
                .column("customers", Kind.COUNT, ScoreClasses.Row::customers)
                .column("lost", Kind.SHARE, row -> row.lost().map(FollowedShare::value))
                .build();
    }

    static Sheet of(ScoreCurve curve) {
        return Sheet.of("What the highest scores capture", curve.cuts())
                .column("score", Kind.NUMBER, ScoreCurve.Cut::score)
                .column("taken", Kind.COUNT, ScoreCurve.Cut::taken)
                .column("of", Kind.COUNT, ScoreCurve.Cut::customers)
                .column("lost", Kind.SHARE, cut -> cut.lost().map(FollowedShare::value))
                .column("capture", Kind.SHARE, cut -> cut.capture().map(FollowedShare::value))
                .column("lift", Kind.NUMBER, ScoreCurve.Cut::lift)
                .build();
    }

    static <K> Sheet of(Scoreboard<K> board) {
        List<ScoreboardLine<K>> lines = IntStream.range(0, board.timeline().size())
                .boxed()
                .flatMap(i -> board.inPeriod(board.timeline().period(i)).lines().stream())
                .toList();
        return lines(lines).timeline(board.timeline()).build();
    }

    static <K> Sheet of(Scoreboard<K>.InPeriod board) {
        return lines(board.lines()).notes(board.absent()).build();
    }

    private static <K> SheetBuilder<ScoreboardLine<K>> lines(List<ScoreboardLine<K>> lines) {
        return Sheet.of("Scoreboard", lines)
                .column("period", Kind.PERIOD, line -> line.period())
                .column("line", Kind.LABEL, line -> line.name())
                .column("group", Kind.LABEL, line -> line.group().map(Group::toString))
                .state(line -> line.state())
                .column("customers", Kind.COUNT, line -> line.figures().customers())
                .amount("value", Optional.empty(), line -> line.figures().value())
                .amount("profit", Optional.empty(), line -> line.figures().profit())
                .column("rate", Kind.PROPORTION, line -> line.figures().rate())
                .customers("customers behind", line -> line.members());
    }

    static <K> Sheet of(SignalTable<K> table) {
        SheetBuilder<AskedSignal<K>> sheet = Sheet.of("What announced the losses", table.signals())
                .definition(table.counted().rule().definition())
                .timeline(table.timeline())
                .notes(table.warnings())
                .column("signal", Kind.LABEL, each -> each.signal());
        for (SignalItem item : SignalItem.values()) {
            sheet.column(Text.words(item), Kind.COUNT, each -> each.number(item))
                    .customers(Text.words(item) + " customers", each -> each.members(item));
        }
        return sheet.column("precision", Kind.PROPORTION, each -> each.precision())
                .column("recall", Kind.PROPORTION, each -> each.recall())
                .column("lift", Kind.NUMBER, each -> each.lift())
                .column("median lead in days", Kind.NUMBER, each -> each.leads().median())
                .column("p-value", Kind.NUMBER, each -> each.pValue())
                .column("adjusted p-value", Kind.NUMBER, each -> each.adjusted())
                .build();
    }

    static <K> Sheet of(String title, String definition, List<String> notes, List<Trait<K>> traits) {
        return Sheet.of(title, traits)
                .definition(definition)
                .notes(notes)
                .column("trait", Kind.LABEL, trait -> trait.name())
                .column("same customers as", Kind.LABEL, trait -> String.join(", ", trait.aliases()))
                .column("rate with it", Kind.PROPORTION, trait -> trait.counts().rate())
                .column(
                        "rate of the rest",
                        Kind.PROPORTION,
                        trait -> trait.counts().rateOfRest())
                .column("lift", Kind.NUMBER, trait -> trait.lift())
                .column("risk difference", Kind.SHARE, trait -> trait.counts().riskDifference())
                .column("risk ratio", Kind.NUMBER, trait -> trait.counts().riskRatio())
                .column("odds ratio", Kind.NUMBER, trait -> trait.counts().oddsRatio())
                .column(
                        "weighted accuracy",
                        Kind.NUMBER,
                        trait -> trait.counts().weightedAccuracy())
                .column("p-value", Kind.NUMBER, trait -> trait.pValue())
                .column("adjusted p-value", Kind.NUMBER, trait -> trait.adjustedPValue())
                .customers("customers behind", trait -> trait.membersInTarget())
                .build();
    }

    static <K> Sheet of(TraitFit<K> fit) {
        List<Integer> counts = new ArrayList<>();
        for (int n = 0; n <= fit.traits().size(); n++) {
            counts.add(n);
        }
        return Sheet.of("Customers by how many of the traits they have", counts)
                .definition(fit.toString())
                .notes(fit.warnings())
                .column("traits", Kind.COUNT, n -> n)
                .column("customers", Kind.PROPORTION, fit::share)
                .customers("customers behind", fit::members)
                .build();
    }

    static <K> Sheet of(WinBackTable<K> table) {
        return Sheet.of("Who came back", List.of(WinBackTable.Who.values()))
                .definition(table.counted().rule().definition())
                .notes(table.warnings())
                .column("who", Kind.LABEL, who -> Text.words(who))
                .column("customers", Kind.COUNT, table::customers)
                .customers("customers behind", table::members)
                .build();
    }

    /** The parts of a review, each with rows. */
    static <K> List<Sheet> of(LossReview<K> review) {
        List<Sheet> sheets = new ArrayList<>();
        sheets.add(findings(review));
        sheets.add(review.lossTable().sheet());
        review.scoreboard().ifPresent(board -> sheets.add(board.sheet()));
        review.traits().ifPresent(traits -> sheets.add(traits.sheet()));
        review.signals().ifPresent(signals -> sheets.add(signals.sheet()));
        review.winBack().ifPresent(winBack -> sheets.add(winBack.sheet()));
        review.calls().ifPresent(calls -> sheets.add(calls.sheet()));
        review.issues().ifPresent(issues -> sheets.add(issues.book().sheet()));
        return List.copyOf(sheets);
    }

    static <K> Sheet findings(LossReview<K> review) {
        return Sheet.of("Findings", review.findings())
                .definition(review.toString())
                .timeline(review.lossTable().timeline())
                .notes(review.warnings())
                .column("kind", Kind.LABEL, finding -> finding.kind())
                .column("finding", Kind.LABEL, finding -> finding.name())
                .column("words", Kind.LABEL, finding -> finding.words())
                .column("customers", Kind.COUNT, finding -> finding.customers())
                .column("excess", Kind.NUMBER, finding -> finding.excess())
                .column("ratio", Kind.NUMBER, finding -> finding.ratio())
                .column("interval", Kind.INTERVAL, finding -> finding.interval())
                .column("p-value", Kind.NUMBER, finding -> finding.pValue())
                .column("adjusted p-value", Kind.NUMBER, finding -> finding.adjusted())
                .customers("customers behind", finding -> finding.members())
                .build();
    }
}
