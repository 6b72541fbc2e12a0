package dev.retention.experiment;

import dev.retention.Interval;
import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.internal.Text;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.SheetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tables of experiments as sheets. */
final class ExperimentSheets {
    private ExperimentSheets() {}

    private record Line(String arm, String outcome) {
        ExperimentCell cell(Item item) {
            return new ExperimentCell(arm, outcome, item);
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
                .column("arm", Kind.LABEL, Line::arm)
                .column("outcome", Kind.LABEL, Line::outcome);
        for (Item item : List.of(Item.COUNTED, Item.YES, Item.NOT_MATURE, Item.WITHOUT, Item.SEVERAL_ARMS)) {
            String name = Text.words(item);
            sheet.column(name, Kind.COUNT, line -> table.counted().count(line.cell(item)))
                    .customers(name + " customers", line -> line.cell(item), table.counted()::membersOf);
        }
        return sheet.build();
    }

    static Sheet of(SampleRatio ratio) {
        return Sheet.of("Customers per arm", ratio.rows())
                .definition(ratio.toString())
                .notes(ratio.reason().map(List::of).orElse(List.of()))
                .column("arm", Kind.LABEL, SampleRatio.Row::arm)
                .column("customers", Kind.COUNT, SampleRatio.Row::customers)
                .column("expected", Kind.NUMBER, SampleRatio.Row::expected)
                .column("share expected", Kind.SHARE, SampleRatio.Row::share)
                .build();
    }

    static Sheet of(ExperimentPlan plan) {
        return Sheet.of("Customers needed", List.copyOf(plan.customers().entrySet()))
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
        return Sheet.of("Households that span arms", List.copyOf(interference.mixed().entrySet()))
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
