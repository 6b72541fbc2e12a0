package dev.retention.experiment;

import dev.retention.Interval;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import java.util.List;
import java.util.Map;

/** The tables of experiments as sheets. */
final class ExperimentSheets {
    private ExperimentSheets() {}

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
