package dev.retention.examples.report.page;

import dev.retention.Interval;
import dev.retention.examples.report.figures.ExperimentFigures.Effect;
import dev.retention.examples.report.figures.ExperimentWords;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A relative difference as a dot with whiskers, in a field of a table: the better side is the right one.
 *
 * @param reach the relative difference at the edges
 */
record EffectPicture(double reach) {

    private static final double WIDTH = 200;
    private static final double HEIGHT = 22;
    private static final double MOST = 1;
    private static final double EDGE = 4;

    /** So that all of them find room, up to twice as much or nothing. */
    static EffectPicture of(List<Effect> effects) {
        double reach = effects.stream()
                .flatMap(each -> each.relativeInterval().stream())
                .flatMapToDouble(each -> DoubleStream.of(Math.abs(each.lower()), Math.abs(each.upper())))
                .filter(Double::isFinite)
                .max()
                .orElse(MOST);
        return new EffectPicture(reach > 0 ? Math.min(MOST, reach) : MOST);
    }

    /** What is at the edges, such as {@code ±40 %}. */
    String edges() {
        return String.format(Locale.ROOT, "±%.0f %%", reach * 100);
    }

    void page(Page page, Effect effect) {
        page.add("<td class=\"whiskers\">");
        if (effect.relative().isPresent() && effect.relativeInterval().isPresent()) {
            Interval interval = effect.relativeInterval().get();
            page.add("<svg viewBox=\"0 0 ", number(WIDTH), " ", number(HEIGHT), "\" class=\"", style(effect));
            page.add("\" role=\"img\" aria-label=\"", ExperimentWords.relative(effect.relative()), "\">");
            line(page, "even", WIDTH / 2, 1, WIDTH / 2, HEIGHT - 1);
            double from = x(effect, interval.lower());
            double to = x(effect, interval.upper());
            line(page, "whisker", from, HEIGHT / 2, to, HEIGHT / 2);
            line(page, "whisker", from, HEIGHT / 2 - 4, from, HEIGHT / 2 + 4);
            line(page, "whisker", to, HEIGHT / 2 - 4, to, HEIGHT / 2 + 4);
            page.add("<circle cx=\"", number(x(effect, effect.relative().get())), "\" cy=\"", number(HEIGHT / 2));
            page.add("\" r=\"4.5\"/></svg>");
        }
        page.add("</td>");
    }

    /** The style of what is told. */
    static String style(Effect effect) {
        return switch (effect.verdict()) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case NOT_TOLD, NOTHING, NOT_ALIKE -> "untold";
        };
    }

    private double x(Effect effect, double relative) {
        double share = (effect.isLowerBetter() ? -relative : relative) / reach;
        return WIDTH / 2 + Math.max(-1, Math.min(1, share)) * (WIDTH / 2 - EDGE);
    }

    private static void line(Page page, String style, double x1, double y1, double x2, double y2) {
        page.add("<line class=\"", style, "\" x1=\"", number(x1), "\" y1=\"", number(y1));
        page.add("\" x2=\"", number(x2), "\" y2=\"", number(y2), "\"/>");
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
