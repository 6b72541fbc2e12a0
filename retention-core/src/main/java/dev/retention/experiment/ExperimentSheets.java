package dev.retention.experiment;

import dev.retention.Interval;
import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.internal.Text;
import dev.retention.rule.Group;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.sheet.SheetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The tables of experiments as sheets. */
final class ExperimentSheets {
    private ExperimentSheets() {}

    private record Line(String arm, String outcome) {
        ExperimentCell cell(Item item) {
            return new ExperimentCell(arm, outcome, item);
        }

        /** Nothing of what is not counted of exposures, or not of outcomes. */
        Optional<Long> count(ExperimentTable<?> table, Item item) {
            boolean isCounted =
                    item == Item.COUNTED || outcome.equals(ExperimentCell.EXPOSURE) == (item == Item.SEVERAL_ARMS);
            return isCounted ? Optional.of(table.counted().count(cell(item))) : Optional.empty();
        }
    }

    static <K> Sheet of(ExperimentTable<K> table) {
        List<Line> lines = new ArrayList<>();
        for (String arm : table.arms()) {
            lines.add(new Line(arm, ExperimentCell.EXPOSURE));
            table.outcomes().forEach(outcome -> lines.add(new Line(arm, outcome.name())));
        }
        SheetBuilder<Line> sheet = Sheet.of("Experiment", lines)
                .definition(table.counted().rule().definition())
                .timeline(table.counted().rule().timeline())
                .notes(table.cautions().stream().map(Caution::sentence).toList())
                .notes(table.warnings())
                .column("arm", Kind.LABEL, Line::arm)
                .column("outcome", Kind.LABEL, Line::outcome);
        for (Item item : List.of(Item.COUNTED, Item.YES, Item.NOT_MATURE, Item.WITHOUT, Item.SEVERAL_ARMS)) {
            String name = Text.words(item);
            sheet.column(name, Kind.COUNT, line -> line.count(table, item))
                    .customers(name + " customers", line -> line.cell(item), table.counted()::membersOf);
        }
        return sheet.column("value", Kind.NUMBER, line -> table.value(line.arm(), line.outcome()))
                .build();
    }

    private record Told(Optional<Group> group, ExperimentEffects.Row row) {
        Optional<Effect> effect() {
            return row.effect();
        }

        OptionalDouble number(Function<Effect, OptionalDouble> number) {
            return effect().map(number).orElse(OptionalDouble.empty());
        }

        Optional<Interval> interval() {
            return effect().flatMap(Effect::interval);
        }
    }

    static Sheet of(ExperimentEffects effects) {
        return effects(
                        effects.rows().stream()
                                .map(row -> new Told(Optional.empty(), row))
                                .toList(),
                        "Effects")
                .definition("intervals at " + Text.percent(effects.confidence()) + " each, p-values adjusted by "
                        + Text.words(effects.correction()))
                .build();
    }

    static Sheet of(GroupEffects effects) {
        List<String> notes = new ArrayList<>();
        effects.cautions().forEach(caution -> notes.add(caution.sentence()));
        effects.differences().forEach(difference -> notes.add("between groups: " + difference));
        return effects(
                        effects.rows().stream()
                                .map(row -> new Told(Optional.of(row.group()), row.of()))
                                .toList(),
                        "Effects by group")
                .definition(effects.grouping().toString())
                .notes(notes)
                .build();
    }

    private static SheetBuilder<Told> effects(List<Told> rows, String title) {
        SheetBuilder<Told> sheet = Sheet.of(title, rows);
        if (rows.stream().anyMatch(told -> told.group().isPresent())) {
            sheet.column("group", Kind.LABEL, told -> told.group().map(Group::toString));
        }
        return sheet.column("arm", Kind.LABEL, told -> told.row().arm())
                .column("outcome", Kind.LABEL, told -> told.row().outcome())
                .column(
                        "scale",
                        Kind.LABEL,
                        told -> told.effect().map(Effect::scale).map(Text::words))
                .column("treated", Kind.NUMBER, told -> told.effect().map(Effect::treated))
                .column("control", Kind.NUMBER, told -> told.effect().map(Effect::control))
                .column("estimate", Kind.NUMBER, told -> told.number(Effect::estimate))
                .column("from", Kind.NUMBER, told -> told.interval().map(Interval::lower))
                .column("to", Kind.NUMBER, told -> told.interval().map(Interval::upper))
                .column("p-value", Kind.NUMBER, told -> told.number(Effect::pValue))
                .column("adjusted p-value", Kind.NUMBER, told -> told.row().adjusted())
                .column("verdict", Kind.LABEL, told -> Text.words(told.row().verdict()))
                .column("method", Kind.LABEL, told -> told.effect().map(Effect::method));
    }

    static Sheet of(SampleRatio ratio) {
        return Sheet.of("Customers per arm", ratio.rows())
                .definition("p "
                        + (ratio.customers() == 0
                                ? "of nobody"
                                : Text.number(ratio.pValue().orElseThrow(), 3)) + ", amiss below "
                        + Text.number(ratio.level(), 3))
                .notes(ratio.reason().map(List::of).orElse(List.of()))
                .column("arm", Kind.LABEL, SampleRatio.Row::arm)
                .column("customers", Kind.COUNT, SampleRatio.Row::customers)
                .column("expected", Kind.NUMBER, SampleRatio.Row::expected)
                .column("share expected", Kind.SHARE, SampleRatio.Row::share)
                .build();
    }

    static Sheet of(ExperimentPlan plan) {
        Map<String, Long> customers = plan.needed() <= PowerModel.MOST ? plan.customers() : Map.of();
        return Sheet.of("Customers needed", List.copyOf(customers.entrySet()))
                .definition(plan.toString())
                .column("arm", Kind.LABEL, Map.Entry::getKey)
                .column("customers", Kind.COUNT, Map.Entry::getValue)
                .build();
    }

    static <K> Sheet of(ExposureTenureTable<K> table) {
        SheetBuilder<String> sheet = Sheet.of("Time since the exposure", table.arms())
                .definition(table.counted().rule().definition())
                .timeline(table.counted().rule().timeline())
                .notes(table.warnings())
                .column("arm", Kind.LABEL, arm -> arm);
        for (ExposureTenures.Item item : ExposureTenures.Item.values()) {
            String name = Text.words(item);
            sheet.column(name, Kind.COUNT, arm -> table.customers(arm, item))
                    .customers(name + " customers", arm -> table.members(arm, item));
        }
        return sheet.build();
    }

    static <K> Sheet of(Interference<K> interference) {
        return Sheet.of(
                        "Households that span arms",
                        List.copyOf(interference.mixed().entrySet()))
                .definition(interference.toString())
                .column("arm", Kind.LABEL, Map.Entry::getKey)
                .column("customers", Kind.COUNT, arm -> arm.getValue().size())
                .customers("customers behind", Map.Entry::getValue)
                .build();
    }

    static Sheet of(UpliftCurve curve) {
        return Sheet.of("What the highest scores gain", curve.points())
                .definition(curve.toString())
                .column("score", Kind.NUMBER, UpliftPoint::score)
                .column("customers", Kind.COUNT, UpliftPoint::customers)
                .column("share", Kind.SHARE, point -> (double) point.customers() / curve.customers())
                .column("treated", Kind.COUNT, UpliftPoint::treated)
                .column("held out", Kind.COUNT, UpliftPoint::control)
                .column("treated outcomes", Kind.NUMBER, UpliftPoint::treatedSum)
                .column("held out outcomes", Kind.NUMBER, UpliftPoint::controlSum)
                .column("effect", Kind.NUMBER, UpliftPoint::effect)
                .column("qini", Kind.NUMBER, UpliftPoint::qini)
                .column("gain", Kind.NUMBER, UpliftPoint::gain)
                .build();
    }

    static Sheet of(UpliftParts parts) {
        return Sheet.of("Effect by score", parts.parts())
                .column("from", Kind.NUMBER, UpliftParts.Part::from)
                .column("to", Kind.NUMBER, UpliftParts.Part::to)
                .column("treated", Kind.COUNT, UpliftParts.Part::treated)
                .column("held out", Kind.COUNT, UpliftParts.Part::control)
                .column("treated mean", Kind.NUMBER, UpliftParts.Part::treatedMean)
                .column("held out mean", Kind.NUMBER, UpliftParts.Part::controlMean)
                .column("effect", Kind.NUMBER, UpliftParts.Part::effect)
                .column("from effect", Kind.NUMBER, part -> part.interval().map(Interval::lower))
                .column("to effect", Kind.NUMBER, part -> part.interval().map(Interval::upper))
                .build();
    }
}
