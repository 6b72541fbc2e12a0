package dev.retention.examples.report.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of the input that are not in the report.
 *
 * @param count how many
 * @param reasons how many for which reason
 * @param first the first few of them
 */
public record LeftOut(long count, List<Reason> reasons, List<Line> first) {

    public LeftOut {
        reasons = List.copyOf(reasons);
        first = List.copyOf(first);
    }

    /** The same together with the lines that files of service leave out. */
    public LeftOut with(List<ServiceFigures.File> files) {
        long all = count;
        List<Line> lines = new ArrayList<>(first);
        for (ServiceFigures.File file : files) {
            all += file.leftOut().count();
            file.leftOut()
                    .first()
                    .forEach(each -> lines.add(new Line(each.number(), "of " + file.kind() + ": " + each.what())));
        }
        return new LeftOut(all, reasons, lines);
    }

    /**
     * Why lines are not in the report.
     *
     * @param name the name of the reason, for programs
     * @param words the reason, for people
     * @param count how many lines
     */
    public record Reason(String name, String words, long count) {}

    /**
     * A line that is not in the report.
     *
     * @param number the line's number in the file, 1 the first
     * @param what what is wrong with it
     */
    public record Line(long number, String what) {}
}
