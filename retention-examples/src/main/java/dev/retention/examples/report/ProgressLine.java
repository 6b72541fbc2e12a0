package dev.retention.examples.report;

import dev.retention.examples.report.csv.TimeLeft;
import dev.retention.examples.report.figures.Words;
import java.io.PrintWriter;
import java.util.Locale;

/** One line of a terminal that tells how far the reading is. */
public final class ProgressLine {

    private final PrintWriter out;
    private final boolean terminal;
    private final TimeLeft clock = new TimeLeft(System::nanoTime);
    private boolean isShown;
    private boolean tookLong;

    /** @param terminal whether the output is one; if not, nothing is shown */
    public ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Tells how far the reading is. */
    public void show(long lines, long bytes, long size) {
        if (terminal) {
            out.print("\r" + Words.counted(lines, "line") + " read " + clock.after(bytes, size) + "\u001b[K");
            out.flush();
            isShown = true;
            tookLong = true;
        }
    }

    /** Takes the line away. */
    public void clear() {
        if (isShown) {
            out.print("\r\u001b[K");
            out.flush();
            isShown = false;
        }
    }

    /** Says how long it took, if it took long. */
    public void end() {
        if (tookLong) {
            out.println(String.format(Locale.ROOT, "Read, counted and written in %.0f s", clock.seconds()));
        }
    }
}
