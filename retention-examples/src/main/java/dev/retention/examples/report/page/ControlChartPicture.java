package dev.retention.examples.report.page;

import dev.retention.examples.report.figures.ComplaintFigures.Limits;
import dev.retention.examples.report.figures.ComplaintFigures.Month;
import dev.retention.examples.report.figures.ServiceWords;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A control chart as a picture: rates, limits, centre, what is out of the ordinary named, and a running period hollow. */
record ControlChartPicture(List<Month> months, OptionalDouble centre, String words) {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 260;
    private static final int LEFT = 44;
    private static final int RIGHT = 12;
    private static final int TOP = 22;
    private static final int BOTTOM = 34;

    /** How much of the height is left above the highest. */
    private static final double ROOM = 1.08;

    /** So many labels find room below. */
    private static final int LABELS = 12;

    void page(Page page) {
        List<Month> drawn =
                months.stream().filter(month -> month.rate().isPresent()).toList();
        if (drawn.size() < 2) {
            return;
        }
        double top = drawn.stream()
                        .flatMapToDouble(month -> DoubleStream.of(
                                month.rate().getAsDouble(),
                                month.limits().map(Limits::upper).orElse(0.0)))
                        .max()
                        .orElse(1)
                * ROOM;
        double most = top > 0 ? top : 1;
        page.add("<figure class=\"control\"><svg viewBox=\"0 0 ", WIDTH + " " + HEIGHT);
        page.add("\" role=\"img\" aria-label=\"Control chart of complaints. ", Page.escaped(words), "\">");
        writeLimits(page, drawn, most);
        page.add("<path class=\"axis\" d=\"M", at(drawn, 0, most, most), "L", at(drawn, 0, 0, most), "L");
        page.add(at(drawn, drawn.size() - 1, 0, most), "\"/>");
        centre.ifPresent(level -> {
            page.add("<polyline class=\"even\" points=\"", at(drawn, 0, level, most));
            page.add(at(drawn, drawn.size() - 1, level, most), "\"/>");
            page.add("<text x=\"", LEFT - 4 + "", "\" y=\"", y(level, most), "\" text-anchor=\"end\">");
            page.add(ServiceWords.rate(level), "</text>");
        });
        page.add("<text x=\"", LEFT - 4 + "", "\" y=\"", y(0, most), "\" text-anchor=\"end\">0</text>");
        page.add("<text x=\"", LEFT - 4 + "", "\" y=\"", y(most / ROOM, most), "\" text-anchor=\"end\">");
        page.add(ServiceWords.rate(most / ROOM), "</text>");
        writeLine(page, drawn, most);
        IntStream.range(0, drawn.size()).forEach(i -> writePoint(page, drawn, i, most));
        page.add(
                "</svg>\n<figcaption>Large points: out of the ordinary, with the rule. Hollow: not over, never judged. ");
        page.add("Band: what is ordinary. Dashed: the rate of all periods that are over.</figcaption></figure>\n");
    }

    private void writeLimits(Page page, List<Month> drawn, double most) {
        StringBuilder band = new StringBuilder();
        for (int i = 0; i < drawn.size(); i++) {
            int at = i;
            drawn.get(i).limits().ifPresent(limits -> band.append(at(drawn, at, limits.upper(), most)));
        }
        for (int i = drawn.size() - 1; i >= 0; i--) {
            int at = i;
            drawn.get(i).limits().ifPresent(limits -> band.append(at(drawn, at, limits.lower(), most)));
        }
        page.add("<polygon class=\"band\" points=\"", band.toString(), "\"/>");
    }

    private static void writeLine(Page page, List<Month> drawn, double most) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < drawn.size(); i++) {
            if (drawn.get(i).isOver()) {
                line.append(at(drawn, i, drawn.get(i).rate().orElse(0), most));
            }
        }
        page.add("<polyline class=\"curve\" points=\"", line.toString(), "\"/>");
    }

    private static void writePoint(Page page, List<Month> drawn, int i, double most) {
        Month month = drawn.get(i);
        double rate = month.rate().orElse(0);
        boolean flagged = !month.flags().isEmpty();
        String style = !month.isOver() ? "open" : flagged ? "flag" : "point";
        String x = x(drawn, i);
        page.add("<circle class=\"", style, "\" cx=\"", x, "\" cy=\"", y(rate, most), "\" r=\"", flagged ? "5" : "3.5");
        page.add("\"><title>", Page.escaped(month.period()), ": ", ServiceWords.rate(rate));
        page.add(month.isOver() ? "" : " so far", flagged ? ", " + Page.escaped(String.join(", ", month.flags())) : "");
        page.add("</title></circle>");
        if (flagged) {
            // Names of neighbours would lie on each other.
            int before = i;
            while (before > 0 && !drawn.get(before - 1).flags().isEmpty()) {
                before--;
            }
            boolean isSecond = (i - before) % 2 == 1;
            page.add("<text x=\"", x, "\" y=\"", y(rate - most * (isSecond ? 0.09 : -0.05), most));
            page.add("\" text-anchor=\"middle\">");
            page.add(Page.escaped(month.flags().get(0)), "</text>");
        }
        int every = Math.max(1, (drawn.size() + LABELS - 1) / LABELS);
        if ((drawn.size() - 1 - i) % every == 0) {
            page.add("<text x=\"", x, "\" y=\"", HEIGHT - 14 + "", "\" text-anchor=\"middle\">");
            page.add(Page.escaped(month.period()), "</text>");
        }
    }

    private static String at(List<Month> drawn, int i, double rate, double most) {
        return x(drawn, i) + "," + y(rate, most) + " ";
    }

    private static String x(List<Month> drawn, int i) {
        double share = (i + 0.5) / drawn.size();
        return String.format(Locale.ROOT, "%.1f", LEFT + share * (WIDTH - LEFT - RIGHT));
    }

    private static String y(double rate, double most) {
        return String.format(Locale.ROOT, "%.1f", TOP + (1 - rate / most) * (HEIGHT - TOP - BOTTOM));
    }
}
