package dev.retention.service;

import dev.retention.ProportionComparison;
import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.sheet.SheetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of how customers are served as sheets. */
final class ServiceSheets {
    private ServiceSheets() {}

    static Sheet of(Ageing ageing) {
        return Sheet.of("What is owed by age", ageing.lines())
                .definition("as of " + ageing.asOf())
                .column("age", Kind.LABEL, Ageing.Line::name)
                .amount("amount", Optional.empty(), Ageing.Line::amount)
                .build();
    }

    static <K> Sheet of(JourneyTable<K> table) {
        List<StageOf<K>> rows = new ArrayList<>();
        for (int i = 0; i < table.timeline().size(); i++) {
            String label = table.timeline().period(i).label();
            JourneyTable<K>.Cohort cohort = table.inPeriod(label);
            table.stages().forEach(stage -> rows.add(new StageOf<>(label, cohort, stage)));
        }
        SheetBuilder<StageOf<K>> sheet = Sheet.of("Journey", rows)
                .definition(table.counted().rule().definition())
                .timeline(table.timeline())
                .notes(table.warnings())
                .column("cohort", Kind.PERIOD, row -> table.timeline().grain().parse(row.label))
                .column("stage", Kind.LABEL, StageOf::stage)
                .state(row -> row.cohort.state(row.stage, Journeys.Item.ENTERED));
        for (Journeys.Item item : Journeys.Item.values()) {
            sheet.column(Text.words(item), Kind.COUNT, row -> row.cohort.customers(row.stage, item))
                    .customers(Text.words(item) + " customers", row -> row.cohort.members(row.stage, item));
        }
        return sheet.across("stage", Text.words(Journeys.Item.ENTERED)).build();
    }

    private record StageOf<K>(String label, JourneyTable<K>.Cohort cohort, String stage) {}

    static Sheet of(StageRates rates) {
        return Sheet.of("Stages", rates.steps())
                .definition(rates.toString())
                .column("stage", Kind.LABEL, StageRates.Step::stage)
                .column("entered", Kind.COUNT, StageRates.Step::entered)
                .column("passed", Kind.COUNT, StageRates.Step::passed)
                .column("still in", Kind.COUNT, StageRates.Step::stillIn)
                .column("lost", Kind.COUNT, StageRates.Step::lost)
                .column("rate", Kind.PROPORTION, StageRates.Step::rate)
                .build();
    }

    static <K> Sheet of(LaterLossTable<K> table) {
        SheetBuilder<LaterLossTable<K>.InPeriod> sheet = Sheet.of("Later losses", table.periods())
                .definition(table.counted().rule().definition())
                .timeline(table.timeline())
                .notes(table.warnings())
                .column("period", Kind.PERIOD, p -> p.period())
                .state(p -> p.state());
        for (LaterLoss.Item item : LaterLoss.Item.values()) {
            sheet.column(Text.words(item), Kind.COUNT, p -> p.customers(item))
                    .customers(Text.words(item) + " customers", p -> p.members(item));
        }
        return sheet.column("difference", Kind.SHARE, p -> p.crude().map(ProportionComparison::difference))
                .build();
    }

    static <K> Sheet of(PeopleTable<K> table) {
        List<PersonOf<K>> rows = table.periods().stream()
                .flatMap(p -> p.people().stream().map(person -> new PersonOf<>(p, person)))
                .toList();
        return Sheet.of("People", rows)
                .definition(table.toString())
                .timeline(table.timeline())
                .column("period", Kind.PERIOD, row -> row.in.period())
                .column("person", Kind.LABEL, row -> row.person.name())
                .column("customers", Kind.COUNT, row -> row.person.customers())
                .amount("worth", Optional.empty(), row -> row.person.worth())
                .customers("customers behind", row -> row.in.members(row.person.name()))
                .across("person", "customers")
                .build();
    }

    private record PersonOf<K>(PeopleTable<K>.InPeriod in, PeopleTable.Person person) {}

    static Sheet of(ScoreGroups<?> groups) {
        List<Map.Entry<?, ScoreCounts>> rows = new ArrayList<>(groups.counts().entrySet());
        return Sheet.of("Scores by group", rows)
                .column("group", Kind.LABEL, row -> String.valueOf(row.getKey()))
                .column("answers", Kind.COUNT, row -> row.getValue().answers())
                .column("average", Kind.NUMBER, row -> row.getValue().average())
                .column("top box", Kind.PROPORTION, row -> row.getValue().topBox())
                .column("low", Kind.PROPORTION, row -> row.getValue().low())
                .build();
    }
}
